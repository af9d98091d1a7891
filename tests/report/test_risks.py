"""What a report makes of risk rules: grounds from the whole file and its past, the quota of the question."""

from typing import Any

from pipectl.domain.finding import Place
from pipectl.domain.qualification import Element, Qualification
from pipectl.domain.result import Report
from pipectl.domain.risk import Lack, RuleLine, Severity
from pipectl.domain.rule import Rule, Test
from pipectl.history.chronicle import Chronicle, Life
from pipectl.report.whole import build_report
from tests.builders import a_pipeline, a_question, a_quota, a_spec, an_open, lost, won
from tests.changing import replace
from tests.history.living import chronicle, life

HERE = Place("opportunities.csv", 2)


def reported(*deals, past: Chronicle | None = None, spec=None, **asked: Any) -> Report:
    return build_report(a_pipeline(*deals), spec or a_spec(), a_question(**asked), chronicle=past)


def rule(key: str, report: Report) -> RuleLine:
    return next(each for each in report.risks if each.rule == key)


def signs(report: Report) -> dict[str, list[str]]:
    return {each.name: [sign.rule for sign in each.signs] for each in report.attention}


def test_history_tells_who_was_pushed_and_moved_back():
    now = an_open(name="now", place=HERE, stage="Proposal")
    walk: Life = life(
        ("2026-01-05", an_open(name="now", stage="Commit", expected_close="2026-02-10")),
        ("2026-01-10", an_open(name="now", stage="Proposal", expected_close="2026-03-10")),
        ("2026-01-20", now),
    )
    past = replace(chronicle(("2025-12-01",), a=walk), keys={HERE: "a"})
    assert signs(reported(now, past=past)) == {"now": ["pushed", "moved_back"]}
    assert signs(reported(now)) == {}


def test_usual_times_and_win_rates_of_stages_are_learnt_from_history():
    def walk(number: int) -> Life:
        return life(
            ("2025-10-01", an_open(stage="Negotiation", created="2025-10-01")),
            ("2025-11-01", an_open(stage="Commit", created="2025-10-01")),
            ("2025-12-01", won(created="2025-10-01") if number else lost(created="2025-10-01")),
        )

    now = an_open(name="now", place=HERE, stage="Proposal", expected_close="2026-03-01", probability="0.99")
    here = {"here": life(("2026-01-03", now))}
    past = chronicle(("2025-09-01",), **{f"k{n}": walk(n) for n in range(12)}, **here)
    report = reported(now, past=replace(past, keys={HERE: "here"}))
    # 31 days in Negotiation by all twelve; 30 in Commit by the eleven that won; 27 days are left.
    assert signs(report) == {"now": ["close_too_near"]}
    # Nobody is known to have reached Proposal, and no close % of its band was kept: its own can't be judged.
    assert rule("overconfident", report).why_unjudged == (("fewer than 10 like it are decided", 1),)
    moved = replace(now, stage="Negotiation")
    report = reported(moved, past=replace(past, keys={HERE: "here"}))
    # 11 of 12 won from there: Wilson to 98.5 %.
    assert "overconfident" in signs(report)["now"]


def test_what_the_others_tell_is_of_the_whole_file_whatever_the_filter():
    deals = (won(100, owner="Bo"), an_open(201, name="big", owner="Ann"), an_open(20, name="small", owner="Bo"))
    only_ann = (Rule("owner", Test.EQUALS, "Ann"),)
    assert signs(reported(*deals)) == signs(reported(*deals, rules=only_ann)) == {"big": ["amount_above_won"]}
    assert rule("amount_above_won", reported(*deals, rules=only_ann)).clear == 0


def test_a_share_of_the_quota_is_of_the_whole_one_whatever_the_filter():
    deals = (an_open(40, name="a", owner="Ann"), an_open(300, name="b", owner="Bo"))
    spec = a_spec(quotas=(a_quota(1000), a_quota(100, owner="Ann"), a_quota(900, owner="Bo")))
    assert signs(reported(*deals, spec=spec)) == {}
    for only in (Rule("owner", Test.EQUALS, "Ann"), Rule("name", Test.EQUALS, "a")):
        found = reported(*deals, spec=spec, rules=(only,))
        assert (signs(found), rule("large_share", found).clear) == ({}, 1)


