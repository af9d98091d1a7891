"""What is won and open against the quota of the period."""

from ..domain.totals import Totals
from ..domain.values import EXACT, Answer, Met, Ratio, Undefined, Unit
from .metric import metric
from .plan import Plan
from .sources import PRACTICE, RULE_OF_THUMB

NO_QUOTA = "pipeline.yaml has no quota for the period"


@metric(
    title="Quota attainment",
    unit=Unit.PERCENT,
    formula="Σ won amount in the period ÷ quota of the period",
    source=PRACTICE,
    undefined=NO_QUOTA,
    needs=("closed_in_period",),
    of_amounts=True,
    of_period=True,
    made_of=("won_in_period",),
    behind="due",
)
def quota_attainment(totals: Totals, plan: Plan) -> Answer:
    """Share of the period's quota that is already won."""
    if isinstance(plan.quota, Undefined):
        return plan.quota
    return Ratio(totals.won_in_period.amount, plan.quota)


@metric(
    title="Coverage",
    unit=Unit.MULTIPLE,
    formula="Σ open amount due in the period ÷ quota of the period",
    source=RULE_OF_THUMB,
    undefined=NO_QUOTA,
    needs=("expected_close",),
    of_amounts=True,
    of_period=True,
    made_of=("due",),
    behind="due",
)
def coverage(totals: Totals, plan: Plan) -> Answer:
    """How many times the open pipeline due in the period covers the whole quota."""
    if isinstance(plan.quota, Undefined):
        return plan.quota
    return Ratio(totals.due.amount, plan.quota)


@metric(
    title="Coverage of what remains",
    unit=Unit.MULTIPLE,
    formula="Σ open amount due in the period ÷ (quota − won in the period); met once won reaches the quota",
    source=RULE_OF_THUMB,
    undefined=NO_QUOTA,
    needs=("expected_close", "closed_in_period"),
    of_amounts=True,
    of_period=True,
    made_of=("due", "won_in_period"),
    behind="due",
)
def remaining_coverage(totals: Totals, plan: Plan) -> Answer:
    """How many times the open pipeline due in the period covers what is left of the quota."""
    if isinstance(plan.quota, Undefined):
        return plan.quota
    remaining = EXACT.subtract(plan.quota, totals.won_in_period.amount)
    if remaining <= 0:
        return Met("the quota of the period is already won")
    return Ratio(totals.due.amount, remaining)


@metric(
    title="Weighted coverage",
    unit=Unit.MULTIPLE,
    formula="(Σ won in the period + Σ weighted amount due in the period) ÷ quota of the period",
    source=PRACTICE,
    undefined=NO_QUOTA,
    needs=("expected_close", "closed_in_period"),
    of_amounts=True,
    of_period=True,
    made_of=("due", "won_in_period"),
    behind="due",
)
def weighted_coverage(totals: Totals, plan: Plan) -> Answer:
    """How much of the quota is reached if the open pipeline due in the period is won at its probabilities."""
    if isinstance(plan.quota, Undefined):
        return plan.quota
    due = plan.weighted(totals.due)
    return due if isinstance(due, Undefined) else Ratio(EXACT.add(totals.won_in_period.amount, due), plan.quota)


@metric(
    title="Required coverage",
    unit=Unit.MULTIPLE,
    formula="1 ÷ win rate by value",
    source=RULE_OF_THUMB,
    undefined="nothing was won in the lookback, so no coverage would have been enough",
    needs=("lookback", "outcomes"),
    of_amounts=True,
    made_of=("won", "lost"),
    behind="lost",
)
def required_coverage(totals: Totals) -> Answer:
    """Coverage this team's own record calls for: one over the share of decided money that it wins."""
    won, decided = totals.won.amount, EXACT.add(totals.won.amount, totals.lost.amount)
    if won <= 0:
        return Undefined("no money was won in the lookback, so no coverage would have been enough")
    if decided <= 0:
        return Undefined("negative amounts cancel what was won in the lookback, so there is no win rate by value")
    return Ratio(decided, won)
