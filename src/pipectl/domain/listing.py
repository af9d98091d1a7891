"""The stage-sorted list as plain data: bands with subtotals, and the opportunities in each."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .finding import NO_FINDINGS, SEE_FINDINGS, Findings, Place
from .pipeline import RowCount
from .spec import StageKind
from .values import Outcome


class Listed(NamedTuple):
    """One row of the stage-sorted list."""

    id: str | None
    name: str
    owner: str | None
    account: str | None
    stage: str
    outcome: Outcome
    amount: Decimal | None
    probability: Decimal | None
    """The row's, else its stage's; None where neither has one, and once decided."""
    created: date | None
    expected_close: date | None
    closed: date | None
    age_days: int | None
    """Since it was created; None once decided."""
    days_overdue: int | None
    """Zero before its expected close; None without one, and once decided."""
    next_step: str | None
    place: Place
    currency: str | None = None
    """What its amount is in, where it or pipeline.yaml says."""
    push_count: int | None = None
    """How often its expected close was moved later; None without history, and once decided."""
    days_in_stage: int | None = None
    """None without history or where nobody knows since when, and once decided."""


class Band(NamedTuple):
    """One stage of the list with its subtotal."""

    stage: str
    kind: StageKind
    rows: tuple[Listed, ...]
    """Those shown (`--limit` may cut them)."""
    opportunities: int
    amount: Decimal | None
    """None where they are in several currencies."""
    weighted: Decimal | None
    """None for stages that are not open, and where no open one with an amount has a probability."""
    currency: str | None = None
    """The one all its amounts are in."""


class Standing(NamedTuple):
    """How many opportunities of one outcome are listed, and their amount."""

    outcome: Outcome
    opportunities: int
    amount: Decimal | None
    """None where they are in several currencies."""
    currency: str | None = None
    """The one all their amounts are in."""


#: What lists the open ones whose close date has passed.
SEE_OVERDUE = "pipectl list --overdue"


class Listing(NamedTuple):
    """Everything `pipectl list` says: bands in stage order with subtotals."""

    pipeline: str
    currency: str | None
    as_of: date
    filters: tuple[str, ...]
    bands: tuple[Band, ...]
    standings: tuple[Standing, ...]
    """Open, won and lost ones, shown or not; an outcome that none has is left out."""
    opportunities: int
    amount: Decimal | None
    """None where they are in several currencies."""
    shown: int
    rows: RowCount
    findings: Findings
    notes: tuple[str, ...]
    see_findings: str = SEE_FINDINGS
    """What to run to see all findings."""
    currencies: tuple[str, ...] = ()
    """All that amounts are in; more than one are never added."""
    has_past: bool = False
    """Whether push counts and days in stage could be known."""
    past_findings: Findings = NO_FINDINGS
    """What is wrong with what is told of the past."""
    overdue_alone: bool = False
    """Whether only those were asked for whose close date has passed."""
    overdue: int = 0
    """Open ones whose close date has passed, shown or not."""
    see_overdue: str = SEE_OVERDUE
    """What to run to see these alone."""
