"""How much of the open pipeline can be believed."""

from ..domain.totals import Tally, Totals
from ..domain.values import Ratio, Share, Undefined, Unit
from .metric import Figure, Part, metric
from .plan import NOTHING_TELLS, Plan
from .sources import PRACTICE

NONE_OPEN = "no opportunity is open"
NO_WIN = "no opportunity of the file was won in the lookback with both a create date and a close date on or after it"


def _of_open(part: Tally, totals: Totals, untold: Undefined | None = None) -> tuple[Part, Part]:
    """The same by amount, and the amount itself; where nothing tells who belongs to the part, nothing tells these."""
    whole = totals.open
    share = Share(part.amount, whole.amount, whole.squares)
    none = "the open amounts sum to zero" if whole.with_amount else "no open opportunity has an amount"
    return (
        Part("by_amount", "By amount", Unit.PERCENT, untold or share, none, of_amounts=True),
        Part("amount", "Their amount", Unit.MONEY, untold or part.amount),
    )


@metric(
    title="Slippage",
    unit=Unit.PERCENT,
    formula="open with expected close before as-of ÷ open",
    source=PRACTICE,
    undefined=NONE_OPEN,
    needs=("expected_close",),
    made_of=("open",),
    behind="overdue",
)
def slippage(totals: Totals) -> Figure:
    """Share of open opportunities whose expected close has passed; beside it the share of their amount."""
    return Figure(Ratio(totals.overdue.count, totals.open.count), _of_open(totals.overdue, totals))


@metric(
    title="Stalled",
    unit=Unit.PERCENT,
    formula="open, in their stage for longer than its max_days ÷ open; without a stage date or limit: open longer "
    "than p75 of the cycles of all won in the lookback, whatever the filter",
    source=PRACTICE,
    undefined=NONE_OPEN,
    made_of=("open",),
    behind="stalled",
)
def stalled(totals: Totals, plan: Plan) -> Figure:
    """Share of open opportunities that have stood longer than their stage allows or the wins of the file usually take.

    Learnt from all wins of the lookback, so that no filter changes who is stalled. Undefined, too, where nothing tells
    of any open one how long is too long.
    """
    part, untold = totals.stalled, _untold(totals)
    unjudged = totals.open.count - totals.judged_stalled.count
    usual = plan.told("created", plan.usual_cycle)
    return Figure(
        untold or Ratio(part.count, totals.open.count),
        (
            *_of_open(part, totals, untold),
            Part("unjudged", "Nothing tells, counted as moving", Unit.COUNT, unjudged),
            Part("usual_cycle", "Limit without max_days, p75 of wins", Unit.DAYS, usual, NO_WIN),
        ),
    )


def _untold(totals: Totals) -> Undefined | None:
    return Undefined(NOTHING_TELLS) if totals.open.count and not totals.judged_stalled.count else None


@metric(
    title="Decay",
    unit=Unit.PERCENT,
    formula="open that are overdue or stalled ÷ open",
    source=PRACTICE,
    undefined=NONE_OPEN,
    made_of=("open",),
    behind="decayed",
)
def decay(totals: Totals, plan: Plan) -> Figure:
    """Share of open opportunities that are overdue or stalled; beside it the share of their amount.

    Undefined, too, where nothing tells of any open one whether it is overdue or stalled.
    """
    part = totals.decayed
    untold = _untold(totals) if "expected_close" in plan.missing else None
    return Figure(untold or Ratio(part.count, totals.open.count), _of_open(part, totals, untold))
