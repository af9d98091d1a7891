"""What a period may bring: worked by hand, and against every outcome written out."""

import os
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

import pytest
from benchmarks.forecast_distribution import differences, moved, simulated, worlds
from hypothesis import given
from hypothesis import strategies as st

from pipectl.forecast.distribution import LEVELS, TOLERANCE, distribution, distribution_of
from pipectl.forecast.estimate import Arrivals, Chance, Estimate, Method

D = Decimal
HALF = D("0.5")


def written_out(fixed, deals):
    """Every sum and its exact chance, one opportunity after the other."""
    found = {Fraction(fixed): Fraction(1)}
    for amount, chance in deals:
        after: dict[Fraction, Fraction] = defaultdict(Fraction)
        for total, mass in found.items():
            after[total] += mass * (1 - Fraction(chance))
            after[total + Fraction(amount)] += mass * Fraction(chance)
        found = after
    return {total: mass for total, mass in sorted(found.items()) if mass}


def quantile_of(outcomes, p):
    reached = Fraction(0)
    for total, mass in outcomes.items():
        reached += mass
        if reached >= p:
            return total
    raise AssertionError


amounts = st.one_of(
    st.decimals(min_value=-1000, max_value=1000, places=2),
    st.sampled_from([D("0.01"), D(1), D(10**6), D("1234567.89"), D(-(10**6))]),
)
chances = st.one_of(st.sampled_from([D(0), D(1), HALF]), st.decimals(min_value=0, max_value=1, places=4))
few = st.lists(st.tuples(amounts, chances), max_size=9)


@given(few, st.decimals(min_value=0, max_value=10**6, places=2), amounts)
def test_few_opportunities_have_the_distribution_of_all_their_outcomes_written_out(deals, fixed, over):
    found, outcomes = distribution(fixed, deals), written_out(fixed, deals)
    for p in LEVELS:
        assert Fraction(found.quantile(p)) == quantile_of(outcomes, Fraction(p) - Fraction(TOLERANCE))
    for quota in (fixed, fixed + over, *(D(total.numerator) / total.denominator for total in list(outcomes)[:20])):
        exact = sum(mass for total, mass in outcomes.items() if total >= Fraction(quota))
        assert abs(Fraction(found.p_at_least(quota)) - exact) <= Fraction(1, 20_000) + Fraction(1, 10**9)
    assert found.step == 0


def test_fifteen_opportunities_are_still_written_out():
    deals = [(D(2) ** place, D(place + 1) / 20) for place in range(15)]
    found, outcomes = distribution(D(0), deals), written_out(0, deals)
    assert len(outcomes) == 2**15
    assert [found.quantile(p) for p in LEVELS] == [quantile_of(outcomes, Fraction(p)) for p in LEVELS]


many = st.lists(st.tuples(st.decimals(-9000, 90_000, places=2), chances), min_size=16, max_size=24)


@given(many)
def test_more_opportunities_whose_amounts_share_a_divisor_are_still_exact(deals):
    deals = [(round(amount, -3), chance) for amount, chance in deals]
    found, outcomes = distribution(D(100), deals), written_out(100, deals)
    for p in LEVELS:
        assert Fraction(found.quantile(p)) == quantile_of(outcomes, Fraction(p) - Fraction(TOLERANCE))


@given(many)
def test_splitting_amounts_between_points_keeps_quantiles_even_where_next_to_nothing_lies_between_them(deals):
    # What is split adds at most a quarter of a step squared each: eight steps are passed once in two hundred times.
    coarse, fine = distribution(D(100), deals, cells=4096), distribution(D(100), deals, cells=2**16)
    reach, share = 8 * (coarse.step + fine.step) + D("0.01"), D("0.01")
    for p in LEVELS:
        assert fine.quantile(p - share) - reach <= coarse.quantile(p) <= fine.quantile(p + share) + reach


def test_large_amounts_that_share_a_divisor_are_computed_on_it_and_exact():
    deals = [(D(5000) * (1 + place % 7), D("0.3")) for place in range(40)]
    found = distribution(D(250), deals)
    outcomes = written_out(250, deals)
    assert found.step == 5000
    assert [found.quantile(p) for p in LEVELS] == [quantile_of(outcomes, Fraction(p)) for p in LEVELS]
    for total in (250, 200_250, 250_250, 1_000_250):
        exact = sum(mass for money, mass in outcomes.items() if money >= total)
        assert abs(Fraction(found.p_at_least(D(total))) - exact) < Fraction(1, 19_000)


