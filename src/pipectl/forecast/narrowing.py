"""Whether an interval may be narrowed where past ones held too much.

Where many opportunities decide, the sum is nearly continuous, and a narrower one says the same of a quota as of its
quantiles. Where one alone makes much of the difference, what it brings comes whole or not at all: narrowed, the
distribution would say that it can't come.
"""

from decimal import Decimal

import numpy as np

from ..domain.values import ONE
from .estimate import Arrivals, Estimate, Rates
from .table import Floats

#: Share of the variance that one opportunity may make.
LARGEST = 0.1


def narrowed(scale: Decimal, *, by_many: bool) -> Decimal:
    """The factor of the width, 1 at least where it is not made by many."""
    return scale if by_many else max(scale, ONE)


def is_by_many(rates: Rates) -> bool:
    """Whether no opportunity alone makes much of the difference."""
    return _is_by_many(rates.chances, rates.amounts, rates.number, rates.sizes)


def is_estimate_by_many(estimate: Estimate) -> bool:
    """The same of an exact estimate."""
    chances = np.array([float(each.probability) for each in estimate.rows])
    amounts = np.array([float(each.amount) for each in estimate.rows])
    new = estimate.new or Arrivals(0.0, ())
    return _is_by_many(chances, amounts, new.number, np.asarray(new.amounts, dtype=np.float64))


def _is_by_many(chances: Floats, amounts: Floats, number: float, sizes: Floats | None) -> bool:
    each = chances * (1 - chances) * amounts**2
    arriving = float((sizes**2).mean()) if sizes is not None and len(sizes) else 0.0
    whole = float(each.sum()) + number * arriving
    largest = max(float(each.max(initial=0.0)), arriving * min(1.0, number))
    return whole > 0 and largest <= LARGEST * whole
