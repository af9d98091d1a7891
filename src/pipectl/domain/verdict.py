"""What checks come to, as plain data: measures and findings held against their bounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .check import CheckLevel, Waiver
from .finding import SEE_FINDINGS, Findings, Place
from .kept import Asked, Was
from .period import Period
from .pipeline import RowCount
from .values import Unit


class Verdict(StrEnum):
    """How a check came out."""

    PASSED = "passed"
    WARNED = "warned"
    FAILED = "failed"
    UNDEFINED = "undefined"
    TOO_FEW = "too few"
    """A group with too few opportunities behind the measure to be judged."""
    WAIVED = "waived"
    """Missed, and pipeline.yaml waives it."""


#: From the gravest: those before passed are no pass.
GRAVEST_FIRST = (
    Verdict.UNDEFINED,
    Verdict.FAILED,
    Verdict.WARNED,
    Verdict.WAIVED,
    Verdict.TOO_FEW,
    Verdict.PASSED,
)


def gravest(verdicts: Iterable[Verdict]) -> Verdict:
    """The gravest of some verdicts; what was not judged is no reason to fail."""
    found = set(verdicts)
    return next((each for each in GRAVEST_FIRST[:3] if each in found), Verdict.PASSED)


class Closing(StrEnum):
    """What would bring a measure back inside its bound."""

    ADD_PIPELINE = "add_pipeline"
    """So much more open amount due in the period."""
    ADD_OPPORTUNITIES = "add_opportunities"
    WIN_AMOUNT = "win_amount"
    """So much more won in the period."""
    WIN_DEALS = "win_deals"
    """So many more won, with none lost beside them."""
    RE_DATE = "re_date"
    """So many that are overdue given a new date."""
    UNSTICK = "unstick"
    """So many that are stalled closed, won or lost."""
    CLEAR = "clear"
    """So many that are overdue or stalled closed, won or lost."""
    MEND_ROWS = "mend_rows"
    """So many rows without what was found."""


class Way(NamedTuple):
    """What would close the gap of a check, and how much of it."""

    closing: Closing
    amount: Decimal | None = None
    number: int | None = None


class Party(NamedTuple):
    """One opportunity behind a measure."""

    id: str | None
    name: str
    owner: str | None
    account: str | None
    stage: str | None
    amount: Decimal | None
    currency: str | None
    day: date | None
    """The day it closed, or should; None where it has none."""
    place: Place
    code: str | None = None
    """Code of what was found about it."""
    title: str | None = None
    """What that code stands for."""
    why: str | None = None
    """What is wrong, and what to do."""


class Holder(NamedTuple):
    """How much of what stands behind a measure is an owner's."""

    owner: str | None
    opportunities: int
    amount: Decimal | None
    """None where amounts have no sum."""


class Behind(NamedTuple):
    """The opportunities a measure that missed is made of, or could be mended by."""

    tally: str
    """Which they are: due, overdue, stalled, decayed, open, won, lost, or found."""
    opportunities: int
    """How many; of `found`, findings."""
    amount: Decimal | None
    shown: tuple[Party, ...]
    """The first of them, the biggest first."""
    holders: tuple[Holder, ...]
    """Whose they are, the most amount first; empty where no owner is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One check, or one group of it, with what was measured."""

    subject: str
    """Key of the measure, or code or level of the finding."""
    title: str
    unit: Unit
    min: Decimal | None
    """The least that passes, that of a baseline included."""
    max: Decimal | None
    measured: Decimal | None
    verdict: Verdict
    gap: Decimal | None = None
    """How far the measure is outside its bound, in its own unit."""
    gap_amount: Decimal | None = None
    """Money that would close the gap, where that can be said."""
    reason: str | None = None
    """From pipeline.yaml."""
    undefined: str | None = None
    name: str | None = None
    """What pipeline.yaml calls the check."""
    level: CheckLevel = CheckLevel.FAIL
    is_finding: bool = False
    period: Period | None = None
    """The period it speaks of, where the measure speaks of one other than the result's."""
    filters: tuple[str, ...] = ()
    by: str | None = None
    key: str | None = None
    """The group, where there is one; None in it for those whose field is empty."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    before: Decimal | None = None
    """What the baseline has."""
    before_on: date | None = None
    """The day the baseline speaks of."""
    max_drop: str | None = None
    """How far it may fall from there, as it was written."""
    max_rise: str | None = None
    met: bool = False
    """The target is already reached, so that there is nothing to measure."""
    way: Way | None = None
    behind: Behind | None = None
    waiver: Waiver | None = None
    """What waives it, where it is waived."""
    left_out: int = 0
    """Opportunities, or findings, that waivers leave out of it."""
    notes: tuple[str, ...] = ()
    """What to know of it, however it came out."""
    place: Place | None = None
    """Where in pipeline.yaml it stands; None for one of the command line."""
    definition: str = ""
    formula: str = ""

    @property
    def lacking(self) -> str | None:
        """Why it can't be judged, in words, whatever the check lets that count as; None where it can."""
        return None if self.met and self.max is None else self.undefined


