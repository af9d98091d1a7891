"""What opportunities cost."""

from ..domain.totals import Totals
from ..domain.values import Answer, Mean, Undefined, Unit
from .metric import Figure, Part, metric
from .plan import Plan
from .sources import REVENUE_IO


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
def cost_per_opportunity(totals: Totals, plan: Plan) -> Figure:
    """Money spent in the period for each opportunity created in it; beside it for each qualified one."""
    return Figure(
        _each(plan, totals.created_in_period.count),
        (
            Part(
                "per_qualified",
                "Per qualified opportunity",
                Unit.MONEY,
                _per_qualified(totals, plan),
                "no opportunity created in the period is known to have been qualified",
            ),
        ),
    )


def _per_qualified(totals: Totals, plan: Plan) -> Answer:
    if plan.qualified_from is None:
        return Undefined("pipeline.yaml names no qualified_from stage")
    return _each(plan, totals.qualified_in_period.count)


def _each(plan: Plan, count: int) -> Answer:
    return plan.spend if isinstance(plan.spend, Undefined) else Mean(plan.spend, count)
