"""Whether two figures differ by more than the numbers behind them allow chance to make.

Shares are held apart by their 95 % Wilson intervals: where these touch, nothing is said. Sizes and days are held apart
by the ranks of the single values, so that one big deal makes nobody's deals big; the bound is that of two intervals
that don't touch, which is stricter than 95 %.
Source of the rank test: Mann and Whitney (1947), "On a test of whether one of two random variables is stochastically
larger than the other"; with correction for ties and continuity.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..domain.coaching import Against
from ..domain.values import DIVIDE, Z95, Interval

#: Opportunities behind either figure from which on they are compared.
LEAST = 5
#: Two 95 % intervals of the same width touch where their middles are this many standard errors of the difference apart.
_APART = DIVIDE.multiply(Z95, DIVIDE.sqrt(Decimal(2)))
_HALF = Decimal("0.5")


def by_intervals(one: Interval | None, other: Interval | None) -> Against:
    """How one share stands against another."""
    if one is None or other is None:
        return Against.UNTOLD
    if one.low > other.high:
        return Against.HIGHER
    return Against.LOWER if one.high < other.low else Against.ALIKE


class Ranked(NamedTuple):
    """The ranks of some values; equals share the mean of theirs."""

    size: int
    ranks: Mapping[Decimal | int, Decimal]
    ties: int
    """Sum of t^3 - t over every t values that are equal."""


def ranked(values: Iterable[Decimal | int]) -> Ranked:
    """The values with their ranks."""
    counts = Counter(values)
    ranks, below = {}, 0
    for value in sorted(counts):
        ranks[value] = below + Decimal(counts[value] + 1) / 2
        below += counts[value]
    return Ranked(below, ranks, sum(same**3 - same for same in counts.values()))


def by_ranks(one: Sequence[Decimal | int], whole: Ranked) -> Against:
    """How some values stand against the rest of a whole that they are a part of."""
    count, rest = len(one), whole.size - len(one)
    if not count or rest <= 0:
        return Against.UNTOLD
    wins = sum((whole.ranks[value] for value in one), Decimal(0)) - Decimal(count * (count + 1)) / 2
    middle, spread = Decimal(count * rest) / 2, _spread(count, rest, whole)
    by = abs(wins - middle) - _HALF
    if not spread or by <= 0 or DIVIDE.divide(by, spread) <= _APART:
        return Against.ALIKE
    return Against.HIGHER if wins > middle else Against.LOWER


def _spread(count: int, rest: int, whole: Ranked) -> Decimal:
    """Standard deviation of the number of wins where there is no difference."""
    # n1 n2 / 12 x ((N + 1) - ties / (N (N - 1)))
    inner = Decimal(whole.size + 1) - DIVIDE.divide(Decimal(whole.ties), Decimal(whole.size * (whole.size - 1)))
    return DIVIDE.sqrt(DIVIDE.divide(max(Decimal(0), count * rest * inner), Decimal(12)))