class WaiverState(StrEnum):
    """What became of a waiver."""

    USED = "used"
    UNUSED = "unused"
    """It waives nothing that is there, so it may go: a warning."""
    EXPIRED = "expired"
    """Its last day has passed: it waives nothing any more, and fails."""


class WaiverLine(NamedTuple):
    """One waiver of pipeline.yaml."""

    waiver: Waiver
    state: WaiverState
    waived: int
    """Opportunities, findings or owners it leaves out."""
    place: Place | None = None
    fits: int = 0
    """Opportunities that it names: where these are several, it waives none."""

    @property
    def verdict(self) -> Verdict:
        """An expired one fails, one that waives nothing warns."""
        return {WaiverState.EXPIRED: Verdict.FAILED, WaiverState.UNUSED: Verdict.WARNED}.get(self.state, Verdict.PASSED)


class CoverageLine(NamedTuple):
    """One period of a team or an owner against its quota; None where a figure is undefined."""

    period: Period
    by: str | None
    """team or owner; None for everybody."""
    key: str | None
    quota: Decimal | None
    won: Decimal | None
    due: Decimal | None
    attainment: Decimal | None
    coverage: Decimal | None
    remaining: Decimal | None
    """Coverage of what remains."""
    met: bool
    """The quota is won, so that nothing remains to be covered."""
    weighted: Decimal | None
    """Weighted coverage."""
    undefined: str | None
    """Why there is no coverage, in words."""


class Coverage(NamedTuple):
    """The quotas of this and the next periods, and the coverage to aim for."""

    lines: tuple[CoverageLine, ...]
    target: Decimal
    """The rule of thumb, from pipeline.yaml."""
    required: Decimal | None
    """What the team's own record calls for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Everything `pipectl check` says."""

    pipeline: str
    currency: str | None
    as_of: date
    period: Period
    filters: tuple[str, ...]
    lines: tuple[CheckLine, ...]
    rows: RowCount
    selected: int
    """Opportunities the measures speak of, after filters."""
    findings: Findings
    notes: tuple[str, ...]
    see_findings: str = SEE_FINDINGS
    """What to run to see all findings."""
    currencies: tuple[str, ...] = ()
    """All that amounts are in; more than one are never added."""
    waivers: tuple[WaiverLine, ...] = ()
    coverage: Coverage | None = None
    """None where pipeline.yaml has no quota."""
    warn_only: bool = False
    """Whether what fails is only told."""
    explained: bool = False
    """Whether definitions and sums are asked for."""
    measures: Mapping[Asked, Was] = field(default_factory=dict)
    """What a baseline keeps of it: all that was measured, with and without what is waived."""

    @property
    def verdict(self) -> Verdict:
        """The gravest of all lines and waivers: undefined over failed over warned over passed."""
        return gravest([line.verdict for line in self.lines] + [line.verdict for line in self.waivers])

    @property
    def gravest_first(self) -> tuple[CheckLine, ...]:
        """The lines, those that are no pass first; among equals in the order of pipeline.yaml."""
        return tuple(sorted(self.lines, key=lambda line: GRAVEST_FIRST.index(line.verdict)))
