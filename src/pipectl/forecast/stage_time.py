"""Stage and time: of those that stood alike with as many days left in past periods, the share won by the period's end.

Assumptions: what becomes of an opportunity by the end of a period hangs on its stage, on whether it is among those that
are there shortest, longest or between, on whether it is overdue, due in the period or later, on whether it was ever
pushed, and on the days left; past periods were like this one, so that a rush at their end is in it. Shares of few are
shrunk, Beta-binomial: a cell to the third of its stage, that to its stage, with `PSEUDO` pseudo-counts each; the stage
to the whole with the few of `PSEUDO_STAGE`, as stages are not alike; and the whole to the probability the stage has in
pipeline.yaml. What is not created yet brings what was won in past periods of what was created with fewer days left.

Source: the empirical Bayes estimate of shares, Efron & Morris (1975), "Data analysis using Stein's estimator and its
generalizations"; as a forecast, stage conversion by time left, Clari and others.
"""

from typing import NamedTuple

import numpy as np

from ..domain.values import Undefined
from .estimate import DIGITS, Rates
from .seen import View
from .table import NONE, Flags, Floats, Ints, some
from .target import Target, amounts_won, error_of, past_ones, won_in
from .worth import without_amounts, worth

#: Weight of what a share is shrunk to, in opportunities.
PSEUDO = 10.0
#: The same of a stage: more would pull late stages, which hold few, far down, and the whole forecast with them.
PSEUDO_STAGE = 2.0
#: Parts of a stage by the days in it, as many past ones in each.
PARTS = 3
#: Past periods, and opportunities open in them, that it takes.
ENOUGH_PERIODS, ENOUGH_OPEN = 2, 20
#: How an expected close lies to the period: none, overdue, inside, later; twice, for those that were pushed.
_NO_DAY, _OVERDUE, _INSIDE, _LATER, _KINDS = 0, 1, 2, 3, 4


class Cases(NamedTuple):
    """Those open with as many days left in past periods, and whether they were won by the end."""

    stage: Ints
    days: Floats
    """In their stage."""
    cell: Ints
    won: Flags


def stage_time(view: View, target: Target) -> Rates | Undefined:
    """Chances of the open ones by how those that stood alike ended."""
    if (why := without_amounts(view, target)) is not None:
        return why
    past = [one for one in past_ones(view, target) if view.told("stage", one.as_of.toordinal())]
    if len(past) < ENOUGH_PERIODS:
        return Undefined(f"history tells stages of {len(past)} past periods; it takes {ENOUGH_PERIODS}")
    cases = _cases(view, past)
    if len(cases.won) < ENOUGH_OPEN:
        return Undefined(f"{len(cases.won):,} were open in the past periods that history tells; it takes {ENOUGH_OPEN}")
    rows, day = view.open, view.as_of.toordinal()
    open_ones = Cases(view.stages(rows), _days(view, rows, day), _cells(view, rows, target), np.zeros(len(rows), bool))
    chances = _shares(view, cases, open_ones) * (target.window.days > 0)
    sizes = _new_ones(view, past)
    known = amounts_won(view, won_in(view, *target.learnt_from(view)))
    amounts, said = worth(view, target, rows, known)
    number = len(sizes) / len(past) if target.window.days else 0.0
    rates = Rates(rows, chances.round(DIGITS), amounts, number, sizes, said=said)
    return error_of(rates, int(cases.won.sum()))


def _cells(view: View, rows: Ints, target: Target) -> Ints:
    """How each open one stands beside its stage, as a number."""
    day = target.as_of.toordinal()
    due = view.due(rows, day)
    lies = np.where(due < day, _OVERDUE, np.where(due < target.end.toordinal(), _INSIDE, _LATER))
    lies = np.where(due == NONE, _NO_DAY, lies)
    pushed = view.table.pushes[rows] > 0 if view.told("expected_close", day) else np.zeros(len(rows), dtype=bool)
    found: Ints = lies + _KINDS * pushed.astype(np.int64)
    return found


def _days(view: View, rows: Ints, day: int) -> Floats:
    """Days in their stage; the mean of the others where it is not known."""
    entered = view.table.entered[rows]
    found: Floats = (day - entered).astype(np.float64)
    known = entered != NONE
    found[~known] = found[known].mean() if known.any() else 0.0
    return found


def _cases(view: View, past: list[Target]) -> Cases:
    closed = view.won_by[0]
    found = []
    for one in past:
        rows, day = view.open_on(one.as_of.toordinal()), one.as_of.toordinal()
        on = closed[view.table.who[rows]]
        won = (on >= one.start.toordinal()) & (on < one.end.toordinal())
        found.append((view.stages(rows, day), _days(view, rows, day), _cells(view, rows, one), won))
    return Cases(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _shares(view: View, cases: Cases, open_ones: Cases) -> Floats:
    """The share of each open one's cell, shrunk."""
    configured = [view.weights.get(name) for name in view.table.stages]
    whole, won = len(cases.won), float(cases.won.sum())
    known = np.array([won / whole if one is None else float(one) for one in configured])
    prior = (won + PSEUDO * known) / (whole + PSEUDO)
    share = _shrunk(cases.stage, cases.won, prior, PSEUDO_STAGE)
    parts, own = _parts(cases, cases), _parts(cases, open_ones)
    share = _shrunk(parts, cases.won, np.repeat(share, PARTS), PSEUDO)
    width = 2 * _KINDS
    share = _shrunk(_within(parts, cases.cell, width), cases.won, np.repeat(share, width), PSEUDO)
    found: Floats = share[np.maximum(_within(own, open_ones.cell, width), 0)]
    return np.where(own == NONE, won / whole, found)


def _parts(cases: Cases, of: Cases) -> Ints:
    """The part of its stage in which each lies, as a number; `NONE` where the stage is not told."""
    found = np.full(len(of.stage), NONE)
    for number in np.unique(cases.stage[cases.stage != NONE]):
        cuts = np.quantile(cases.days[cases.stage == number], np.arange(1, PARTS) / PARTS)
        here = of.stage == number
        found[here] = number * PARTS + np.searchsorted(cuts, of.days[here])
    return np.where((found == NONE) & (of.stage != NONE), of.stage * PARTS, found)


def _within(group: Ints, part: Ints, parts: int) -> Ints:
    """The number of a part of a group, of which each has as many."""
    return np.where(group == NONE, NONE, group * parts + part)


def _shrunk(group: Ints, won: Flags, prior: Floats, pseudo: float) -> Floats:
    """The share won of each group, towards a prior; of those of no group nothing is known."""
    there = group != NONE
    count = np.bincount(group[there], minlength=len(prior))
    wins = np.bincount(group[there & won], minlength=len(prior))
    found: Floats = (wins + pseudo * prior) / (count + pseudo)
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
