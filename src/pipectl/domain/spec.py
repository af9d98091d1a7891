"""What pipeline.yaml says, once it has been read: the plan an export is held against.

Field descriptions are published in the JSON Schema, so they are written for the person who edits pipeline.yaml.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from .opportunity import FIELDS
from .values import Outcome

Fraction = Annotated[Decimal, Field(ge=0, le=1)]
Positive = Annotated[Decimal, Field(gt=0)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Header = Annotated[str, Field(min_length=1, max_length=300)]
PeriodKey = Annotated[str, Field(min_length=2, max_length=40)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class StageKind(StrEnum):
    """What being in a stage means for the outcome."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    POST_SALE = "post_sale"

    @property
    def outcome(self) -> Outcome:
        """A post-sale stage counts as won."""
        return {StageKind.OPEN: Outcome.OPEN, StageKind.LOST: Outcome.LOST}.get(self, Outcome.WON)


class Category(StrEnum):
    """Forecast category."""

    PIPELINE = "pipeline"
    BEST_CASE = "best_case"
    COMMIT = "commit"
    CLOSED = "closed"
    OMITTED = "omitted"


class Stage(_Strict):
    """One step of the sales process."""

    name: Text = Field(description="Name of the stage, as reports show it.")
    aliases: tuple[Text, ...] = Field(default=(), description="Other spellings found in exports.")
    kind: StageKind = Field(default=StageKind.OPEN, description="open, won, lost or post_sale (counts as won).")
    probability: Fraction | None = Field(
        default=None, description="Usual probability to win from here, 0 to 1; used where a row has no close %."
    )
    category: Category | None = Field(default=None, description="Forecast category of opportunities in this stage.")
    max_days: Annotated[int, Field(gt=0, le=3650)] | None = Field(
        default=None, description="Days an opportunity may stay here before it counts as stalled."
    )
    entry_criteria: tuple[Text, ...] = Field(default=(), description="What must be true to enter this stage.")
    exit_criteria: tuple[Text, ...] = Field(default=(), description="What must be true to move on.")
    activities: tuple[Text, ...] = Field(default=(), description="What the seller does here.")
    questions: tuple[Text, ...] = Field(default=(), description="Questions to ask the buyer here.")

    @property
    def weight(self) -> Decimal:
        """Probability for weighting an open opportunity without a close %: the stage's, else 0."""
        return Decimal(0) if self.probability is None else self.probability


class Quota(_Strict):
    """Target of won amount for a period."""

    period: PeriodKey = Field(description="2026-Q4, FY26-Q2, 2026-11, 2026 or A..B.")
    amount: Positive = Field(description="Amount to win in the period.")
    owner: Text | None = Field(default=None, description="Whose quota; left out, it is the whole team's.")
    team: Text | None = Field(default=None, description="Which team's quota.")


class Spend(_Strict):
    """What was spent on winning opportunities in a period."""

    period: PeriodKey = Field(description="2026-Q4, FY26-Q2, 2026-11, 2026 or A..B.")
    amount: Annotated[Decimal, Field(ge=0)] = Field(description="Money spent in the period.")
    source: Text | None = Field(default=None, description="Lead source it was spent on.")


