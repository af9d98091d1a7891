"""What speaks against open opportunities: signs with the numbers behind them, how grave they are, their past."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .values import DIVIDE, EXACT, Ratio, Unit

#: Decided opportunities on either side from which on the past says something of a sign.
ENOUGH_DECIDED = 5


class Severity(StrEnum):
    """How grave a sign is, or all signs of an opportunity together."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]

    def moved(self, steps: int) -> "Severity":
        """So many steps graver, or milder where less than zero; there is nothing beyond high and low."""
        return _GRAVEST_FIRST[min(max(self.rank - steps, 0), len(_GRAVEST_FIRST) - 1)]


_GRAVEST_FIRST = tuple(Severity)
_RANKS = {each: rank for rank, each in enumerate(_GRAVEST_FIRST)}


class Reason(StrEnum):
    """Why an opportunity wants a look."""

    OVERDUE = "overdue"
    STALLED = "stalled"
    PUSHED = "pushed"
    NO_AMOUNT = "no_amount"
    NO_EXPECTED_CLOSE = "no_expected_close"
    NO_NEXT_STEP = "no_next_step"
    QUIET = "quiet"
    CLOSE_TOO_NEAR = "close_too_near"
    MOVED_BACK = "moved_back"
    SINGLE_CONTACT = "single_contact"
    UNQUALIFIED = "unqualified"
    AMOUNT_ABOVE_WON = "amount_above_won"
    LARGE_SHARE = "large_share"
    OVERCONFIDENT = "overconfident"
    OWN = "own"
    """A rule of pipeline.yaml."""


class Fact(NamedTuple):
    """A number or a name that a sentence has in braces."""

    key: str
    value: Decimal | int | str
    unit: Unit | None = None
    """None for text, which may be foreign."""
    noun: str = ""
    """What is counted, in the singular; empty for a bare number."""


class Said(NamedTuple):
    """A sentence whose numbers are spelled where it is shown: `close date {days} past`."""

    text: str
    facts: tuple[Fact, ...] = ()


class SeenIn(StrEnum):
    """Where it was seen which decided opportunities had a sign."""

    HISTORY = "history"
    """At any time while they were open, as history replays them."""
    EXPORT = "export"
    """In the columns of the export, at the day they closed."""


class Lift(NamedTuple):
    """How often decided opportunities that had a sign were lost, against those that had not."""

    had: Ratio
    """Lost ÷ decided of those that had it while they were open."""
    had_not: Ratio
    """The same of those that had not."""
    seen_in: SeenIn

    @property
    def enough(self) -> bool:
        """Whether there are enough on either side to say anything."""
        return min(self.had.denominator, self.had_not.denominator) >= ENOUGH_DECIDED

    @property
    def factor(self) -> Decimal | None:
        """Share lost with it ÷ share lost without; None where too few, or where nothing was lost without."""
        if not self.enough or not self.had_not.numerator:
            return None
        # One division: (lost ÷ decided) ÷ (lost ÷ decided).
        over = EXACT.multiply(Decimal(self.had.numerator), Decimal(self.had_not.denominator))
        under = EXACT.multiply(Decimal(self.had.denominator), Decimal(self.had_not.numerator))
        return DIVIDE.divide(over, under)

    @property
    def steps(self) -> int:
        """1 where those that had it were lost more often beyond chance, -1 where less often; else 0.

        Beyond chance: the 95 % Wilson intervals of the two shares lie apart.
        """
        one, other = self.had.interval, self.had_not.interval
        if not self.enough or one is None or other is None:
            return 0
        return int(one.low > other.high) - int(one.high < other.low)


class Sign(NamedTuple):
    """One reason with the numbers behind it, and what to do."""

    reason: Reason
    rule: str
    """Key of the rule in the catalog, or the name of one of pipeline.yaml's own."""
    title: str
    why: Said
    next: Said
    severity: Severity
    days: int | None = None
    """How many days past, stalled or quiet."""
    limit: Decimal | None = None
    """What would have been usual [days]."""
    in_stage: bool = False
    """Stalled: days in its stage against the stage's limit; otherwise since created, against p75 of wins."""
    times: int | None = None
    """How often it was pushed, or moved back."""
    lift: Lift | None = None
    """What became of those that had it; None where the past doesn't tell."""
    is_moved: bool = False
    """Whether the past made it graver or milder than its rule says."""


class Unjudged(NamedTuple):
    """A rule that can't be judged of an opportunity."""

    rule: str
    why: str
    """What is missing, in words."""


class RuleEntry(NamedTuple):
    """What a rule of the catalog means."""

    key: str
    title: str
    reason: Reason
    """As JSON has it."""
    fires: str
    """When it fires."""
    why: str
    """Why it matters."""
    next: str
    """What to do, an ellipsis for what hangs on the opportunity."""
    needs: tuple[str, ...]
    """What it must know, in words; empty for nothing but the row."""
    limit: Decimal | None
    """Its usual one."""
    unit: Unit | None
    bounds: str
    """What the limit is of, in words; empty where there is none."""
    level: Severity
    source: str
    changed: tuple[str, ...] = ()
    """Which of it pipeline.yaml sets: limit, level, next, column."""
    left_out: bool = False
    """Whether pipeline.yaml leaves it out, so that it is asked of nothing."""


class Lack(StrEnum):
    """What a rule lacks that can't be judged, in a word or two."""

    HISTORY = "no history"
    COLUMN = "no column"
    ENTRY = "nothing entered"
    CASES = "too few to learn from"
    PLAN = "not in pipeline.yaml"
    UNTOLD = "nothing tells"


class RuleLine(NamedTuple):
    """One rule over the open opportunities of a selection: each of them fires, is clear or can't be judged."""

    rule: str
    title: str
    own: bool
    """Whether it is one of pipeline.yaml."""
    limit: Decimal | None
    unit: Unit | None
    """Of the limit; None where it has none."""
    fires: int
    amount: Decimal | None
    """Of those it fires for; None where they are in several currencies, and where none of them has one."""
    clear: int
    unjudged: int
    why_unjudged: tuple[tuple[str, int], ...]
    """Each reason with how many it holds for, the most frequent first."""
    lift: Lift | None
    no_lift: str | None
    """Why the past says nothing of it; None where it does."""
    lack: Lack | None = None
    """What it lacks where it can be judged of none of them, mostly; None where it is judged of any."""
