"""How wide a forecast's intervals must be to hold what they promise, learnt from those of the past.

Each past forecast gives one position: how far its actual lay from its median, in units of its own P10–P50 or P50–P90.
A position of 1 is on the edge of the interval. The factor is the position that eight of ten do not pass, so that
P10–P90, scaled by it about the median, held 80 % of the actuals.

Past days count less the longer ago they are, half with each `HALF_LIFE`: early forecasts were made of little data, and
what they were off by is more than those of today are. For the same reason nothing is added for the next one, as split
conformal prediction does where all are alike: in worlds of known truth that made P10–P90 hold nine of ten. Days of one
period are off alike, so that periods are counted: with n below ten the factor's logarithm counts n ÷ 10, and three of
them can't halve or double an interval. It stays between 0.5 and 3 in any case; `narrowing` says where it may be less
than 1.

Source: split conformal prediction, Lei et al. (2018), "Distribution-free predictive inference for regression"; scores
in units of the forecast's own width after Romano, Patterson & Candès (2019), "Conformalized quantile regression";
weights after Barber et al. (2023), "Conformal prediction beyond exchangeability".
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate
from math import exp, fsum, inf, log
from typing import NamedTuple

from ..domain.values import ONE

#: What P10–P90 promises, in tenths.
PROMISED = 8
#: Days back by which a past day counts half.
HALF_LIFE = 180
#: Periods from which on their factor counts in full.
ENOUGH = 10
#: What sums of weights may be off by.
TOLERANCE = 1e-9
#: Between these it stays.
NARROWEST, WIDEST = 0.5, 3.0


class Held(NamedTuple):
    """What came of a past forecast, and its quantiles before any scaling."""

    actual: Decimal
    p10: Decimal
    p50: Decimal
    p90: Decimal

    @property
    def position(self) -> float:
        """How far the actual lay from the median, where 1 is the edge of P10–P90; infinite beside one of no width."""
        off = self.actual - self.p50
        reach = self.p90 - self.p50 if off > 0 else self.p50 - self.p10
        if not off:
            return 0.0
        return float(abs(off) / reach) if reach > 0 else inf


def scale_of(positions: Sequence[float], weights: Sequence[float] = (), periods: float | None = None) -> Decimal:
    """The factor for the width of a distribution, to four digits; 1 where nothing is known of the past.

    Args:
        positions: Of past forecasts.
        weights: What each counts; the same where left out.
        periods: Of how many periods they are; each of its own where left out.
    """
    if not positions:
        return ONE
    counting = weights or [1.0] * len(positions)
    enough = fsum(counting) * PROMISED / 10 - TOLERANCE
    ranked = sorted(zip(positions, counting, strict=True))
    reached = accumulate(weight for _, weight in ranked)
    found = next((place for (place, _), sum_ in zip(ranked, reached, strict=True) if sum_ >= enough), ranked[-1][0])
    bounded = min(WIDEST, max(NARROWEST, found))
    known = len(positions) if periods is None else periods
    return Decimal(f"{exp(log(bounded) * min(1.0, known / ENOUGH)):.4f}")


def weight_of(ago: int) -> float:
    """What a past day counts, by how many days ago it was; twelve digits, so that machines agree."""
    return round(float(0.5 ** (ago / HALF_LIFE)), 12)


def number_of(weights: Iterable[float]) -> float:
    """How many of weight 1 as many of such weights are worth: their squared sum over the sum of squares."""
    known = list(weights)
    return fsum(known) ** 2 / fsum(weight * weight for weight in known) if known else 0.0
