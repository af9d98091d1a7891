"""The forecast as plain data: what a period brings, why, what such forecasts were worth, and what would change it."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .finding import NO_FINDINGS, SEE_FINDINGS, Findings
from .period import Period
from .pipeline import RowCount
from .values import EXACT, Outcome, Ratio


class Parts(NamedTuple):
    """What is expected of a period, in three parts that add."""

    booked: Decimal
    """Won in it by as-of."""
    open: Decimal
    """From opportunities that are open."""
    new: Decimal
    """From those not yet created."""

    @property
    def expected(self) -> Decimal:
        """The sum of the three: the mean of what may come."""
        return EXACT.add(EXACT.add(self.booked, self.open), self.new)


class Band(NamedTuple):
    """Amounts that are passed with a known chance; bear, fair and bull are P25, P50 and P75."""

    p10: Decimal
    """Nine of ten times it is this or more."""
    p25: Decimal
    p50: Decimal
    p75: Decimal
    p90: Decimal


class Outlook(NamedTuple):
    """What a period brings to everybody, or to one group."""

    parts: Parts | None
    band: Band | None
    undefined: str | None
    """Why there is no forecast, in words; None where there is one."""
    quota: Decimal | None
    no_quota: str | None
    p_quota: Decimal | None
    """Chance of the quota or more, four digits; None without a forecast or a quota."""


class Score(NamedTuple):
    """How near a method was on past days."""

    days: int
    """Past days on which it said something."""
    wape: Ratio
    """Sum of |forecast - actual| over the sum of actuals."""
    bias: Ratio
    """Sum of (forecast - actual) over the sum of actuals; above 0 where too much was forecast."""
    inside: Ratio | None
    """Share of actuals inside P10-P90, as it would have been shown then; None where that is not asked for."""
    over_run_rate: Decimal | None
    """1 - its error / that of the run rate on the same days; above 0 is better. None where there is none to compare."""
    over_entered: Decimal | None
    """The same against the close % that people entered."""
    undefined: str | None = None
    """Why neither WAPE nor bias has a value: too few days to claim anything, or nothing won in the past periods."""


class MethodLine(NamedTuple):
    """One method."""

    method: str
    parts: Parts | None
    fair: Decimal | None
    """Its P50."""
    undefined: str | None
    score: Score | None
    """None where there is too little to claim anything."""
    weight: Decimal | None
    """What it counts for in the method taken, where that puts several together."""


class Week(NamedTuple):
    """The booked amount by the end of one day: known where it is over, else expected."""

    last: date
    is_over: bool
    amount: Decimal
    """Booked by the end of it, from the first day of the period on; what is expected where it is to come."""
    low: Decimal | None
    """P10; None where it is over."""
    fair: Decimal | None
    """P50."""
    high: Decimal | None
    """P90."""


class Reason(NamedTuple):
    """What moved a learnt chance to win."""

    words: str
    points: Decimal
    """By how much, as a share of one: 0.18 is 18 points."""


class Prospect(NamedTuple):
    """One open opportunity that gives something to the forecast."""

    key: str
    id: str | None
    name: str
    owner: str | None
    account: str | None
    stage: str | None
    """None where what it was on the day spoken about is not told, as with the next two."""
    expected_close: date | None
    amount: Decimal | None
    """As it stands."""
    brings: Decimal
    """What it is taken to bring if it is won."""
    probability: Decimal
    """To be won by the end of the period; four digits."""
    gives: Decimal
    """brings x probability."""
    ever: Decimal | None = None
    """Learnt chance to be won at all; None where none was learnt that is better than what people enter."""
    reasons: tuple[Reason, ...] = ()
    """What moved that, the most first."""


class CategoryLine(NamedTuple):
    """One forecast category of what is due in a period, won ones included."""

    category: str
    """closed, commit, most_likely, best_case, pipeline, omitted; `other` for what has none of these."""
    opportunities: int
    amount: Decimal
    cumulative: Decimal | None
    """With those before it, as Salesforce rolls up: closed; commit and most likely and best case with all above; of
    pipeline the open pipeline, without closed. None of omitted and other."""


class Ahead(NamedTuple):
    """One period: the one asked for, or one after it."""

    period: Period
    outlook: Outlook
    categories: tuple[CategoryLine, ...]
    """Empty where `Forecast.no_categories` says why."""


class GroupLine(NamedTuple):
    """One group; the parts of all groups of a field add to the whole."""

    by: str
    key: str | None
    opportunities: int
    """Open ones."""
    outlook: Outlook


class Move(NamedTuple):
    """What one opportunity gave then and gives now, booked or expected."""

    key: str
    id: str | None
    name: str
    owner: str | None
    account: str | None
    outcome: Outcome
    """Now, or when it was last seen."""
    before: Decimal
    after: Decimal

    @property
    def moved(self) -> Decimal:
        """By how much it moved the forecast."""
        return EXACT.subtract(self.after, self.before)


class Since(NamedTuple):
    """The forecast of an earlier day, by the same method, and what moved it."""

    start: date
    then: Parts
    moves: tuple[Move, ...]
    """Those that moved it most."""
    others: int
    """Others that moved it."""
    others_moved: Decimal
    new_moved: Decimal
    """By how much what is not yet created moved it. All moves add to the difference."""


class Calibrated(NamedTuple):
    """Chances that lay in one band, and what came of them."""

    until: Decimal
    """The highest chance of the band."""
    won: Ratio
    chance: Decimal | None
    """Mean chance; None where there was none."""


class Judged(NamedTuple):
    """What one method's chances of single opportunities were worth."""

    method: str
    opportunities: int
    """Counted once for every past day they were open on."""
    brier: Decimal
    base: Decimal
    """The Brier score of one chance for all."""
    bands: tuple[Calibrated, ...]


