"""What open opportunities are expected to bring if they are won, by what they say now."""

import numpy as np

from ..domain.values import Undefined
from .seen import View
from .table import NONE, Floats, Ints
from .target import Target, past_ones

#: Wins whose amount of then and at the close are both known, before one is held against the other.
ENOUGH = 20
#: Wins worth of amounts that were kept, added to what was seen.
PSEUDO = 10


def worth(view: View, target: Target, rows: Ints, sizes: Floats) -> tuple[Floats, tuple[str, ...]]:
    """Amounts of the open ones: as they are, times what amounts of then became; the mean win where none is told.

    `sizes` are the amounts won in the lookback.
    """
    if not view.told("amount", view.as_of.toordinal()):
        mean = float(sizes.mean()) if len(sizes) else 0.0
        return np.full(len(rows), mean), ("amounts of then are not told; each is taken to bring what a win brings",)
    amounts = np.nan_to_num(view.amounts(rows))
    found = became(view, target)
    if isinstance(found, Undefined):
        return amounts, ()
    share, wins = found
    said = f"amounts of then were won with {share:.0%} of them, as {wins:,} wins show"
    return amounts * share, (said,)


def became(view: View, target: Target) -> tuple[float, int] | Undefined:
    """Amount won over the amount as it was with as many days left, and of how many wins; shrunk towards 1."""
    then, at_close = [], []
    closed, won_with = view.won_by
    for past in past_ones(view, target):
        day = past.as_of.toordinal()
        if not view.told("amount", day):
            break
        rows = view.open_on(day)
        who, amounts = view.table.who[rows], view.amounts(rows, day)
        won = (closed[who] != NONE) & (closed[who] < past.end.toordinal()) & ~np.isnan(amounts)
        then.append(amounts[won])
        at_close.append(won_with[who[won]])
    before, after = (np.concatenate(some) if some else np.zeros(0) for some in (then, at_close))
    if len(before) < ENOUGH or not before.sum() > 0:
        return Undefined(f"{len(before):,} wins tell what amounts became; it takes {ENOUGH}")
    kept = PSEUDO * float(before.mean())
    return float((after.sum() + kept) / (before.sum() + kept)), len(before)
