"""`--where` by days that follow from a date of the row: the same answer as a condition of pipeline.yaml gives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.cli.asking import question
from pipectl.cli.options import Asking
from pipectl.cli.where import parse_rules
from pipectl.domain.condition import Condition
from pipectl.domain.derived import Facts
from pipectl.domain.errors import UsageProblem
from pipectl.domain.rule import Rule, Test
from pipectl.domain.values import Outcome
from pipectl.engines.binding import Known, bind
from pipectl.engines.selection import meeting, select
from tests.builders import a_pipeline, a_spec, an_open, lost, won

DAY = date(2026, 2, 2)
SPEC = a_spec()
FIELDS = ("created", "expected_close", "stage_changed", "last_activity")
DATA = a_pipeline(an_open(), also=FIELDS)
OPEN = Rule("outcome", Test.EQUALS, "open")


def back(days: int) -> date:
    return DAY - timedelta(days)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        # 90 days old or older is created 90 days ago or before.
        ("age_days>=90", Rule("created", Test.MAX, back(90), typed="as_of", shift=-90)),
        ("Age Days > 90", Rule("created", Test.MAX, back(91), typed="as_of", shift=-91)),
        ("days_in_stage<30", Rule("stage_changed", Test.MIN, back(29), typed="as_of", shift=-29)),
        ("days-since-activity=7", Rule("last_activity", Test.EQUALS, back(7), typed="as_of", shift=-7)),
        ("days_to_close<=14", Rule("expected_close", Test.MAX, back(-14), typed="as_of", shift=14)),
        ("days_to_close>=-3", Rule("expected_close", Test.MIN, back(3), typed="as_of", shift=-3)),
        ("days_overdue>0", Rule("expected_close", Test.MAX, back(1), typed="as_of", shift=-1)),
        # What closes today or later is 0 days overdue.
        ("days_overdue=0", Rule("expected_close", Test.MIN, DAY, typed="as_of")),
        ("days_overdue>=0", Rule("expected_close", Test.SET)),
        ("age_days:missing", Rule("created", Test.MISSING)),
    ],
)
def test_days_are_a_rule_on_the_date_itself_of_open_ones(text, rule):
    assert parse_rules(text, DAY, DATA, SPEC) == (rule, OPEN)


def test_what_has_no_date_differs_from_no_number():
    rules = parse_rules("days_overdue!=0", DAY, DATA, SPEC)
    assert Rule("expected_close", Test.SET) in rules
    assert not meeting(rules, 1)(an_open(expected_close=None))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("push_count>=2", "takes more than the row, the history of its close dates; a condition in pipeline.yaml"),
        ("share of owner>=0.5", "takes more than the row, all that its owner has open"),
        ("age_days>=old", "'old' is not a number of days; write it plainly, as 90"),
        ("age_days>=2.5", "is not a number of days"),
        ("age_days=", "is not a number of days"),
        ("age_days>=999999", "is not a number of days"),
        ("days_overdue<0", "days_overdue is never below 0"),
        ("age_days=-1", "age_days is never below 0"),
    ],
)
def test_what_days_can_t_be_asked_is_refused_with_the_reason(text, said):
    with pytest.raises(UsageProblem, match=said):
        parse_rules(text, DAY, DATA, SPEC)


def test_days_of_a_date_that_the_data_lacks_are_refused():
    with pytest.raises(UsageProblem, match="the data has no stage_changed, which days_in_stage is made of"):
        parse_rules("days_in_stage>3", DAY, a_pipeline(an_open()), SPEC)


def test_a_column_that_is_called_so_comes_first():
    data = a_pipeline(an_open(extra={"Push Count": "3", "Age Days": "12"}))
    assert [rule.field for rule in parse_rules("push count>=2", DAY, data, SPEC)] == ["Push Count"]
    assert [rule.field for rule in parse_rules("age days>=2", DAY, data, SPEC)] == ["Age Days"]


def test_filters_are_told_as_they_were_typed_and_leave_open_ones_alone():
    data = a_pipeline(an_open(created="2025-10-01"), an_open(created="2026-01-30"), won(days=400), lost(days=400))
    asked = question(Asking(where=[" age_days>=90"]), None, SPEC, data, DAY)
    assert asked.filters == ("age_days>=90",)
    assert [each.created for each in select(data, asked.rules, 1)] == [date(2025, 10, 1)]


def test_the_same_rule_on_another_day_moves_with_it_and_is_known_by_the_same_text():
    rule, _ = parse_rules("age_days>=90", DAY, DATA, SPEC)
    later, _ = parse_rules("age_days>=90", DAY + timedelta(7), DATA, SPEC)
    assert rule.on(DAY + timedelta(7)) == later
    assert rule.key == later.key == "created<=as_of-90"


NAMES = ("age_days", "days_in_stage", "days_since_activity", "days_to_close", "days_overdue")
days = st.one_of(st.none(), st.integers(-40, 40).map(lambda each: str(back(each))))


@given(
    st.sampled_from(NAMES),
    st.sampled_from([">=", "<=", "="]),
    st.integers(-3, 35),
    st.tuples(*(days for _ in FIELDS)),
    st.sampled_from(Outcome),
)
def test_it_chooses_what_the_condition_of_pipeline_yaml_holds_for(name, sign, number, dates, outcome):
    make = {Outcome.OPEN: an_open, Outcome.WON: won, Outcome.LOST: lost}[outcome]
    ended = {} if outcome is Outcome.OPEN else {"closed": "2026-01-20"}
    one = make(**dict(zip(FIELDS, dates, strict=True)), **ended)
    data = a_pipeline(one, also=FIELDS)
    how = {">=": "min", "<=": "max", "=": "equals"}[sign]
    judged = bind(Condition(**{"field": name, how: str(number)}), Known(data, SPEC, Facts(DAY))).judge(one)
    try:
        rules = parse_rules(f"{name}{sign}{number}", DAY, data, SPEC)
    except UsageProblem:
        assert number < 0
        assert not judged.holds
        return
    assert meeting(rules, 1)(one) is (judged.holds is True)
