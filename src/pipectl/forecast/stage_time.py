"""Stage and time: of those that stood alike with as many days left in past periods, the share won by the period's end.

Assumptions: what becomes of an opportunity by the end of a period hangs on its stage, on whether it is overdue, due in
the period or later, on whether it was ever pushed, and on the days left; past periods were like this one, so that a
rush at their end is in it. Shares of few are shrunk, Beta-binomial with `PSEUDO` pseudo-counts each: a cell to its
stage, that to the whole, and the whole to the probability the stage has in pipeline.yaml. What is not created yet
brings what was won in past periods of what was created with fewer days left.

Source: the empirical Bayes estimate of shares, Efron & Morris (1975), "Data analysis using Stein's estimator and its
generalizations"; as a forecast, stage conversion by time left, Clari and others.
"""

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
#: How an expected close lies to the period: none, overdue, inside, later; twice, for those that were pushed.
_NO_DAY, _OVERDUE, _INSIDE, _LATER, _KINDS = 0, 1, 2, 3, 4


class Cases(NamedTuple):
    """Those open with as many days left in past periods, and whether they were won by the end."""

    stage: Ints
    cell: Ints
    won: Flags


def stage_time(view: View, target: Target) -> Rates | Undefined:
    """Chances of the open ones by how those that stood alike ended."""
    past = [one for one in past_ones(view, target) if view.told("stage", one.as_of.toordinal())]
    if len(past) < ENOUGH_PERIODS:
        return Undefined(f"history tells stages of {len(past)} past periods; it takes {ENOUGH_PERIODS}")
    cases = _cases(view, past)
    if len(cases.won) < ENOUGH_OPEN:
        return Undefined(f"{len(cases.won):,} were open in the past periods that history tells; it takes {ENOUGH_OPEN}")
    rows = view.open
    chances = _shares(view, cases, view.stages(rows), _cells(view, rows, target))
    sizes = _new_ones(view, past)
    known = amounts_won(view, won_in(view, *target.learnt_from(view)))
    amounts, said = worth(view, target, rows, known)
    error = spread_of_mean(known)
    return Rates(rows, chances.round(DIGITS), amounts, len(sizes) / len(past), sizes, error, said)


def _cells(view: View, rows: Ints, target: Target) -> Ints:
    """How each open one stands beside its stage, as a number."""
    day = target.as_of.toordinal()
    due = view.due(rows, day)
    lies = np.where(due < day, _OVERDUE, np.where(due < target.end.toordinal(), _INSIDE, _LATER))
    lies = np.where(due == NONE, _NO_DAY, lies)
    pushed = view.table.pushes[rows] > 0 if view.told("expected_close", day) else np.zeros(len(rows), dtype=bool)
    found: Ints = lies + _KINDS * pushed.astype(np.int64)
    return found


def _cases(view: View, past: list[Target]) -> Cases:
    closed = view.won_by[0]
    found = []
    for one in past:
        rows, day = view.open_on(one.as_of.toordinal()), one.as_of.toordinal()
        on = closed[view.table.who[rows]]
        won = (on != NONE) & (on < one.end.toordinal())
        if one.window.skip:
            won &= on > day + one.window.skip
        found.append((view.stages(rows, day), _cells(view, rows, one), won))
    stage, cell, wins = (np.concatenate(column) for column in zip(*found, strict=True))
    return Cases(stage, cell, wins)


def _shares(view: View, cases: Cases, stages: Ints, cells: Ints) -> Floats:
    """The share of each open one's cell, shrunk."""
    configured = [view.weights.get(name) for name in view.table.stages]
    whole, won = len(cases.won), float(cases.won.sum())
    known = np.array([won / whole if one is None else float(one) for one in configured])
    prior = (won + PSEUDO * known) / (whole + PSEUDO)
    of_stage = _shrunk(cases.stage, cases.won, len(prior), prior)
    width = 2 * _KINDS
    of_cell = _shrunk(cases.stage * width + cases.cell, cases.won, len(prior) * width, np.repeat(of_stage, width))
    found = of_cell[np.maximum(stages, 0) * width + cells]
    return np.where(stages == NONE, won / whole, found)


def _shrunk(group: Ints, won: Flags, size: int, prior: Floats) -> Floats:
    """The share won of each group, towards a prior; of those of no stage nothing is known."""
    there = group >= 0
    count = np.bincount(group[there], minlength=size)
    wins = np.bincount(group[there & won], minlength=size)
    found: Floats = (wins + PSEUDO * prior) / (count + PSEUDO)
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
