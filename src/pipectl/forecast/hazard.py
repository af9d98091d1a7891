"""Hazard: winning and losing as competing risks over age, and opportunities that are created at a steady rate.

Assumptions: over the lookback rates by age were what they will be; open ones are not unlike those that were as old
before; opportunities are created at the pace of the lookback, and bring what was won on average in it. Where history
tells stages, the days since the stage was entered count as well: the chance from the stage is taken as far as it was
seen, that by age for the rest (n of k + n, k a pseudo-count), and as far as it said more than age of those who were
open in past periods: where stages are noise, age alone decides. Beyond the oldest win that was seen the chance is 0, as
the data say; nothing is extrapolated. One whose age is not known has the mean chance of the
others, and where wins lack the day of creation, as many more are taken to be created.

Source: Aalen & Johansen (1978), see `curves`; stages as in `staying`.
"""

import numpy as np

from ..domain.values import Undefined
from .curves import Curve, curve
from .estimate import DIGITS, Rates
from .seen import View
from .spans import Window
from .staying import from_day, from_entry, stages_of
from .table import NONE, WON, Floats, Ints, some
from .target import Target, amounts_won, error_of, past_ones, won_in
from .worth import without_amounts, worth

#: Fewer wins in the lookback tell no rate.
ENOUGH_WON = 10
#: Stays that a stage must have been seen with to count as much as age alone.
PSEUDO = 10.0
#: How far from 1 the worth of stages is thought to lie, before anything is seen of it.
SURE = 0.5


def hazard(view: View, target: Target) -> Rates | Undefined:
    """Chances of the open ones by age and stage, and what will be created and won."""
    if (why := without_amounts(view, target)) is not None:
        return why
    first, last = target.learnt_from(view)
    wins = won_in(view, first, last)
    aged = with_age(view, wins)
    if len(aged) < ENOUGH_WON:
        return Undefined(f"{few_words(len(wins), len(aged))}; chances by age need {ENOUGH_WON}")
    ages = age_curve(view, first, last)
    rows, sizes = view.open, amounts_won(view, wins)
    chances = _with_stages(view, ages, target, (first, last))
    number = _created(view, first, last) * _won_after_creation(ages, target.window) * len(wins) / len(aged)
    amounts, said = worth(view, target, rows, sizes)
    if len(aged) < len(wins):
        said = (*said, f"{few_words(len(wins), len(aged))}; of the others as many more are taken to be created")
    rates = Rates(rows, chances.clip(0, 1).round(DIGITS), amounts, number, sizes, said=said)
    return error_of(rates, len(aged))


def with_age(view: View, rows: Ints) -> Ints:
    """Those whose creation is known."""
    return some(rows, view.table.created[rows] != NONE)


def few_words(wins: int, aged: int) -> str:
    """How many were won, and of how many of them the age is known."""
    return f"{wins:,} won in the lookback{'' if aged == wins else f', {aged:,} of them with a day of creation'}"


def age_curve(view: View, first: int, last: int) -> Curve:
    """Of all whose creation is known, over the days of the lookback."""
    table = view.table
    rows = np.concatenate((view.open, view.decided))
    rows = some(rows, table.created[rows] != NONE)
    created, closed = table.created[rows], table.closed[rows]
    decided = closed != NONE
    leave = np.maximum(np.where(decided, closed, last) - created, -1)
    won = table.outcome[rows] == WON
    return curve(np.maximum(first - created, 0), leave, decided & won, decided & ~won)


def _by_age(view: View, ages: Curve, rows: Ints, day: int, window: Window) -> Floats:
    created = view.table.created[rows]
    known = created != NONE
    found = ages.within(np.maximum(day - created, 0), window)
    found[~known] = found[known].mean() if known.any() else ages.within(np.zeros(1, dtype=np.int64), window)[0]
    return found


def _with_stages(view: View, ages: Curve, target: Target, span: tuple[int, int]) -> Floats:
    """Chances by age, with what stages and the days in them say, as far as that was seen and held in past periods."""
    rows, day = view.open, view.as_of.toordinal()
    by_age = _by_age(view, ages, rows, day, target.window)
    if not view.has_history or not (view.stages(rows) != NONE).any():
        return by_age
    clock = Clock(view, span, target.window)
    by_stage = clock.chances(rows, day, by_age)
    return by_age + _worth_of_stages(view, ages, clock, target) * (by_stage - by_age)


class Clock:
    """The chance to be won by stage and the days in it."""

    def __init__(self, view: View, span: tuple[int, int], window: Window) -> None:
        self._view, self._window = view, window
        self._stages = stages_of(view.visits, len(view.table.stages), *span)
        self._after = from_entry(self._stages, window.until)

    def chances(self, rows: Ints, day: int, by_age: Floats) -> Floats:
        """Of those open on a day; the nearer to the chance by age, the fewer were seen there."""
        view, found = self._view, by_age.copy()
        names, entered = view.stages(rows, day), view.table.entered[rows]
        for number in np.unique(names[names != NONE]):
            here = (names == number) & (entered != NONE)
            different, which = np.unique(np.maximum(day - entered[here], 0), return_inverse=True)
            seen = self._stages[number].at_risk
            there = np.where(different + 1 < len(seen), seen[np.minimum(different + 1, len(seen) - 1)], 0)
            share = (there / (there + PSEUDO))[which]
            said = from_day(self._stages, self._after, int(number), different, self._window)[which]
            found[here] = share * said + (1 - share) * by_age[here]
        return found


def _worth_of_stages(view: View, ages: Curve, clock: Clock, target: Target) -> float:
    """How far to go from what age says to what the stage says: by what became of those open in past periods.

    The part of the way, from 0 to 1, that makes the squared error of chances least; shrunk towards all of it.
    """
    closed = view.won_by[0]
    along, square, spread, count = 0.0, 0.0, 0.0, 0
    for one in past_ones(view, target):
        day = one.as_of.toordinal()
        rows = view.open_on(day)
        on = closed[view.table.who[rows]]
        won = (on > day + one.window.skip) & (on < one.end.toordinal())
        by_age = _by_age(view, ages, rows, day, one.window)
        step = clock.chances(rows, day, by_age) - by_age
        along += float(step @ (won - by_age))
        square += float(step @ step)
        spread += float((by_age * (1 - by_age)).sum())
        count += len(rows)
    if not square > 0:
        return 1.0
    prior = spread / count / SURE**2
    return float(np.clip((along + prior) / (square + prior), 0, 1))


def _created(view: View, first: int, last: int) -> float:
    """How many were created a day."""
    table = view.table
    created = table.created[np.concatenate((view.open, view.decided))]
    return float(((created >= first) & (created <= last)).sum()) / (last - first + 1)


def _won_after_creation(ages: Curve, window: Window) -> float:
    """Sum over the days to come of the chance that what is created then is won in the window."""
    last = len(ages.won) - 1
    by = np.concatenate(([0.0], ages.won[np.minimum(np.arange(window.until), last)]))  # won by so many days, less one
    left = np.arange(window.until)  # days of age that the last day of the window allows, by day of creation
    early = np.maximum(np.arange(window.until) - (window.until - window.skip), -1)
    return float((by[left + 1] - by[early + 1]).sum())