def test_a_quota_just_above_what_is_booked_needs_any_of_them_to_be_won():
    # The chance that none of forty is won is 0.97 ** 40 = 0.2957, although one step is 100 times the gap.
    deals = [(D(20_000) + D("1.37") * place, D("0.03")) for place in range(40)]
    found = distribution(D(1000), deals)
    assert found.step > 1
    assert found.p_at_least(D(1000)) == 1
    assert found.p_at_least(D("1000.01")) == D("0.7043")
    assert found.quantile(D("0.25")) == 1000


def test_two_deals_have_a_median_that_one_of_their_sums_is():
    # 0, 100, 250 and 350 with 0.3, 0.3, 0.2 and 0.2.
    found = distribution(D(0), [(D(100), HALF), (D(250), D("0.4"))])
    assert [found.p10, found.p25, found.p50, found.p75, found.p90] == [0, 0, 100, 250, 350]
    assert found.mean == 150
    assert found.p_at_least(D(250)) == D("0.4000")
    assert found.p_at_least(D("250.01")) == D("0.2000")
    assert found.p_at_least(D("350.01")) == 0


def test_a_single_opportunity_is_won_or_not():
    found = distribution(D(500), [(D(1000), D("0.25"))])
    assert [found.p10, found.p75, found.p90] == [500, 500, 1500]
    assert found.p_at_least(D(1500)) == D("0.2500")


def test_with_nothing_uncertain_there_is_one_outcome():
    for deals in ([], [(D(70), D(0))], [(D(0), HALF)]):
        found = distribution(D(500), deals)
        assert {found.quantile(p) for p in LEVELS} == {500}
        assert [found.p_at_least(D(500)), found.p_at_least(D("500.01")), found.mean] == [1, 0, 500]
    certain = distribution(D(500), [(D(70), D(1)), (D(-20), D(1))])
    assert {certain.quantile(p) for p in LEVELS} == {certain.mean} == {550}


def test_arrivals_of_one_amount_are_a_poisson_number_of_it():
    # exp(-2) = 0.1353, × 2 = 0.2707, × 2 ÷ 2 = 0.2707, × 2 ÷ 3 = 0.1804: 0.1353, 0.4060, 0.6767, 0.8571, 0.9473.
    found = distribution(D(10), [], 2.0, [100.0])
    assert found.step == 100
    assert [found.quantile(p) for p in LEVELS] == [10, 110, 210, 310, 410]
    assert found.p_at_least(D(110)) == D("0.8647")
    assert found.p_at_least(D(310)) == D("0.3233")
    assert found.mean == 210


def test_no_arrivals_expected_leave_what_is_open():
    deals = [(D(100), HALF)]
    for none in (distribution(D(0), deals, 0.0, [5.0]), distribution(D(0), deals, 3.0, []), distribution(D(0), deals)):
        assert [none.mean, none.p90, none.step] == [50, 100, 0]


def test_the_mean_of_an_estimate_is_what_it_expects():
    rows = (Chance("a", D("100.05"), D("0.3333")), Chance("b", D(0), D("0.5")))
    estimate = Estimate(Method.HAZARD, D("12.34"), rows, Arrivals(0.7, (10.0, 20.01)), error=0.2)
    assert distribution_of(estimate).mean == estimate.expected == D("12.34") + D("33.346665") + D("10.50")
    alone = Estimate(Method.WEIGHTED, D("12.34"), rows)
    assert distribution_of(alone).mean == alone.expected


def test_arrivals_that_bring_nothing_change_nothing():
    half = distribution(D(0), [], 4.0, [0.0, 100.0])
    assert half.p_at_least(D(100)) == D("0.8647")
    assert distribution(D(0), [], 4.0, [0.0]).p90 == 0


def test_an_error_of_the_rates_widens_and_leaves_the_mean_and_every_sum():
    deals = [(D(100), D("0.3"))] * 12
    sharp, wide = distribution(D(0), deals), distribution(D(0), deals, error=0.5)
    assert wide.mean == sharp.mean == 360
    assert wide.p10 < sharp.p10 < sharp.p90 < wide.p90
    assert all(wide.quantile(p) % 100 == 0 for p in LEVELS)
    assert wide.p_at_least(D(1200)) > sharp.p_at_least(D(1200))
    assert wide.p_at_least(D(1201)) == 0


def test_scaling_widens_about_the_median_but_not_beyond_what_can_come():
    # Booked 500; one of 1,000 and one of 100 at even chances: 500, 600, 1500, 1600; the median is 600.
    found = distribution(D(500), [(D(1000), HALF), (D(100), HALF)], scale=D(2))
    assert [found.p10, found.p50, found.p75, found.p90] == [500, 600, 1600, 1600]
    assert found.p_at_least(D(500)) == 1
    assert found.p_at_least(D(1600)) == D("0.5000")
    assert found.p_at_least(D("1600.01")) == 0


