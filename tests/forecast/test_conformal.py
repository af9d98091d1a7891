"""Intervals that held what they promised, worked by hand."""

from decimal import Decimal
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.forecast.conformal import Held, number_of, scale_of, weight_of
from pipectl.forecast.distribution import distribution

D = Decimal


def test_a_position_of_one_is_on_the_edge_of_the_interval_on_either_side():
    edges = (D(100), D(200), D(250))
    positions = [Held(D(actual), *edges).position for actual in (0, 100, 150, 200, 225, 250, 300)]
    assert positions == [2, 1, 0.5, 0, 0.5, 1, 2]


def test_an_interval_without_width_held_its_own_amount_and_nothing_else():
    assert Held(D(5), D(5), D(5), D(5)).position == 0
    assert Held(D(6), D(5), D(5), D(5)).position == inf


def test_the_factor_is_the_position_that_eight_of_ten_do_not_pass():
    # Nineteen: 19 × 0.8 = 15.2, so the sixteenth; ten: the eighth.
    assert scale_of([place / 10 for place in range(1, 20)]) == D("1.6000")
    assert scale_of([place / 10 for place in range(20, 10, -1)]) == D("1.8000")


def test_intervals_that_held_too_much_are_narrowed():
    assert scale_of([0.7] * 20) == D("0.7000")


def test_few_origins_move_the_width_by_their_share_of_ten():
    # The root of fifth order of 2 ** 2.
    assert scale_of([2.0] * 4) == D("1.3195")
    # And of 0.5 ** 0.2.
    assert scale_of([0.5] * 2) == D("0.8706")
    assert scale_of([]) == 1


def test_the_factor_has_bounds():
    assert scale_of([inf] * 10) == 3
    assert scale_of([0.0] * 10) == D("0.5000")
    assert scale_of([inf]) == D("1.1161")


@given(st.lists(st.floats(0, 3), min_size=10, max_size=60))
def test_scaled_by_the_factor_eight_of_ten_past_intervals_hold_their_actual(positions):
    scale = float(scale_of(positions))
    assert sum(position <= scale + 0.0001 for position in positions) >= 0.8 * len(positions)


@pytest.mark.parametrize("scale", [D(1), D("1.3"), D("1.7")])
def test_a_distribution_scaled_by_it_has_its_edges_at_that_position(scale):
    deals = [(D(1000) + place, D("0.5")) for place in range(60)]
    plain, scaled = distribution(D(0), deals), distribution(D(0), deals, scale=scale)
    was = Held(scaled.p90, plain.p10, plain.p50, plain.p90)
    assert was.position == pytest.approx(float(scale))
    assert Held(scaled.p10, plain.p10, plain.p50, plain.p90).position == pytest.approx(float(scale))


def test_what_is_long_ago_counts_less():
    assert [weight_of(days) for days in (0, 180, 360)] == [1.0, 0.5, 0.25]
    # 20 of 1 and 20 of 3: eight of ten of (20 + 5.2) are 20.16, which the twenty near ones do not reach.
    assert scale_of([1.2] * 20 + [3.0] * 20, [1.0] * 20 + [0.26] * 20) == 3
    # Of (20 + 5) they are 20.
    assert scale_of([1.2] * 20 + [3.0] * 20, [1.0] * 20 + [0.25] * 20) == D("1.2000")


def test_days_of_few_periods_move_the_width_as_those_periods_do():
    assert scale_of([2.0] * 12, periods=4) == scale_of([2.0] * 4)


def test_weights_are_worth_so_many_of_weight_one():
    assert number_of([2.0] * 5) == 5
    assert number_of([1.0, 0.5]) == pytest.approx(1.8)  # 1.5 x 1.5 / 1.25
    assert number_of([]) == 0
