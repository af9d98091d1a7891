"""Risk rules about size: amounts and close percentages that this team's own record does not bear out."""

from decimal import Decimal
from functools import cache

from ..domain.opportunity import Opportunity
from ..domain.risk import Fact, Lack, Reason, Severity
from ..domain.values import DIVIDE, EXACT, ONE, ZERO, Ratio, Unit
from ..engines.membership import within
from .ground import Ground, band_of
from .risk import CLEAR, Answer, Fires, Limit, Needs, Unknown, risk
from .sources import PRACTICE

NO_AMOUNT = Unknown("it has no amount")


@risk(
    title="Amount above anything won",
    reason=Reason.AMOUNT_ABOVE_WON,
    why="Nothing of its size was won lately, so neither the win rate nor the cycle of this team speaks of it.",
    source=PRACTICE,
    next="check what winning one of this size takes, or split it; leave it out of the commit until then",
    level=Severity.LOW,
    limit=Limit(Decimal(2), Unit.MULTIPLE, "times the largest amount won in the lookback, above which it fires"),
    needs=Needs(columns=("amount",), besides="won ones with an amount"),
)
def amount_above_won(opportunity: Opportunity, ground: Ground, limit: Decimal) -> Answer:
    """Its amount is more than twice the largest that was won in the lookback, in its currency."""
    if opportunity.amount is None:
        return NO_AMOUNT
    largest = ground.largest_won.get(opportunity.currency or ground.of_bare)
    if largest is None or largest.amount <= 0:
        return Unknown("nothing with an amount was won in the lookback", Lack.CASES)
    if opportunity.amount <= EXACT.multiply(largest.amount, limit):
        return CLEAR
    times = DIVIDE.divide(opportunity.amount, largest.amount)
    facts = (Fact("times", times, Unit.MULTIPLE), Fact("largest", largest.amount, Unit.MONEY))
    return Fires("{times} the largest win, {largest}", facts)


@risk(
    title="Large share of the quota",
    reason=Reason.LARGE_SHARE,
    why="The period hangs on one buyer's decision: if it slips, nothing else makes up for it.",
    source=PRACTICE,
    next="have others due in the period that can take its place",
    limit=Limit(DIVIDE.divide(ONE, Decimal(3)), Unit.PERCENT, "share of the quota above which it fires"),
    needs=Needs(columns=("amount", "expected_close"), besides="a quota for the period"),
)
def large_share(opportunity: Opportunity, ground: Ground, limit: Decimal) -> Answer:
    """It is due in the period and more than a third of its quota."""
    if opportunity.amount is None:
        return NO_AMOUNT
    if not ground.quota:
        return Unknown(ground.no_quota, Lack.PLAN)
    if opportunity.expected_close is None:
        return Unknown("it has no expected close date")
    # A third is no decimal: what is exactly one does not fire.
    share = DIVIDE.divide(opportunity.amount, ground.quota)
    if share <= limit or not within(opportunity.expected_close, ground.scope.period):
        return CLEAR
    return Fires("{share} of the quota", (Fact("share", share, Unit.PERCENT),))


#: Decided opportunities from which on their win rate bounds a close %.
_ENOUGH = Decimal(10)


@risk(
    title="Close % above what it has earned",
    reason=Reason.OVERCONFIDENT,
    why="Happy ears: deals like it were won less often than that, even with luck on their side.",
    source="Wilson (1927) for the bound; Murphy and Winkler (1977) on the reliability of probability forecasts",
    next="set it to what {kind} has earned, {share}, or write down what is different here",
    level=Severity.LOW,
    limit=Limit(_ENOUGH, Unit.COUNT, "decided ones like it from which on it is judged"),
    needs=Needs(
        columns=("probability",),
        besides="decided ones that reached its stage (history, or the stage of their loss), or that kept a close %",
    ),
)
def overconfident(opportunity: Opportunity, ground: Ground, limit: Decimal) -> Answer:
    """Its close % as entered is above what deals like it have earned: the top of the 95 % interval of their win rate.

    Like it are those that reached its stage; where too few of these are decided, those that were decided with a close %
    of the same band (0–20, 20–40 …).
    """
    entered = opportunity.probability
    if entered is None:
        return Unknown("nobody entered a close %")
    if not ZERO < entered < ONE:
        return Unknown("its close % is 0 or 100, as a CRM writes them")
    kind, earned = _of_its_kind(opportunity, entered, ground, limit)
    if earned is None:
        few = f"fewer than {limit} like it are decided" if limit > 1 else "nothing like it is decided"
        return Unknown(few, Lack.CASES)
    if entered <= _most(int(earned.numerator), int(earned.denominator)):
        return CLEAR
    facts = (
        Fact("entered", entered, Unit.PERCENT),
        Fact("won", Decimal(earned.numerator), Unit.COUNT),
        Fact("decided", Decimal(earned.denominator), Unit.COUNT),
        Fact("share", earned.value or ZERO, Unit.PERCENT),
        Fact("kind", kind),
    )
    return Fires("{entered} given; {won} of {decided} like it won", facts)


@cache
def _most(won: int, decided: int) -> Decimal:
    """The upper end of the interval of a win rate; worked out once for all in a stage."""
    found = Ratio(won, decided).interval
    return ONE if found is None else found.high


def _of_its_kind(
    opportunity: Opportunity, entered: Decimal, ground: Ground, limit: Decimal
) -> tuple[str, Ratio | None]:
    """The win rate of its stage, else of its band; None where either has too few, and be it none where none need be."""
    least = max(limit, ONE)
    band = band_of(entered)
    kinds = (
        ("its stage", ground.earned.by_stage.get(opportunity.stage)),
        ("its close %", None if band is None else ground.earned.by_band[band]),
    )
    return next(
        ((kind, found) for kind, found in kinds if found is not None and found.denominator >= least), ("", None)
    )
