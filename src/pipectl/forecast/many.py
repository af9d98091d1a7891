"""Quantiles of a past forecast with many open ones, quickly: the width of an interval is learnt from dozens of them.

A sum of hundreds of independent amounts is nearly normal; of each copy that the error of the rates makes only mean and
variance are taken, and the distribution is the mixture of these. For what is shown of today all is computed exactly.

Source: Lyapunov's central limit theorem; the mean and variance of a compound Poisson sum.
"""

from decimal import Decimal
from math import erf, sqrt

import numpy as np

from ..domain.values import EXACT
from .estimate import Rates, money
from .widening import copies, factors

#: From so many open ones with a chance on it is near enough.
ENOUGH = 400
_TENTH, _STEPS = 0.1, 60


def has_many(rates: Rates) -> bool:
    """Whether so much is open that the sum is nearly normal."""
    return int(((rates.chances > 0) & (rates.chances < 1)).sum()) >= ENOUGH


def tenths(rates: Rates, booked: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """P10, P50 and P90 of booked and what is still to come; nothing lies below booked where no amount is negative."""
    by = factors(rates.error)
    means, spreads = _moments(rates, by)
    least = 0.0 if not len(rates.amounts) or rates.amounts.min() >= 0 else -np.inf
    found = (max(least, _quantile(p, means, spreads)) for p in (_TENTH, 0.5, 1 - _TENTH))
    low, middle, high = (EXACT.add(booked, money(float(value))) for value in found)
    return low, middle, high


def ends(rates: Rates, booked: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that can come; None without a bound."""
    amounts, sizes = rates.amounts[rates.chances > 0], rates.sizes if rates.number else None
    found = (
        None if sizes is not None and (sign * sizes > 0).any() else amounts[sign * amounts > 0].sum()
        for sign in (-1, 1)
    )
    least, most = (None if value is None else EXACT.add(booked, money(float(value))) for value in found)
    return least, most


def _moments(rates: Rates, by: tuple[float, ...]) -> tuple[list[float], list[float]]:
    chances = copies(rates.chances.tolist(), by)
    means = chances @ rates.amounts
    squares = (chances * (1 - chances)) @ rates.amounts**2
    if rates.sizes is not None and len(rates.sizes):
        more = rates.number * np.asarray(by)
        means = means + more * rates.sizes.mean()
        squares = squares + more * (rates.sizes**2).mean()
    return means.tolist(), np.sqrt(squares).tolist()


def _quantile(p: float, means: list[float], spreads: list[float]) -> float:
    """Where the mixture passes a chance, by halving."""
    reach = 12 * max(spreads)
    low, high = min(means) - reach, max(means) + reach
    for _ in range(_STEPS):
        middle = (low + high) / 2
        below = sum(_below(middle, *one) for one in zip(means, spreads, strict=True)) / len(means)
        low, high = (middle, high) if below < p else (low, middle)
    return high


def _below(at: float, mean: float, spread: float) -> float:
    if not spread:
        return float(at >= mean)
    return 0.5 * (1 + erf((at - mean) / (spread * sqrt(2))))
