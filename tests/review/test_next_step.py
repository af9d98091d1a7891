"""One next step, the first that applies, with the amount it is about."""

from decimal import Decimal

from pipectl.domain.finding import Place
from pipectl.domain.pipeline import RowCount
from pipectl.domain.result import QuotaLine, Step
from pipectl.domain.risk_setting import RiskSetting
from pipectl.domain.rule import Rule, Test
from pipectl.domain.totals import Totals
from pipectl.domain.values import YesNo
from pipectl.report.whole import build_report
from pipectl.review.next_step import next_step
from tests.builders import a_pipeline, a_question, a_report, a_spec, an_open, won

LATE = {"expected_close": "2026-01-20"}


def step(*deals, **asked):
    return a_report(*deals, **asked).next_step


def test_a_tenth_of_the_open_amount_overdue_is_redated_first():
    found = step(an_open(900), an_open(40, name="b", **LATE), an_open(60, name="a", **LATE), quota=10000)
    assert (found.step, found.amount, found.opportunities, found.names) == (Step.RE_DATE, 100, 2, ("a", "b"))
    assert found.command == "pipectl list --overdue"


def test_names_are_the_first_three_in_the_order_of_the_ones_to_look_at_first():
    found = step(*[an_open(amount, name=str(amount), **LATE) for amount in (1, 4, 2, 3)])
    assert found.names == ("4", "3", "2")
    # What is due in the period counts twice there, so the larger amount is not the first.
    report = a_report(an_open(150, name="earlier", expected_close="2025-12-20"), an_open(100, name="due", **LATE))
    assert report.next_step.names == ("due", "earlier") == tuple(each.name for each in report.attention)


PILOT = {"name": "Pilot", **LATE}


def test_namesakes_are_told_apart_by_account_then_owner_then_id():
    first, second = an_open(2, account="Acme", owner="Ann", **PILOT), an_open(1, account="Initech", **PILOT)
    assert step(first, second).names == ("Pilot · Acme", "Pilot · Initech")
    assert step(first, an_open(1, account="Acme", owner="Bo", **PILOT)).names == ("Pilot · Ann", "Pilot · Bo")
    same = {"account": "Acme", "owner": "Ann", **PILOT}
    assert step(an_open(2, id="7", **same), an_open(1, id="8", **same)).names == ("Pilot · 7", "Pilot · 8")
    assert step(an_open(2, account="Acme", **PILOT), an_open(1, **PILOT)).names == ("Pilot · Acme", "Pilot")


def test_namesakes_that_share_everything_are_told_apart_by_their_lines():
    found = step(*[an_open(100, place=Place("a.csv", line), **PILOT) for line in (2, 7)])
    assert found.names == ("Pilot · line 2", "Pilot · line 7")


def test_a_name_with_a_namesake_beyond_the_first_few_is_told_apart_too():
    others = [an_open(amount, name=str(amount), **LATE) for amount in (800, 700, 600)]
    names = step(an_open(900, owner="Ann", **PILOT), *others, an_open(5, owner="Bo", **PILOT)).names
    assert names == ("Pilot · Ann", "800", "700")
    assert step(an_open(900, owner="Ann", **PILOT), an_open(5, owner="Bo", name="Pilot")).names == ("Pilot",)


def test_no_pipeline_is_asked_for_once_the_period_is_over():
    missing = QuotaLine(Decimal(500), Decimal(0), Decimal(0), Decimal(0), Decimal(500), Decimal(3), Decimal(1500))
    assert next_step(RowCount(), Totals(), missing, ()).step is Step.ADD_PIPELINE
    assert next_step(RowCount(), Totals(), missing, (), is_over=True).step is Step.KEEP_GOING


def test_where_all_rows_were_set_aside_they_are_mended_before_anything_else():
    found = a_report(pipeline=a_pipeline(set_aside=6), quota=500).next_step
    assert found == (Step.READ_ROWS, None, 6, (), "pipectl validate")


