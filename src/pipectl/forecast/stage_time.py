"""Stage and time: of those that stood alike with as many days left in past periods, the share won by the period's end.

Assumptions: what becomes of an opportunity by the end of a period hangs on its stage, on whether it is overdue, due in
the period or later, on whether it was ever pushed, and on the days left; past periods were like this one, so that a
rush at their end is in it. Shares of few are shrunk, Beta-binomial with `PSEUDO` pseudo-counts each: a cell to its
stage, that to the whole, and the whole to the probability the stage has in pipeline.yaml. What is not created yet
brings what was won in past periods of what was created with fewer days left.

Source: the empirical Bayes estimate of shares, Efron & Morris (1975), "Data analysis using Stein's estimator and its
generalizations"; as a forecast, stage conversion by time left, Clari and others.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import numpy as np

from ..domain.values import Undefined
from .estimate import DIGITS, Rates
from .seen import View
from .table import NONE, Flags, Floats, Ints, some
from .target import Target, amounts_won, past_ones, spread_of_mean, won_in
from .worth import worth

#: Weight of what a share is shrunk to, in opportunities.
PSEUDO = 10.0
#: Past periods, and opportunities open in them, that it takes.
ENOUGH_PERIODS, ENOUGH_OPEN = 2, 20
#: Days before and after the one with as many days left on which past periods are looked at as well; what all of these
#: days together are worth, in days, as they show much the same ones.
AROUND, WORTH = (7, 14), 2.0
#: How an expected close lies to the period: none, overdue, inside, later; twice, for those that were pushed.
_NO_DAY, _OVERDUE, _INSIDE, _LATER, _KINDS = 0, 1, 2, 3, 4


class Cases(NamedTuple):
    """Those open with as many days left in past periods, and whether they were won by the end."""

    stage: Ints
    cell: Ints
    won: Flags
    weight: float
    """What each counts, as most stand on several of the days."""


def stage_time(view: View, target: Target) -> Rates | Undefined:
    """Chances of the open ones by how those that stood alike ended."""
    periods = [one for one in past_ones(view, target) if view.told("stage", one.as_of.toordinal())]
    if len(periods) < ENOUGH_PERIODS:
        return Undefined(f"history tells stages of {len(periods)} past periods; it takes {ENOUGH_PERIODS}")
    past = list(_around(view, target, periods))
    cases = _cases(view, past, WORTH * len(periods) / len(past))
    there = round(len(cases.won) * len(periods) / len(past))
    if there < ENOUGH_OPEN:
        return Undefined(f"{there:,} were open in the past periods that history tells; it takes {ENOUGH_OPEN}")
    rows = view.open
    chances = _shares(view, cases, view.stages(rows), _cells(view, rows, target)) * (target.window.days > 0)
    sizes = _new_ones(view, past)
    known = amounts_won(view, won_in(view, *target.learnt_from(view)))
    amounts, said = worth(view, target, rows, known)
    error = spread_of_mean(known)
    number = len(sizes) / len(past) if target.window.days else 0.0
    return Rates(rows, chances.round(DIGITS), amounts, number, sizes, error, said)


def _around(view: View, target: Target, periods: list[Target]) -> Iterator[Target]:
    """The past periods with as many days left, and with a few more and fewer, where both of these can be seen."""
    for one in periods:
        yield one
        for off in AROUND:
            early, late = (one.on(one.as_of + timedelta(days)) for days in (-off, off))
            if off < target.window.days and view.told("stage", early.as_of.toordinal()) and late.as_of < view.as_of:
                yield from (early, late)


def _cells(view: View, rows: Ints, target: Target) -> Ints:
    """How each open one stands beside its stage, as a number."""
    day = target.as_of.toordinal()
    due = view.due(rows, day)
    lies = np.where(due < day, _OVERDUE, np.where(due < target.end.toordinal(), _INSIDE, _LATER))
    lies = np.where(due == NONE, _NO_DAY, lies)
    pushed = view.table.pushes[rows] > 0 if view.told("expected_close", day) else np.zeros(len(rows), dtype=bool)
    found: Ints = lies + _KINDS * pushed.astype(np.int64)
    return found


def _cases(view: View, past: list[Target], weight: float) -> Cases:
    closed = view.won_by[0]
    found = []
    for one in past:
        rows, day = view.open_on(one.as_of.toordinal()), one.as_of.toordinal()
        on = closed[view.table.who[rows]]
        won = (on >= one.start.toordinal()) & (on < one.end.toordinal())
        found.append((view.stages(rows, day), _cells(view, rows, one), won))
    stage, cell, wins = (np.concatenate(column) for column in zip(*found, strict=True))
    return Cases(stage, cell, wins, weight)


def _shares(view: View, cases: Cases, stages: Ints, cells: Ints) -> Floats:
    """The share of each open one's cell, shrunk."""
    configured = [view.weights.get(name) for name in view.table.stages]
    whole, won = len(cases.won) * cases.weight, float(cases.won.sum()) * cases.weight
    known = np.array([won / whole if one is None else float(one) for one in configured])
    prior = (won + PSEUDO * known) / (whole + PSEUDO)
    of_stage = _shrunk(cases, cases.stage, prior)
    width = 2 * _KINDS
    of_cell = _shrunk(cases, cases.stage * width + cases.cell, np.repeat(of_stage, width))
    found = of_cell[np.maximum(stages, 0) * width + cells]
    return np.where(stages == NONE, won / whole, found)


def _shrunk(cases: Cases, group: Ints, prior: Floats) -> Floats:
    """The share won of each group, towards a prior; of those of no stage nothing is known."""
    there = group >= 0
    count, wins = (np.bincount(group[which], minlength=len(prior)) for which in (there, there & cases.won))
    found: Floats = (wins * cases.weight + PSEUDO * prior) / (count * cases.weight + PSEUDO)
    return found


def _new_ones(view: View, past: list[Target]) -> Floats:
    """Amounts won in past periods of what was created when as many days were left, or fewer."""
    found = []
    for one in past:
        first = one.as_of.toordinal() + one.window.skip + 1
        rows = won_in(view, first, one.end.toordinal() - 1)
        rows = some(rows, view.table.created[rows] > one.as_of.toordinal())
        found.append(amounts_won(view, rows))
    return np.concatenate(found)
