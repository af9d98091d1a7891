from decimal import Decimal

import pytest

from pipectl.domain.check import Waiver
from pipectl.domain.period import parse_period
from pipectl.domain.values import Unit
from pipectl.domain.verdict import Behind, Closing, Coverage, Holder, Verdict, WaiverLine, WaiverState, Way
from pipectl.render.words.check import (
    before_words,
    behind_words,
    bound_words,
    gap_words,
    holders_words,
    line_words,
    measured_words,
    only_words,
    required_words,
    sum_words,
    verdict_words,
    waiver_words,
    way_words,
)
from tests.changing import replace
from tests.render.samples import AS_OF, CHECKS, a_check

MISSED = a_check("Coverage", Unit.MULTIPLE, "1", Verdict.FAILED, min=3)


def test_a_check_says_what_was_asked_measured_and_missing():
    failed, passed, warned, undefined, *_ = CHECKS.lines
    assert (bound_words(failed, "USD"), measured_words(failed, "USD")) == ("at least 3.0×", "2.996×")
    assert gap_words(failed, "USD") == "0.004× short, $2k"
    assert gap_words(passed, "USD") == ""
    assert (bound_words(warned, "USD"), gap_words(warned, "USD")) == ("at most 30%", "0.04 points over")
    assert (measured_words(undefined, "USD"), gap_words(undefined, "USD")) == ("–", "")
    assert verdict_words(CHECKS) == "5 checks: 1 undefined, 1 failed, 1 warned, 2 passed"


def test_a_check_with_both_bounds_names_both():
    line = a_check("Win rate", Unit.PERCENT, "0.3", Verdict.PASSED, min="0.1", max="0.4")
    assert bound_words(line, None) == "from 10% to 40%"
    assert bound_words(line, None, brief=True) == "10% – 40%"


def test_a_bound_in_brief_is_a_sign_and_its_value():
    failed, _, warned, *_ = CHECKS.lines
    assert bound_words(failed, "USD", brief=True) == "≥ 3.0×"
    assert bound_words(warned, "USD", brief=True) == "≤ 30%"


def test_a_bound_of_money_is_never_rounded_to_what_missed_it():
    line = a_check("Pipeline value", Unit.MONEY, "412100", Verdict.FAILED, min="412345", gap="245", gap_amount="245")
    assert (measured_words(line, "USD"), bound_words(line, "USD")) == ("$412k", "at least $412,345")


def test_money_that_is_missing_is_said_once():
    line = a_check(
        "Pipeline value", Unit.MONEY, "400000", Verdict.FAILED, min="412000", gap="12000", gap_amount="12000"
    )
    assert gap_words(line, "USD") == "$12k short"


@pytest.mark.parametrize(("gap", "words"), [("0.01", "1 point over"), ("0.187", "19 points over")])
def test_what_lies_between_two_percentages_is_points(gap, words):
    line = a_check("Win rate", Unit.PERCENT, "0.52", Verdict.FAILED, max="0.3333", gap=gap)
    assert gap_words(line, None) == words


def test_a_bound_that_is_one_value_and_one_that_hangs_on_nothing_are_said():
    line = a_check("Opportunities", Unit.COUNT, "3", Verdict.FAILED, min=4, max=4)
    assert (bound_words(line, None), bound_words(line, None, brief=True)) == ("exactly 4", "= 4")
    free = replace(line, min=None, max=None, max_drop="10%")
    assert bound_words(free, None) == "no more than 10% below before"
    assert bound_words(replace(free, max_rise="5"), None) == "no more than 10% below before, no more than 5 above it"
    assert bound_words(replace(free, max_drop=None, max_rise="5"), None) == "no more than 5 above before"


def test_a_line_is_called_by_its_name_its_period_and_its_group():
    other = parse_period("2026-Q2", AS_OF)
    assert line_words(MISSED, CHECKS, str) == "Coverage"
    assert line_words(replace(MISSED, name="next quarter"), CHECKS, str) == "next quarter"
    assert line_words(replace(MISSED, period=other, by="owner", key="Ann"), CHECKS, str) == "Coverage, Q2 2026 · Ann"
    assert line_words(replace(MISSED, period=CHECKS.period, by="owner"), CHECKS, str) == "Coverage · no owner"
    assert line_words(replace(MISSED, filters=("amount>=5",)), CHECKS, str) == "Coverage (amount>=5)"
    assert line_words(replace(MISSED, met=True), CHECKS, str) == "Coverage"
    assert measured_words(replace(MISSED, measured=None, met=True), None) == "met"
    finding = replace(MISSED, subject="DATA101", title="No amount", is_finding=True)
    assert line_words(finding, CHECKS, str) == "DATA101 No amount"
    assert line_words(replace(MISSED, title="=x"), CHECKS, lambda text: f"<{text}>") == "<=x>"


