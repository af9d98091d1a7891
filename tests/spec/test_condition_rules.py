"""Conditions in pipeline.yaml: what can't be asked is told at its place, with what to write."""

import pytest

from pipectl.spec.loader import load_spec

from .told import findings


def told_of(condition):
    """Findings about one condition, in column 15 of line 4."""
    text = f"version: 1\nstages:\n  - name: Lead\n    require: [{condition}]\n  - {{name: Won, kind: won}}\n"
    return [f"{found.place.line}:{found.place.column}: {found.problem}; {found.remedy}" for found in findings(text)]


@pytest.mark.parametrize(
    "condition",
    [
        "The buyer has agreed",
        "{text: Agreed, field: next_step, is: set}",
        "{field: Budget known, in: [yes, Y, 1]}",
        "{field: amount, min: 2.5, max: 10000}",
        "{field: amount, min: 5, max: 5}",
        "{field: created, after: 2026-01-31, before: as_of}",
        "{field: probability, between: [10%, 50%]}",
        "{field: expected_close, before: as_of}",
        "{field: created, between: [2026-01-01, as_of]}",
        "{field: last_activity, older_than: 30}",
        "{field: stage, in: [lead, WON]}",
        "{field: outcome, equals: open}",
        "{not: {any: [{field: Seats, min: 1}, {field: name, matches: '^a+$'}]}}",
        "{field: created, equals: 2026-01-31}",
    ],
)
def test_a_condition_that_can_be_asked_is_taken(condition):
    assert told_of(condition) == []


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("{}", "4:15: stages[0].require[0] says nothing; add text, or field and a comparison such as is: set"),
        (
            "{field: amount}",
            (
                "4:15: stages[0].require[0] names amount and no comparison; add one, such as is: set, equals, in, min "
                "or older_than"
            ),
        ),
        (
            "{text: Agreed, field: next_step, equal: x, is: set}",
            "4:48: stages[0].require[0].equal is not a setting; did you mean equals?",
        ),
        (
            "{field: next_step, is: gone}",
            "4:34: stages[0].require[0].is is 'gone', must be set or missing; write set or missing",
        ),
        (
            "{not: {field: owner, min: 5}}",
            (
                "4:36: stages[0].require[0].not.min can't be asked of owner, which holds text; compare it with "
                "equals, in or "
                "matches"
            ),
        ),
        (
            "{field: expected_close, min: 5}",
            (
                "4:39: stages[0].require[0].min can't be asked of expected_close, which holds days; compare it with "
                "before, "
                "after, between or older_than"
            ),
        ),
        (
            "{field: age_days, before: as_of}",
            (
                "4:33: stages[0].require[0].before can't be asked of age_days, which holds numbers; compare it with "
                "equals, "
                "min, max or between"
            ),
        ),
        (
            "{field: probability, min: 40}",
            "4:36: stages[0].require[0].min is 40, must be from 0 to 1; write 0.4",
        ),
        (
            "{field: amount, min: 40%}",
            "4:31: stages[0].require[0].min is '40%', which amount can't be compared with; write a number as 10000",
        ),
        (
            "{field: amount, equals: lots}",
            "4:31: stages[0].require[0].equals is 'lots', which amount can't be compared with; write a number as 10000",
        ),
        (
            "{field: stage, equals: Leed}",
            "4:30: stages[0].require[0].equals is 'Leed', which is no stage; did you mean Lead?",
        ),
        (
            "{field: outcome, in: [open, closed]}",
            "4:43: stages[0].require[0].in[1] is 'closed', which is no outcome; did you mean lost?",
        ),
        (
            "{field: created, before: 2026-02-30}",
            "4:32: stages[0].require[0].before is '2026-02-30', which is not a day of the calendar; correct it",
        ),
        (
            "{field: created, before: soon}",
            (
                "4:32: stages[0].require[0].before is 'soon', must be a day such as 2026-12-31, or as_of; "
                "correct it or "
                "leave it out"
            ),
        ),
        (
            "{field: Seats, between: [10, 5]}",
            "4:30: stages[0].require[0].between is 10 and 5, so nothing fits; swap the two",
        ),
        (
            "{field: Seats, between: [10, 2026-01-01]}",
            (
                "4:30: stages[0].require[0].between is 10 and 2026-01-01, which are not of one kind; write two "
                "numbers, or "
                "two days"
            ),
        ),
        (
            "{field: Seats, min: many}",
            (
                "4:30: stages[0].require[0].min is 'many', must be a number as 10000, or a share as 40%; correct it or "
                "leave it out"
            ),
        ),
        (
            "{field: name, matches: '(?=a)b'}",
            (
                "4:29: stages[0].require[0].matches '(?=a)b' is no regular expression that is known here; write "
                "it without "
                "lookaround and backreferences"
            ),
        ),
        (
            "{field: name, matches: '((a{1,99}){1,99}){1,99}'}",
            "4:29: stages[0].require[0].matches '((a{1,99}){1,99}){1,99}' is too large; write fewer repetitions",
        ),
        (
            "{all: [{field: name, is: set}], equals: x}",
            "4:15: stages[0].require[0] has all beside equals; put the comparison inside all",
        ),
    ],
)
def test_a_condition_that_can_not_be_asked_is_told_at_its_place(condition, told):
    assert told_of(condition) == [told]


def test_a_text_alone_is_a_criterion_in_words():
    text = "version: 1\nstages:\n  - {name: Lead, exit_criteria: [Agreed, 'yes', 12]}\n  - {name: Won, kind: won}\n"
    criteria = load_spec(text, "p").stages[0].exit_criteria
    assert [(each.title, each.asks) for each in criteria] == [("Agreed", False), ("yes", False), ("12", False)]


def test_conditions_may_nest_but_not_without_end():
    deep = "{not: " * 60 + "{field: a, is: set}" + "}" * 60
    assert told_of(deep)


def test_a_pattern_that_is_none_by_itself_is_refused():
    assert told_of("{field: name, matches: 'a)|(b'}") == [
        (
            "4:29: stages[0].require[0].matches 'a)|(b' is no regular expression that is known here; write it without "
            "lookaround and backreferences"
        )
    ]


def test_a_derived_field_is_known_with_dashes_too():
    (told,) = told_of("{field: age-days, before: as_of}")
    assert "before can't be asked of age-days, which holds numbers" in told


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("{field: amount, min: 10, max: 5}", "min is 10 beside max: 5, so nothing fits"),
        ("{field: Seats, min: 40%, max: 5%}", "min is 40% beside max: 5%, so nothing fits"),
        ("{field: created, after: 2026-02-01, before: 2026-01-01}", "after is 2026-02-01 beside before: 2026-01-01"),
        ("{field: created, after: 2026-02-01, before: 2026-02-01}", "so nothing fits"),
    ],
)
def test_two_bounds_that_nothing_lies_between_are_refused(condition, said):
    assert any(said in each for each in told_of(condition))


def test_a_pattern_may_end_in_a_comment():
    assert told_of("{field: name, matches: '(?x) a # c'}") == []