def test_a_row_set_aside_beside_accepted_ones_is_not_the_next_step():
    assert a_report(pipeline=a_pipeline(an_open(100), set_aside=6), quota=500).next_step.step is Step.ADD_PIPELINE


def test_little_overdue_waits_for_pipeline_that_is_missing():
    # 3 × the 500 left − 991 due
    found = step(an_open(901), an_open(90, **LATE), quota=500)
    assert (found.step, found.amount, found.opportunities) == (Step.ADD_PIPELINE, 509, 0)


def test_where_coverage_is_reached_what_stalls_is_next():
    found = step(won(500, days=20), an_open(900), an_open(200, name="old", created="2025-11-01"), quota=500)
    assert found.step is Step.UNSTICK
    assert found.opportunities == 2  # a month is longer than the twenty days wins take


def test_amounts_are_filled_in_where_a_tenth_has_none():
    found = step(won(500), *[an_open(900)] * 9, an_open(None, name="bare"), quota=500)
    assert (found.step, found.amount, found.opportunities, found.names) == (Step.FILL_AMOUNTS, None, 1, ("bare",))


def test_a_quota_is_asked_for_where_pipeline_yaml_has_none_but_not_where_a_filter_is_why():
    assert step(an_open(100)).step is Step.SET_QUOTA
    large = (Rule("amount", Test.MIN, Decimal(5)),)
    assert step(an_open(100), quota=500, rules=large).step is Step.KEEP_GOING


def test_nothing_to_do_is_said():
    found = step(won(500), an_open(100), quota=500)
    assert (found.step, found.amount, found.names, found.command) == (Step.KEEP_GOING, None, (), None)


def test_overdue_ones_without_any_amount_count_by_number():
    assert step(an_open(None, **LATE), an_open(None)).step is Step.RE_DATE


def test_an_empty_pipeline_asks_for_all_the_pipeline_it_needs():
    assert (step(quota=500).step, step(quota=500).amount) == (Step.ADD_PIPELINE, 1500)


def test_no_pipeline_is_asked_for_where_the_file_does_not_tell_what_is_due_or_won():
    blind = a_pipeline(an_open(expected_close=None), also=("closed",), without=("expected_close",))
    report = a_report(pipeline=blind, quota=500)
    assert [report.quota.remaining, report.quota.missing] == [500, None]
    assert report.next_step.step is Step.KEEP_GOING
    report = a_report(pipeline=a_pipeline(an_open(expected_close=None), without=("expected_close",)), quota=500)
    assert (report.quota.remaining, report.quota.missing) == (None, None)
    assert report.next_step.step is Step.KEEP_GOING


def test_what_none_has_an_amount_of_is_worth_nothing_that_could_be_said():
    assert step(an_open(None, **LATE), an_open(None)).amount is None
    assert step(an_open(0, **LATE), an_open(None)).step is Step.FILL_AMOUNTS


def switched_off(*deals, rule: str, **settings):
    risks = (RiskSetting(rule=rule, **settings),)
    return build_report(a_pipeline(*deals), a_spec(risks=risks), a_question()).next_step.step


def test_what_no_risk_rule_of_pipeline_yaml_speaks_of_is_no_next_step():
    late, old, bare = an_open(900, **LATE), an_open(200, created="2025-01-01"), an_open(None)
    won_fast = won(500, days=20)
    assert switched_off(late, rule="pushed", limit=Decimal(3)) is Step.RE_DATE
    assert switched_off(late, rule="overdue", use=YesNo.NO) is Step.SET_QUOTA
    assert switched_off(late, rule="overdue", limit=Decimal(60)) is Step.SET_QUOTA
    assert switched_off(old, won_fast, rule="pushed", limit=Decimal(3)) is Step.UNSTICK
    assert switched_off(old, won_fast, rule="stalled", use=YesNo.NO) is Step.SET_QUOTA
    assert switched_off(bare, rule="pushed", limit=Decimal(3)) is Step.FILL_AMOUNTS
    assert switched_off(bare, rule="no_amount", use=YesNo.NO) is Step.SET_QUOTA
