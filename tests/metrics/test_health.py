"""What can't be believed of the open pipeline: worked examples by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest

from pipectl.domain.result import Detail, Measure
from pipectl.domain.risk import Reason
from pipectl.domain.rule import Rule, Test
from tests.builders import AS_OF, a_pipeline, a_report, an_open, lost, won

LATE = {"expected_close": "2026-02-01"}


def measure(key, *deals, **asked):
    return a_report(*deals, **asked).measure(key)


def by_amount(found):
    return beside(found, "by_amount").value


def beside(found: Measure, key: str) -> Detail:
    detail = found.detail(key)
    assert detail is not None
    return detail


def test_slippage_is_the_share_whose_expected_close_has_passed():
    found = measure("slippage", an_open(300, **LATE), an_open(100), an_open(100, expected_close=None), won(**LATE))
    assert (found.numerator, found.denominator) == (1, 3)
    assert by_amount(found) == Decimal("0.6")
    assert found.interval is not None


def test_slippage_stalled_and_decay_are_undefined_with_nothing_open():
    for key in ("slippage", "stalled", "decay"):
        found = measure(key, won(), lost())
        assert found.value is None
        assert found.undefined == "no opportunity is open"


def test_stalled_holds_days_in_stage_against_the_stages_limit():
    # Qualified allows 30 days.
    found = measure(
        "stalled",
        an_open(100, stage="Qualified", stage_changed="2026-01-02"),
        an_open(300, stage="Qualified", stage_changed="2026-01-03"),
    )
    assert (found.numerator, found.denominator) == (1, 2)
    assert by_amount(found) == Decimal("0.25")


def test_without_stage_dates_stalled_holds_age_against_p75_of_wins():
    # p75 of 40 and 60 days is 55; created 56 and 55 days ago.
    deals = (won(days=40), won(days=60), an_open(created="2025-12-08"), an_open(created="2025-12-09"))
    assert measure("stalled", *deals).numerator == 1


def test_every_group_is_judged_by_the_same_limit_so_that_groups_pool():
    deals = (won(days=40, owner="Ann"), an_open(created="2025-12-01", owner="Bo"), an_open(owner="Ann"))
    report = a_report(*deals, by=("owner",))
    groups = [group.measure("stalled") for group in report.groups]
    assert sum(each.numerator or 0 for each in groups) == report.measure("stalled").numerator == 1


def test_stalled_is_undefined_where_nothing_tells_and_says_what_to_add():
    found = measure("stalled", an_open(), an_open())
    assert found.value is None
    assert "max_days" in (found.undefined or "")


def test_those_nothing_tells_of_are_counted():
    found = measure("stalled", won(days=40), an_open(), an_open(created=None))
    assert (found.value, found.detail("unjudged").value) == (0, 1)


def test_decay_counts_an_opportunity_that_is_both_overdue_and_stalled_once():
    both = an_open(100, created="2025-06-01", **LATE)
    found = measure("decay", won(days=40), both, an_open(200, **LATE), an_open(300, created="2025-06-01"), an_open(400))
    assert (found.numerator, found.denominator) == (3, 4)
    assert by_amount(found) == Decimal("0.6")


def test_decay_is_undefined_where_neither_close_dates_nor_ages_tell():
    data = a_pipeline(an_open(expected_close=None, created=None), without=("expected_close", "created"))
    assert a_report(pipeline=data).measure("decay").value is None


def test_a_share_by_amount_of_amounts_that_sum_to_zero_says_so():
    found = measure("slippage", an_open(100), an_open(-100)).detail("by_amount")
    assert found is not None
    assert (found.value, found.undefined) == (None, "the open amounts sum to zero")


FILTERS = (Rule("owner", Test.EQUALS, "Ann"), Rule("amount", Test.MIN, Decimal(150)), Rule("stage", Test.SET))


@pytest.mark.parametrize("rule", FILTERS)
def test_an_opportunity_is_stalled_or_not_whatever_the_filter(rule):
    # p75 of all wins is 85 days; of Ann's alone it is 10, of those worth 150 or more it is 110.
    wins = (won(100, days=10, owner="Ann"), won(200, days=110, owner="Bo"))
    ages = {age: AS_OF - timedelta(age) for age in (20, 84, 85, 86, 100, 120)}
    deals = [an_open(300, name=str(age), created=born, owner="Ann") for age, born in ages.items()]
    report = a_report(*wins, *deals, rules=(rule,))
    stalled = {each.name for each in report.attention for sign in each.signs if sign.reason is Reason.STALLED}
    assert stalled == {"86", "100", "120"}
    assert {sign.limit for each in report.attention for sign in each.signs} == {85}
    found = report.measure("stalled")
    assert [found.numerator, beside(found, "usual_cycle").value] == [3, 85]


def test_stalled_names_the_limit_or_why_there_is_none():
    assert beside(measure("stalled", won(days=40), an_open()), "usual_cycle").value == 40
    none = beside(measure("stalled", an_open()), "usual_cycle")
    assert none.value is None
    assert none.undefined is not None
    assert none.undefined.startswith("no opportunity of the file was won")


def test_where_nothing_tells_what_is_stalled_no_share_and_no_amount_is_zero():
    data = a_pipeline(an_open(expected_close=None, created=None), without=("expected_close", "created"))
    for key in ("stalled", "decay"):
        found = a_report(pipeline=data).measure(key)
        assert [beside(found, part).value for part in ("by_amount", "amount")] == [None, None]
