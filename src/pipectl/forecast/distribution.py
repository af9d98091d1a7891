"""What a period may bring, as a distribution: computed, never drawn.

Open opportunities are independent amounts that are won or not, those not yet created a compound Poisson; their sum
stands beside what is booked. Up to fifteen open ones and no arrivals are written out exactly, every sum of them.
Otherwise the sum is taken on a grid of money: an amount between two points is split between both so that its mean is
kept, and where all amounts are multiples of a step nothing is split at all. The error of the rates widens it
(`widening`), and `scale` makes it as wide about the median as backtests found it has to be (`conformal`), but nothing
that can't come at all: no less than the least and no more than everything won.

The last bits of processors can't reach what is shown: quantiles are points of the grid taken with a tolerance, and
probabilities have four digits.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import reduce
from math import floor

import numpy as np
from numpy.typing import NDArray

from ..domain.values import DIVIDE, EXACT, ONE, ZERO
from .atoms import are_few, atoms
from .convolution import masses, nothing_comes
from .estimate import Arrivals, Estimate
from .grid import CELLS, Bets, grid_for
from .widening import factors

#: What sums of floating-point numbers may be off by, many times over.
TOLERANCE = 1e-9
#: Rounds to digits, figures of any size.
_WIDE = Context(prec=120, traps=[InvalidOperation])
_CENT, _FOUR = Decimal("0.01"), Decimal("0.0001")
#: Where a scaled amount is looked up, it is snapped to this, so that one that is a point meets it.
_SNAP = Decimal("0.000001")
#: Decimals of amounts that are kept; finer ones are rounded.
_MOST_PLACES = 6

LEVELS = (Decimal("0.10"), Decimal("0.25"), Decimal("0.50"), Decimal("0.75"), Decimal("0.90"))


@dataclass(frozen=True, slots=True, eq=False)
class Distribution:
    """What a period may bring in all, booked included."""

    #: Won already: where no amount is negative, no less can come.
    fixed: Decimal
    #: booked + Σ amount × probability + expected arrivals; the error of rates leaves it, `scale` is not in it.
    mean: Decimal
    #: Money between two points; 0 where every sum was written out.
    step: Decimal
    #: The factor by which it was made wider about the median; never below 1.
    scale: Decimal
    #: What the points are counted from: booked, and what is certain.
    base: Decimal
    #: Decimals of the unit of the points.
    places: int
    #: Points in units, ascending, and the chance of no more than each.
    points: Sequence[int] = field(repr=False)
    below: tuple[float, ...] = field(repr=False)
    #: Whether all mass stands on its points exactly; else it is spread about them, but that of "nothing more comes".
    whole: bool
    nothing: float
    #: The least and the most that may come, in units; None without a bound.
    least: int | None
    most: int | None

    def quantile(self, p: Decimal) -> Decimal:
        """The smallest amount that is not passed with at least this chance, to the cent; `p` from 0 to 1."""
        found = self._money(p)
        if self.scale != ONE:
            middle = self._money(LEVELS[2])
            found = EXACT.add(middle, EXACT.multiply(self.scale, EXACT.subtract(found, middle)))
        if self.floor is not None:
            found = max(found, self.floor)
        if self.ceiling is not None:
            found = min(found, self.ceiling)
        return found.quantize(_CENT, ROUND_HALF_UP, context=_WIDE)

    def p_at_least(self, amount: Decimal) -> Decimal:
        """The chance of this amount or more, to four digits."""
        if self.floor is not None and amount <= self.floor:
            return ONE.quantize(_FOUR)
        if self.ceiling is not None and amount > self.ceiling:
            return ZERO.quantize(_FOUR)
        if self.scale != ONE:
            middle = self._money(LEVELS[2])
            amount = EXACT.add(middle, DIVIDE.divide(EXACT.subtract(amount, middle), self.scale))
        at = EXACT.scaleb(EXACT.subtract(amount, self.base), self.places).quantize(_SNAP, context=_WIDE)
        return _four(self._at_least(at))

    @property
    def p10(self) -> Decimal:
        """Nine of ten times it is more."""
        return self.quantile(LEVELS[0])

    @property
    def p25(self) -> Decimal:
        """Bear: three of four times it is more."""
        return self.quantile(LEVELS[1])

    @property
    def p50(self) -> Decimal:
        """As often more as less."""
        return self.quantile(LEVELS[2])

    @property
    def p75(self) -> Decimal:
        """Bull: one of four times it is more."""
        return self.quantile(LEVELS[3])

    @property
    def p90(self) -> Decimal:
        """One of ten times it is more."""
        return self.quantile(LEVELS[4])

    @property
    def floor(self) -> Decimal | None:
        """The least that can come at all; None without a bound."""
        return None if self.least is None else self._at(self.least)

    @property
    def ceiling(self) -> Decimal | None:
        """The most, likewise: everything won, where nothing else is expected."""
        return None if self.most is None else self._at(self.most)

    def _at(self, units: int) -> Decimal:
        return EXACT.add(self.base, EXACT.scaleb(Decimal(units), -self.places))

    def _money(self, p: Decimal) -> Decimal:
        """The point of a quantile, before any scaling."""
        place = min(bisect_left(self.below, float(p) - TOLERANCE), len(self.points) - 1)
        return self._at(self.points[place])

    def _at_least(self, at: Decimal) -> float:
        """The chance of as many units or more."""
        if self.least is not None and at <= self.least:
            return 1.0
        if self.most is not None and at > self.most:
            return 0.0
        if self.whole:
            place = bisect_left(self.points, at)
            return 1.0 - (self.below[place - 1] if place else 0.0)
        return (self.nothing if at <= 0 else 0.0) + 1.0 - self.nothing - self._spread_below(float(at))

    def _spread_below(self, at: float) -> float:
        """How much of what is spread evenly about its points lies below an amount."""
        first, step = self.points[0], self.points[1] - self.points[0]
        place = floor((at - first) / step + 0.5)
        if not 0 <= place < len(self.points):
            return 0.0 if place < 0 else 1.0 - self.nothing
        before, until = (self._spread_until(place - 1), self._spread_until(place))
        return before + (until - before) * ((at - first) / step + 0.5 - place)

    def _spread_until(self, place: int) -> float:
        if place < 0:
            return 0.0
        return self.below[place] - (self.nothing if self.points[place] >= 0 else 0.0)


def distribution(
    fixed: Decimal,
    open_ones: Sequence[tuple[Decimal, Decimal]],
    expected: float = 0.0,
    arriving: Sequence[float] = (),
    *,
    error: float = 0.0,
    scale: Decimal = ONE,
    cells: int = CELLS,
) -> Distribution:
    """The distribution of `fixed` and what comes of open ones and arrivals.

    Args:
        fixed: What is booked.
        open_ones: Amount and probability of each open one.
        expected: How many of those not yet created will be won.
        arriving: What one of them may bring, all equally likely; to the cent.
        error: The coefficient of variation of the rates themselves.
        scale: What to multiply its width about the median by.
        cells: Points of the grid, a power of two; fewer are quicker.
    """
    sure = [amount for amount, chance in open_ones if chance >= 1]
    unsure = [pair for pair in open_ones if 0 < pair[1] < 1 and pair[0]]
    places = _places([amount for amount, _ in unsure])
    bets = _bets(unsure, expected, arriving, places)
    outcomes = _outcomes(bets, factors(error), cells)
    return Distribution(
        fixed=fixed,
        mean=_mean(fixed, open_ones, expected, arriving),
        step=EXACT.scaleb(Decimal(outcomes.step), -places),
        scale=scale,
        base=_sum([fixed, *sure]),
        places=places,
        points=outcomes.points,
        below=outcomes.below,
        whole=outcomes.whole,
        nothing=outcomes.nothing,
        least=bets.least,
        most=bets.most,
    )


def distribution_of(estimate: Estimate, *, scale: Decimal = ONE, cells: int = CELLS) -> Distribution:
    """The distribution of an estimate; its mean is the what the estimate expects."""
    new = estimate.new or Arrivals(0.0, ())
    open_ones = [(row.amount, row.probability) for row in estimate.rows]
    return distribution(
        estimate.booked, open_ones, new.number, new.amounts, error=estimate.error, scale=scale, cells=cells
    )


@dataclass(frozen=True, slots=True)
class _Outcomes:
    points: Sequence[int]
    below: tuple[float, ...]
    step: int = 0
    whole: bool = True
    nothing: float = 0.0


def _outcomes(bets: Bets, by: Sequence[float], cells: int) -> _Outcomes:
    if are_few(bets):
        points, mass = atoms(bets, by)
        return _Outcomes(points, _summed(mass))
    grid = grid_for(bets, by, cells)
    below = _summed(masses(bets, grid, by))
    return _Outcomes(grid.points, below, grid.step, grid.whole, nothing_comes(bets, by))


def _summed(mass: Sequence[float] | NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(np.minimum(np.cumsum(mass), 1.0).tolist())


def _bets(unsure: Sequence[tuple[Decimal, Decimal]], expected: float, arriving: Sequence[float], places: int) -> Bets:
    """In units; arrivals that bring nothing leave fewer of those that bring something."""
    rounded = [round(amount * 100) * 10 ** (places - 2) for amount in arriving] if expected > 0 else []
    counting = tuple(amount for amount in rounded if amount)
    return Bets(
        tuple(_units(amount, places) for amount, _ in unsure),
        tuple(float(chance) for _, chance in unsure),
        expected * len(counting) / len(rounded) if counting else 0.0,
        counting,
    )


def _places(amounts: Sequence[Decimal]) -> int:
    """The decimals that amounts have: two at least, `_MOST_PLACES` at most."""
    finest = min((_exponent(amount) for amount in amounts), default=0)
    return min(_MOST_PLACES, max(2, -finest))


def _exponent(amount: Decimal) -> int:
    exponent = amount.normalize(EXACT).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _units(amount: Decimal, places: int) -> int:
    return int(EXACT.scaleb(amount, places).to_integral_value(ROUND_HALF_UP))


def _sum(amounts: Sequence[Decimal]) -> Decimal:
    return reduce(EXACT.add, amounts, ZERO)


def _mean(
    fixed: Decimal, open_ones: Sequence[tuple[Decimal, Decimal]], expected: float, arriving: Sequence[float]
) -> Decimal:
    weighted = [EXACT.multiply(amount, chance) for amount, chance in open_ones]
    return _sum([fixed, *weighted, Arrivals(max(expected, 0.0), arriving).amount])


def _four(chance: float) -> Decimal:
    """To four digits; what is a half of the last one but for the last bits goes up on every machine."""
    return Decimal(floor(min(1.0, max(0.0, chance)) * 10_000 + 0.5 + TOLERANCE * 10)).scaleb(-4)
