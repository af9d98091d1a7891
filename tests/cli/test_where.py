"""From `--where` as it was typed to a rule."""

from datetime import date
from decimal import Decimal

import pytest

from pipectl.cli.where import left_out, parse_rule
from pipectl.domain.errors import UsageProblem
from pipectl.domain.rule import Reads, Rule, Test
from pipectl.domain.spec import PipelineSpec, Stage, StageKind
from tests.builders import a_pipeline, an_open

DAY = date(2026, 2, 2)
SPEC = PipelineSpec(
    version=1,
    stages=(Stage(name="Lead"), Stage(name="Signed", kind=StageKind.WON, aliases=("Closed Won",))),
)
DATA = a_pipeline(
    an_open(extra={"Region": "EMEA", "Lead Region": "x"}),
    also=("amount", "probability", "created", "expected_close", "next_step", "owner"),
)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("amount>=10000", Rule("amount", Test.MIN, Decimal(10000))),
        ("amount <= 0.50", Rule("amount", Test.MAX, Decimal("0.50"))),
        ("amount>-5", Rule("amount", Test.ABOVE, Decimal(-5))),
        ("probability<40%", Rule("probability", Test.BELOW, Decimal("0.4"))),
        ("region=EMEA", Rule("Region", Test.EQUALS, "EMEA")),
        ("Lead Region != a=b", Rule("Lead Region", Test.DIFFERS, "a=b")),
        ("Expected Close<2026-12-01", Rule("expected_close", Test.BELOW, date(2026, 12, 1))),
        ("expected_close<as_of", Rule("expected_close", Test.BELOW, DAY, typed="as_of")),
        ("next_step:missing", Rule("next_step", Test.MISSING)),
        ("next_step: set", Rule("next_step", Test.SET)),
        ("next_step=", Rule("next_step", Test.MISSING)),
        ("next_step!=", Rule("next_step", Test.SET)),
        ("outcome=won", Rule("outcome", Test.EQUALS, "won")),
    ],
)
def test_a_rule_is_a_field_a_comparison_and_a_value(text, rule):
    assert parse_rule(text, DAY, DATA, SPEC) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        "amount",
        "=5",
        "amount>=",
        "amount>=ten",
        "amount>=1e5",
        "amount>=NaN",
        "created>2026-02-30",
        "created>=2026-W46-1",
        "created>=20260131",
        "probability<50",
        "probability>=140%",
        "probability>-0.1",
        "owner>Ann",
    ],
)
def test_a_rule_that_makes_no_sense_says_how_to_write_one(text):
    with pytest.raises(UsageProblem, match="--where"):
        parse_rule(text, DAY, DATA, SPEC)


def _column(*cells):
    return a_pipeline(*(an_open(extra={"Age": cell}) for cell in cells), an_open(), headers=("Age",))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("age>100", Rule("Age", Test.ABOVE, Decimal(100), Reads.NUMBER)),
        ("Age <= -0.5", Rule("Age", Test.MAX, Decimal("-0.5"), Reads.NUMBER)),
        ("age>=2026-01-31", Rule("Age", Test.MIN, date(2026, 1, 31), Reads.DAY)),
        ("age<as_of", Rule("Age", Test.BELOW, DAY, Reads.DAY, "as_of")),
        ("age<40%", Rule("Age", Test.BELOW, Decimal(40), Reads.PERCENT)),
        ("age=100", Rule("Age", Test.EQUALS, Decimal(100), Reads.NUMBER, "100")),
        ("age=ten", Rule("Age", Test.EQUALS, "ten")),
    ],
)
def test_another_column_is_compared_in_order_as_what_the_value_is(text, rule):
    data = _column("12", "1,200", "2026-03-01", "35%", "n/a")
    assert parse_rule(text, DAY, data, SPEC) == rule


