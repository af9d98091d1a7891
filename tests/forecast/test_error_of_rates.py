"""How uncertain the rates of a forecast are, worked by hand."""

import numpy as np
import pytest

from pipectl.forecast.estimate import Rates
from pipectl.forecast.target import error_of, spread_of_mean, spread_of_share


def test_a_share_of_many_wins_is_known_better_and_a_certain_one_for_sure():
    assert spread_of_share(0.36, 16) == pytest.approx(0.2)  # sqrt(0.64 / 16)
    assert spread_of_share(1.0, 16) == 0
    assert spread_of_share(0.5, 0) == 1


def test_open_ones_have_the_error_of_a_share_and_those_to_come_that_of_a_sum():
    sizes = np.array([100.0] * 25)
    open_ones = Rates(np.arange(2), np.array([0.5, 0.22]), np.array([100.0, 100.0]))
    assert error_of(open_ones, 16).error == pytest.approx(0.2)  # 72 of 200 are 0.36
    both = open_ones._replace(number=0.72, sizes=sizes)
    # 72 of each: the mean of 0.2 and of 1 / sqrt(25), which is 0.2 as well; then with twice the spread.
    assert error_of(both, 16).error == pytest.approx(0.2)
    assert error_of(both, 4).error == pytest.approx((0.4 + spread_of_mean(sizes)) / 2)


def test_where_nothing_is_expected_nothing_is_known():
    assert error_of(Rates(np.arange(1), np.array([0.0]), np.array([100.0])), 16).error == 1
