"""The measures once more, written from their definitions: plain fractions over plain rows.

No totals, no tallies, no engine: each measure reads the rows for itself, so that it shares no mistake with the product.
`MEASURES` has one function a key; each takes the rows it speaks of and the `World` they stand in.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise

from .reference_rows import (
    LOST,
    UNDEFINED,
    WON,
    Figure,
    Rows,
    World,
    amount,
    before_qualified,
    closed,
    cycles,
    due,
    exactly,
    if_told,
    inside,
    late,
    mean,
    money_share,
    open_ones,
    open_stages,
    percentile,
    proportion,
    reached,
    stands_still,
    tells_close,
    tells_created,
    tells_due,
    tells_lookback,
    tells_period,
    weighted,
    without_amount,
)


def opportunities(rows: Rows, world: World) -> Figure:
    created = [each for each in rows if inside(each.created, world.period)]
    details = {
        "won": if_told(tells_period(world), exactly(len(closed(rows, WON, world.period)))),
        "lost": if_told(tells_period(world), exactly(len(closed(rows, LOST, world.period)))),
        "created": if_told(tells_created(world), exactly(len(created))),
    }
    return exactly(len(open_ones(rows)))._replace(details=details)


def pipeline_value(rows: Rows, world: World) -> Figure:
    found = open_ones(rows)
    details = {
        "due": if_told(tells_due(world), exactly(amount(due(rows, world)))),
        "count": exactly(len(found)),
        "without_amount": without_amount(found),
        "undated": if_told(tells_due(world), exactly(sum(each.expected_close is None for each in found))),
    }
    return exactly(amount(found))._replace(details=details)


def weighted_pipeline(rows: Rows, world: World) -> Figure:
    inside_period = if_told(tells_due(world), exactly(weighted(due(rows, world), world)))
    details = {"due": inside_period, "count": exactly(len(open_ones(rows)))}
    return exactly(weighted(open_ones(rows), world))._replace(details=details)


def due_amount(rows: Rows, world: World) -> Figure:
    if not tells_due(world):
        return UNDEFINED
    found = due(rows, world)
    overdue = [each for each in found if late(each, world)]
    details = {
        "count": exactly(len(found)),
        "without_amount": without_amount(found),
        "overdue": exactly(amount(overdue)),
        "overdue_count": exactly(len(overdue)),
    }
    return exactly(amount(found))._replace(details=details)


def weighted_due(rows: Rows, world: World) -> Figure:
    if not tells_due(world):
        return UNDEFINED
    found = due(rows, world)
    return exactly(weighted(found, world))._replace(details={"count": exactly(len(found))})


def won_amount(rows: Rows, world: World) -> Figure:
    if not tells_period(world):
        return UNDEFINED
    won, lost = (closed(rows, outcome, world.period) for outcome in (WON, LOST))
    details = {
        "count": exactly(len(won)),
        "without_amount": without_amount(won),
        "lost": exactly(amount(lost)),
        "lost_count": exactly(len(lost)),
    }
    return exactly(amount(won))._replace(details=details)


def created_and_won(rows: Rows, world: World) -> Figure:
    if not (tells_created(world) and tells_period(world)):
        return UNDEFINED
    won = closed(rows, WON, world.period)
    new = [each for each in won if inside(each.created, world.period)]
    details = {"by_count": proportion(len(new), len(won)), "amount": exactly(amount(new))}
    return money_share(new, won)._replace(details=details)


def unqualified(rows: Rows, world: World) -> int:
    return sum(before_qualified(each, world) is True for each in closed(rows, LOST, world.lookback))


def won_over_decided(rows: Rows, world: World) -> Figure:
    won, lost = (len(closed(rows, outcome, world.lookback)) for outcome in (WON, LOST))
    return proportion(won, won + lost - unqualified(rows, world))


def win_rate(rows: Rows, world: World) -> Figure:
    if not tells_lookback(world):
        return UNDEFINED
    details = {"unqualified": exactly(unqualified(rows, world))} if world.spec.qualified_from else {}
    return won_over_decided(rows, world)._replace(details=details)


def value_win_rate(rows: Rows, world: World) -> Figure:
    won, lost = (closed(rows, outcome, world.lookback) for outcome in (WON, LOST))
    return if_told(tells_lookback(world), money_share(won, [*won, *lost]))


def mean_deal(rows: Rows, world: World) -> Figure:
    won = closed(rows, WON, world.lookback)
    return mean(amount(won), sum(each.amount is not None for each in won))


def average_deal_size(rows: Rows, world: World) -> Figure:
    if not tells_lookback(world):
        return UNDEFINED
    won = closed(rows, WON, world.lookback)
    sizes = [Fraction(each.amount) for each in won if each.amount is not None]
    details = {"median": percentile(sizes, 50), "without_amount": without_amount(won)}
    return mean_deal(rows, world)._replace(details=details)


def mean_cycle(rows: Rows, world: World) -> Figure:
    days = [each for each in cycles(rows, world.lookback) if each >= 0]
    return mean(sum(days), len(days))


def sales_cycle(rows: Rows, world: World) -> Figure:
    if not (tells_created(world) and tells_close(world)):
        return UNDEFINED
    every = cycles(rows, world.lookback)
    days = [each for each in every if each >= 0]
    details = {
        "median": percentile(days, 50),
        "p75": percentile(days, 75),
        "p90": percentile(days, 90),
        "negative": exactly(len(every) - len(days)),
        "undated": exactly(len(closed(rows, WON, world.lookback)) - len(every)),
    }
    return mean_cycle(rows, world)._replace(details=details)


def pipeline_velocity(rows: Rows, world: World) -> Figure:
    if not (tells_created(world) and tells_close(world)):
        return UNDEFINED
    count = len(open_ones(rows))
    size, rate, cycle = (part(rows, world) for part in (mean_deal, won_over_decided, mean_cycle))
    details = {
        "opportunities": exactly(count),
        "average_deal_size": size,
        "win_rate": rate,
        "sales_cycle": cycle,
    }
    if size.value is None or rate.value is None or not cycle.value:
        return UNDEFINED._replace(details=details)
    return Figure(count * size.value * rate.value / cycle.value, divided=True, details=details)


def booked_per_day(rows: Rows, world: World) -> Figure:
    if not tells_close(world):
        return UNDEFINED
    days = world.lookback.days
    if days is None:
        ended = [*closed(world.everyone, WON, world.lookback), *closed(world.everyone, LOST, world.lookback)]
        closes = [day for each in ended if (day := each.closed or each.expected_close)]
        days = (world.as_of - min(closes)).days + 1 if closes else 0
    return mean(amount(closed(rows, WON, world.lookback)), days)


def of_quota(above: Fraction, world: World, *told: bool) -> Figure:
    return mean(above, world.quota) if world.quota is not None and all(told) else UNDEFINED


def quota_attainment(rows: Rows, world: World) -> Figure:
    return of_quota(amount(closed(rows, WON, world.period)), world, tells_period(world))


def coverage(rows: Rows, world: World) -> Figure:
    return of_quota(amount(due(rows, world)), world, tells_due(world))


def remaining_coverage(rows: Rows, world: World) -> Figure:
    if world.quota is None or not tells_due(world):
        return UNDEFINED
    remaining = world.quota - amount(closed(rows, WON, world.period))
    return mean(amount(due(rows, world)), remaining) if remaining > 0 else UNDEFINED._replace(met=True)


def weighted_coverage(rows: Rows, world: World) -> Figure:
    likely = weighted(due(rows, world), world)
    return of_quota(
        amount(closed(rows, WON, world.period)) + (likely or 0), world, tells_due(world), likely is not None
    )


def required_coverage(rows: Rows, world: World) -> Figure:
    """One over the win rate by value; where corrections leave no money won or decided, no record calls for anything."""
    won, lost = (amount(closed(rows, outcome, world.lookback)) for outcome in (WON, LOST))
    return mean(won + lost, won) if tells_lookback(world) and won > 0 and won + lost > 0 else UNDEFINED


def share_of_open(part: Rows, rows: Rows) -> Figure:
    whole = open_ones(rows)
    details = {"by_amount": money_share(part, whole), "amount": exactly(amount(part))}
    return proportion(len(part), len(whole))._replace(details=details)


def nothing_told() -> Figure:
    return UNDEFINED._replace(details={"by_amount": UNDEFINED, "amount": UNDEFINED})


def slippage(rows: Rows, world: World) -> Figure:
    part = [each for each in open_ones(rows) if late(each, world)]
    return if_told(tells_due(world), share_of_open(part, rows))


def stalled(rows: Rows, world: World) -> Figure:
    judged = [(each, stands_still(each, world)) for each in open_ones(rows)]
    found = share_of_open([each for each, still in judged if still], rows)
    untold = sum(still is None for _, still in judged)
    if judged and untold == len(judged):
        found = nothing_told()
    usual = if_told(tells_created(world), exactly(world.usual_cycle))
    return found._replace(details={**found.details, "unjudged": exactly(untold), "usual_cycle": usual})


def decay(rows: Rows, world: World) -> Figure:
    found = share_of_open([each for each in open_ones(rows) if late(each, world) or stands_still(each, world)], rows)
    untold = all(stands_still(each, world) is None for each in open_ones(rows)) and not tells_due(world)
    return nothing_told() if untold and open_ones(rows) else found


def stage_conversion(rows: Rows, world: World) -> Figure:
    """Known where losses tell the stage they died in; open ones wait where they stand."""
    lost_anywhere = closed(world.everyone, LOST, world.lookback)
    if not tells_lookback(world) or all(reached(each, world) is None for each in lost_anywhere):
        return UNDEFINED
    lost = closed(rows, LOST, world.lookback)
    died = [place for each in lost if (place := reached(each, world)) is not None]
    unknown = {"unknown": exactly(len(lost) - len(died))}
    if lost and not died:
        return UNDEFINED._replace(details=unknown)
    stands = [place for each in open_ones(rows) if (place := reached(each, world)) is not None]
    won = len(closed(rows, WON, world.lookback))
    details, above, below = {}, 0, 0
    for place, name in enumerate(open_stages(world)):
        passed = won + sum(each > place for each in (*stands, *died))
        details[f"moves_on:{name}"] = proportion(passed, passed + died.count(place))
        details[f"won_from:{name}"] = proportion(won, won + sum(each >= place for each in died))
        above, below = above + passed, below + passed + died.count(place)
    return proportion(above, below)._replace(details={**details, **unknown})


def probability_calibration(rows: Rows, world: World) -> Figure:
    if "probability" not in world.columns or not tells_lookback(world):
        return UNDEFINED
    decided = [*closed(rows, WON, world.lookback), *closed(rows, LOST, world.lookback)]
    kept = [(each.outcome is WON, Fraction(each.probability or 0)) for each in decided]
    kept = [(is_won, entered) for is_won, entered in kept if 0 < entered < 1]
    details = {"entered": mean(sum(entered for _, entered in kept), len(kept))}
    for low, high in pairwise(range(0, 101, 20)):
        band = [(is_won, entered) for is_won, entered in kept if low < 100 * entered <= high]
        details[f"won:{low}-{high}"] = proportion(sum(is_won for is_won, _ in band), len(band))
        details[f"entered:{low}-{high}"] = mean(sum(entered for _, entered in band), len(band))
    return proportion(sum(is_won for is_won, _ in kept), len(kept))._replace(details=details)


def spend(rows: Rows, world: World) -> Figure:
    return exactly(world.spend)._replace(details={"without_source": exactly(world.unassigned)})


def cost_per_opportunity(rows: Rows, world: World) -> Figure:
    return each(created(rows, world), world, tells_created(world))


def cost_per_qualified(rows: Rows, world: World) -> Figure:
    known = [each for each in created(rows, world) if before_qualified(each, world) is False]
    return each(known, world, tells_created(world) and world.spec.qualified_from is not None)


def cost_per_won(rows: Rows, world: World) -> Figure:
    return each(closed(rows, WON, world.period), world, tells_period(world))


def spend_return(rows: Rows, world: World) -> Figure:
    if not tells_period(world):
        return UNDEFINED
    won = closed(rows, WON, world.period)
    new = [each for each in created(rows, world) if each.outcome is WON]
    told = tells_created(world)
    details = {
        "count": exactly(len(won)),
        "without_amount": without_amount(won),
        "created_won": exactly(amount(new) if told else None),
        "created_won_count": exactly(len(new) if told else None),
        "created_return": mean(amount(new), world.spend or 0) if told else UNDEFINED,
    }
    return mean(amount(won), world.spend or 0)._replace(details=details)


def created(rows: Rows, world: World) -> Rows:
    return [each for each in rows if inside(each.created, world.period)]


def each(found: Rows, world: World, told: bool) -> Figure:
    return mean(world.spend, len(found)) if told and world.spend is not None else UNDEFINED


MEASURES: Mapping[str, Callable[[Rows, World], Figure]] = {
    each.__name__: each
    for each in (
        opportunities, pipeline_value, weighted_pipeline, due_amount, weighted_due, won_amount, win_rate,
        value_win_rate, average_deal_size, sales_cycle, pipeline_velocity, created_and_won, booked_per_day,
        quota_attainment, coverage, remaining_coverage, weighted_coverage, required_coverage, slippage, stalled, decay,
        stage_conversion, probability_calibration, spend, cost_per_opportunity, cost_per_qualified, cost_per_won,
        spend_return,
    )
}  # fmt: skip
#: What only history tells: no export alone has any of them.
OF_HISTORY = ("time_in_stage", "push_count", "days_pushed", "slip_rate", "pipeline_change")
