"""The contract: what a valid opportunity is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .finding import About, Place
from .values import Outcome

if TYPE_CHECKING:
    from datetime import date

    from .constraints import Cell, Day, Decided, Filled, Money, Probability, Where

#: Our fields in the order outputs use, with the six of the plain spreadsheet first.
FIELDS: tuple[str, ...] = (
    "name",
    "amount",
    "created",
    "expected_close",
    "probability",
    "stage",
    "id",
    "currency",
    "closed",
    "status",
    "owner",
    "team",
    "account",
    "source",
    "type",
    "forecast_category",
    "next_step",
    "last_activity",
    "stage_changed",
    "lost_reason",
    "lost_from_stage",
)
DATE_FIELDS: tuple[str, ...] = ("created", "expected_close", "closed", "last_activity", "stage_changed")
#: Digits an amount may have on either side of its point; more are refused, never rounded.
MONEY_DIGITS = 18
_NOWHERE = Place("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """One deal as one row gives it. Frozen; text is as the file has it, without surrounding space.

    A row becomes one through its contract (`contract.validator`), which refuses what does not hold.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - read by Pydantic

    name: Filled
    stage: Filled
    """Name of the stage as pipeline.yaml has it."""
    outcome: Decided
    amount: Money | None = None
    """Money, exact; may be negative (a finding), never NaN."""
    created: Day | None = None
    expected_close: Day | None = None
    closed: Day | None = None
    probability: Probability | None = None
    """Close % as entered, from 0 to 1."""
    id: Cell | None = None
    currency: Cell | None = None
    status: Cell | None = None
    owner: Cell | None = None
    team: Cell | None = None
    account: Cell | None = None
    source: Cell | None = None
    type: Cell | None = None
    forecast_category: Cell | None = None
    next_step: Cell | None = None
    last_activity: Day | None = None
    stage_changed: Day | None = None
    lost_reason: Cell | None = None
    lost_from_stage: Cell | None = None
    """Stage a lost opportunity died in, as pipeline.yaml names it, where the file tells."""
    extra: dict[Cell, Cell] = field(default_factory=dict)
    """The other columns of the file, by their header; empty cells are left out."""
    place: Where = _NOWHERE

    @property
    def key(self) -> str:
        """What names this opportunity in messages: its id where it has one, else its name."""
        return self.id or self.name

    @property
    def about(self) -> About:
        """What findings say of it."""
        return About(self.key, self.owner, None if self.id else self.account)

    @property
    def close_date(self) -> date | None:
        """Day a decided opportunity closed: `closed` where the file has it, else `expected_close`; None while open."""
        if self.outcome is Outcome.OPEN:
            return None
        return self.closed or self.expected_close

    @property
    def cycle_days(self) -> int | None:
        """Created to close date of a decided opportunity [days]; None where a date is missing; may be negative."""
        close = self.close_date
        return None if close is None or self.created is None else (close - self.created).days

    def days_overdue(self, as_of: date) -> int:
        """As-of minus expected close of an open opportunity; zero until it has passed [days]."""
        if self.outcome is not Outcome.OPEN or self.expected_close is None:
            return 0
        return max(0, (as_of - self.expected_close).days)

    def age_days(self, as_of: date) -> int | None:
        """As-of minus created [days]; None without a created date; never below zero."""
        return None if self.created is None else max(0, (as_of - self.created).days)

    def lived_days(self, as_of: date) -> int | None:
        """The age where it has one: what was created after as-of is no day old, and makes no mean younger."""
        return None if self.created is None or self.created > as_of else self.age_days(as_of)
