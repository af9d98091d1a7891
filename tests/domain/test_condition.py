"""A condition is structured data that says what is wrong with it, and itself in words."""

import pytest
from pydantic_core import ValidationError

from pipectl.domain.condition import Condition, Criterion, State, written
from pipectl.domain.contract import validator
from pipectl.domain.spec import PipelineSpec


def a_condition(**given):
    return Condition(**given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"field": "next_step", "is_": State.SET}, "next_step is set"),
        ({"field": "owner", "equals": "Ann"}, "owner is Ann"),
        ({"field": "Region", "in_": ("EMEA", "APAC")}, "Region is EMEA or APAC"),
        ({"field": "amount", "min": "10", "max": "20"}, "amount is at least 10 and amount is at most 20"),
        ({"field": "amount", "between": ("10", "20")}, "amount is between 10 and 20"),
        ({"field": "created", "before": "as_of"}, "created is before as_of"),
        ({"field": "last_activity", "older_than": 30}, "last_activity is longer ago than 30 days"),
        ({"field": "name", "matches": "renew"}, "name matches renew"),
        ({"not_": a_condition(field="team", is_=State.SET)}, "not (team is set)"),
        (
            {
                "all": (
                    a_condition(field="a", is_=State.SET),
                    a_condition(any=(a_condition(field="b", equals="1"), a_condition(field="c", equals="2"))),
                )
            },
            "a is set and (b is 1 or c is 2)",
        ),
    ],
)
def test_a_condition_says_itself_in_words(given, words):
    assert a_condition(**given).words() == words


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, "asks nothing; add field"),
        ({"field": "amount"}, "names amount and no comparison; add one"),
        ({"equals": "1"}, "has equals and no field; add field"),
        ({"is_": State.SET}, "has is and no field; add field"),
        ({"all": (a_condition(field="a", is_=State.SET),), "field": "b"}, "has all beside field; put"),
        (
            {"all": (a_condition(field="a", is_=State.SET),), "any": (a_condition(field="a", is_=State.SET),)},
            "has all beside any; put one inside the other",
        ),
        ({"not_": a_condition(field="a", is_=State.SET), "equals": "1"}, "has not beside equals; put"),
        ({"field": "a", "is_": State.MISSING, "equals": "1"}, "has is: missing beside equals, so nothing fits"),
    ],
)
def test_a_condition_that_asks_nothing_clear_is_refused(given, problem):
    with pytest.raises(ValueError, match=problem):
        a_condition(**given)


def test_a_criterion_may_be_words_alone_and_then_asks_nothing_of_the_data():
    criterion = Criterion(text="The buyer has agreed")
    assert (criterion.asks, criterion.title) == (False, "The buyer has agreed")


def test_a_criterion_without_words_is_called_by_its_condition():
    assert Criterion(field="next_step", is_=State.SET).title == "next_step is set"


def test_a_criterion_that_says_nothing_is_refused():
    with pytest.raises(ValueError, match="says nothing; add text"):
        Criterion()


def test_all_fields_that_a_condition_looks_at_are_found():
    condition = a_condition(
        all=(a_condition(field="a", is_=State.SET), a_condition(not_=a_condition(field="b", is_=State.SET)))
    )
    assert list(condition.fields()) == ["a", "b"]


def test_words_of_python_are_written_without_their_mark():
    assert [written(name) for name in ("is_", "in_", "not_", "older_than")] == ["is", "in", "not", "older_than"]


def a_spec(criterion):
    stages = ({"name": "Lead", "exit_criteria": (criterion,)}, {"name": "Won", "kind": "won"})
    return validator(PipelineSpec).validate_python({"version": 1, "stages": stages})


def test_conditions_nest_in_the_contract_of_pipeline_yaml():
    deep = {"not": {"any": ({"field": "a", "is": "set"}, {"all": ({"field": "b", "in": ("1", "2")},)})}}
    (criterion,) = a_spec(deep).stages[0].exit_criteria
    assert criterion.words() == "not (a is set or (b is 1 or 2))"


def test_the_contract_refuses_what_is_no_setting_of_a_condition_at_any_depth():
    with pytest.raises(ValidationError, match="Unexpected keyword"):
        a_spec({"not": {"all": ({"field": "a", "contains": "b"},)}})
