"""The money grid on which a distribution is computed: how wide it must be, and how far its points lie apart.

Amounts are whole numbers of a small unit (mostly cents) throughout, so that no point of a grid is ever rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, gcd, log

import numpy as np
from numpy.typing import NDArray

from .widening import copies

#: What may lie outside of a window on either side; no quantile or probability that is shown can tell.
OUTSIDE = 1e-10
#: Points of a window, a power of two: a step is about a thousandth of the standard deviation.
CELLS = 16384
#: Steps are of these leading digits.
_LADDER = (100, 125, 160, 200, 250, 320, 400, 500, 640, 800, 1000)


@dataclass(frozen=True, slots=True)
class Bets:
    """What is uncertain, in units: amounts, none of them 0, and their chances, above 0 and below 1; and arrivals."""

    amounts: tuple[int, ...]
    chances: tuple[float, ...]
    #: How many more are expected to be won, and what each may bring, all equally likely.
    expected: float = 0.0
    arriving: tuple[int, ...] = ()

    @property
    def least(self) -> int | None:
        """The least that may come of it; None without a bound, as there may be any number of arrivals."""
        unbounded = any(amount < 0 for amount in self.arriving)
        return None if unbounded else sum(amount for amount in self.amounts if amount < 0)

    @property
    def most(self) -> int | None:
        """The most that may come of it, likewise."""
        unbounded = any(amount > 0 for amount in self.arriving)
        return None if unbounded else sum(amount for amount in self.amounts if amount > 0)


@dataclass(frozen=True, slots=True)
class Grid:
    """Points `(first + i) × step` in units; one of them is 0. `whole` where every sum of amounts is a point."""

    step: int
    first: int
    cells: int
    whole: bool

    @property
    def points(self) -> range:
        """The money of each point, in units."""
        return range(self.first * self.step, (self.first + self.cells) * self.step, self.step)

    def split(self, amounts: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The point below each amount, and the part of it that goes to the next one, so that its mean is kept."""
        pairs = [divmod(amount, self.step) for amount in amounts]
        return (
            np.array([below % self.cells for below, _ in pairs], dtype=np.int64),
            np.array([rest / self.step for _, rest in pairs], dtype=np.float64),
        )


def grid_for(bets: Bets, factors: Sequence[float], cells: int = CELLS) -> Grid:
    """The finest grid of that many points that holds what may come, all but `OUTSIDE`, modulo its length."""
    low, high = _window(bets, factors)
    needed = max(1, ceil((high - low) / (cells - 4)))
    unit = gcd(*bets.amounts, *bets.arriving)
    whole = unit >= needed
    step = unit if whole else _rounded_up(needed)
    return Grid(step, floor(low / step) - 1, cells, whole or step == 1)


def _rounded_up(step: int) -> int:
    """The next step of the ladder: a readable figure that the last bit of a window can't move."""
    scale = 10 ** max(0, len(str(step)) - 3)
    return next(rung * scale for rung in _LADDER if rung * scale >= step) if step > 100 else step


def _window(bets: Bets, factors: Sequence[float]) -> tuple[float, float]:
    """Between which amounts all but `OUTSIDE` lies on either side.

    Chernoff's bound: P(sum ≥ t) ≤ E exp(s × sum) ÷ exp(s × t) for every s > 0; the best of a ladder of s is taken.
    Source: Chernoff (1952), "A measure of asymptotic efficiency for tests of a hypothesis based on the sum of
    observations".
    """
    ends = sorted({0, len(factors) // 2, len(factors) - 1})
    above = max(_tail(bets, factors, end, 1) for end in ends)
    below = -max(_tail(bets, factors, end, -1) for end in ends)
    least, most = bets.least, bets.most
    return below if least is None else max(least, below), above if most is None else min(most, above)


def _tail(bets: Bets, factors: Sequence[float], copy: int, sign: int) -> float:
    """How far up (or down, with -1) one copy of the mixture reaches."""
    amounts = sign * np.array(bets.amounts, dtype=np.float64)
    arriving = sign * np.array(bets.arriving, dtype=np.float64)
    chances = copies(bets.chances, factors)[copy]
    largest = max(np.abs(amounts).max(initial=0.0), np.abs(arriving).max(initial=0.0))
    found = np.inf
    for s in np.exp2(np.arange(-28, 11) / 2) / largest:
        growth = float(np.log1p(np.maximum(chances * np.expm1(s * amounts), -1 + 1e-16)).sum())
        if bets.arriving:
            growth += bets.expected * factors[copy] * float(np.expm1(s * arriving).mean())
        found = min(found, (growth - log(OUTSIDE)) / s)
    return float(found)
