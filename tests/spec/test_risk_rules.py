"""Risk rules in pipeline.yaml: what can't be meant is told at its place, with what to write."""

import pytest

from .told import told_with_stages


def told_of(*risks):
    """Findings about risks, in column 3 on from line 4 on."""
    return told_with_stages("risks:\n" + "".join(f"- {each}\n" for each in risks))


@pytest.mark.parametrize(
    "risks",
    [
        ("{rule: no_activity, limit: 21}", "{rule: single_contact, use: no}"),
        ("{rule: single_contact, column: Contacts, limit: 2, level: high, next: Meet the CFO}",),
        ("{rule: large_share, limit: 0.5}", "{rule: close_too_near, limit: 0.75}", "{rule: overdue, use: yes}"),
        ("{name: Legal is not asked, field: Legal, equals: no, reason: Not seen, next: Ask, level: low}",),
        ("{name: Old and quiet, all: [{field: age_days, min: 90}, {field: next_step, is: missing}]}",),
        ("{name: A, field: amount, min: 1}", "{name: B, not: {field: owner, is: set}}"),
    ],
)
def test_risk_rules_that_can_be_meant_are_taken(risks):
    assert told_of(*risks) == []


@pytest.mark.parametrize(
    ("risks", "line"),
    [
        (
            ("{rule: no_activty, limit: 21}",),
            "4:4: SPEC004 risks[0].rule is 'no_activty', which is no risk rule; did you mean no_activity?",
        ),
        (
            ("{rule: xyz, use: no}",),
            (
                "4:4: SPEC004 risks[0].rule is 'xyz', which is no risk rule; docs/risks.md lists them, and name: makes "
                "one of your own"
            ),
        ),
        (("{rule: overdue}",), "4:3: SPEC008 risks[0] changes nothing; add limit, level, next, column or use: no"),
        (
            ("{rule: overdue, limit: 2.5}",),
            "4:19: SPEC004 risks[0].limit is 2.5, must be a whole number; write 2",
        ),
        (
            ("{rule: large_share, limit: 33}",),
            "4:23: SPEC004 risks[0].limit is 33, must be a share from 0 to 1; write 0.33",
        ),
        (
            ("{rule: overdue, limit: -1}",),
            "4:19: SPEC004 risks[0].limit is -1, must be 0 or more; correct it or leave it out",
        ),
        (
            ("{rule: stalled, limit: 9}",),
            "4:19: SPEC008 risks[0].limit says nothing to stalled, which has no limit; remove it",
        ),
        (
            ("{rule: overdue, column: Late}",),
            "4:19: SPEC008 risks[0].column says nothing to overdue, which looks at no column of its own; remove it",
        ),
        (
            ("{rule: overdue, use: no, limit: 3}",),
            "4:3: SPEC008 risks[0] leaves the rule out, and has limit; keep one of the two",
        ),
        (
            ("{rule: overdue, reason: Late}",),
            "4:3: SPEC008 risks[0] has rule beside reason, which is for rules of your own; keep one of the two",
        ),
        (
            ("{rule: overdue, field: amount, min: 1}",),
            ("4:3: SPEC008 risks[0] has rule beside a condition; make the condition a rule of its own, with a name"),
        ),
        (
            ("{rule: overdue, limit: 3}", "{rule: overdue, level: low}"),
            "5:4: SPEC008 risks[1].rule is 'overdue', which risks[0] already is about; put both into one",
        ),
        (
            ("{field: amount, min: 1}",),
            ("4:3: SPEC008 risks[0] names no rule; add rule: the one to change, or name: what to call your own"),
        ),
        (
            ("{name: Big, limit: 5, field: amount, min: 1}",),
            "4:3: SPEC008 risks[0] has limit, which only rules that come with pipectl have; remove it",
        ),
        (
            ("{name: Big}",),
            "4:3: SPEC008 risks[0] asks nothing; add field and a comparison, such as is: set",
        ),
        (
            ("{name: no amount, field: amount, is: missing}",),
            (
                "4:4: SPEC008 risks[0].name is 'no amount', which a rule that comes with pipectl is called; give it "
                "another name, or change rule:"
            ),
        ),
        (
            ("{name: Big, field: amount, min: 1}", "{name: big, field: amount, min: 2}"),
            "5:4: SPEC008 risks[1].name is 'big', which risks[0] already is about; give it another name",
        ),
        (
            ("{name: Big, field: amount, min: lots}",),
            (
                "4:30: SPEC004 risks[0].min is 'lots', must be a number as 10000, or a share as 40%; correct it or "
                "leave it out"
            ),
        ),
        (
            ("{rule: no_activity, limit: 40%}",),
            "4:23: SPEC005 risks[0].limit is '40%', must be a number 0 or more; write 40, or 0.4 where it is a share",
        ),
        (("{rule: overdue, use: nein}",), "4:19: SPEC004 risks[0].use is 'nein', must be yes or no; write yes or no"),
        (
            ("{rule: overdue, level: huge}",),
            "4:19: SPEC004 risks[0].level is 'huge', must be high, medium or low; write high, medium or low",
        ),
    ],
)
def test_a_risk_rule_that_can_not_be_meant_says_where_and_what_to_write(risks, line):
    assert told_of(*risks) == [f"pipeline.yaml:{line}"]
