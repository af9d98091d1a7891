"""The contract: what a valid opportunity is."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field, InstanceOf

from .finding import Place
from .values import Outcome

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
FIRST_YEAR, LAST_YEAR = 1970, 2199


class Opportunity(BaseModel):
    """One deal as one row gives it. Frozen; text is as the file has it, without surrounding space."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str = Field(min_length=1)
    stage: str = Field(min_length=1)
    """Name of the stage as pipeline.yaml has it."""
    outcome: Outcome
    amount: Decimal | None = None
    """Money, exact; may be negative (a finding), never NaN."""
    created: date | None = None
    expected_close: date | None = None
    closed: date | None = None
    probability: Decimal | None = Field(default=None, ge=0, le=1)
    """Close % as entered, from 0 to 1."""
    id: str | None = None
    currency: str | None = None
    status: str | None = None
    owner: str | None = None
    team: str | None = None
    account: str | None = None
    source: str | None = None
    type: str | None = None
    forecast_category: str | None = None
    next_step: str | None = None
    last_activity: date | None = None
    stage_changed: date | None = None
    lost_reason: str | None = None
    lost_from_stage: str | None = None
    """Stage a lost opportunity died in, as pipeline.yaml names it, where the file tells."""
    extra: dict[str, str] = Field(default_factory=dict)
    """The other columns of the file, by their header; empty cells are left out."""
    place: InstanceOf[Place] = Place("")

    @property
    def key(self) -> str:
        """What names this opportunity in messages: its id where it has one, else its name."""
        return self.id or self.name

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
