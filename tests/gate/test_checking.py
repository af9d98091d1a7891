from decimal import Decimal
from typing import Any

import pytest

from pipectl.domain.check import CheckLevel
from pipectl.domain.errors import SpecProblem, UsageProblem
from pipectl.domain.kept import Asked, Kept, Was
from pipectl.domain.period import parse_period
from pipectl.domain.rule import Rule, Test
from pipectl.domain.verdict import Closing, Verdict, WaiverState, Way
from pipectl.gate.checking import Ask, Given, build_check
from tests.builders import AS_OF, a_check, a_pipeline, a_question, a_quota, a_spec, an_open, lost, won

from .asking import a_waiver, line, lines, result

DEALS = (won(200, owner="Ann"), lost(100, owner="Ann"), an_open(600, owner="Ann"))  # coverage 1.2


def test_the_gravest_line_decides():
    checks = [a_check("coverage", min=1), a_check("coverage", min=3), a_check("cost_per_opportunity", max=3)]
    assert result(DEALS, *checks[:1]).verdict is Verdict.PASSED
    assert result(DEALS, *checks[:2]).verdict is Verdict.FAILED
    assert result(DEALS, *checks).verdict is Verdict.UNDEFINED
    assert result(DEALS, a_check("coverage", min=3, level=CheckLevel.WARN)).verdict is Verdict.WARNED


def test_nothing_to_check_is_no_pass():
    with pytest.raises(UsageProblem, match="nothing to check"):
        result(DEALS)


def test_an_unknown_measure_is_refused_with_the_nearest():
    with pytest.raises(SpecProblem, match="'covrage': there is no such measure; did you mean coverage"):
        result(DEALS, a_check("covrage", min=1))
    with pytest.raises(SpecProblem, match="name one of opportunities"):
        result(DEALS, a_check("zzz", min=1))
    with pytest.raises(SpecProblem, match="'zzz': there is no such measure"):
        result(DEALS, a_check("zzz", min=1, by="owner"))


def test_a_verdict_says_how_many_opportunities_it_speaks_of():
    deals = (an_open(owner="Ann"), an_open(owner="Bo"))
    found = result(deals, a_check("opportunities", min=1), rules=(Rule("owner", Test.EQUALS, "Ann"),))
    assert (found.rows.accepted, found.selected) == (2, 1)
    assert (found.as_of, found.period) == (AS_OF, parse_period("2026-Q1", AS_OF))


def test_a_check_speaks_of_its_own_period_and_says_so():
    due_later = an_open(400, expected_close="2026-05-01")
    pipeline, plan, asked = a_pipeline(*DEALS, due_later), a_spec(500), a_question()
    later = Ask(a_check("due_amount", min=500), asked._replace(period=parse_period("2026-Q2", AS_OF)))
    found: Any = build_check(Given(pipeline, plan, asked), [later]).lines[0]
    assert (found.measured, found.gap, found.period) == (400, 100, parse_period("2026-Q2", AS_OF))
    assert [one.name for one in found.behind.shown] == [due_later.name]


def test_a_miss_names_the_opportunities_behind_it_biggest_first_and_whose_they_are():
    found = line([*DEALS, an_open(50, owner="Bo"), an_open(None, owner="Bo")], a_check("coverage", min=3))
    assert found.way == Way(Closing.ADD_PIPELINE, Decimal(850))
    assert (found.behind.tally, found.behind.opportunities, found.behind.amount) == ("due", 3, 650)
    assert [one.amount for one in found.behind.shown] == [600, 50, None]
    assert [(one.owner, one.opportunities, one.amount) for one in found.behind.holders] == [
        ("Ann", 1, 600),
        ("Bo", 2, 50),
    ]


def test_a_pass_needs_no_opportunities_behind_it():
    assert line(DEALS, a_check("coverage", min=1)).behind is None


def test_a_group_that_misses_has_its_own_opportunities_behind_it():
    deals = [an_open(100, owner="Ann"), an_open(40, owner="Bo"), an_open(30, owner="Bo")]
    found = lines(deals, a_check("pipeline_value", min=90, by="owner"))
    assert found["Ann"].verdict is Verdict.PASSED
    assert (found["Bo"].verdict, found["Bo"].gap) == (Verdict.FAILED, 20)
    assert [one.amount for one in found["Bo"].behind.shown] == [40, 30]


