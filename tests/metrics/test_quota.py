"""Quota and coverage: worked examples by hand."""

from decimal import Decimal

import pytest

from tests.builders import a_report, an_open, lost, won

KEYS = ("quota_attainment", "coverage", "remaining_coverage", "weighted_coverage")
DEALS = (won(200), an_open(600, probability="0.25"), an_open(900, expected_close="2026-05-01"), lost(100))


def measure(key, *deals, **asked):
    return a_report(*deals, **asked).measure(key)


@pytest.mark.parametrize(
    ("key", "numerator", "denominator", "value"),
    [
        ("quota_attainment", 200, 500, "0.4"),
        ("coverage", 600, 500, "1.2"),
        ("remaining_coverage", 600, 300, "2"),
        ("weighted_coverage", 350, 500, "0.7"),
    ],
)
def test_what_is_won_and_due_stands_against_the_quota(key, numerator, denominator, value):
    found = measure(key, *DEALS, quota=500)
    assert (found.numerator, found.denominator, found.value) == (numerator, denominator, Decimal(value))
    assert found.interval is None


@pytest.mark.parametrize("key", KEYS)
def test_without_a_quota_it_is_undefined_and_says_what_to_add(key):
    found = measure(key, *DEALS)
    assert found.value is None
    assert found.undefined == "pipeline.yaml has no quotas; add one for 2026-Q1 under quotas"


def test_once_the_quota_is_won_what_remains_is_met_and_not_infinite():
    for amount in (500, 700):
        found = measure("remaining_coverage", won(amount), an_open(100), quota=500)
        assert found.met
        assert found.value is None
        assert found.undefined == "the quota of the period is already won"


def test_nothing_at_all_covers_nothing():
    assert measure("coverage", quota=500).value == 0
    assert measure("remaining_coverage", quota=500).value == 0


def test_required_coverage_is_one_over_the_win_rate_by_value():
    assert measure("required_coverage", won(100), lost(300)).value == 4


def test_required_coverage_is_undefined_where_no_money_was_won():
    for deals in ((), (lost(100),), (won(None), lost(100)), (won(-5), lost(100))):
        assert measure("required_coverage", *deals).value is None


@pytest.mark.parametrize("loss", [-100, -150])
def test_required_coverage_is_undefined_where_negative_amounts_leave_no_win_rate_by_value(loss):
    found = measure("required_coverage", won(100), lost(loss))
    assert found.value is None
    assert "no win rate by value" in (found.undefined or "")
