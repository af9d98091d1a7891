"""Risk rules and signs in every format."""

import json
from decimal import Decimal

import jsonschema
import pytest

from pipectl.domain.risk import Fact, Lack, Lift, SeenIn
from pipectl.domain.values import Ratio, Unit
from pipectl.render import to_csv, to_json, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.schemas import schema
from pipectl.render.words.risk import (
    action_words,
    here_words,
    lift_words,
    past_words,
    sign_words,
    signs_words,
    unjudged_words,
)
from tests.changing import replace
from tests.render.risks import BARE, ENTRY, HOSTILE, LINE, NOTHING, a_sign
from tests.render.samples import REPORT


@pytest.mark.parametrize(
    ("text", "fact", "words"),
    [
        ("close date {a} past", Fact("a", 13, Unit.DAYS), "close date 13 days past"),
        ("close date {a} past", Fact("a", 1, Unit.DAYS), "close date 1 day past"),
        ("in stage; {a} allowed", Fact("a", 1200, Unit.COUNT), "in stage; 1,200 allowed"),
        ("only {a}", Fact("a", Decimal(1), Unit.COUNT, "contact"), "only 1 contact"),
        ("{a} left", Fact("a", 3, Unit.COUNT, "stage"), "3 stages left"),
        ("{a} the largest win", Fact("a", Decimal("3.5"), Unit.MULTIPLE), "3.5× the largest win"),
        ("largest win {a}", Fact("a", Decimal(120000), Unit.MONEY), "largest win €120k"),
        ("{a} of the quota", Fact("a", Decimal("0.42"), Unit.PERCENT), "42% of the quota"),
        ("moved back from {a}", Fact("a", "{x} <b>"), "moved back from {X} <B>"),
    ],
)
def test_a_reason_and_an_action_spell_their_facts_and_clean_foreign_text(text, fact, words):
    sign = a_sign(text, fact)
    assert sign_words(sign, str.upper, "EUR") == action_words(sign, str.upper, "EUR") == words


def test_rules_that_were_judged_of_nothing_are_told_by_what_they_lack():
    lacking = [
        replace(NOTHING, title=title, lack=lack)
        for title, lack in (
            ("Pushed", Lack.HISTORY),
            ("Single contact", Lack.COLUMN),
            ("Moved back", Lack.HISTORY),
            ("Overdue", None),
            ("Large share of the quota", Lack.PLAN),
        )
    ]
    own = replace(NOTHING, title=f"Legal {'x' * 40}", own=True, lack=Lack.UNTOLD)
    assert unjudged_words(lacking, str.upper) == (
        "Not judged: pushed, moved back (no history) · single contact (no column)"
    )
    assert unjudged_words((own,), str.upper) == f"Not judged: LEGAL {'X' * 34} (nothing tells)"
    assert unjudged_words(lacking[3:], str) == ""


def test_several_reasons_stand_in_one_line():
    assert signs_words((a_sign("no amount"), a_sign("pushed 2×")), str) == "no amount, pushed 2×"


def test_what_the_past_says_has_both_counts():
    lift = Lift(Ratio(12, 15), Ratio(8, 40), SeenIn.HISTORY)
    assert lift_words(lift) == "12 of 15 that had it were lost, 8 of 40 that had not"
    assert lift_words(lift._replace(had=Ratio(4, 4))).endswith(": too few to say")
    assert lift_words(lift._replace(had=Ratio(0, 0))) == "none of 40 decided ones had it"
    assert lift_words(lift._replace(had_not=Ratio(0, 0))) == "all of 15 decided ones had it"
    assert past_words(replace(LINE, lift=lift._replace(seen_in=SeenIn.EXPORT))).endswith("as the export shows them")
    assert past_words(NOTHING) == "nothing tells"


def test_where_a_rule_stands_is_counted():
    assert here_words(LINE, "USD") == "fires for 4 of 22, $281k; 15 clear; 3 can't be judged"
    assert here_words(NOTHING) == "fires for 0 of 7; 7 clear"
    assert here_words(replace(LINE, amount=None, unjudged=0)) == "fires for 4 of 19; 15 clear"


@pytest.mark.parametrize("width", [80, 100])
def test_the_screen_of_a_rule_looks_as_agreed(snapshot, width):
    assert to_terminal.render("explain_risk", LINE, ENTRY, "USD", Canvas(width)) == snapshot
    assert to_terminal.render("explain_risk", None, BARE, None, Canvas(width)) == snapshot


def test_a_rule_as_markdown_csv_and_json_looks_as_agreed(snapshot):
    assert to_markdown.render("explain_risk", LINE, ENTRY, "USD") == snapshot
    assert to_csv.render("explain_risk", LINE, ENTRY, "USD") == snapshot
    assert to_json.render("explain_risk", LINE, ENTRY, "USD") == snapshot
    assert to_csv.render("explain_risk", None, BARE).splitlines()[1].startswith("x,X,own,It is so.")


def test_a_rule_as_json_fits_the_schema_of_explain():
    validator = jsonschema.Draft202012Validator(schema("explain"))
    for text in (
        to_json.render("explain_risk", LINE, ENTRY, "USD"),
        to_json.render("explain_risk", NOTHING, BARE),
        to_json.render("explain_risk", None, BARE),
    ):
        assert list(validator.iter_errors(json.loads(text))) == []


def test_what_pipeline_yaml_says_is_harmless_on_every_way_out():
    nasty = replace(REPORT, attention=(replace(REPORT.attention[0], signs=(HOSTILE,)),))
    for text in (
        to_terminal.render("report", nasty, Canvas(140)),
        to_markdown.render("report", nasty),
        to_terminal.render("explain_risk", LINE, ENTRY, None, Canvas(80)),
        to_markdown.render("explain_risk", LINE, ENTRY, None),
        to_json.render("report", nasty),
    ):
        assert not set("\x1b\u202e") & set(text)
    assert "<i>" not in to_markdown.render("report", nasty)
    assert "{days}" in to_terminal.render("report", nasty, Canvas(140))


def test_the_gravest_reason_stands_and_the_others_are_counted_on_any_width():
    many = replace(REPORT.attention[0], signs=(a_sign("close date 13 days past"), *[a_sign("another long reason")] * 2))
    for width in (60, 80, 100):
        text = to_terminal.render("report", replace(REPORT, attention=(many,)), Canvas(width))
        assert "close date 13 days past +2" in text
    assert "another long reason +1" in to_terminal.render("report", replace(REPORT, attention=(many,)), Canvas(118))


def test_what_was_not_judged_is_told_where_nothing_wants_a_look_too():
    calm = REPORT._replace(attention=(), attention_count=0)
    assert "Not judged: Legal (no column)" in to_terminal.render("report", calm, Canvas(80))
    assert "Not judged: Legal (no column)" in to_markdown.render("report", calm)