def test_filters_that_leave_nothing_leave_a_count_of_0_and_a_rate_undefined():
    nobody = a_question()._replace(rules=(Rule("owner", Test.EQUALS, "Zed"),), filters=("owner=Zed",))
    asks = [Ask(a_check("opportunities", max=0), nobody), Ask(a_check("win_rate", min=0), nobody)]
    found: Any = build_check(Given(a_pipeline(*DEALS), a_spec(), a_question()), asks).lines
    assert [(one.verdict, one.measured) for one in found] == [(Verdict.PASSED, 0), (Verdict.UNDEFINED, None)]


def test_a_check_by_groups_that_finds_none_has_no_answer():
    nobody = a_question(by=("owner",))._replace(rules=(Rule("owner", Test.EQUALS, "Zed"),))
    ask = Ask(a_check("pipeline_value", min=1, by="owner"), nobody)
    (found,) = build_check(Given(a_pipeline(*DEALS), a_spec(), a_question()), [ask]).lines
    assert (found.verdict, found.undefined) == (Verdict.UNDEFINED, "there is no owner it could be held to")


def test_a_group_that_the_baseline_has_and_is_gone_is_held_to_nothing_left():
    deals = [an_open(100, owner="Ann"), an_open(40, owner="Bo")]
    check = a_check("pipeline_value", max_drop="10%", by="owner")
    kept = Kept(measures=result(deals, check, kept=Kept()).measures)
    assert {key: one.verdict for key, one in lines(deals, check, kept=kept).items()} == dict.fromkeys(
        ("Ann", "Bo"), Verdict.PASSED
    )
    gone = lines(deals[:1], check, kept=kept)
    assert (gone["Bo"].verdict, gone["Bo"].measured, gone["Bo"].before) == (Verdict.FAILED, 0, 40)


def test_what_is_left_out_is_counted_in_its_own_group():
    late = [an_open(1, owner=name, id=name, expected_close="2026-01-05") for name in ("Ann", "Bo") for _ in range(6)]
    found = lines(late, a_check("slippage", max=0, by="owner"), waivers=(a_waiver("slippage", opportunity="Ann"),))
    assert {key: one.left_out for key, one in found.items()} == {"Ann": 6, "Bo": 0}
    assert found["Ann"].verdict is Verdict.TOO_FEW
    some = [an_open(1, owner="Ann", id=f"A{number}", expected_close="2026-01-05") for number in range(7)] + late
    found = lines(some, a_check("slippage", max=0, by="owner"), waivers=(a_waiver("slippage", opportunity="A1"),))
    assert {key: one.left_out for key, one in found.items()} == {"Ann": 1, "Bo": 0}


def test_a_waiver_is_of_what_the_measure_is_made_of():
    deals = [won(200, id="W"), an_open(600, id="O")]
    waivers = (a_waiver("won_amount", opportunity="W"), a_waiver("won_amount", opportunity="O"))
    found = result(deals, a_check("won_amount", max=100), waivers=waivers)
    assert [one.state for one in found.waivers] == [WaiverState.USED, WaiverState.UNUSED]
    assert found.lines[0].verdict is Verdict.PASSED


def test_nothing_is_asked_for_in_a_period_that_is_over():
    found = line(DEALS, a_check("coverage", min=3), period="2025-Q4", spec={"quotas": (a_quota(500, "2025-Q4"),)})
    assert (found.verdict, found.way) == (Verdict.FAILED, None)


def test_an_owner_with_amounts_in_two_currencies_and_a_quota_is_no_idle_one():
    deals = [
        won(100, owner="Bo", currency="USD"),
        lost(5, owner="Bo", currency="EUR"),
        an_open(5, owner="Ann", currency="USD"),
    ]
    quotas = (a_quota(50, owner="Ann"), a_quota(50, owner="Bo"))
    found = lines(deals, a_check("coverage", min=0, by="owner"), spec={"quotas": quotas, "currency": None})
    assert found["Bo"].verdict is Verdict.UNDEFINED


def test_a_rate_of_money_is_judged_from_so_many_opportunities_and_not_so_much_money():
    many = [lost("0.2", owner="Ann") for _ in range(5)]
    found = lines([*many, lost(90000, owner="Bo")], a_check("value_win_rate", min=0, by="owner"))
    assert {key: one.verdict.value for key, one in found.items()} == {"Ann": "passed", "Bo": "too few"}


def test_a_waived_opportunity_is_left_out_of_its_check_alone():
    late = an_open(900, id="O1", expected_close="2026-01-05")
    deals = [late, *[an_open(100) for _ in range(3)]]
    checks = (a_check("slippage", max=0), a_check("pipeline_value", min=1200))
    found = result(deals, *checks, waivers=(a_waiver("slippage", opportunity="o1"),))
    assert [one.verdict for one in found.lines] == [Verdict.PASSED, Verdict.PASSED]
    assert found.lines[0].left_out == 1
    assert [each.state for each in found.waivers] == [WaiverState.USED]


