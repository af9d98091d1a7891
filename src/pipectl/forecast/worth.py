"""What open opportunities are expected to bring if they are won, by what they say now."""

import numpy as np

from ..domain.values import Undefined
from .seen import View
from .table import NONE, OPEN, Floats, Ints, Table, some
from .target import Target, won_in

#: Wins whose amount of then and at the close are both known, before one is held against the other.
ENOUGH = 10
#: Wins worth of amounts that were kept, added to what was seen.
PSEUDO = 3
#: More than any day is, as a number.
_SPREAD = 10_000_000


def without_amounts(view: View, target: Target) -> Undefined | None:
    """Why nothing can be expected of what is open, where none of it has an amount though amounts are told."""
    rows = some(view.open, view.table.stage[view.open] != NONE)
    if not len(rows) or target.window.days <= 0 or not view.told("amount", view.as_of.toordinal()):
        return None
    if not np.isnan(view.amounts(rows)).all():
        return None
    only = "the only open opportunity has no" if len(rows) == 1 else f"none of the {len(rows):,} open ones has an"
    return Undefined(f"{only} amount: fill it in, or name its column under columns: amount in pipeline.yaml")


def worth(view: View, target: Target, rows: Ints, sizes: Floats) -> tuple[Floats, tuple[str, ...]]:
    """Amounts of the open ones: as they are, times what amounts of then became; the mean win where none is told.

    `sizes` are the amounts won in the lookback.
    """
    mean = float(sizes.mean()) if len(sizes) else 0.0
    if not view.told("amount", view.as_of.toordinal()):
        return np.full(len(rows), mean), ("amounts of then are not told; each is taken to bring what a win brings",)
    amounts, untold = np.nan_to_num(view.amounts(rows)), view.table.stage[rows] == NONE
    found, said = became(view, target), []
    if not isinstance(found, Undefined):
        share, wins = found
        amounts = amounts * share
        midway = f"as {wins:,} wins show, held against what they were midway to their close"
        said.append(f"open amounts count with {share:.0%}, {midway}")
    if untold.any():
        said.append(f"amounts of {untold.sum():,} that no source had seen by then are taken to be what a win brings")
    return np.where(untold, mean, amounts), tuple(said)


def became(view: View, target: Target) -> tuple[float, int] | Undefined:
    """Amount won over the amount midway between creation and close, and of how many wins; shrunk towards 1."""
    table = view.table
    rows = won_in(view, *target.learnt_from(view))
    rows = some(rows, (table.created[rows] != NONE) & ~np.isnan(table.amount[rows]))
    midway = (table.created[rows] + table.closed[rows]) // 2
    then = row_on(table, table.who[rows], midway)
    known = (then != NONE) & (midway >= table.told_since.get("amount", table.today))
    known &= (table.outcome[then] == OPEN) & ~np.isnan(table.amount[then])
    before, after = table.amount[then[known]], table.amount[rows[known]]
    if len(before) < ENOUGH or not before.sum() > 0:
        return Undefined(f"{len(before):,} wins tell what amounts became; it takes {ENOUGH}")
    kept = PSEUDO * float(before.mean())
    return float((after.sum() + kept) / (before.sum() + kept)), len(before)


def row_on(table: Table, who: Ints, days: Ints) -> Ints:
    """The row of each opportunity on its day, or `NONE` where it had begun in none; rows are in order of both."""
    if not len(table.who):
        return np.full(len(who), NONE)
    found = np.searchsorted(table.who * _SPREAD + table.begin, who * _SPREAD + days, side="right") - 1
    found = np.maximum(found, 0)
    there = (table.who[found] == who) & (table.begin[found] <= days) & (table.end[found] > days)
    return np.where(there, found, NONE)
