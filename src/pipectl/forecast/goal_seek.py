"""How much new pipeline the gap to the quota needs, created by when, at this team's own rates.

The gap is the quota less what is expected. What is created on a day is won within the period at the team's own win
rate by age, so that the gap needs gap ÷ rate of it. It needs least on the best day: today, mostly; for a later period
the day from which a usual cycle ends in it. The latest day is the last one on which the rate is still half of the
best: whoever begins later needs more than twice as much. Both are told with what they need. It is what is needed on
the mean: a forecast that equals the quota reaches it about every other time.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_CEILING, Context, Decimal, InvalidOperation
from typing import NamedTuple

from ..domain.values import DIVIDE, EXACT, ZERO, Met, Undefined
from .estimate import CENT, DIGITS

_UP = Context(prec=120, rounding=ROUND_CEILING, traps=[InvalidOperation])


class Needed(NamedTuple):
    """What the gap needs of pipeline that is created on a day."""

    day: date
    """When it is created."""
    probability: Decimal
    """Of one created that day, to be won within the period; four digits."""
    number: int
    """Opportunities of this team's average amount, rounded up."""
    amount: Decimal
    """Their amount in all, to the cent, rounded up."""


class Goal(NamedTuple):
    """What the gap to the quota needs."""

    gap: Decimal
    """Quota less the forecast."""
    size: Decimal
    """Average amount of what this team wins."""
    best: Needed
    """On the day that needs least: today, unless the period is a later one."""
    latest: Needed
    """On the last day that needs no more than twice as much."""


class Time(NamedTuple):
    """The days a period has left for what is created from a day on."""

    as_of: date
    start: date
    last: date


def goal_seek(
    quota: Decimal | Undefined,
    booked: Decimal,
    expected: Decimal,
    size: Decimal | Undefined,
    won_within: Callable[[int], float] | Undefined,
    time: Time,
) -> Goal | Met | Undefined:
    """What the gap needs; that nothing is needed; or why nobody can tell.

    Args:
        quota: Of the period.
        booked: Won in it already.
        expected: The forecast, booked included.
        size: Average amount won.
        won_within: The chance of one to be won by the age of so many days, never falling; of age 0, on its first day.
        time: As-of, and the first and last day of the period.
    """
    if isinstance(quota, Undefined):
        return quota
    if expected >= quota:
        return Met("the quota of the period is already won" if booked >= quota else "the forecast reaches the quota")
    if time.last < time.as_of:
        return Undefined(f"the period was over on {time.last}: nothing that is created now is won in it")
    if isinstance(size, Undefined):
        return size
    if isinstance(won_within, Undefined):
        return won_within
    return _goal(EXACT.subtract(quota, expected), size, won_within, time)


def _goal(gap: Decimal, size: Decimal, won_within: Callable[[int], float], time: Time) -> Goal | Undefined:
    if size <= 0:
        return Undefined("what is won brings nothing on average, so that no number of opportunities fills the gap")
    days = [time.as_of + timedelta(later) for later in range((time.last - time.as_of).days + 1)]
    chances = [_chance(won_within, day, time) for day in days]
    best = max(chances)
    if not best:
        return Undefined(
            f"nothing created from {time.as_of} on is won by {time.last} at this team's pace; "
            "the gap has to come from what is open"
        )
    first = chances.index(best)
    last = max(place for place, chance in enumerate(chances) if 2 * chance >= best)
    return Goal(gap, size, *(_needed(gap, size, days[place], chances[place]) for place in (first, last)))


def _chance(won_within: Callable[[int], float], day: date, time: Time) -> Decimal:
    """Of one created on a day, to be won from the later of it and the first day of the period until its last."""
    won = won_within((time.last - day).days)
    too_soon = won_within((time.start - day).days - 1) if time.start > day else 0.0
    return max(ZERO, Decimal(f"{won - too_soon:.{DIGITS}f}"))


def _needed(gap: Decimal, size: Decimal, day: date, chance: Decimal) -> Needed:
    amount = DIVIDE.divide(gap, chance).quantize(CENT, context=_UP)
    number = DIVIDE.divide(gap, EXACT.multiply(chance, size)).to_integral_value(ROUND_CEILING)
    return Needed(day, chance, int(number), amount)
