"""Checks hold measures against bounds and fail closed."""

from decimal import Decimal

import pytest

from pipectl.checks.gate import run_checks
from pipectl.domain.errors import SpecProblem, UsageProblem
from pipectl.domain.rule import Rule, Test
from pipectl.domain.spec import CheckLevel
from pipectl.domain.verdict import Verdict
from tests.builders import a_check, a_report, an_open, lost, won

REPORT = a_report(won(200), lost(100), an_open(600), quota=500)  # coverage 1.2, of what remains 2


def line(check, report=REPORT):
    return run_checks(report, [check]).lines[0]


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


def test_the_gravest_line_decides():
    checks = [a_check("coverage", min=1), a_check("coverage", min=3), a_check("cost_per_opportunity", max=3)]
    assert run_checks(REPORT, checks[:1]).verdict is Verdict.PASSED
    assert run_checks(REPORT, checks[:2]).verdict is Verdict.FAILED
    assert run_checks(REPORT, checks).verdict is Verdict.UNDEFINED


def test_no_opportunities_fail_a_minimum_and_have_no_shares():
    nothing = a_report(quota=500)
    assert line(a_check("coverage", min=1), nothing).verdict is Verdict.FAILED
    assert line(a_check("slippage", max=1), nothing).verdict is Verdict.UNDEFINED


def test_nothing_to_check_is_no_pass():
    with pytest.raises(UsageProblem, match="nothing to check"):
        run_checks(REPORT, [])


def test_an_unknown_measure_is_refused_with_the_nearest():
    with pytest.raises(SpecProblem, match="'covrage': there is no such measure; did you mean coverage"):
        line(a_check("covrage", min=1))
    with pytest.raises(SpecProblem, match="name one of opportunities"):
        line(a_check("zzz", min=1))


def test_the_result_carries_what_the_report_spoke_of():
    result = run_checks(REPORT, [a_check("coverage", min=1)])
    assert (result.as_of, result.period, result.rows) == (REPORT.as_of, REPORT.period, REPORT.rows)


def test_a_verdict_says_how_many_opportunities_it_speaks_of():
    deals = (an_open(owner="Ann"), an_open(owner="Bo"))
    report = a_report(*deals, rules=(Rule("owner", Test.EQUALS, "Ann"),))
    result = run_checks(report, [a_check("opportunities", min=1)])
    assert (result.rows.accepted, result.selected) == (2, 1)
