"""Qualification, ideal customer and scores in pipeline.yaml: what can't be is told at its place, with what to write."""

import jsonschema
import pytest

from pipectl.domain.qualification import FrameworkKey
from pipectl.spec.loader import load_spec
from pipectl.spec.schema import spec_schema

from .test_schema import read
from .told import findings

HEAD = "version: 1\nstages: [{name: Lead}, {name: Proposal}, {name: Won, kind: won}]\n"


def told_of(text):
    """Findings about settings that stand in line 3."""
    return [
        f"{found.place.line}:{found.place.column}: {found.problem}; {found.remedy}" for found in findings(HEAD + text)
    ]


GOOD = (
    "qualification: {framework: meddic}",
    "qualification: {framework: bant, qualified_at: 1, elements: [Legal, {name: Budget, column: Budget confirmed}]}",
    "qualification: {elements: [{name: Champion, field: Champion, min: 2, needed_from: Proposal, question: Who?}]}",
    "qualification: {elements: [{name: Both, any: [{field: A, is: set}, {field: B, equals: yes}]}]}",
    "qualification: {elements: [{name: Pain, scale: 5}]}",
    "ideal_customer: {fits_from: 60, rules: [{name: Right size, points: 30, field: Employees, min: 50}]}",
    "ideal_customer: {rules: [{name: Not public, points: 2.5, not: {field: Industry, equals: Public}}]}",
    "scores: [{name: Speed, rules: [{name: Young, points: 1, field: age_days, max: 30}]}]",
)


@pytest.mark.parametrize("text", GOOD)
def test_settings_that_make_sense_are_taken_by_the_loader_and_by_the_schema(text):
    assert told_of(text) == []
    jsonschema.validate(read(HEAD + text), spec_schema())


def test_what_is_written_is_what_is_read_and_the_rest_has_its_usual_value():
    spec = load_spec(f"{HEAD}{GOOD[1]}\n{GOOD[5]}\n", "p")
    assert spec.qualification is not None
    assert spec.qualification.framework is FrameworkKey.BANT
    assert [(each.name, each.column) for each in spec.qualification.elements] == [
        ("Legal", None), ("Budget", "Budget confirmed"),
    ]  # fmt: skip
    assert spec.ideal_customer is not None
    assert spec.ideal_customer.fits_from == 60
    bare = load_spec(f"{HEAD}{GOOD[0]}\n{GOOD[6]}", "p")
    assert bare.qualification is not None
    assert (str(bare.qualification.qualified_at), bare.scores) == ("0.75", ())
    properties = spec_schema()["$defs"]["Qualification"]["properties"]
    assert properties["qualified_at"]["default"] == 0.75
    assert spec_schema()["$defs"]["IdealCustomer"]["properties"]["fits_from"]["default"] == 60


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "qualification: {qualified_at: 0.5}",
            "3:1: qualification names neither framework nor elements; add one, such as framework: meddic",
        ),
        (
            "qualification: {framework: medic}",
            "3:17: qualification.framework is 'medic', must be bant, meddic, meddpicc or champ; did you mean meddic?",
        ),
        (
            "qualification: {framework: bant, qualified_at: 75}",
            "3:34: qualification.qualified_at is 75, must be above 0 and at most 1; write 0.75",
        ),
        (
            "qualification: {elements: [{name: X, column: Y, field: Z, is: set}]}",
            "3:28: qualification.elements[0] has column beside a condition; keep one of the two",
        ),
        (
            "qualification: {elements: [{name: X, scale: 5, field: Z, is: set}]}",
            "3:28: qualification.elements[0] has scale beside a condition; keep one of the two",
        ),
        (
            "qualification: {elements: [{name: X, min: 2}]}",
            "3:28: qualification.elements[0] has min and no field; add field: the field to look at",
        ),
        (
            "qualification: {elements: [{name: X, needed_from: Proposl}]}",
            "3:38: qualification.elements[0].needed_from is 'Proposl', which is no stage here; did you mean Proposal?",
        ),
        (
            "qualification: {elements: [{name: X, needed_from: Won}]}",
            (
                "3:38: qualification.elements[0].needed_from is 'Won', which is a won stage; name an open "
                "stage: Lead or Proposal"
            ),
        ),
        (
            "qualification: {elements: [Budget, {name: ' budget'}]}",
            (
                "3:37: qualification.elements[1].name is ' budget', which qualification.elements[0] already is; give "
                "it a name of its own, or keep one of the two"
            ),
        ),
        (
            "qualification: {elements: [{name: X, field: amount, before: as_of}]}",
            (
                "3:53: qualification.elements[0].before can't be asked of amount, which holds numbers; compare it with "
                "equals, min, max or between"
            ),
        ),
        (
            "ideal_customer: {fits_from: 0.6, rules: [{name: X, points: 1, field: A, is: set}]}",
            "3:18: ideal_customer.fits_from is 0.6, must be from 1 to 100; correct it or leave it out",
        ),
        (
            "ideal_customer: {rules: [{name: X, points: -5, field: A, is: set}]}",
            "3:36: ideal_customer.rules[0].points is -5, must be above 0; correct it",
        ),
        (
            "ideal_customer: {rules: [{name: X, points: 5}]}",
            "3:26: ideal_customer.rules[0] asks nothing; add field and a comparison, such as is: set",
        ),
        (
            "scores: [{name: S, rules: [{name: X, points: 1, field: A, is: set}, {name: x, points: 1, field: A}]}]",
            (
                "3:70: scores[0].rules[1].name is 'x', which scores[0].rules[0].name already is; give it a name of its "
                "own, or keep one of the two"
            ),
        ),
        (
            "scores: [{name: S, rulez: []}]",
            "3:20: scores[0].rulez is not a setting; did you mean rules?",
        ),
    ],
)
def test_what_makes_no_sense_is_told_at_its_place(text, told):
    assert told in told_of(text)
