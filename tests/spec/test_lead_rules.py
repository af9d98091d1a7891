"""The settings of leads: what must hold between them."""

from decimal import Decimal

import pytest

from pipectl.domain.errors import SpecProblem
from pipectl.spec.loader import load_spec

PLAN = "version: 1\nstages: [{name: A}]\n"


def problems(text):
    with pytest.raises(SpecProblem) as refusal:
        load_spec(PLAN + text, "p.yaml")
    return [str(each) for each in refusal.value.findings]


def test_settings_of_leads_are_read():
    leads = load_spec(
        PLAN
        + "leads:\n  files: [a.csv]\n  respond_within: 30m\n  business_hours: {days: [mon, tue], hours: 08:00-16:30,"
        " holidays: US-CA}\n  matures_after: 60d\n  columns: {created: Inquiry}\n",
        "p.yaml",
    ).leads
    assert (leads.files, leads.respond_within, leads.matures_after) == (("a.csv",), "30m", "60d")
    assert leads.columns.headers() == {"created": "Inquiry"}
    assert leads.business_hours is not None
    assert leads.business_hours.hours == "08:00-16:30"
    plain = load_spec(PLAN, "p.yaml").leads
    assert (plain.files, plain.respond_within, plain.business_hours, plain.matures_after) == ((), None, None, "90d")


def test_what_can_t_be_is_refused_with_its_place_and_what_to_write():
    assert problems("leads: {respond_within: 4 hours, matures_after: 90}\n") == [
        (
            "p.yaml:3:9: SPEC004 leads.respond_within is '4 hours', must be minutes, hours or days such as 30m, 4h or "
            "2d; correct it or leave it out"
        ),
        ("p.yaml:3:34: SPEC004 leads.matures_after is '90', must be days such as 90d; correct it or leave it out"),
    ]
    assert problems("leads: {business_hours: {hours: 17:00-09:00, holidays: usa}}\n") == [
        (
            "p.yaml:3:26: SPEC004 leads.business_hours.hours is '17:00-09:00', which ends before it begins; write it "
            "as 09:00-17:00"
        ),
        (
            "p.yaml:3:46: SPEC004 leads.business_hours.holidays is 'usa', must be a country, or a country and its "
            "region, such as US, US-CA or DE-BY; correct it or leave it out"
        ),
    ]


@pytest.mark.parametrize("hours", ["{}", "{hours: 09:00-17:00}", "{days: [mon]}"])
def test_days_are_no_service_level_in_business_hours(hours):
    assert problems(f"leads: {{respond_within: 2d, business_hours: {hours}}}\n") == [
        (
            "p.yaml:3:9: SPEC008 leads.respond_within is '2d', and business_hours counts hours; write it in hours "
            "of work, as 8h for a day of 09:00-17:00"
        )
    ]
    assert load_spec(PLAN + "leads: {respond_within: 2d}\n", "p.yaml").leads.respond_within == "2d"


def test_a_column_of_leads_holds_one_field():
    assert problems("leads: {columns: {created: Day, first_response: day}}\n") == [
        (
            "p.yaml:3:33: SPEC008 leads.columns.first_response is 'day', which leads.columns.created already is; a "
            "column holds one field; remove one"
        )
    ]


def a_score(rule):
    return f"leads:\n  scores:\n    - name: S\n      rules: [{{name: R, points: 1, {rule}}}]\n"


def test_scores_of_leads_are_read_with_flat_rules():
    (score,) = load_spec(PLAN + a_score("field: Title, matches: VP|Chief"), "p.yaml").leads.scores
    (rule,) = score.rules
    assert (score.name, rule.name, rule.points, rule.words()) == ("S", "R", Decimal(1), "Title matches VP|Chief")


def test_rules_ask_a_field_of_a_lead_what_it_holds():
    # Of an opportunity, amount holds numbers and stage a stage; of leads both are columns of the file.
    for rule in ("field: amount, matches: x", "field: stage, equals: any", "field: age_days, max: 14"):
        assert load_spec(PLAN + a_score(rule), "p.yaml").leads.scores
    (told,) = problems(a_score("field: response_hours, matches: x"))
    assert "leads.scores[0].rules[0].matches can't be asked of response_hours, which holds numbers" in told
    (told,) = problems(a_score("field: first_response, min: 5"))
    assert "min can't be asked of first_response, which holds days" in told
    (told,) = problems(a_score("field: source, max: 5"))
    assert "max can't be asked of source, which holds text" in told


def test_scores_of_leads_and_their_rules_have_names_of_their_own():
    rule = "{name: R, points: 1, field: A, is: set}"
    told = problems(f"leads: {{scores: [{{name: S, rules: [{rule}, {rule}]}}, {{name: s, rules: [{rule}]}}]}}\n")
    assert [line.split(" ", 3)[2] for line in told] == ["leads.scores[0].rules[1].name", "leads.scores[1].name"]