@pytest.mark.parametrize("value", ["ten", "1e5", "1.200,50", "$5", ""])
def test_text_has_no_order(value):
    with pytest.raises(UsageProblem, match="is text; compare it with = or !=, or with a number as 1200"):
        parse_rule(f"age>{value}", DAY, _column("12"), SPEC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("age>10", "no cell of Age is a number such as 1200"),
        ("age>10%", "no cell of Age is a percentage such as 40%"),
        ("age>2026-01-31", "no cell of Age is a day such as 2026-01-31"),
        ("age>2026-02-30", "'2026-02-30' is not a day"),
    ],
)
def test_a_column_that_holds_nothing_to_compare_with_is_told(text, said):
    with pytest.raises(UsageProblem, match=said):
        parse_rule(text, DAY, _column("$12", "12 k", "31/01/2026", "n/a", "1,20,000"), SPEC)


@pytest.mark.parametrize(
    "cells",
    [
        ("900", "12,5"),
        ("900", "0,125"),
        ("900", "1.200,50"),
        ("900", "1.200.000"),
        ("900", "1.500"),
        ("9%", "1.500%", "2.500%"),
    ],
)
def test_points_that_may_stand_for_thousands_are_not_guessed(cells):
    with pytest.raises(UsageProblem, match="its points may stand for thousands"):
        parse_rule("age>10%" if "%" in cells[0] else "age>10", DAY, _column(*cells), SPEC)


def test_three_decimals_beside_others_are_decimals():
    assert parse_rule("age>10", DAY, _column("1.500", "2.5", "0.125"), SPEC).reads is Reads.NUMBER


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stage=Singed", "'Singed' is no stage; did you mean Signed?"),
        ("stage!=Singed", "did you mean Signed?"),
        ("stage=Xyz", "there are: Lead, Signed"),
        ("owner=An", "'An' owns nothing here; did you mean Ann?"),
        ("owner!=Zoe", "'Zoe' owns nothing here; there are: Ann, Bo"),
        ("outcome=closed", "'closed' is no outcome; write open, won or lost"),
    ],
)
def test_a_stage_owner_or_outcome_that_is_not_there_asks_did_you_mean(text, said):
    data = a_pipeline(an_open(owner="Ann"), an_open(owner="Bo"))
    with pytest.raises(UsageProblem) as refused:
        parse_rule(text, DAY, data, SPEC)
    assert refused.value.message.startswith(f"--where {text!r}: ")
    assert said in refused.value.message


def test_a_stage_may_be_named_by_another_spelling_of_it_and_need_not_have_opportunities():
    data = a_pipeline(an_open(owner="Ann"))
    assert parse_rule("stage=closed won", DAY, data, SPEC) == Rule("stage", Test.EQUALS, "Signed")
    assert parse_rule("owner!= ANN", DAY, data, SPEC) == Rule("owner", Test.DIFFERS, "Ann")


def test_where_no_row_could_be_read_no_value_is_called_wrong():
    data = a_pipeline(also=("owner",), headers=("Age",))
    assert parse_rule("owner=Zoe", DAY, data, SPEC).value == "Zoe"
    assert parse_rule("age>5", DAY, data, SPEC).value == Decimal(5)


@pytest.mark.parametrize("text", ["amount>20.000", "age>=1.500", "amount<-1.500"])
def test_a_number_whose_point_may_stand_for_thousands_is_asked_about(text):
    with pytest.raises(UsageProblem, match=r"could have a point for thousands; write -?[0-9]+, or"):
        parse_rule(text, DAY, _column("12"), SPEC)


def test_equal_and_at_least_agree_about_a_number_written_otherwise():
    data = _column("1,500", "1500", "1500.00", "7", "x")
    for text, cells in (("age=1500", 3), ("age>=1500", 3), ("age!=1500", len(data) - 3), ("age=x", 1)):
        rule = parse_rule(text, DAY, data, SPEC)
        assert sum(rule.judge(each) for each in data) == cells


def test_a_time_behind_a_day_does_not_hide_it():
    data = _column("2026-01-01", "2026-01-01 10:00", "2026-02-01T00:00:00Z", "03/04/2026")
    rule = parse_rule("age>=2026-01-01", DAY, data, SPEC)
    assert sum(rule.judge(each) for each in data) == 3
    assert left_out(rule, data) == " (1 that is no day left out)"


def test_cells_that_can_be_read_leave_nothing_to_say():
    data = _column("1", "2")
    assert left_out(parse_rule("age>=1", DAY, data, SPEC), data) == ""
    assert left_out(parse_rule("age=1", DAY, data, SPEC), data) == ""
