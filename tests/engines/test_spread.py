"""Percentiles interpolate; negative cycles are left out and counted."""

import statistics
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.engines.keys import grouping
from pipectl.engines.membership import scope_of
from pipectl.engines.rows import everyone, total
from pipectl.engines.spread import Spread, percentile, spreads, usual_cycle
from tests.builders import AS_OF, LAST_YEAR, THIS_QUARTER, a_spec, an_open, lost, won

SCOPE = scope_of(a_spec(), AS_OF, THIS_QUARTER, LAST_YEAR)


def spread(*opportunities) -> Spread:
    return spreads(opportunities, SCOPE, (everyone,))[0].get(None, Spread())


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [([1, 2, 3, 4], "0.5", "2.5"), ([1, 2, 3, 4], "0.75", "3.25"), ([10, 20], "0.9", "19"), ([7], "0.9", "7")],
)
def test_percentiles_interpolate_linearly_between_neighbours(values, share, found):
    assert percentile(values, Decimal(share)) == Decimal(found)


def test_nothing_has_no_percentile():
    assert percentile([], Decimal("0.5")) is None


@given(st.lists(st.integers(0, 5000), min_size=2, max_size=30))
def test_percentiles_are_those_of_the_standard_library(values):
    quarters = statistics.quantiles(values, n=4, method="inclusive")
    found = percentile(sorted(values), Decimal("0.75"))
    assert found is not None
    assert float(found) == pytest.approx(quarters[2])


def test_medians_speak_of_wins_of_the_lookback_and_of_what_is_open():
    found = spread(
        won(100, days=10),
        won(300, days=30),
        won(None, days=80),
        won(9000, days=900, expected_close="2020-01-01"),
        lost(7, days=500),
        an_open(1, created="2026-01-23"),
        an_open(1, created=None),
    )
    assert [found.deal_size_median, found.cycle_median, found.age_median] == [200, 30, 10]
    assert found.cycle_p75 == 55
    assert found.cycle_p90 == 70


def test_wins_closed_before_they_were_created_are_left_out_and_counted():
    found = spread(won(days=-5), won(days=20))
    assert [found.cycle_median, found.cycle_negative] == [20, 1]


def test_each_group_has_its_own_spread_and_an_empty_one_has_none():
    (groups,) = spreads([won(100, owner="Ann"), an_open(owner="Bo")], SCOPE, (grouping("owner", 1),))
    assert groups["Ann"].deal_size_median == 100
    assert groups["Bo"].deal_size_median is None
    assert spread() == Spread()


def test_the_usual_cycle_is_p75_of_all_wins_of_the_lookback():
    assert usual_cycle([won(days=n) for n in (10, 20, 30, 40)], SCOPE) == Decimal("32.5")
    assert usual_cycle([lost(), an_open(), won(days=-1)], SCOPE) is None


def test_a_median_of_the_longest_amounts_is_not_rounded():
    low, high = Decimal(f"{'9' * 18}.{'1' * 18}"), Decimal(f"{'9' * 18}.{'3' * 18}")
    assert percentile([low, high], Decimal("0.5")) == Decimal(f"{'9' * 18}.{'2' * 18}")


def test_what_was_created_after_as_of_makes_no_age_of_others_younger():
    deals = [an_open(1, created="2026-01-23"), an_open(1, created="2027-01-01")]
    assert spread(*deals).age_median == 10
    age = total(deals, SCOPE).age
    assert (age.count, age.days) == (1, 10)
