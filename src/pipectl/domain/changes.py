"""What changed between two days, as plain data: the waterfall, and the opportunities behind each of its buckets."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .finding import NO_FINDINGS, Findings
from .period import Period
from .values import Outcome


class Look(NamedTuple):
    """What an opportunity looked like at one end of a move."""

    stage: str
    outcome: Outcome
    amount: Decimal | None
    expected_close: date | None


class ChangedDeal(NamedTuple):
    """One opportunity in one bucket: its moves there taken together."""

    key: str
    id: str | None
    name: str
    owner: str | None
    account: str | None
    day: date
    """Of its last move there."""
    amount: Decimal
    """What it added to the bucket; less than zero where it took away."""
    before: Look | None
    """Before the first of these moves; None where it was not there."""
    after: Look | None
    """After the last; None where it is gone."""


class ChangeLine(NamedTuple):
    """One bucket of the waterfall."""

    key: str
    title: str
    opportunities: int
    amount: Decimal
    """What it adds to the open amount; less than zero where it takes away."""
    deals: tuple[ChangedDeal, ...] = ()
    """The biggest first, as many as are shown."""


class ChangeTable(NamedTuple):
    """The waterfall of everything, or of one group."""

    by: str | None
    """What it is grouped by; None for the whole."""
    key: str | None
    start: Decimal
    start_count: int
    lines: tuple[ChangeLine, ...]
    """Every bucket in the order of the waterfall, empty ones too."""
    end: Decimal
    end_count: int
    currency: str | None = None

    def line(self, key: str) -> ChangeLine:
        """The bucket of this key."""
        return next(line for line in self.lines if line.key == key)


class Changes(NamedTuple):
    """Everything `pipectl changes` says."""

    pipeline: str
    currency: str | None
    start: date
    """The waterfall starts with what stood at the end of this day,"""
    end: date
    """and ends with what did at the end of this one."""
    window: Period
    """Close dates that are looked at."""
    filters: tuple[str, ...]
    whole: ChangeTable
    groups: tuple[ChangeTable, ...]
    sources: tuple[str, ...]
    """Where the past was learnt, in words."""
    notes: tuple[str, ...]
    findings: Findings = NO_FINDINGS
