"""What was spent, what opportunities cost, and what came back."""

from decimal import Decimal

from ..domain.totals import Totals
from ..domain.values import Answer, Mean, Ratio, Undefined, Unit
from .metric import Figure, Part, metric
from .plan import Plan
from .sources import PRACTICE, REVENUE_IO

CURRENCY_OF_SPEND = (
    "the file has amounts in several currencies, and nothing tells which of them spend is in; give currency and "
    "exchange_rates in pipeline.yaml"
)


@metric(
    title="Spend",
    unit=Unit.MONEY,
    formula="Σ spend of the period, on all sources or on one",
    source=PRACTICE,
    undefined="pipeline.yaml has no spend for the period",
    of_amounts=False,
    of_period=True,
    made_of=("created_in_period",),
)
def spend(plan: Plan) -> Figure:
    """Money spent in the period on winning opportunities, as pipeline.yaml or its spend_file says."""
    unassigned = plan.spend if isinstance(plan.spend, Undefined) else plan.unassigned
    why = "what names no source is a part of the whole alone"
    return Figure(
        plan.spend, (Part("without_source", "Of it on no source in particular", Unit.MONEY, unassigned, why),)
    )


@metric(
    title="Cost per opportunity",
    unit=Unit.MONEY,
    formula="spend in the period ÷ opportunities created in the period",
    source=REVENUE_IO,
    undefined="no opportunity was created in the period",
    needs=("created",),
    of_amounts=False,
    of_period=True,
    made_of=("created_in_period",),
)
def cost_per_opportunity(totals: Totals, plan: Plan) -> Answer:
    """Money spent in the period for each opportunity created in it."""
    return _each(plan, totals.created_in_period.count)


@metric(
    title="Cost per qualified opportunity",
    unit=Unit.MONEY,
    formula="spend in the period ÷ opportunities created in the period that are known to have reached qualified_from",
    source=PRACTICE,
    undefined="no opportunity created in the period is known to have been qualified",
    needs=("created",),
    of_amounts=False,
    of_period=True,
    made_of=("qualified_in_period",),
)
def cost_per_qualified(totals: Totals, plan: Plan) -> Answer:
    """Money spent in the period for each opportunity created in it that reached the stage named by qualified_from."""
    if plan.qualified_from is None:
        return Undefined("pipeline.yaml names no qualified_from stage")
    return _each(plan, totals.qualified_in_period.count)


@metric(
    title="Cost per won opportunity",
    unit=Unit.MONEY,
    formula="spend in the period ÷ opportunities won in the period",
    source=PRACTICE,
    undefined="no opportunity was won in the period",
    needs=("closed_in_period", "outcomes"),
    of_amounts=False,
    of_period=True,
    made_of=("won_in_period",),
)
def cost_per_won(totals: Totals, plan: Plan) -> Answer:
    """Money spent in the period for each opportunity won in it, whenever that was created."""
    return _each(plan, totals.won_in_period.count)


@metric(
    title="Return on spend",
    unit=Unit.MULTIPLE,
    formula="Σ won amount in the period ÷ spend; beside it Σ won so far of those created in the period ÷ spend",
    source=PRACTICE,
    undefined="nothing was spent in the period",
    needs=("closed_in_period", "outcomes"),
    of_amounts=True,
    of_period=True,
    made_of=("won_in_period",),
)
def spend_return(totals: Totals, plan: Plan) -> Figure:
    """Won amount of the period over its spend; not what that spend brought, since what is won now was paid for earlier.

    Beside it is what those created in the period have brought so far, which grows until the last of them is decided.
    """
    won, new = totals.won_in_period, totals.won_of_created
    return Figure(
        _back(won.amount, plan),
        (
            Part("count", "Won in the period, number", Unit.COUNT, won.count),
            Part("without_amount", "Of these without amount", Unit.COUNT, won.count - won.with_amount),
            Part("created_won", "Won so far of those created in it", Unit.MONEY, plan.told("created", new.amount)),
            Part("created_won_count", "The same, number", Unit.COUNT, plan.told("created", new.count)),
            Part(
                "created_return",
                "Return so far of those created in it",
                Unit.MULTIPLE,
                plan.told("created", _back(new.amount, plan)),
                "nothing was spent in the period",
                of_amounts=True,
            ),
        ),
    )


def _each(plan: Plan, count: int) -> Answer:
    return plan.spend if isinstance(plan.spend, Undefined) else Mean(plan.spend, count)


def _back(amount: Decimal, plan: Plan) -> Answer:
    if isinstance(plan.spend, Undefined):
        return plan.spend
    # Amounts in one of several currencies have a sum, and spend has no currency but that of pipeline.yaml.
    several = plan.currencies.why_not_added(plan.currencies.of_all) is not None
    return Undefined(CURRENCY_OF_SPEND) if several else Ratio(amount, plan.spend)
