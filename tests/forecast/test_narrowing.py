"""An interval is narrowed only where many opportunities decide."""

from decimal import Decimal

import numpy as np
import pytest

from pipectl.forecast.estimate import Arrivals, Chance, Estimate, Method, Rates
from pipectl.forecast.narrowing import is_by_many, is_estimate_by_many, narrowed

D = Decimal


def rates(*deals, number=0.0, sizes=None):
    chances, amounts = (np.array(column, dtype=float) for column in zip(*deals, strict=True)) if deals else ([], [])
    found = np.asarray(chances, dtype=float), np.asarray(amounts, dtype=float)
    return Rates(np.arange(len(deals)), *found, number, None if sizes is None else np.asarray(sizes, dtype=float))


@pytest.mark.parametrize(
    ("given", "by_many"),
    [
        # Ten alike make a tenth of the variance each, nine more than that.
        (rates(*[(0.5, 100)] * 10), True),
        (rates(*[(0.5, 100)] * 9), False),
        # 20 x 100² / 4 = 50,000 beside 5,000² x 0.21 = 5,250,000.
        (rates(*[(0.5, 100)] * 20, (0.3, 5000)), False),
        # What is sure makes no difference.
        (rates(*[(0.5, 100)] * 10, (1, 10**6)), True),
        (rates((1, 100)), False),
        (rates(), False),
        # Arrivals: of twelve expected each makes a twelfth, of five a fifth.
        (rates(number=12.0, sizes=[100.0]), True),
        (rates(number=5.0, sizes=[100.0]), False),
    ],
)
def test_one_opportunity_may_make_a_tenth_of_the_variance(given, by_many):
    assert is_by_many(given) is by_many
    rows = [Chance(f"{at}", D(amount), D(f"{chance:.4f}")) for at, (chance, amount) in enumerate(
        zip(given.chances.tolist(), given.amounts.tolist(), strict=True)
    )]  # fmt: skip
    new = None if given.sizes is None else Arrivals(given.number, given.sizes.tolist())
    assert is_estimate_by_many(Estimate(Method.HAZARD, D(0), rows, new)) is by_many


def test_wider_is_always_allowed():
    assert narrowed(D("1.4"), by_many=False) == D("1.4")
    assert narrowed(D("0.8"), by_many=False) == 1
    assert narrowed(D("0.8"), by_many=True) == D("0.8")