class DateOrder(StrEnum):
    """Order of day, month and year in dates that are not ISO dates."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class PercentScale(StrEnum):
    """How close % is written where no value carries a % sign."""

    FRACTION = "fraction"
    PERCENT = "percent"


class Columns(_Strict):
    """Which header holds which field, and how values are written, where the file alone doesn't settle it."""

    name: Header | None = Field(default=None, description="Header of the opportunity's name.")
    amount: Header | None = Field(default=None, description="Header of the revenue or amount.")
    created: Header | None = Field(default=None, description="Header of the create date.")
    expected_close: Header | None = Field(default=None, description="Header of the expected close date.")
    probability: Header | None = Field(default=None, description="Header of the close %.")
    stage: Header | None = Field(default=None, description="Header of the stage.")
    id: Header | None = Field(default=None, description="Header of the opportunity's id.")
    currency: Header | None = Field(default=None, description="Header of the currency code.")
    closed: Header | None = Field(default=None, description="Header of the actual close date.")
    status: Header | None = Field(default=None, description="Header of the status (open, won, lost).")
    owner: Header | None = Field(default=None, description="Header of the owner.")
    team: Header | None = Field(default=None, description="Header of the team.")
    account: Header | None = Field(default=None, description="Header of the account.")
    source: Header | None = Field(default=None, description="Header of the lead source.")
    type: Header | None = Field(default=None, description="Header of the opportunity's type.")
    forecast_category: Header | None = Field(default=None, description="Header of the forecast category.")
    next_step: Header | None = Field(default=None, description="Header of the next step.")
    last_activity: Header | None = Field(default=None, description="Header of the last activity's date.")
    stage_changed: Header | None = Field(default=None, description="Header of the date the stage last changed.")
    lost_reason: Header | None = Field(default=None, description="Header of the reason it was lost.")
    lost_from_stage: Header | None = Field(default=None, description="Header of the stage it was lost from.")
    date_order: DateOrder | None = Field(default=None, description="dmy, mdy or ymd, where dates leave it open.")
    locale: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z]{2})?$")] | None = Field(
        default=None, description="Language of the numbers, e.g. en_US or de_DE: which mark is the decimal one."
    )
    probability_scale: PercentScale | None = Field(
        default=None, description="fraction (0 to 1) or percent (0 to 100), where close % leaves it open."
    )

    def headers(self) -> dict[str, str]:
        """Our field to the header named for it, for the fields that are given."""
        given = ((field, getattr(self, field)) for field in FIELDS)
        return {field: header for field, header in given if header is not None}


class CheckLevel(StrEnum):
    """What a missed check does."""

    WARN = "warn"
    FAIL = "fail"


class Check(_Strict):
    """A measure held against a bound, for `pipectl check`."""

    metric: Text = Field(description="Key of a measure, e.g. coverage (pipectl explain lists them).")
    min: Decimal | None = Field(default=None, description="Fails below this.")
    max: Decimal | None = Field(default=None, description="Fails above this.")
    level: CheckLevel = Field(default=CheckLevel.FAIL, description="warn only reports; fail ends with exit code 1.")
    reason: Text | None = Field(default=None, description="Why this bound, shown when it is missed.")

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("needs min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"has min {self.min} above max {self.max}")
        return self


class PipelineSpec(_Strict):
    """pipeline.yaml: the stages of a sales process, its targets and how its exports are read."""

    version: Literal[1] = Field(description="Version of this file's format: 1.")
    name: Text = Field(default="Sales pipeline", description="Name of the pipeline, as reports show it.")
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = Field(
        default=None, description="ISO code of the currency amounts are in, e.g. USD."
    )
    fiscal_year_starts: Annotated[int, Field(ge=1, le=12)] = Field(
        default=1, description="Number of the month the fiscal year starts in; 1 is the calendar year."
    )
    data: tuple[Text, ...] = Field(default=(), description="Export files to read, relative to this file.")
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=200)] = Field(
        description="The stages in order, from first to last, won and lost ones included."
    )
    qualified_from: Text | None = Field(
        default=None,
        description="Stage from which an opportunity counts as qualified; losses before it leave win rate.",
    )
    lookback: Annotated[str, Field(max_length=20)] = Field(
        default="365d", description="How far back closed opportunities count for rates: days such as 365d, or all."
    )
    target_coverage: Positive = Field(default=Decimal(3), description="Coverage to aim for; rule of thumb 3 to 4.")
    quotas: tuple[Quota, ...] = Field(default=(), description="Targets of won amount by period.")
    spend: tuple[Spend, ...] = Field(default=(), description="Money spent by period, for cost per opportunity.")
    columns: Columns = Field(default_factory=Columns, description="How exports are read.")
    checks: tuple[Check, ...] = Field(default=(), description="What pipectl check holds the pipeline to.")

    @property
    def open_stages(self) -> tuple[Stage, ...]:
        """Stages of kind open, in order; their position is the one `Totals.open_at` counts by."""
        return tuple(stage for stage in self.stages if stage.kind is StageKind.OPEN)

    def stage(self, name: str) -> Stage | None:
        """The stage of exactly this name."""
        return next((stage for stage in self.stages if stage.name == name), None)
