"""What `pipectl activity` says, as plain data: who did how much against the standard, and what nobody touches."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from .finding import NO_FINDINGS, Findings, Place
from .period import Period
from .pipeline import FileAccount, RowCount
from .result import Detail, Measure


class Week(NamedTuple):
    """A week of ISO 8601, from Monday to Sunday."""

    start: date
    is_running: bool
    """Whether its last day is not over."""

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.start + timedelta(days=6)

    @property
    def key(self) -> str:
        """2026-W47: the year is that of its Thursday."""
        year, number, _ = self.start.isocalendar()
        return f"{year}-W{number:02}"


class Pace(NamedTuple):
    """Activities of one kind, week by week, against the standard."""

    kind: str
    done: tuple[int, ...]
    """In each week of the answer, the running one included."""
    per_week: Detail
    """Done in the weeks that are over ÷ their number."""
    standard: Decimal | None
    """How many a week; for everybody, what those have to do together that have a standard."""
    standard_of: str | None
    """Whose standard it is, in words."""
    attained: Detail
    """Done ÷ standard, of the weeks that are over."""
    weeks_met: Detail
    """Weeks that are over in which the standard was met ÷ weeks that are over; for everybody, weeks of each owner."""


class ActivityLine(NamedTuple):
    """The activities of everybody, or of one owner."""

    by: str | None
    key: str | None
    """None for the whole, and for those where the owner is empty."""
    measures: tuple[Measure, ...]
    paces: tuple[Pace, ...]
    """One a kind, those that are counted."""

    def measure(self, key: str) -> Measure:
        """The measure of this key; KeyError if there is none."""
        for each in self.measures:
            if each.key == key:
                return each
        raise KeyError(key)

    def pace(self, kind: str) -> Pace:
        """The pace of this kind."""
        return next(each for each in self.paces if each.kind == kind)


class Untouched(NamedTuple):
    """An open opportunity that nobody touched for too long."""

    id: str | None
    name: str
    owner: str | None
    stage: str
    amount: Decimal | None
    currency: str | None
    created: date | None
    last: date | None
    """None where it was never touched, as far as the files tell."""
    days: int | None
    """Since its last touch; None without one."""
    place: Place


class Activities(NamedTuple):
    """Everything `pipectl activity` says."""

    pipeline: str
    currency: str | None
    as_of: date
    period: Period
    filters: tuple[str, ...]
    quiet_after: int
    """Days without a touch after which an open opportunity is untouched."""
    age: int
    """The age at which won ones are held against lost ones [days]."""
    kinds: tuple[str, ...]
    """Those that are counted."""
    weeks: tuple[Week, ...]
    """Those that lie whole in the period, up to the running one."""
    first: date
    """The first day that the files tell of, planned activities included."""
    last: date
    rows: RowCount
    files: tuple[FileAccount, ...]
    whole: ActivityLine
    owners: tuple[ActivityLine, ...]
    """Who did most comes first."""
    untouched: tuple[Untouched, ...] | None
    """Never touched ones first, then those that wait longest; None without an export of opportunities."""
    opportunities: tuple[str, ...] | None
    """The export of opportunities that was at hand, by its files."""
    notes: tuple[str, ...]
    findings: Findings = NO_FINDINGS
