"""The report as plain data: frozen, complete, and all a renderer ever sees."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .finding import NO_FINDINGS, SEE_FINDINGS, Findings, Place
from .period import Period
from .pipeline import ActivityFiles, FileAccount, RowCount
from .risk import RuleLine, Severity, Sign, Unjudged
from .spec import StageKind
from .values import Interval, Unit


class Detail(NamedTuple):
    """A figure beside a measure: a median, a count of those left out, the same by amount, one stage of a table."""

    key: str
    title: str
    unit: Unit
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    interval: Interval | None = None
    undefined: str | None = None
    """Why there is no value, in words; None where there is one."""


class Measure(NamedTuple):
    """One number with all that stands behind it."""

    key: str
    title: str
    unit: Unit
    definition: str
    formula: str
    source: str
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    interval: Interval | None = None
    undefined: str | None = None
    """Why there is no value, in words; None where there is one."""
    met: bool = False
    """The target is already reached, so there is nothing left to measure (`undefined` says so in words)."""
    details: tuple[Detail, ...] = ()

    def detail(self, key: str) -> Detail | None:
        """The detail of this key."""
        return next((each for each in self.details if each.key == key), None)


class StageLine(NamedTuple):
    """One stage of the process: every accepted row is in exactly one."""

    name: str
    kind: StageKind
    probability: Decimal | None
    """The stage's own, from pipeline.yaml."""
    opportunities: int
    amount: Decimal | None
    """None where they are in several currencies, as every sum of amounts here."""
    open_count: int
    open_amount: Decimal | None
    weighted: Decimal | None
    """Of the open ones; None where none of their amounts has a probability."""
    average_age: Decimal | None
    """Of the open ones [days]."""
    overdue: int | None
    """None where the file has no expected close date."""
    stalled: int | None
    """None where nothing tells how long is too long."""
    at_risk: int | None
    """Open ones that are overdue or stalled; None where neither can be told."""
    moves_on: Detail | None
    """Share of those that reached the stage and went on; None for a stage that is not open."""
    currency: str | None = None
    """The one all its amounts are in."""


class Group(NamedTuple):
    """All measures of the opportunities that share a key."""

    by: str
    key: str | None
    """None for those where the field is empty."""
    opportunities: int
    """Accepted ones of any outcome."""
    amount: Decimal | None
    """None where they are in several currencies."""
    measures: tuple[Measure, ...]
    currency: str | None = None
    """The one all its amounts are in."""

    def measure(self, key: str) -> Measure:
        """The measure of this key; KeyError if there is none."""
        return _measure(self.measures, key)


class Attention(NamedTuple):
    """An open opportunity to look at, and why."""

    id: str | None
    name: str
    owner: str | None
    account: str | None
    stage: str
    amount: Decimal | None
    probability: Decimal | None
    expected_close: date | None
    next_step: str | None
    due: bool
    """Expected to close in the period."""
    signs: tuple[Sign, ...]
    """Gravest first; of what a report wants looked at never empty."""
    place: Place
    severity: Severity
    """Of its gravest sign, a step graver or milder by what its amount is a share of."""
    unjudged: tuple[Unjudged, ...] = ()
    """Rules that can't be judged of it."""
    currency: str | None = None
    """What its amount is in, where it or pipeline.yaml says."""
    push_count: int | None = None
    """How often its expected close was moved later; None without history."""
    days_in_stage: int | None = None
    """None without history, and where nobody knows since when."""


class Step(StrEnum):
    """The one thing to do next."""

    READ_ROWS = "read_rows"
    ADD_PIPELINE = "add_pipeline"
    RE_DATE = "re_date"
    UNSTICK = "unstick"
    FILL_AMOUNTS = "fill_amounts"
    SET_QUOTA = "set_quota"
    KEEP_GOING = "keep_going"


class NextStep(NamedTuple):
    """One step with the amount and the opportunities it is about."""

    step: Step
    amount: Decimal | None
    opportunities: int
    """How many it is about; where none could be read, the rows that were set aside."""
    names: tuple[str, ...]
    """Names of the first few, in the order of the report's attention."""
    command: str | None
    """What to run to see them."""


class QuotaLine(NamedTuple):
    """The quota of the period and what stands against it; None where a quota, or what a sum is made of, is missing."""

    quota: Decimal | None
    won: Decimal | None
    due: Decimal | None
    due_weighted: Decimal | None
    remaining: Decimal | None
    """Quota minus won, zero once met."""
    target_coverage: Decimal
    missing: Decimal | None
    """Open amount to add for remaining coverage to reach its target, zero where it has."""


class Report(NamedTuple):
    """Everything `pipectl report` says."""

    pipeline: str
    """Name from pipeline.yaml."""
    currency: str | None
    """The one all amounts are in; None where they are in several or name none."""
    as_of: date
    period: Period
    lookback: Period
    filters: tuple[str, ...]
    """Filters in words, as given; empty for all."""
    rows: RowCount
    files: tuple[FileAccount, ...]
    selected: int
    """Opportunities the figures speak of, after filters."""
    measures: tuple[Measure, ...]
    stages: tuple[StageLine, ...]
    groups: tuple[Group, ...]
    quota: QuotaLine
    attention: tuple[Attention, ...]
    """The gravest ones, gravest first; `pipectl list` has the others."""
    attention_count: int
    """How many there are in all."""
    at_risk_count: int | None
    """Those of all that are overdue or stalled; None where neither can be told."""
    next_step: NextStep
    findings: Findings
    notes: tuple[str, ...]
    """What was decided and left out, in words: the data line's small print."""
    built_in_stages: bool
    """No pipeline.yaml was found, so the built-in stages were used."""
    see_findings: str = SEE_FINDINGS
    """What to run to see all findings."""
    currencies: tuple[str, ...] = ()
    """All that amounts are in; more than one are never added."""
    since: date | None = None
    """The day that `pipeline_change` counts from: of the last look before this one; None without history."""
    past_findings: Findings = NO_FINDINGS
    """What is wrong with what is told of the past."""
    risks: tuple[RuleLine, ...] = ()
    """Every rule that was asked, in the order of the catalog, those of pipeline.yaml last."""
    activities: ActivityFiles | None = None
    """What files of activities told of the opportunities, where pipeline.yaml names some."""
    open: tuple[Attention, ...] = ()
    """Every open opportunity: all to look at in their order, then the others, the largest first."""

    @property
    def is_mixed(self) -> bool:
        """Whether amounts are in several currencies, so that only those of some groups have a sum."""
        return len(self.currencies) > 1

    def measure(self, key: str) -> Measure:
        """The measure of this key; KeyError if there is none."""
        return _measure(self.measures, key)


def _measure(measures: tuple[Measure, ...], key: str) -> Measure:
    for each in measures:
        if each.key == key:
            return each
    raise KeyError(key)
