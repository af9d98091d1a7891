"""How fast this team wins what it creates: the chance by age, and what one win brings."""

from collections.abc import Callable
from decimal import Decimal

import numpy as np

from ..domain.values import EXACT, ZERO, Undefined
from .estimate import money
from .hazard import ENOUGH_WON, age_curve, few_words, with_age
from .seen import View
from .target import Target, amounts_won, won_in

#: Days that are lately.
LATELY = 90


def created_lately(view: View) -> int:
    """How many were created in the last `LATELY` days, as-of included."""
    created = view.table.created[np.concatenate((view.open, view.decided))]
    last = view.as_of.toordinal()
    return int(((created > last - LATELY) & (created <= last)).sum())


def won_within(view: View, target: Target) -> Callable[[int], float] | Undefined:
    """The chance of what is created to be won by the age of so many days, as the lookback shows it; 0 before age 0."""
    first, last = target.learnt_from(view)
    wins = won_in(view, first, last)
    aged = len(with_age(view, wins))
    if aged < ENOUGH_WON:
        return Undefined(f"{few_words(len(wins), aged)}; how fast this team wins takes {ENOUGH_WON}")
    won = age_curve(view, first, last).won
    return lambda age: 0.0 if age < 0 else float(won[min(age, len(won) - 1)])


def won_of_new(view: View, target: Target) -> float | Undefined:
    """The chance of one that is created on as-of to be won within the period, that day included where it is in it."""
    found = won_within(view, target)
    if isinstance(found, Undefined):
        return found
    first, end = ((day - target.as_of).days for day in (target.start, target.end))
    return found(end - 1) - found(first - 1)


def usual_win(view: View, target: Target) -> Decimal | Undefined:
    """Mean amount of what was won in the lookback."""
    sizes = amounts_won(view, won_in(view, *target.learnt_from(view)))
    if not len(sizes):
        return Undefined("nothing with an amount was won in the lookback, so nothing tells what a win brings")
    return EXACT.add(money(float(sizes.mean())), ZERO)
