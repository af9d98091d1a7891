"""What `pipectl leads` says, as plain data: how many leads came, how soon they were answered, what became of them."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .finding import NO_FINDINGS, Findings
from .lead_scores import LeadScores
from .period import Period
from .pipeline import FileAccount, RowCount
from .result import Measure

#: Months of creation that a screen has room for.
MOST_MONTHS = 36


class Handover(NamedTuple):
    """What became in sales of the opportunities that leads became; each counts once, at the lead created first."""

    found: int
    """Opportunities that the export of them has; open, won and lost ones."""
    open: int
    won: int
    lost: int
    won_amount: Decimal | None
    """None where `undefined` says why."""
    unknown: int
    """Ids that match nothing."""
    currency: str | None = None
    """Of the won amount; None where nothing tells it."""
    undefined: str | None = None
    """Why there is no won amount, in words."""
    without_amount: int = 0
    """Won ones that have no amount."""


class LeadLine(NamedTuple):
    """The leads of everything, of one group, or of one month."""

    by: str | None
    key: str | None
    """None for the whole, and for those where the field is empty."""
    leads: int
    measures: tuple[Measure, ...]
    handover: Handover | None
    """None where no export of opportunities is at hand."""
    is_running: bool
    """Whether some of them are so young that they may become opportunities yet."""
    spend: Decimal | None = None
    """Money spent on them in the period; None where nothing tells (the measure of cost says why)."""

    def measure(self, key: str) -> Measure:
        """The measure of this key; KeyError if there is none."""
        for each in self.measures:
            if each.key == key:
                return each
        raise KeyError(key)


class Leads(NamedTuple):
    """Everything `pipectl leads` says."""

    pipeline: str
    currency: str | None
    as_of: date
    period: Period
    filters: tuple[str, ...]
    within: str | None
    """The service level as pipeline.yaml has it: 4h."""
    hours: str
    """Which hours response times are counted in, in words."""
    matures_after: int
    """Days after which a cohort has ripened."""
    rows: RowCount
    files: tuple[FileAccount, ...]
    whole: LeadLine
    """Leads created in the period; its conversion is that of those whose month has ripened."""
    is_conversion_of_period: bool
    """Whether that is of leads of the period; else of the months that are shown."""
    groups: tuple[LeadLine, ...]
    """By source, and by what was asked for."""
    months: tuple[LeadLine, ...]
    """By month of creation, oldest first: the twelve up to the day of the report, and those before in the period."""
    opportunities: tuple[str, ...] | None
    """The export of opportunities that was at hand, by its files."""
    notes: tuple[str, ...]
    findings: Findings = NO_FINDINGS
    spend_without_source: Decimal | None = None
    """What of all that was spent names no source, and stands in no line of one; None where there is none of it."""
    scores: LeadScores | None = None
    """None without scores of leads in pipeline.yaml."""

    @property
    def is_of_one(self) -> bool:
        """Whether one lead alone is asked about."""
        return self.scores is not None and self.scores.lead is not None

    @property
    def is_cost_so_far(self) -> bool:
        """Whether the period is not over, while what was spent in it is that of all its days."""
        return self.as_of in self.period and any(each.spend is not None for each in (self.whole, *self.groups))

    @property
    def recent_months(self) -> tuple[LeadLine, ...]:
        """The newest months, as many as a screen has room for."""
        return self.months[-MOST_MONTHS:]
