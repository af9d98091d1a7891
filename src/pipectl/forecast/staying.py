"""The chance to be won from a stage, by the days since it was entered: a clock that starts anew in each stage.

Each day in a stage may bring a win, a loss, or a move to another stage, at rates that hang on the stage and on the days
in it alone. What a move is worth is the chance to be won from the stage it leads to in the days that are left.

Source: a semi-Markov process; Putter, Fiocco & Geskus (2007), "Tutorial in biostatistics: competing risks and
multi-state models", the "clock reset" approach.
"""

from typing import NamedTuple

import numpy as np

from .curves import at_risk, still_there
from .spans import Window
from .table import NONE, Floats, Ints
from .visits import TO_LOST, TO_NOTHING, TO_WON, Visits


class Stage(NamedTuple):
    """Rates of one stage by days since it was entered."""

    alive: Floats
    """Share still there after so many days."""
    wins: Floats
    """Share of those there that a day wins."""
    moves: Floats
    """The same of moves, a row a stage."""
    leaves: Floats
    """The same of all that end a stay."""
    at_risk: Ints


def stages_of(visits: Visits, count: int, first: int, last: int) -> list[Stage]:
    """The rates of all stages, from the days `first` to `last` of stays whose begin is known."""
    known = visits.some((visits.entered != NONE) & (visits.begin <= last) & (visits.left > first))
    return [_stage(known.some(known.stage == number), count, first, last) for number in range(count)]


def _stage(visits: Visits, count: int, first: int, last: int) -> Stage:
    begun = np.maximum(visits.begin + 1, first)
    entry, leave = begun - visits.entered, np.minimum(visits.left, last) - visits.entered
    ended = np.where(visits.left <= last, visits.next, TO_NOTHING)
    seen = leave >= entry
    entry, leave, ended = entry[seen], leave[seen], ended[seen]
    size = int(leave.max()) + 1 if len(leave) else 1
    risk = at_risk(entry, leave, size)
    there = np.maximum(risk, 1)
    codes = (TO_WON, TO_LOST, *range(count))
    rates: Floats = np.array([np.bincount(leave[ended == code], minlength=size) for code in codes]) / there
    leaves: Floats = np.minimum(rates.sum(axis=0), 1.0)
    alive: Floats = np.cumprod(np.maximum(0.0, 1 - rates.sum(axis=0)))
    return Stage(alive, rates[0], rates[2:], leaves, risk)


def _reach(column: Floats, size: int) -> Floats:
    """A column by days, with nothing behind its end."""
    found = np.zeros((*column.shape[:-1], size))
    kept = min(size, column.shape[-1])
    found[..., :kept] = column[..., :kept]
    return found


def from_entry(stages: list[Stage], until: int) -> Floats:
    """The chance to be won within 0 to `until` days after entering each stage, a row a stage."""
    size, found = until + 1, np.zeros((len(stages), until + 1))
    before = [np.concatenate(([1.0], _alive(stage, size)[:-1])) for stage in stages]
    wins = np.array([np.cumsum(there * _reach(one.wins, size)) for there, one in zip(before, stages, strict=True)])
    moves = [there * _reach(one.moves, size) for there, one in zip(before, stages, strict=True)]
    for days in range(1, size):
        later = found[:, days - 1 :: -1]
        for number, move in enumerate(moves):
            found[number, days] = wins[number, days] + float((move[:, 1 : days + 1] * later).sum())
    return found


def _alive(stage: Stage, size: int) -> Floats:
    """Share still there by days, as many as are asked for; after the last that were seen it stays as it is."""
    kept = stage.alive[:size]
    found: Floats = np.append(kept, np.full(size - len(kept), kept[-1]))
    return found


def from_day(stages: list[Stage], entered: Floats, number: int, days: Ints, window: Window) -> Floats:
    """The chance to be won in the window for those in a stage since so many days."""
    stage, last = stages[number], len(stages[number].alive)
    ahead = np.arange(1, window.until + 1)
    at = days[:, None] + ahead
    seen = at < last
    at = np.minimum(at, last - 1)
    there = still_there(stage.leaves[at]) * seen
    worth = stage.wins[at] * (ahead > window.skip)
    for to, move in enumerate(stage.moves):
        if move.any():
            later = entered[to, window.until - ahead] - entered[to, np.maximum(window.skip - ahead, 0)]
            worth = worth + move[at] * later
    found: Floats = (there * worth).sum(axis=1)
    return found