def test_a_waived_opportunity_takes_its_amount_out_of_coverage_with_the_quota_still_there():
    deals = [an_open(900, id="O1"), an_open(100)]
    found = line(deals, a_check("coverage", max=1), waivers=(a_waiver("coverage", opportunity="O1"),))
    assert (found.verdict, found.measured) == (Verdict.PASSED, Decimal("0.2"))


def test_a_waived_owner_is_told_so_where_the_check_goes_by_owner():
    deals = [an_open(100, owner="Ann"), an_open(40, owner="Bo")]
    check = a_check("pipeline_value", min=90, by="owner")
    found = result(deals, check, waivers=(a_waiver("pipeline_value", owner="bo"),))
    assert {one.key: one.verdict for one in found.lines} == {"Ann": Verdict.PASSED, "Bo": Verdict.WAIVED}
    assert found.verdict is Verdict.PASSED


def test_a_waiver_that_waives_nothing_warns_and_one_that_ran_out_fails():
    deals = [an_open(100, owner="Ann", id="O1")]
    check = a_check("slippage", max=0)
    unused = result(deals, check, waivers=(a_waiver("slippage", opportunity="O1"),))
    assert (unused.waivers[0].state, unused.verdict) == (WaiverState.UNUSED, Verdict.WARNED)
    passing = result(
        deals, a_check("pipeline_value", min=1, by="owner"), waivers=(a_waiver("pipeline_value", owner="Ann"),)
    )
    assert passing.waivers[0].state is WaiverState.UNUSED
    ran_out = result(deals, check, waivers=(a_waiver("slippage", opportunity="O1", until="2026-02-01"),))
    assert (ran_out.waivers[0].state, ran_out.verdict) == (WaiverState.EXPIRED, Verdict.FAILED)
    last_day = result(deals, check, waivers=(a_waiver("slippage", opportunity="O1", until="2026-02-02"),))
    assert last_day.waivers[0].state is WaiverState.UNUSED


def test_a_waiver_goes_by_the_name_of_a_check_as_well():
    late = an_open(900, id="O1", expected_close="2026-01-05")
    check = a_check("slippage", max=0, name="Dates are kept")
    found = result([late, an_open()], check, waivers=(a_waiver("dates are kept", opportunity="O1"),))
    assert found.verdict is Verdict.PASSED


def test_a_change_is_held_against_what_the_baseline_has_of_the_same_question():
    check = a_check("pipeline_value", max_drop="10%")
    asked = Asked("pipeline_value", lookback="365d")
    found = line(DEALS, check, kept=Kept(measures={asked: Was(Decimal(700))}, as_of=AS_OF))
    assert (found.verdict, found.before, found.before_on) == (Verdict.FAILED, 700, AS_OF)
    assert line(DEALS, check).undefined.startswith("there is nothing to compare with: keep an export")
    assert line(DEALS, check, kept=Kept()).undefined.startswith("the baseline has no pipeline_value; write it anew")


def test_checks_of_one_measure_that_are_waived_differently_are_kept_apart():
    deals = [an_open(1000, id="A"), an_open(2000, id="B")]
    checks = [a_check("pipeline_value", max_drop="10%", name=name) for name in ("all", "without B")]
    waivers = (a_waiver("without b", opportunity="B"),)
    kept = Kept(measures=result(deals, *checks, waivers=waivers, kept=Kept()).measures)
    found = result([an_open(1000, id="A"), an_open(100, id="B")], *checks, waivers=waivers, kept=kept)
    assert [one.verdict for one in found.lines] == [Verdict.FAILED, Verdict.PASSED]


def test_what_a_baseline_keeps_is_found_again_by_the_same_checks():
    checks = (
        a_check("coverage", max_drop="0%"),
        a_check("win_rate", max_drop="0%", max_rise="0%", by="owner", at_least=1),
    )
    first = result([*DEALS, lost(owner="Ann")], *checks, kept=Kept())
    assert {one.verdict for one in first.lines} == {Verdict.UNDEFINED}
    kept = Kept(
        measures=result(
            [*DEALS, lost(owner="Ann")],
            *(a_check("coverage", min=0), a_check("win_rate", min=0, by="owner", at_least=1)),
        ).measures
    )
    assert {one.verdict for one in result([*DEALS, lost(owner="Ann")], *checks, kept=kept).lines} == {Verdict.PASSED}
    assert {one.verdict for one in result([*DEALS, won(owner="Ann")], *checks, kept=kept).lines} == {
        Verdict.PASSED,
        Verdict.FAILED,
    }
