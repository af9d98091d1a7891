"""What is won, how often, how large and how fast."""

from decimal import Decimal
from functools import reduce

from ..domain.totals import Totals
from ..domain.values import DIVIDE, EXACT, Answer, Mean, Ratio, Share, Undefined, Unit
from ..engines.spread import Spread
from .metric import Figure, Part, metric
from .plan import Plan
from .sources import ARTICLES, PRACTICE, REVENUE_IO

NONE_DECIDED = "no opportunity was won or lost in the lookback"
NO_AMOUNT_WON = "no won opportunity of the lookback has an amount"
NONE_QUALIFIED = "nothing was won in the lookback, and all that was lost was lost unqualified"
NO_CYCLE = "no won opportunity of the lookback has both a create date and a close date on or after it"


def _won_rate(totals: Totals) -> Ratio:
    lost = totals.lost.count - totals.lost_unqualified.count
    return Ratio(totals.won.count, totals.won.count + lost)


def _deal_size(totals: Totals) -> Mean:
    return Mean(totals.won.amount, totals.won.with_amount)


def _cycle(totals: Totals) -> Mean:
    return Mean(totals.cycle.days, totals.cycle.count)


@metric(
    title="Won in the period",
    unit=Unit.MONEY,
    formula="Σ amount of won opportunities with close date in the period",
    source=PRACTICE,
    undefined="the file has no date that says when an opportunity closed",
    needs=("closed_in_period",),
    of_period=True,
    made_of=("won_in_period",),
    behind="due",
)
def won_amount(totals: Totals) -> Figure:
    """Sum of the amounts won in the period; beside it what was lost."""
    won, lost = totals.won_in_period, totals.lost_in_period
    return Figure(
        won.amount,
        (
            Part("count", "Opportunities", Unit.COUNT, won.count),
            Part("without_amount", "Without amount", Unit.COUNT, won.count - won.with_amount),
            Part("lost", "Lost in the period", Unit.MONEY, lost.amount),
            Part("lost_count", "Lost in the period, number", Unit.COUNT, lost.count),
        ),
    )


@metric(
    title="Win rate",
    unit=Unit.PERCENT,
    formula="won ÷ (won + lost), close date in the lookback",
    source=ARTICLES,
    undefined=NONE_DECIDED,
    needs=("lookback", "outcomes"),
    made_of=("won", "lost"),
    behind="lost",
)
def win_rate(totals: Totals, plan: Plan) -> Figure:
    """Share of decided opportunities that were won; open ones stay out, and so do losses known to be unqualified.

    Unqualified is a loss known to have died before the stage named by qualified_from in pipeline.yaml.
    """
    left_out = totals.lost_unqualified.count
    parts = (Part("unqualified", "Lost unqualified, left out", Unit.COUNT, left_out),) if plan.qualified_from else ()
    rate = _won_rate(totals)
    return Figure(Undefined(NONE_QUALIFIED) if left_out and not rate.denominator else rate, parts)


@metric(
    title="Win rate by value",
    unit=Unit.PERCENT,
    formula="Σ won amount ÷ (Σ won amount + Σ lost amount), close date in the lookback",
    source=PRACTICE,
    undefined="nothing with an amount was won or lost in the lookback",
    needs=("lookback", "outcomes"),
    of_amounts=True,
    made_of=("won", "lost"),
    behind="lost",
)
def value_win_rate(totals: Totals) -> Answer:
    """Share of the decided money that was won; every loss counts, qualified or not."""
    won, lost = totals.won, totals.lost
    whole = EXACT.add(won.amount, lost.amount)
    if won.amount and not whole:
        return Undefined("the amounts won and lost in the lookback cancel each other out")
    return Share(won.amount, whole, EXACT.add(won.squares, lost.squares))


@metric(
    title="Average deal size",
    unit=Unit.MONEY,
    formula="Σ won amount ÷ number of won opportunities with an amount, close date in the lookback",
    source=ARTICLES,
    undefined=NO_AMOUNT_WON,
    needs=("lookback",),
    made_of=("won",),
    behind="won",
)
def average_deal_size(totals: Totals, spread: Spread) -> Figure:
    """Mean amount of the won opportunities that have an amount; beside it the median."""
    left_out = totals.won.count - totals.won.with_amount
    return Figure(
        _deal_size(totals),
        (
            Part("median", "Median", Unit.MONEY, spread.deal_size_median, NO_AMOUNT_WON),
            Part("without_amount", "Without amount, left out", Unit.COUNT, left_out),
        ),
    )


