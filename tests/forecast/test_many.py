"""Past intervals of many open opportunities: near enough to what is computed exactly."""

from decimal import Decimal

import numpy as np
import pytest

from pipectl.forecast.distribution import distribution
from pipectl.forecast.estimate import Rates
from pipectl.forecast.many import ENOUGH, has_many, tenths


def a_crowd(count: int, error: float = 0.1) -> Rates:
    places = np.arange(count)
    chances = np.round(0.05 + places % 7 * 0.1, 4)
    amounts = np.array([1000.0 + place % 50 * 400 for place in range(count)])
    return Rates(places, chances, amounts, 5.0, np.array([2000.0 + place * 500 for place in range(30)]), error)


@pytest.mark.parametrize("error", [0.0, 0.15])
def test_the_tenths_are_within_a_fiftieth_of_the_width_of_the_exact_ones(error):
    rates = a_crowd(ENOUGH, error)
    exact = distribution(
        Decimal(500),
        [(Decimal(int(a)), Decimal(f"{p:.4f}")) for a, p in zip(rates.amounts, rates.chances, strict=True)],
        rates.number,
        [2000.0 + place * 500 for place in range(30)],
        error=error,
    )
    near = (exact.p90 - exact.p10) / 50
    for found, wanted in zip(tenths(rates, Decimal(500)), (exact.p10, exact.p50, exact.p90), strict=True):
        assert abs(found - wanted) < near


def test_those_that_are_certain_are_no_crowd():
    rates = a_crowd(ENOUGH)
    assert has_many(rates)
    assert not has_many(rates._replace(chances=np.ones(ENOUGH)))


def test_nothing_lies_below_what_is_booked():
    rates = a_crowd(ENOUGH)._replace(chances=np.full(ENOUGH, 0.0001), number=0.0)
    assert tenths(rates, Decimal(500))[0] == 500
