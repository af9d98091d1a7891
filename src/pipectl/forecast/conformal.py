"""How wide a forecast's intervals must be to hold what they promise, learnt from those of the past.

Each past forecast gives one position: how far its actual lay from its median, in units of its own P10–P50 or P50–P90.
A position of 1 is on the edge of the interval. The factor is the position that eight of ten do not pass, so that
P10–P90, scaled by it about the median, held 80 % of the actuals; with the finite-sample rank ⌈(n + 1) × 0.8⌉, so that
the next one is held as well and not only those it was learnt from.

Few origins tell little: with n below ten the factor's logarithm counts n ÷ 10, so that three forecasts can't double an
interval. It stays between 1 and 3 in any case: past periods that went well don't make a single large opportunity less
likely, and a narrowed distribution would say so.

Source: split conformal prediction, Lei et al. (2018), "Distribution-free predictive inference for regression"; scores
in units of the forecast's own width after Romano, Patterson & Candès (2019), "Conformalized quantile regression".
"""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, exp, inf, log
from typing import NamedTuple

from ..domain.values import ONE

#: What P10–P90 promises, in tenths.
PROMISED = 8
#: Origins from which on their factor counts in full.
ENOUGH = 10
#: Between these it stays.
NARROWEST, WIDEST = 1.0, 3.0


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


def scale_of(positions: Sequence[float]) -> Decimal:
    """The factor for the width of a distribution, to four digits; 1 where nothing is known of the past."""
    known = len(positions)
    if not known:
        return ONE
    rank = min(known, ceil((known + 1) * PROMISED / 10))
    bounded = min(WIDEST, max(NARROWEST, sorted(positions)[rank - 1]))
    return Decimal(f"{exp(log(bounded) * min(1.0, known / ENOUGH)):.4f}")
