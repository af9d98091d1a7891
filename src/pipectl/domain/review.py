"""The meeting about the pipeline as plain data: each of its sections, complete, for any renderer."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .changes import Changes
from .coaching import People
from .finding import NO_FINDINGS, Findings, Place
from .funnel import Bottleneck
from .listing import Listed
from .period import Period
from .pipeline import RowCount
from .result import Attention, Measure, NextStep, QuotaLine
from .risk import RuleLine, Said, Sign
from .sums import Keyed, Sum
from .values import Outcome


class SinceHow(StrEnum):
    """Why it is looked back to a day and no other."""

    ASKED = "asked"
    """It was named."""
    LAST_LOOK = "last_look"
    """The pipeline was looked at on it, for the last time before as-of."""
    DAYS = "days"
    """Nothing tells of a last time, so it lies a round number of days back."""


class Since(NamedTuple):
    """The last time: what came after the end of this day is new."""

    day: date
    how: SinceHow
    days: int
    """From then to as-of."""


class Headline(NamedTuple):
    """Will I make it?"""

    won: Measure
    due: Measure
    weighted: Measure
    attainment: Measure
    coverage: Measure
    """Of what remains of the quota by what is due."""
    quota: QuotaLine


class Committed(NamedTuple):
    """An open opportunity that is called certain."""

    deal: Listed
    signs: tuple[Sign, ...]
    """What speaks against it, gravest first; empty where nothing does."""
    told_by_stage: bool
    """Its category is that of its stage, as the row has none."""

    @property
    def amount(self) -> Decimal | None:
        """Of the opportunity."""
        return self.deal.amount

    @property
    def currency(self) -> str | None:
        """What that is in."""
        return self.deal.currency


class Commits(NamedTuple):
    """Those due in the period in category commit."""

    whole: Sum
    doubtful: Sum
    """Those of them with any sign against them."""
    shown: tuple[Committed, ...]
    """Those with signs first, the biggest of each first."""
    untold: str | None
    """Why nothing tells what is committed, in words; None where something does."""


class RisksOf(NamedTuple):
    """What wants a look of one owner."""

    owner: str | None
    sum: Sum
    shown: tuple[Attention, ...]


class Mild(NamedTuple):
    """Opportunities of low severity that one rule, their gravest, speaks against."""

    title: str
    opportunities: int


class Risks(NamedTuple):
    """Everything that wants a look."""

    whole: Sum
    open: Sum
    """What it is a part of."""
    owners: tuple[RisksOf, ...]
    """The one with most at risk first; those shown are the gravest of all."""
    rules: tuple[RuleLine, ...] = ()
    """Every rule that was asked."""
    low: tuple[Mild, ...] = ()
    """Those of low severity by rule, most first: a meeting has no time for each."""


class Stood(NamedTuple):
    """One that does not move."""

    deal: Attention
    why: Said
    """How long it has stood, and how long is usual; whether or not a risk rule speaks of it."""

    @property
    def stage(self) -> str:
        """Where it stands."""
        return self.deal.stage

    @property
    def amount(self) -> Decimal | None:
        """Of the opportunity."""
        return self.deal.amount

    @property
    def currency(self) -> str | None:
        """What that is in."""
        return self.deal.currency


class Slipped(NamedTuple):
    """What did not go as it was said last time."""

    pushed: Sum | None
    """Moved out of the period since then; None where nothing tells. `Review.change` has them."""
    no_pushed: str | None
    overdue: Sum | None
    """All whose close date has passed; None where the file has no such date."""
    newly: Sum | None
    """Those of them whose date has passed since then."""
    no_overdue: str | None
    shown: tuple[Attention, ...]
    """The biggest of `newly`; without signs where no risk rule speaks of one."""


class Stuck(NamedTuple):
    """What does not move, and where."""

    whole: Sum | None
    """Stalled as the measure counts it, and those that history tells besides; None where nothing tells."""
    untold: str | None
    shown: tuple[Stood, ...]
    stages: tuple[Keyed, ...]
    """Stalled by stage, most first."""
    bottleneck: Bottleneck | None
    """As history tells it."""
    no_bottleneck: str
    """Why history tells none, in words; empty where it does."""


class Decided(NamedTuple):
    """One that was won or lost."""

    id: str | None
    name: str
    owner: str | None
    account: str | None
    amount: Decimal | None
    currency: str | None
    outcome: Outcome
    closed: date | None
    cycle_days: int | None
    stage: str | None
    """Open stage that a lost one died in; None where nothing tells."""
    reason: str | None
    """Why it was lost, as the file has it."""
    source: str | None
    place: Place


class Lessons(NamedTuple):
    """What was won and lost since the last time."""

    won: Sum
    lost: Sum
    undated: Sum
    """Won or lost on a day that nothing tells: maybe since then, maybe before."""
    biggest_won: tuple[Decided, ...]
    biggest_lost: tuple[Decided, ...]
    reasons: tuple[Keyed, ...]
    """Lost by reason, most first; those without one last."""
    stages: tuple[Keyed, ...]
    """Lost by the stage they died in, most first; those of which nothing tells last."""
    no_reasons: str | None
    """Why there is no reason of any, in words."""
    no_stages: str | None


class Action(NamedTuple):
    """One thing to do: who, which opportunity, what, and the amount it is about."""

    who: str | None
    """None for whoever leads the meeting."""
    deal: Attention | None
    """None where it is about no single one."""
    sign: Sign | None
    """What it answers; None where the step says it."""
    step: NextStep | None
    amount: Decimal | None
    currency: str | None


class Review(NamedTuple):
    """Everything `pipectl review` says."""

    pipeline: str
    currency: str | None
    as_of: date
    period: Period
    lookback: Period
    filters: tuple[str, ...]
    one_to_one: tuple[str, ...]
    """The owners it speaks of alone, against the team."""
    selected: int
    rows: RowCount
    since: Since
    headline: Headline
    change: Changes | None
    """What became of what was open and due; None where nothing tells."""
    no_change: str | None
    commits: Commits
    risks: Risks
    slipped: Slipped
    stuck: Stuck
    lessons: Lessons
    people: People
    actions: tuple[Action, ...]
    """Most money first."""
    notes: tuple[str, ...]
    """What was decided and left out, and where the past was learnt, in words."""
    findings: Findings = NO_FINDINGS
    past_findings: Findings = NO_FINDINGS
    see_findings: str = ""
    """What to run to see all findings."""