class Horizon(NamedTuple):
    """Scores with about as many days left; `days_left` None stands for all of them."""

    days_left: int | None
    scores: tuple[tuple[str, Score], ...]
    """By method."""


class Backtested(NamedTuple):
    """What forecasts were worth on past days."""

    days: int
    closed: int
    """Decided in the lookback."""
    won: int
    horizons: tuple[Horizon, ...]
    """All of them first."""
    judged: tuple[Judged, ...]


class Learnt(NamedTuple):
    """What chances to win that were learnt from decided opportunities were worth on those decided later."""

    from_history: bool
    """From what history shows of past days; else from dates, and columns as they are now."""
    won: int
    """Opportunities that were learnt from."""
    lost: int
    features: tuple[str, ...]
    held_on: int
    """Opportunities decided later; 0 where there were too few."""
    brier: Decimal | None
    auc: Decimal | None
    base: Decimal | None
    """Brier score of the base rate over the same."""
    entered: Decimal | None
    """That of the close % as it was entered, over those it is known of."""
    entered_beside: Decimal | None
    """That of learnt chances over the same ones."""
    left_out: tuple[str, ...]
    """Columns that know the outcome, and what gave them away, in words."""
    said: tuple[str, ...]
    refusal: str | None
    """Why its chances are not shown; None where they are better than the base rate and than what was entered."""


class Supposition(NamedTuple):
    """The same forecast with something changed."""

    changes: tuple[str, ...]
    outlook: Outlook


class Need(NamedTuple):
    """What the gap needs of pipeline that is created on a day."""

    day: date
    probability: Decimal
    """Of one created that day, to be won within the period."""
    opportunities: int
    amount: Decimal


class Goal(NamedTuple):
    """What the gap to the quota needs; `undefined` says why nobody can tell, `met` that nothing is needed."""

    gap: Decimal | None = None
    size: Decimal | None = None
    """Average amount won."""
    best: Need | None = None
    latest: Need | None = None
    met: str | None = None
    undefined: str | None = None
    created_lately: int | None = None
    """How many opportunities were created in the last 90 days, to hold the need against."""


class Forecast(NamedTuple):
    """Everything `pipectl forecast` says."""

    pipeline: str
    currency: str | None
    as_of: date
    period: Period
    lookback: Period
    filters: tuple[str, ...]
    rows: RowCount
    selected: int
    outlook: Outlook
    method: str
    """The one asked for, or auto."""
    weights: tuple[tuple[str, Decimal], ...]
    """What each method counts for in it; one alone where it is a single one."""
    why: str
    """Why these, in words."""
    scale: Decimal
    """By what the band was widened or narrowed to hold what it promises."""
    step: Decimal | None
    """Money between two points of the grid of its distribution; 0 where every sum was written out."""
    no_claim: str | None
    """Why nothing is claimed of past errors; None where the methods have scores."""
    beside: Horizon | None
    """Scores of it, the run rate and weighted, on the past days on which all of them said something."""
    weeks: tuple[Week, ...]
    methods: tuple[MethodLine, ...]
    prospects: tuple[Prospect, ...]
    others: int
    """Open ones beyond those shown that give something."""
    others_give: Decimal
    give_nothing: int
    """Open ones with an amount that give nothing."""
    without_amount: int
    """Open ones without an amount, which give nothing either."""
    learnt: Learnt | None
    no_learnt: str | None
    """Why no chances were learnt."""
    ahead: tuple[Ahead, ...]
    """The period itself first."""
    no_categories: str | None
    groups: tuple[GroupLine, ...]
    no_groups: str | None
    """Why there are no groups though they were asked for."""
    untold_of_new: tuple[str, ...]
    """Those fields of `groups` of which nobody knows what opportunities not yet created will have: they have no key."""
    since: Since | None
    no_since: str | None
    backtest: Backtested | None
    """None where it is not asked for, or can't be claimed."""
    shows_backtest: bool
    suppositions: tuple[Supposition, ...]
    goal: Goal | None
    """None where it is not asked for."""
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    findings: Findings = NO_FINDINGS
    """Of today's export."""
    past_findings: Findings = NO_FINDINGS
    see_findings: str = SEE_FINDINGS

    def line(self, method: str) -> MethodLine | None:
        """What one method says."""
        return next((each for each in self.methods if each.method == method), None)
