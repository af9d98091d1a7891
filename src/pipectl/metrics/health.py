"""How much of the open pipeline can be believed."""

from ..domain.totals import Tally, Totals
from ..domain.values import Answer, Ratio, Share, Undefined, Unit
from .metric import Figure, Part, metric
from .plan import Plan
from .sources import PRACTICE

NONE_OPEN = "no opportunity is open"
NOTHING_TELLS = (
    "nothing tells how long is too long: add the date the stage changed and max_days to the stages in pipeline.yaml, "
    "or won opportunities with create and close dates"
)


def _by_amount(part: Tally, whole: Tally) -> Part:
    share = Share(part.amount, whole.amount, whole.squares)
    none = "the open amounts sum to zero" if whole.with_amount else "no open opportunity has an amount"
    return Part("by_amount", "By amount", Unit.PERCENT, share, none)


def _amount(part: Tally) -> Part:
    return Part("amount", "Their amount", Unit.MONEY, part.amount)


@metric(
    title="Slippage",
    unit=Unit.PERCENT,
    formula="open with expected close before as-of ÷ open",
    source=PRACTICE,
    undefined=NONE_OPEN,
    needs=("expected_close",),
)
def slippage(totals: Totals) -> Figure:
    """Share of open opportunities whose expected close has passed; beside it the share of their amount."""
    overdue, whole = totals.overdue, totals.open
    return Figure(Ratio(overdue.count, whole.count), (_by_amount(overdue, whole), _amount(overdue)))


@metric(
    title="Stalled",
    unit=Unit.PERCENT,
    formula="open, in their stage for longer than its max_days ÷ open; without a stage date or limit: open longer "
    "than p75 of the cycles of won",
    source=PRACTICE,
    undefined=NONE_OPEN,
)
def stalled(totals: Totals) -> Figure:
    """Share of open opportunities that have stood longer than their stage allows, or longer than wins usually take."""
    part, whole = totals.stalled, totals.open
    unjudged = whole.count - totals.judged_stalled.count
    return Figure(
        _untold(totals) or Ratio(part.count, whole.count),
        (
            _by_amount(part, whole),
            _amount(part),
            Part("unjudged", "Nothing tells, counted as moving", Unit.COUNT, unjudged),
        ),
    )


def _untold(totals: Totals) -> Answer | None:
    return Undefined(NOTHING_TELLS) if totals.open.count and not totals.judged_stalled.count else None


@metric(
    title="Decay",
    unit=Unit.PERCENT,
    formula="open that are overdue or stalled ÷ open",
    source=PRACTICE,
    undefined=NONE_OPEN,
)
def decay(totals: Totals, plan: Plan) -> Figure:
    """Share of open opportunities that are overdue or stalled; beside it the share of their amount."""
    part, whole = totals.decayed, totals.open
    untold = _untold(totals) if "expected_close" in plan.missing else None
    return Figure(untold or Ratio(part.count, whole.count), (_by_amount(part, whole), _amount(part)))