def test_what_is_scaled_says_of_its_quantiles_what_they_are():
    deals = [(D(100), HALF)] * 20 + [(D(5000), D("0.3"))]
    for scale in (D(1), D("1.4"), D(3)):
        found = distribution(D(1000), deals, scale=scale)
        assert found.p90 <= 8000
        assert found.p_at_least(D(6000)) >= D("0.3")
        assert all(found.p_at_least(found.quantile(p)) >= 1 - p for p in LEVELS)


def test_a_scale_without_an_end_to_its_digits_still_meets_its_points():
    found = distribution(D(0), [(D(100), HALF), (D(200), HALF)], scale=D("1.7"))
    assert found.p_at_least(found.p90) == D("0.2500")


def test_negative_amounts_leave_no_floor():
    found = distribution(D(500), [(D(-100), HALF)], scale=D(2))
    assert [found.p10, found.p50] == [400, 400]
    assert distribution(D(500), [(D(-100), HALF), (D(100), HALF)], scale=D(2)).p10 == 400


def test_amounts_finer_than_a_cent_are_summed_as_they_are_and_shown_to_the_cent():
    found = distribution(D(0), [(D("0.004"), HALF)] * 3)
    assert found.p90 == D("0.01")
    assert found.p_at_least(D("0.012")) == D("0.1250")


def test_amounts_of_any_size_are_taken():
    found = distribution(D(0), [(D(10) ** 24, HALF), (D("0.01"), HALF)])
    assert found.p90 > D(10) ** 23
    assert found.p_at_least(D("0.01")) == D("0.7500")


@given(few, amounts, amounts)
def test_more_is_never_more_likely(deals, one, other):
    found = distribution(D(100), deals * 3, 0.5, [70.0, 250.5], error=0.3, scale=D("1.3"), cells=1024)
    low, high = sorted((one, other))
    assert found.p_at_least(D(100) + low) >= found.p_at_least(D(100) + high)
    assert sorted(map(found.quantile, LEVELS)) == [found.quantile(p) for p in LEVELS]


def test_beyond_what_the_grid_holds_chances_are_none_and_certain():
    deals = [(D(-1000) - place, D("0.01")) for place in range(400)] + [(D(777), D("0.01"))]
    found = distribution(D(0), deals, 0.5, [55.5, 1000.25])
    assert not found.whole
    assert found.p_at_least(D(10**12)) == 0
    assert found.p_at_least(D(-(10**12))) == 1


@given(st.permutations([(D(100 + place * place) / 7, D(place) / 40) for place in range(30)]))
def test_the_order_of_opportunities_changes_no_digit(deals):
    deals = [(round(amount, 2), chance) for amount, chance in deals]
    first, again = (distribution(D(5), order, 1.5, [7.77], error=0.2, cells=1024) for order in (sorted(deals), deals))
    assert [first.quantile(p) for p in LEVELS] == [again.quantile(p) for p in LEVELS]
    assert [first.p_at_least(first.quantile(p)) for p in LEVELS] == [
        again.p_at_least(first.quantile(p)) for p in LEVELS
    ]
    assert first.mean == again.mean


@pytest.mark.parametrize("world", worlds(), ids=lambda world: world.name)
def test_it_agrees_with_long_simulation(world):
    off, noise = differences(world.distribution(), simulated(world, 20_000))
    assert off < 0.012 + 3 * noise


@pytest.mark.parametrize("world", worlds(), ids=lambda world: world.name)
def test_the_rounding_to_a_grid_moves_no_quantile_by_a_step(world):
    assert moved(world, (4096, 8192, 16384, 32768)) <= 1


def test_the_same_digits_come_from_any_number_of_threads_and_any_locale():
    script = (
        "from benchmarks.forecast_distribution import worlds\n"
        "from pipectl.forecast.distribution import LEVELS\n"
        "for w in worlds():\n"
        "    d = w.distribution()\n"
        "    print([str(d.quantile(p)) for p in LEVELS], d.mean, [str(d.p_at_least(d.quantile(p))) for p in LEVELS])\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, **other}, capture_output=True, check=True
        ).stdout
        for other in (
            {},
            {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
            {"LC_ALL": "de_DE.UTF-8", "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3", "PYTHONHASHSEED": "2"},
        )
    }
    assert len(said) == 1