def test_how_large_an_opportunity_is_hangs_on_the_whole_file_whatever_the_filter():
    deals = (an_open(50, name="a", next_step=None), an_open(9000, name="b", next_step="call"))
    whole, alone = (reported(*deals, rules=rules) for rules in ((), (Rule("name", Test.EQUALS, "a"),)))
    assert {each.severity for each in (*whole.attention, *alone.attention)} == {Severity.LOW}


def test_several_currencies_are_held_against_no_quota_and_have_no_sum():
    deals = (an_open(400, currency="USD", name="a"), an_open(1, currency="EUR"))
    report = reported(*deals, spec=a_spec(1000, currency=None))
    assert rule("large_share", report).why_unjudged == (
        ("amounts are in several currencies, which are held against no quota", 2),
    )
    assert {each.amount for each in report.risks} == {None}


def test_what_qualification_of_pipeline_yaml_needs_in_a_stage_is_missed_by_place():
    elements = (Element(name="Budget", column="Budget", needed_from="Qualified"),)
    spec = a_spec(qualification=Qualification(elements=elements))
    lacking = an_open(name="a", place=HERE, extra={"Budget": "no"})
    full = an_open(name="b", place=Place("opportunities.csv", 3), extra={"Budget": "yes"})
    report = reported(lacking, full, spec=spec)
    assert signs(report) == {"a": ["unqualified"]}
    line = rule("unqualified", report)
    assert (line.fires, line.clear, line.unjudged) == (1, 1, 0)
    assert rule("unqualified", reported(lacking)).unjudged == 1


def test_every_rule_counts_every_open_opportunity_of_the_selection():
    report = reported(an_open(), an_open(None), won(), lost())
    assert {line.fires + line.clear + line.unjudged for line in report.risks} == {2}


def test_of_a_rule_that_was_judged_of_nothing_it_is_told_what_it_lacks():
    report = reported(an_open(probability="0.4"), an_open(probability="0.2"))
    assert {line.rule: line.lack for line in report.risks if line.lack is not None} == {
        "pushed": Lack.HISTORY,
        "moved_back": Lack.HISTORY,
        "close_too_near": Lack.HISTORY,
        "no_activity": Lack.COLUMN,
        "no_next_step": Lack.COLUMN,
        "single_contact": Lack.COLUMN,
        "unqualified": Lack.PLAN,
        "amount_above_won": Lack.CASES,
        "large_share": Lack.PLAN,
        "overconfident": Lack.CASES,
        "stalled": Lack.UNTOLD,
    }


def test_a_rule_lacks_nothing_where_it_was_judged_of_one_or_nothing_is_open():
    assert rule("amount_above_won", reported(an_open(None), an_open(None))).lack is Lack.ENTRY
    assert rule("amount_above_won", reported(an_open(100), an_open(None), won(100))).lack is None
    assert {line.lack for line in reported(won()).risks} == {None}


def test_cells_that_are_no_number_are_one_reason_with_an_example_however_many_there_are():
    deals = [an_open(name=f"d{number}", extra={"Number of Contacts": f"about {number}"}) for number in range(3000)]
    line = rule("single_contact", reported(*deals, an_open(extra={})))
    assert line.unjudged == 3001
    (most, count), other = line.why_unjudged
    assert (count, other) == (3000, ("it has no Number of Contacts", 1))
    assert most == "Number of Contacts holds 'about 0', which is no number of contacts (and 2,999 other values)"


def test_what_fires_for_none_with_an_amount_is_worth_nothing_that_is_known():
    line = rule("no_amount", reported(an_open(None), an_open(5)))
    assert (line.fires, line.amount) == (1, None)
