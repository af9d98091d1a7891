"""The sums of a few opportunities, every one of them: exact to the unit."""

from collections.abc import Sequence

import numpy as np

from .grid import Bets
from .widening import copies

#: Up to this many opportunities all sums are written out (32,768 of them).
FEW = 15
#: What fits the processor's integers; larger sums are those of Python, as exact and slower.
_FITS = 2**62


def are_few(bets: Bets) -> bool:
    """Whether every sum can be written out."""
    return not bets.arriving and len(bets.amounts) <= FEW


def atoms(bets: Bets, factors: Sequence[float]) -> tuple[list[int], list[float]]:
    """Every sum that can come, ascending, and its mass."""
    sums = np.zeros(1, dtype=np.int64 if sum(map(abs, bets.amounts)) < _FITS else object)
    weights = np.ones((len(factors), 1))
    for amount, chance in zip(bets.amounts, copies(bets.chances, factors).T, strict=True):
        sums = np.concatenate((sums, sums + amount))
        weights = np.concatenate((weights * (1 - chance[:, None]), weights * chance[:, None]), axis=1)
    values, which = np.unique(sums, return_inverse=True)
    return values.tolist(), np.bincount(which, weights=weights.mean(axis=0)).tolist()
