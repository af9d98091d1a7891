"""The settings of activities and their standards: what must hold between them."""

from decimal import Decimal

import pytest

from pipectl.domain.errors import SpecProblem
from pipectl.spec.loader import load_spec

PLAN = "version: 1\nstages: [{name: A}]\n"


def problems(text):
    with pytest.raises(SpecProblem) as refusal:
        load_spec(PLAN + text, "p.yaml")
    return [str(each) for each in refusal.value.findings]


def test_settings_of_activities_are_read():
    spec = load_spec(
        PLAN
        + "activities:\n  files: [a.csv]\n  kinds: {call: [Dial], demo: []}\n  statuses: {done: [Ok]}\n"
        + "  quiet_after: 14\n  columns: {day: When}\n"
        + "activity_standards: [{kind: call, per_week: 40}, {kind: Demo, per_week: 0.5, owner: Zoe}]\n",
        "p.yaml",
    )
    found = spec.activities
    assert (found.files, found.kinds, found.quiet_after) == (("a.csv",), {"call": ("Dial",), "demo": ()}, 14)
    assert found.statuses.words()["done"] == ("Ok",)
    assert found.columns.headers() == {"day": "When"}
    assert [each.per_week for each in spec.activity_standards] == [40, Decimal("0.5")]
    assert load_spec(PLAN, "p.yaml").activities.quiet_after == 30


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "activities: {kinds: {call: [Dial], demo: [dial]}}",
            (
                "3:43: SPEC008 activities.kinds.demo[0] is 'dial', which activities.kinds.call[0] already is; "
                "a word is of one kind; remove one"
            ),
        ),
        (
            "activities: {kinds: {demo: [], Demo: []}}",
            "3:32: SPEC008 activities.kinds.Demo is demo in another spelling; join their words",
        ),
        (
            "activities: {statuses: {done: [Ok], no_show: [ok]}}",
            (
                "3:47: SPEC008 activities.statuses.no_show[0] is 'ok', which activities.statuses.done[0] already is; "
                "a word has one meaning; remove one"
            ),
        ),
        (
            "activities: {columns: {day: When, owner: when}}",
            (
                "3:35: SPEC008 activities.columns.owner is 'when', which activities.columns.day already is; "
                "a column holds one field; remove one"
            ),
        ),
        (
            "activity_standards: [{kind: cals, per_week: 40}]",
            "3:23: SPEC004 activity_standards[0].kind is 'cals', which is no kind that is counted; did you mean call?",
        ),
        (
            "activity_standards: [{kind: call, per_week: 0}]",
            "3:35: SPEC004 activity_standards[0].per_week is 0, must be above 0; correct it",
        ),
        (
            "activity_standards: [{kind: call, per_week: 4, owner: Zoe, team: West}]",
            "3:22: SPEC008 activity_standards[0] names an owner and a team; a standard is of one of them; write two",
        ),
        (
            "activity_standards: [{kind: call, per_week: 4}, {kind: Call, per_week: 5}]",
            "3:49: SPEC008 activity_standards[1] is a second one beside activity_standards[0]; remove one",
        ),
    ],
)
def test_what_can_t_be_is_refused_with_its_place_and_what_to_write(text, line):
    assert problems(text + "\n") == [f"p.yaml:{line}"]
