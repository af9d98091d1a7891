"""Checks hold measures against bounds and fail closed."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pipectl.checks.judging import Before, Part, judge, judge_groups, no_group
from pipectl.domain.check import CheckLevel, UndefinedAs
from pipectl.domain.spec import Quota
from pipectl.domain.values import Unit
from pipectl.domain.verdict import Verdict
from tests.builders import a_check, a_report, a_spec, an_open, lost, won

REPORT = a_report(won(200), lost(100), an_open(600), quota=500)  # coverage 1.2, of what remains 2


def was(value):
    return Before(Fraction(value))


def line(check, report=REPORT):
    return judge(check, report.measure(check.metric))


def test_a_measure_inside_its_bounds_passes():
    found = line(a_check("coverage", min=1, max=2))
    assert (found.verdict, found.gap, found.gap_amount) == (Verdict.PASSED, None, None)
    assert found.measured == Decimal("1.2")


def test_a_bound_that_is_just_reached_passes():
    assert line(a_check("coverage", min="1.2")).verdict is Verdict.PASSED
    assert line(a_check("coverage", max="1.2")).verdict is Verdict.PASSED


def test_a_missed_coverage_says_how_much_pipeline_would_close_the_gap():
    found = line(a_check("coverage", min=3, reason="our record"))
    assert (found.verdict, found.gap, found.gap_amount) == (Verdict.FAILED, Decimal("1.8"), 900)
    assert found.reason == "our record"
    assert line(a_check("remaining_coverage", min=3)).gap_amount == 300
    assert line(a_check("quota_attainment", min=1)).gap_amount == 300


def test_a_missed_check_of_level_warn_only_warns():
    assert line(a_check("coverage", min=3, level=CheckLevel.WARN)).verdict is Verdict.WARNED


def test_a_measure_above_its_maximum_fails_with_its_gap():
    late = a_report(an_open(100, expected_close="2026-01-01"), an_open(300))
    found = line(a_check("slippage", max="0.2"), late)
    assert (found.verdict, found.gap, found.gap_amount) == (Verdict.FAILED, Decimal("0.3"), None)


def test_the_gap_of_money_is_money():
    found = line(a_check("pipeline_value", min=1000))
    assert (found.gap, found.gap_amount) == (400, 400)


def test_the_gap_of_money_is_exact_however_long():
    found = line(a_check("pipeline_value", min=10**18), a_report(an_open("0.000000000000000001")))
    assert found.gap == found.gap_amount == Decimal("999999999999999999.999999999999999999")


def test_the_exact_value_is_judged_and_not_a_rounded_one():
    third = a_report(won(), lost(), lost())
    above = Decimal("0.33333333333333333333333333333333333334")
    assert line(a_check("win_rate", min=above), third).verdict is Verdict.FAILED
    assert line(a_check("win_rate", min=Decimal("0.33333333333333333333333333333333333333")), third).gap is None
    assert line(a_check("win_rate", max=Decimal("0.33333333333333333333333333333333333333")), third).gap is not None


def test_an_undefined_measure_never_passes_whatever_the_level():
    for level in CheckLevel:
        found = line(a_check("coverage", min=0, level=level), a_report(an_open()))
        assert (found.verdict, found.measured) == (Verdict.UNDEFINED, None)
        assert "quotas" in (found.undefined or "")


def test_a_quota_already_won_passes_a_minimum():
    met = a_report(won(900), quota=500)
    assert line(a_check("remaining_coverage", min=3), met).verdict is Verdict.PASSED
    assert line(a_check("remaining_coverage", max=3), met).verdict is Verdict.UNDEFINED


def test_no_opportunities_fail_a_minimum_and_have_no_shares():
    nothing = a_report(quota=500)
    assert line(a_check("coverage", min=1), nothing).verdict is Verdict.FAILED
    assert line(a_check("slippage", max=1), nothing).verdict is Verdict.UNDEFINED


def test_a_value_between_or_equal_is_held_from_both_sides():
    assert line(a_check("coverage", between=(Decimal(1), Decimal("1.2")))).verdict is Verdict.PASSED
    below = line(a_check("coverage", between=(Decimal("1.3"), Decimal(2))))
    assert (below.verdict, below.min, below.max, below.gap) == (Verdict.FAILED, Decimal("1.3"), 2, Decimal("0.1"))
    assert line(a_check("opportunities", equals=Decimal(1))).verdict is Verdict.PASSED
    assert line(a_check("opportunities", equals=Decimal(2))).gap == 1
    assert line(a_check("opportunities", equals=Decimal(0))).gap == 1


@pytest.mark.parametrize(("policy", "verdict"), [("pass", "passed"), ("warn", "warned"), ("fail", "failed")])
def test_what_is_undefined_counts_as_the_check_says(policy, verdict):
    found = line(a_check("coverage", min=1, undefined=UndefinedAs(policy)), a_report(an_open()))
    assert (found.verdict.value, found.measured) == (verdict, None)
    assert found.undefined


@pytest.mark.parametrize(
    ("change", "before", "measured", "verdict"),
    [
        ({"max_drop": "10%"}, 1000, 900, "passed"),
        ({"max_drop": "10%"}, 1000, "899.99", "failed"),
        ({"max_drop": "100"}, 1000, 900, "passed"),
        ({"max_drop": "0%"}, 1000, 999, "failed"),
        ({"max_drop": "10%"}, 1000, 5000, "passed"),
        ({"max_rise": "10%"}, 1000, 1101, "failed"),
        ({"max_rise": "10%"}, 1000, 1100, "passed"),
        ({"max_drop": "10%"}, -1000, -1100, "passed"),
        ({"max_drop": "10%"}, -1000, -1101, "failed"),
        ({"max_drop": "10%"}, 0, -1, "failed"),
    ],
)
def test_a_measure_may_fall_or_rise_so_far_from_the_baseline_and_no_further(change, before, measured, verdict):
    found = judge(
        a_check("pipeline_value", **change), a_report(an_open(measured)).measure("pipeline_value"), was(before)
    )
    assert found.verdict.value == verdict
    assert found.before == before


def test_a_ratio_that_has_not_moved_has_neither_fallen_nor_risen():
    third = a_report(won(), lost(), lost()).measure("win_rate")
    for change in ({"max_drop": "0%"}, {"max_rise": "0%"}):
        assert judge(a_check("win_rate", **change), third, was(Fraction(1, 3))).verdict is Verdict.PASSED


def test_without_a_baseline_a_change_is_undefined_and_says_what_to_do():
    found = judge(a_check("coverage", max_drop="10%"), REPORT.measure("coverage"), Before(None, "there is no baseline"))
    assert (found.verdict, found.undefined) == (Verdict.UNDEFINED, "there is no baseline")
    assert found.measured == Decimal("1.2")


def test_the_narrower_of_a_written_bound_and_one_of_the_baseline_holds():
    check = a_check("pipeline_value", min=550, max_drop="10%")
    found = judge(check, a_report(an_open(560)).measure("pipeline_value"), was(600))
    assert (found.min, found.verdict) == (Decimal(550), Verdict.PASSED)
    assert judge(check, a_report(an_open(560)).measure("pipeline_value"), was(700)).min == 630


GROUPS = a_report(
    *[won(100, owner="Ann") for _ in range(3)],
    *[lost(100, owner="Ann") for _ in range(3)],
    won(100, owner="Bo"),
    lost(100, owner="Bo"),
    an_open(100, owner="Cy"),
    by=("owner",),
)


def groups(check, report=GROUPS):
    """The lines of a check by owner, of a group of so many as its measure is made of."""
    parts = []
    for each in report.groups:
        measure = each.measure(check.metric)
        behind = int(measure.denominator or 0) if measure.unit is Unit.PERCENT else each.opportunities
        idle = each.measure("opportunities").value == 0 and not each.measure("won_amount").value
        parts.append(Part(each.key, measure, behind, idle and measure.denominator is None))
    return {one.key: one for one in judge_groups(check, parts, "owner")}


def test_each_group_must_hold_and_those_with_too_few_are_not_judged():
    found = groups(a_check("win_rate", min="0.6", by="owner"))
    assert {key: one.verdict.value for key, one in found.items()} == {"Ann": "failed", "Bo": "too few", "Cy": "too few"}
    assert found["Bo"].undefined == "2 of the 5 opportunities it takes to judge"
    assert found["Bo"].gap is None
    assert found["Cy"].undefined == "0 of the 5 opportunities it takes to judge"


def test_at_least_says_how_many_it_takes():
    found = groups(a_check("win_rate", min="0.6", by="owner", at_least=2))
    assert {key: one.verdict.value for key, one in found.items()} == {"Ann": "failed", "Bo": "failed", "Cy": "too few"}
    money = groups(a_check("pipeline_value", min=1, by="owner", at_least=2))
    assert {key: one.verdict.value for key, one in money.items()} == {"Ann": "failed", "Bo": "failed", "Cy": "too few"}


def test_where_no_group_can_be_judged_there_is_no_answer():
    found = groups(a_check("win_rate", min="0.6", by="owner", at_least=50))
    assert {one.verdict for one in found.values()} == {Verdict.UNDEFINED}
    told = groups(a_check("win_rate", min="0.6", by="owner", at_least=50, undefined=UndefinedAs.WARN))
    assert {one.verdict for one in told.values()} == {Verdict.WARNED}


def test_an_owner_without_quota_is_undefined_while_something_is_open_and_left_out_once_all_is_over():
    report = a_report(
        an_open(100, owner="Ann"),
        an_open(100, owner="Bo"),
        won(100, owner="Cy", closed="2025-03-01"),
        spec=a_spec(quotas=(Quota(period="2026-Q1", amount=Decimal(100), owner="Ann"),)),
        by=("owner",),
    )
    found = groups(a_check("coverage", min=1, by="owner"), report)
    assert {key: one.verdict.value for key, one in found.items()} == {
        "Ann": "passed",
        "Bo": "undefined",
        "Cy": "too few",
    }
    assert found["Cy"].undefined == "neither a quota nor anything open or won in the period"


def test_nothing_at_all_is_an_answer_of_a_count_or_a_sum_and_none_of_a_mean():
    found = groups(a_check("pipeline_value", min=1, by="owner"))
    assert {key: one.verdict.value for key, one in found.items()} == {"Ann": "failed", "Bo": "failed", "Cy": "passed"}
    means = [Part("Cy", GROUPS.measure("average_deal_size"), 2), Part("Bo", GROUPS.measure("average_deal_size"), 0)]
    [cy, bo] = judge_groups(a_check("average_deal_size", min=1, by="owner"), means, "owner")
    assert (cy.verdict, bo.verdict) == (Verdict.PASSED, Verdict.TOO_FEW)
    assert bo.undefined == "0 of the 1 opportunity it takes to judge"


def test_a_check_by_groups_of_which_there_is_none_has_no_answer():
    found = no_group(a_check("pipeline_value", min=1), REPORT.measure("pipeline_value"), "owner")
    assert (found.verdict, found.undefined) == (Verdict.UNDEFINED, "there is no owner it could be held to")


def test_what_is_written_is_held_even_where_a_baseline_is_missing():
    check = a_check("pipeline_value", min=10**6, max_drop="10%", undefined=UndefinedAs.PASS)
    found = judge(check, REPORT.measure("pipeline_value"), Before(None, "there is no baseline"))
    assert (found.verdict, found.min) == (Verdict.FAILED, Decimal(10**6))


def test_a_warning_never_fails_whatever_undefined_counts_as():
    check = a_check("coverage", min=1, level=CheckLevel.WARN, undefined=UndefinedAs.FAIL)
    assert line(check, a_report(an_open())).verdict is Verdict.WARNED


def test_what_is_met_is_no_reason_to_be_undefined():
    found = line(a_check("remaining_coverage", min=3), a_report(won(900), quota=500))
    assert (found.met, found.undefined) == (True, None)