def test_the_filters_of_a_check_alone_are_named():
    only = replace(MISSED, filters=("owner Ann", "amount>=5"))
    assert only_words(only, replace(CHECKS, filters=("owner Ann",))) == "only amount>=5"
    assert only_words(only, replace(CHECKS, filters=("owner Ann", "amount>=5"))) == ""


@pytest.mark.parametrize(
    ("way", "subject", "words"),
    [
        (None, "coverage", ""),
        (Way(Closing.ADD_PIPELINE, Decimal(759000)), "coverage", "add $759k of open pipeline due in the period"),
        (Way(Closing.ADD_PIPELINE, Decimal(5)), "weighted_coverage", "add $5 of weighted pipeline due in the period"),
        (Way(Closing.ADD_PIPELINE, Decimal(5)), "pipeline_value", "add $5 of open pipeline"),
        (Way(Closing.WIN_AMOUNT, Decimal(5)), "quota_attainment", "win $5 more in the period"),
        (Way(Closing.WIN_DEALS, number=1200), "win_rate", "win 1,200 more, with none lost beside them"),
        (Way(Closing.ADD_OPPORTUNITIES, number=2), "opportunities", "add 2 to those that are open"),
        (Way(Closing.RE_DATE, number=2), "slippage", "give 2 of those past their close date a new one"),
        (Way(Closing.UNSTICK, number=2), "stalled", "close 2 of the stalled ones"),
        (Way(Closing.CLEAR, number=2), "decay", "close 2 of those overdue or stalled"),
        (Way(Closing.MEND_ROWS, number=1), "data_quality", "mend 1 row"),
    ],
)
def test_what_would_close_a_gap_is_said_with_its_amount(way, subject, words):
    assert way_words(way, replace(MISSED, subject=subject), "USD") == words


def test_what_stands_behind_is_counted_and_so_are_its_holders():
    holders = tuple(Holder(name, number, Decimal(number * 10)) for name, number in (("A", 4), ("B", 3), (None, 2)))
    found = Behind("due", 9, Decimal(90), (), holders)
    assert behind_words(found, "USD") == "9 open and due in the period, $90"
    assert holders_words(found, "USD", str) == "A 4, $40; B 3, $30; nobody 2, $20"
    four = found._replace(holders=(*holders, Holder("D", 1, None)))
    assert holders_words(four, "USD", str).endswith("; 1 other")
    assert holders_words(four._replace(holders=(*holders, *holders)), "USD", str).endswith("; 3 others")
    assert behind_words(found._replace(tally="found"), "USD") == "9 findings"
    assert holders_words(found._replace(holders=holders[:1]), "USD", str) == ""
    assert behind_words(None, "USD") == behind_words(found._replace(opportunities=0), "USD") == ""


def test_what_was_before_and_the_sum_are_said_where_they_are_known():
    held = replace(MISSED, before=Decimal(2), max_drop="10%", numerator=Decimal(600), denominator=Decimal(500))
    assert before_words(held, None) == "2.0×; no more than 10% below that"
    assert before_words(replace(held, before_on=AS_OF), None) == "2.0× on 2026-02-02; no more than 10% below that"
    assert bound_words(replace(held, min=Decimal("1.3333333333333333333")), None) == "at least 1.3×"
    assert sum_words(held) == "600 ÷ 500"
    assert before_words(MISSED, None) == sum_words(MISSED) == ""


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (WaiverState.USED, "coverage of Cy is waived until 2026-12-31 (new)"),
        (
            WaiverState.UNUSED,
            (
                "the waiver on coverage of Cy waives nothing: it isn't there, or the check is no better for it (new); "
                "remove it"
            ),
        ),
        (WaiverState.EXPIRED, "the waiver on coverage of Cy ran out on 2026-12-31 (new); mend what it waived"),
    ],
)
def test_what_became_of_a_waiver_is_said(state, words):
    waiver = Waiver(check="coverage", owner="Cy", reason="new", until="2026-12-31")
    assert waiver_words(WaiverLine(waiver, state, 1), str).startswith(words)


def test_the_rule_of_thumb_stands_beside_the_own_record():
    assert required_words(Coverage((), Decimal(3), Decimal("2.5"))) == "target 3.0×; your own record calls for 2.5×"
    assert required_words(Coverage((), Decimal(3), None)) == "target 3.0×; nothing tells what your own record calls for"