@metric(
    title="Sales cycle",
    unit=Unit.DAYS,
    formula="mean of close date − created of won opportunities, close date in the lookback",
    source=ARTICLES,
    undefined=NO_CYCLE,
    needs=("created", "close"),
    made_of=("won",),
    behind="won",
)
def sales_cycle(totals: Totals, spread: Spread) -> Figure:
    """Mean days from created to close date of won opportunities; those closed before they were created are left out.

    Percentiles interpolate linearly between neighbours.
    """
    return Figure(
        _cycle(totals),
        (
            Part("median", "Median", Unit.DAYS, spread.cycle_median, NO_CYCLE),
            Part("p75", "75th percentile", Unit.DAYS, spread.cycle_p75, NO_CYCLE),
            Part("p90", "90th percentile", Unit.DAYS, spread.cycle_p90, NO_CYCLE),
            Part("negative", "Closed before created, left out", Unit.COUNT, spread.cycle_negative),
            Part("undated", "Without both dates, left out", Unit.COUNT, _undated(totals, spread)),
        ),
    )


def _undated(totals: Totals, spread: Spread) -> int:
    return totals.won.count - totals.cycle.count - spread.cycle_negative


@metric(
    title="Pipeline velocity",
    unit=Unit.MONEY_PER_DAY,
    formula="open opportunities × average deal size × win rate ÷ mean sales cycle",
    source=REVENUE_IO,
    undefined="average deal size, win rate or sales cycle is undefined",
    needs=("created", "close", "outcomes"),
    made_of=("open", "won", "lost"),
    behind="open",
)
def pipeline_velocity(totals: Totals, plan: Plan) -> Figure:
    """Money a day the open pipeline turns into at this team's own win rate, deal size and pace."""
    size, rate, cycle = _deal_size(totals), _won_rate(totals), _cycle(totals)
    undecided = NONE_QUALIFIED if totals.lost_unqualified.count else NONE_DECIDED
    return Figure(
        _unpaced(size, rate, cycle, undecided) or _velocity(totals.open.count, size, rate, cycle),
        (
            Part("opportunities", "Open opportunities", Unit.COUNT, totals.open.count),
            Part("average_deal_size", "Average deal size", Unit.MONEY, size, NO_AMOUNT_WON),
            Part("win_rate", "Win rate", Unit.PERCENT, plan.told("outcomes", rate), undecided),
            Part("sales_cycle", "Mean sales cycle", Unit.DAYS, cycle, NO_CYCLE),
        ),
    )


def _unpaced(size: Mean, rate: Ratio, cycle: Mean, undecided: str) -> Undefined | None:
    """Why there is no velocity; None where there is one."""
    if not rate.denominator:
        return Undefined(f"there is no win rate: {undecided}")
    if not size.denominator:
        return Undefined(f"there is no average deal size: {NO_AMOUNT_WON}")
    if not cycle.denominator:
        return Undefined(f"there is no sales cycle: {NO_CYCLE}")
    if not cycle.numerator:
        return Undefined("every win closed on the day it was created, so there is no pace to divide by")
    return None


def _velocity(count: int, size: Mean, rate: Ratio, cycle: Mean) -> Decimal:
    """Count x size x rate / cycle as one division, so that it is rounded once."""
    above = _product(count, size.numerator, rate.numerator, cycle.denominator)
    return DIVIDE.divide(above, _product(size.denominator, rate.denominator, cycle.numerator))


def _product(*factors: Decimal | int) -> Decimal:
    return reduce(EXACT.multiply, map(Decimal, factors))


@metric(
    title="Created and won",
    unit=Unit.PERCENT,
    formula="Σ won amount in the period of opportunities created in it ÷ Σ won amount in the period",
    source=PRACTICE,
    undefined="nothing with an amount was won in the period",
    needs=("created", "closed_in_period"),
    of_amounts=True,
    of_period=True,
    made_of=("won_in_period",),
    behind="won_new",
)
def created_and_won(totals: Totals) -> Figure:
    """Share of the amount won in the period that did not exist when it began: what no pipeline of then could show."""
    new, whole = totals.won_new, totals.won_in_period
    return Figure(
        Share(new.amount, whole.amount, whole.squares),
        (
            Part("by_count", "By count", Unit.PERCENT, Ratio(new.count, whole.count), "nothing was won in the period"),
            Part("amount", "Their amount", Unit.MONEY, new.amount),
        ),
    )


@metric(
    title="Booked per day",
    unit=Unit.MONEY_PER_DAY,
    formula="Σ won amount in the lookback ÷ days in the lookback",
    source=PRACTICE,
    undefined="nothing in the file has a close date, so the lookback has no length",
    needs=("close",),
    made_of=("won",),
    behind="won",
)
def booked_per_day(totals: Totals, plan: Plan) -> Mean:
    """Money a day that was in fact won: what pipeline velocity should be held against.

    A lookback of `all` lasts from the first close of the file to as-of, whatever the filter.
    """
    return Mean(totals.won.amount, plan.lookback_days or 0)
