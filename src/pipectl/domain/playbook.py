"""The playbook as plain data: what each stage is for, what it takes to leave it, and where its opportunities stand."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .finding import NO_FINDINGS, SEE_FINDINGS, Findings, Place
from .period import Period
from .pipeline import RowCount
from .spec import StageKind
from .values import Outcome, Ratio


class Standing(StrEnum):
    """How an opportunity stands against a criterion."""

    MET = "met"
    MISSING = "missing"
    UNJUDGED = "unjudged"
    """It has a condition, and what is known can't tell."""
    ASK = "ask"
    """It has words alone: people know."""


class Answer(NamedTuple):
    """One criterion, and how one opportunity stands against it."""

    stage: str
    """Whose criterion it is."""
    text: str
    """It in words."""
    condition: str | None
    """What the data is asked, in words; None where it has words alone."""
    standing: Standing
    why: tuple[str, ...] = ()
    """What is missing to judge it; empty where it is judged."""


class Tally(NamedTuple):
    """How many stand how."""

    met: int = 0
    missing: int = 0
    unjudged: int = 0
    ask: int = 0

    @property
    def share(self) -> Ratio:
        """Met of those that can be judged."""
        return Ratio(self.met, self.met + self.missing)


def tally(standings: Iterable[Standing]) -> Tally:
    """How many of some stand how."""
    found = list(standings)
    return Tally(*(found.count(each) for each in Standing))


class CriterionLine(NamedTuple):
    """One criterion of a stage, and how the open opportunities in it stand against it."""

    text: str
    condition: str | None
    tally: Tally
    why: tuple[tuple[str, int], ...] = ()
    """Why it can't be judged, of how many; the most frequent reason first."""


class PlaybookStage(NamedTuple):
    """One stage with the numbers of its open opportunities."""

    name: str
    kind: StageKind
    purpose: str | None
    opportunities: int
    amount: Decimal | None
    """None where they are in several currencies, and where none of them has one."""
    currency: str | None
    criteria: int
    """Exit criteria."""
    conditions: int
    """Those of them that have a condition."""
    ready: Tally
    """Opportunities by all exit criteria that have a condition: met where all are, missing where one is, else unjudged;
    of a stage without any they are to be asked."""
    max_days: int | None
    """Days that pipeline.yaml allows."""
    left: int
    """Those who left it in the lookback with a known day of entry."""
    median: Decimal | None
    """Their days in it; None where there are none."""
    p75: Decimal | None


class PlaybookDeal(NamedTuple):
    """One opportunity against the exit criteria of its stage."""

    id: str | None
    name: str
    owner: str | None
    account: str | None
    amount: Decimal | None
    currency: str | None
    days_in_stage: int | None
    """None where nothing tells, and once decided."""
    over: bool | None
    """Whether that is more than its stage allows; None where one of the two is not known."""
    answers: tuple[Answer, ...]
    """In the order of the exit criteria."""
    place: Place

    @property
    def tally(self) -> Tally:
        """How many exit criteria stand how."""
        return tally(each.standing for each in self.answers)


class StageSheet(NamedTuple):
    """Everything about one stage."""

    stage: str
    entry: tuple[CriterionLine, ...]
    exit: tuple[CriterionLine, ...]
    require: tuple[CriterionLine, ...]
    activities: tuple[str, ...]
    questions: tuple[str, ...]
    materials: tuple[str, ...]
    deals: tuple[PlaybookDeal, ...]
    """Its open opportunities, biggest first."""


class DealSheet(NamedTuple):
    """Everything about one opportunity in its stage."""

    deal: PlaybookDeal
    stage: str
    outcome: Outcome
    required: tuple[Answer, ...]
    """What its stage and the ones before require."""
    activities: tuple[str, ...]
    questions: tuple[str, ...]
    """Once it is decided there is nothing to ask and to do, and it stands against no criterion."""


class Playbook(NamedTuple):
    """Everything `pipectl playbook` says."""

    pipeline: str
    currency: str | None
    as_of: date
    lookback: Period
    filters: tuple[str, ...]
    stages: tuple[PlaybookStage, ...]
    """All of them; the one that is spoken of, where it is one."""
    rows: RowCount
    sheet: StageSheet | None = None
    deal: DealSheet | None = None
    notes: tuple[str, ...] = ()
    findings: Findings = NO_FINDINGS
    past_findings: Findings = NO_FINDINGS
    """What is wrong with what is told of the past."""
    has_past: bool = False
    see_findings: str = SEE_FINDINGS
    """What to run to see all findings."""
