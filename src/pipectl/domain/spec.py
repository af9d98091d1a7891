"""What pipeline.yaml says, once it has been read: the plan an export is held against.

Field descriptions are published in the JSON Schema, so they are written for the person who edits pipeline.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from .activity_settings import Activities, ActivityStandard
from .check import Check, Waiver
from .condition import Criterion
from .forecast_settings import ForecastSettings
from .lead_settings import Leads
from .opportunity import FIELDS
from .qualification import IdealCustomer, Qualification, Score
from .risk_setting import RiskSetting
from .values import Outcome, YesNo

if TYPE_CHECKING:
    from .constraints import (
        CurrencyCode,
        Days,
        Field,
        Fraction,
        Header,
        LocaleName,
        Month,
        NotNegative,
        PeriodKey,
        Positive,
        Rates,
        Span,
        Text,
    )

#: Stages a sales process may have; a column with more of them holds something else.
MOST_STAGES = 200
#: Settings of no known name are refused (read by Pydantic).
_KNOWN_ONLY = {"extra": "forbid"}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the sales process."""

    __pydantic_config__ = _KNOWN_ONLY

    name: Annotated[Text, Field(description="Name of the stage, as reports show it.")]
    aliases: Annotated[tuple[Text, ...], Field(description="Other spellings found in exports.")] = ()
    kind: Annotated[StageKind, Field(description="open, won, lost or post_sale (counts as won).")] = StageKind.OPEN
    probability: Annotated[
        Fraction | None,
        Field(description="Usual probability to win from here, 0 to 1; used where a row has no close %."),
    ] = None
    category: Annotated[Category | None, Field(description="Forecast category of opportunities in this stage.")] = None
    max_days: Annotated[
        Days | None, Field(description="Days an opportunity may stay here before it counts as stalled.")
    ] = None
    target_conversion: Annotated[
        Fraction | None,
        Field(
            description="Share that should go on from here, 0 to 1; without it, that of the stage's own best quarter."
        ),
    ] = None
    purpose: Annotated[Text | None, Field(description="What this stage is for.")] = None
    entry_criteria: Annotated[
        tuple[Criterion, ...],
        Field(description="What must be true to enter this stage, in words, with a condition where the data can tell."),
    ] = ()
    exit_criteria: Annotated[
        tuple[Criterion, ...],
        Field(description="What must be true to move on, in words, with a condition where the data can tell."),
    ] = ()
    require: Annotated[
        tuple[Criterion, ...],
        Field(
            description="Conditions that every open opportunity in this stage or a later one must meet; validate and "
            "check find those that don't."
        ),
    ] = ()
    activities: Annotated[tuple[Text, ...], Field(description="What the seller does here.")] = ()
    questions: Annotated[tuple[Text, ...], Field(description="Questions to ask the buyer here.")] = ()
    materials: Annotated[
        tuple[Text, ...], Field(description="What helps here: templates, decks, references, or where they are.")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """Target of won amount for a period."""

    __pydantic_config__ = _KNOWN_ONLY

    period: Annotated[PeriodKey, Field(description="2026-Q4, FY26-Q2, 2026-11, 2026 or A..B.")]
    amount: Annotated[Positive, Field(description="Amount to win in the period.")]
    owner: Annotated[Text | None, Field(description="Whose quota; left out, it is the whole team's.")] = None
    team: Annotated[Text | None, Field(description="Which team's quota.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """What was spent on winning opportunities in a period."""

    __pydantic_config__ = _KNOWN_ONLY

    period: Annotated[PeriodKey, Field(description="2026-Q4, FY26-Q2, 2026-11, 2026 or A..B.")]
    amount: Annotated[NotNegative, Field(description="Money spent in the period.")]
    source: Annotated[Text | None, Field(description="Lead source it was spent on.")] = None


class DateOrder(StrEnum):
    """Order of day, month and year in dates that are not ISO dates."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class PercentScale(StrEnum):
    """How close % is written where no value carries a % sign."""

    FRACTION = "fraction"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which header holds which field, and how values are written, where the file alone doesn't settle it."""

    __pydantic_config__ = _KNOWN_ONLY

    name: Annotated[Header | None, Field(description="Header of the opportunity's name.")] = None
    amount: Annotated[Header | None, Field(description="Header of the revenue or amount.")] = None
    created: Annotated[Header | None, Field(description="Header of the create date.")] = None
    expected_close: Annotated[Header | None, Field(description="Header of the expected close date.")] = None
    probability: Annotated[Header | None, Field(description="Header of the close %.")] = None
    stage: Annotated[Header | None, Field(description="Header of the stage.")] = None
    id: Annotated[Header | None, Field(description="Header of the opportunity's id.")] = None
    currency: Annotated[Header | None, Field(description="Header of the currency code.")] = None
    closed: Annotated[Header | None, Field(description="Header of the actual close date.")] = None
    status: Annotated[Header | None, Field(description="Header of the status (open, won, lost).")] = None
    owner: Annotated[Header | None, Field(description="Header of the owner.")] = None
    team: Annotated[Header | None, Field(description="Header of the team.")] = None
    account: Annotated[Header | None, Field(description="Header of the account.")] = None
    source: Annotated[Header | None, Field(description="Header of the lead source.")] = None
    type: Annotated[Header | None, Field(description="Header of the opportunity's type.")] = None
    forecast_category: Annotated[Header | None, Field(description="Header of the forecast category.")] = None
    next_step: Annotated[Header | None, Field(description="Header of the next step.")] = None
    last_activity: Annotated[Header | None, Field(description="Header of the last activity's date.")] = None
    stage_changed: Annotated[Header | None, Field(description="Header of the date the stage last changed.")] = None
    lost_reason: Annotated[Header | None, Field(description="Header of the reason it was lost.")] = None
    lost_from_stage: Annotated[Header | None, Field(description="Header of the stage it was lost from.")] = None
    preset: Annotated[
        Text | None, Field(description="CRM whose export it is, e.g. hubspot; none to read the headers as they are.")
    ] = None
    serial_dates: Annotated[
        YesNo | None, Field(description="yes where columns of bare numbers hold days as a spreadsheet counts them.")
    ] = None
    date_order: Annotated[DateOrder | None, Field(description="dmy, mdy or ymd, where dates leave it open.")] = None
    locale: Annotated[
        LocaleName | None,
        Field(description="Language of the numbers, e.g. en_US or de_DE: which mark is the decimal one."),
    ] = None
    probability_scale: Annotated[
        PercentScale | None, Field(description="fraction (0 to 1) or percent (0 to 100), where close % leaves it open.")
    ] = None

    def headers(self) -> dict[str, str]:
        """Our field to the header named for it, for the fields that are given."""
        given = ((field, getattr(self, field)) for field in FIELDS)
        return {field: header for field, header in given if header is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineSpec:
    """pipeline.yaml: the stages of a sales process, its targets and how its exports are read."""

    __pydantic_config__ = _KNOWN_ONLY

    version: Annotated[Literal[1], Field(description="Version of this file's format: 1.")]
    name: Annotated[Text, Field(description="Name of the pipeline, as reports show it.")] = "Sales pipeline"
    currency: Annotated[
        CurrencyCode | None, Field(description="ISO code of the currency amounts are in, e.g. USD.")
    ] = None
    exchange_rates: Annotated[
        Rates, Field(description="What one unit of another currency is worth in currency, by ISO code: {EUR: 1.08}.")
    ] = field(default_factory=dict)
    fiscal_year_starts: Annotated[
        Month, Field(description="Number of the month the fiscal year starts in; 1 is the calendar year.")
    ] = 1
    time_zone: Annotated[
        Text | None,
        Field(description="Time zone whose days count where an export's times name their own, e.g. Europe/Berlin."),
    ] = None
    display_locale: Annotated[
        LocaleName | None,
        Field(
            description="Whose custom figures and days are written in on screens and in Markdown, e.g. de_DE or en_GB; "
            "en_US. How files are read is columns.locale."
        ),
    ] = None
    data: Annotated[tuple[Text, ...], Field(description="Export files to read, relative to this file.")] = ()
    history_folder: Annotated[
        Text | None, Field(description="Folder that pipectl snapshot keeps exports in, relative to this file; history.")
    ] = None
    history_files: Annotated[
        tuple[Text, ...], Field(description="History that a CRM exports, such as OpportunityHistory.csv.")
    ] = ()
    former_names: Annotated[
        tuple[Text, ...], Field(description="Names the pipeline had before; snapshots under them are its own.")
    ] = ()
    stages: Annotated[
        Annotated[tuple[Stage, ...], Field(min_length=1, max_length=MOST_STAGES)],
        Field(description="The stages in order, from first to last, won and lost ones included."),
    ]
    qualified_from: Annotated[
        Text | None,
        Field(description="Stage from which an opportunity counts as qualified; losses before it leave win rate."),
    ] = None
    lookback: Annotated[
        Span, Field(description="How far back closed opportunities count for rates: days such as 365d, or all.")
    ] = "365d"
    target_coverage: Annotated[Positive, Field(description="Coverage to aim for; rule of thumb 3 to 4.")] = Decimal(3)
    quotas: Annotated[tuple[Quota, ...], Field(description="Targets of won amount by period.")] = ()
    quotas_file: Annotated[
        Text | None, Field(description="CSV of more quotas, relative to this file: period, amount, and owner or team.")
    ] = None
    spend: Annotated[tuple[Spend, ...], Field(description="Money spent by period, for cost per opportunity.")] = ()
    spend_file: Annotated[
        Text | None, Field(description="CSV of more spend, relative to this file: period or month, amount, and source.")
    ] = None
    leads: Annotated[Leads, Field(description="Leads: their files and the service level.")] = field(
        default_factory=Leads
    )
    qualification: Annotated[
        Qualification | None, Field(description="What must be known of an opportunity, for pipectl qualify.")
    ] = None
    ideal_customer: Annotated[
        IdealCustomer | None, Field(description="Whom you sell to best, as weighted rules, for pipectl qualify.")
    ] = None
    scores: Annotated[tuple[Score, ...], Field(description="Scores of your own, for pipectl qualify.")] = ()
    activities: Annotated[Activities, Field(description="Activities: their files, kinds and statuses.")] = field(
        default_factory=Activities
    )
    activity_standards: Annotated[
        tuple[ActivityStandard, ...], Field(description="How many activities of a kind a week should have.")
    ] = ()
    columns: Annotated[Columns, Field(description="How exports are read.")] = field(default_factory=Columns)
    forecast: Annotated[ForecastSettings, Field(description="What chances to win are learnt from.")] = field(
        default_factory=ForecastSettings
    )
    risks: Annotated[
        tuple[RiskSetting, ...],
        Field(description="What speaks against opportunities, beside or instead of the rules of docs/risks.md."),
    ] = ()
    checks: Annotated[tuple[Check, ...], Field(description="What pipectl check holds the pipeline to.")] = ()
    waivers: Annotated[tuple[Waiver, ...], Field(description="What checks don't count, why and until when.")] = ()

    @property
    def open_stages(self) -> tuple[Stage, ...]:
        """Stages of kind open, in order; their position is the one `Totals.open_at` counts by."""
        return tuple(stage for stage in self.stages if stage.kind is StageKind.OPEN)

    def required(self, stage: str) -> tuple[tuple[Stage, Criterion], ...]:
        """What an open opportunity in a stage must meet: `require` of every earlier open stage and of its own."""
        names = [each.name for each in self.open_stages]
        earned = self.open_stages[: names.index(stage) + 1] if stage in names else ()
        return tuple((each, criterion) for each in earned for criterion in each.require)

    def stage(self, name: str) -> Stage | None:
        """The stage of exactly this name."""
        return next((stage for stage in self.stages if stage.name == name), None)
