"""What is open, and what it is worth."""

from ..domain.totals import Tally, Totals
from ..domain.values import Unit
from .metric import Figure, Part, metric
from .plan import Plan
from .sources import ARTICLES, PRACTICE, REVENUE_IO


def _without_amount(tally: Tally) -> Part:
    return Part("without_amount", "Without amount", Unit.COUNT, tally.count - tally.with_amount)


def _count(tally: Tally) -> Part:
    return Part("count", "Opportunities", Unit.COUNT, tally.count)


@metric(
    title="Open opportunities",
    unit=Unit.COUNT,
    formula="number of open opportunities",
    source=ARTICLES,
    made_of=("open",),
    behind="open",
)
def opportunities(totals: Totals, plan: Plan) -> Figure:
    """Number of open opportunities; beside it those won, lost and created in the period."""
    won, lost = totals.won_in_period.count, totals.lost_in_period.count
    created = totals.created_in_period.count
    return Figure(
        totals.open.count,
        (
            Part("won", "Won in the period", Unit.COUNT, plan.told("closed_in_period", won)),
            Part("lost", "Lost in the period", Unit.COUNT, plan.told("closed_in_period", lost)),
            Part("created", "Created in the period", Unit.COUNT, plan.told("created", created)),
        ),
    )


@metric(
    title="Pipeline value",
    unit=Unit.MONEY,
    formula="Σ amount of open opportunities",
    source=ARTICLES,
    made_of=("open",),
    behind="open",
)
def pipeline_value(totals: Totals, plan: Plan) -> Figure:
    """Sum of the amounts of all open opportunities, whenever they are expected to close."""
    due = plan.told("expected_close", totals.due.amount)
    undated = plan.told("expected_close", totals.undated.count)
    return Figure(
        totals.open.amount,
        (
            Part("due", "Due in the period", Unit.MONEY, due),
            _count(totals.open),
            _without_amount(totals.open),
            Part("undated", "Without expected close", Unit.COUNT, undated),
        ),
    )


@metric(
    title="Weighted pipeline",
    unit=Unit.MONEY,
    formula="Σ amount × probability of open opportunities; probability is the row's close %, else its stage's",
    source=REVENUE_IO,
    undefined="neither the file nor a stage in pipeline.yaml gives a probability for any of the amounts",
    made_of=("open",),
    behind="open",
)
def weighted_pipeline(totals: Totals, plan: Plan) -> Figure:
    """Sum of the amounts of open opportunities, each times its probability to be won."""
    due = plan.told("expected_close", plan.weighted(totals.due))
    return Figure(plan.weighted(totals.open), (Part("due", "Due in the period", Unit.MONEY, due), _count(totals.open)))


@metric(
    title="Open, due in the period",
    unit=Unit.MONEY,
    formula="Σ amount of open opportunities with expected close in the period",
    source=PRACTICE,
    undefined="the file has no expected close date",
    needs=("expected_close",),
    of_period=True,
    made_of=("due",),
    behind="due",
)
def due_amount(totals: Totals) -> Figure:
    """Sum of the amounts of open opportunities expected to close in the period, overdue ones inside it included."""
    overdue = totals.due_overdue
    return Figure(
        totals.due.amount,
        (
            _count(totals.due),
            _without_amount(totals.due),
            Part("overdue", "Of these overdue", Unit.MONEY, overdue.amount),
            Part("overdue_count", "Of these overdue, number", Unit.COUNT, overdue.count),
        ),
    )


@metric(
    title="Weighted, due in the period",
    unit=Unit.MONEY,
    formula="Σ amount × probability of open opportunities with expected close in the period",
    source=PRACTICE,
    undefined="the file has no expected close date, or nothing gives a probability for any of the amounts",
    needs=("expected_close",),
    of_period=True,
    made_of=("due",),
    behind="due",
)
def weighted_due(totals: Totals, plan: Plan) -> Figure:
    """Sum of the amounts of open opportunities expected to close in the period, each times its probability."""
    return Figure(plan.weighted(totals.due), (_count(totals.due),))
