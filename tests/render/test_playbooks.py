"""The playbook as screens, Markdown, CSV and JSON say it."""

import csv
import io
import json

import pytest

from pipectl.render import to_csv, to_json, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from tests.changing import replace
from tests.render.playbooks import DEAL, DECIDED, EMPTY, OVERVIEW, SHEET, a_stage


def rows(text: str, section: str) -> list[dict[str, str]]:
    return [row for row in csv.DictReader(io.StringIO(text), strict=True) if row["section"] == section]


@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_screens_look_as_agreed(snapshot, width):
    for found in (OVERVIEW, SHEET, DEAL):
        assert to_terminal.render("playbook", found, Canvas(width)) == snapshot
    assert to_terminal.render("playbook", EMPTY, Canvas(width)) == snapshot


def test_the_other_formats_look_as_agreed(snapshot):
    for found in (OVERVIEW, SHEET, DEAL):
        assert to_markdown.render("playbook", found) == snapshot
        assert to_csv.render("playbook", found) == snapshot
        assert to_json.render("playbook", found) == snapshot


def test_what_can_t_be_judged_stands_apart_in_every_format():
    for text in (to_terminal.render("playbook", SHEET, Canvas(100)), to_markdown.render("playbook", SHEET)):
        assert "1 met, 1 missing, 1 can't be judged" in text
        assert "the data has no Seats" in text
    [_, _, seats] = json.loads(to_json.render("playbook", SHEET))["stage"]["exit_criteria"]
    assert (seats["met"], seats["missing"], seats["unjudged"], seats["ask"]) == (1, 1, 1, 0)
    criteria = [row for row in rows(to_csv.render("playbook", SHEET), "criterion") if row["kind"] == "exit_criteria"]
    assert [row["unjudged"] for row in criteria] == ["0", "0", "1"]


def test_a_share_that_is_not_defined_says_why():
    stages = json.loads(to_json.render("playbook", OVERVIEW))["stages"]
    told = {each["name"]: each["ready"]["undefined"] for each in stages if each["kind"] == "open"}
    assert told == {
        "Prospecting": "none of its exit criteria has a condition",
        "Discovery": None,
        "Proposal": "no open opportunity stands in it",
        "Handling Objections and More": "it can't be judged of anybody in it",
        "Negotiation": "it has no exit_criteria",
    }
    assert [each["ready"]["value"] is None for each in stages[:5]] == [True, False, True, True, True]
    for text in (to_terminal.render("playbook", OVERVIEW, Canvas(100)), to_markdown.render("playbook", OVERVIEW)):
        for why in filter(None, told.values()):
            assert why in text.replace("\\_", "_")


def test_usual_days_that_are_not_known_say_why():
    for found, why in ((EMPTY, "there is no history of stages"), (replace(EMPTY, has_past=True), "nobody left it")):
        assert why in to_terminal.render("playbook", found, Canvas(100))
        assert why in to_markdown.render("playbook", found)
        assert why in json.loads(to_json.render("playbook", found))["stages"][0]["days"]["undefined"]


def test_an_opportunity_that_is_over_its_time_says_by_how_much():
    assert "35 days in stage, 14 more than the 21 allowed" in to_terminal.render("playbook", DEAL, Canvas(100))
    assert "35 days in stage, 14 more than the 21 allowed" in to_markdown.render("playbook", DEAL)
    known = replace(DEAL, stages=(a_stage("Discovery", max_days=40),))
    assert DEAL.deal is not None
    known = replace(known, deal=DEAL.deal._replace(deal=DEAL.deal.deal._replace(over=False)))
    assert "35 days in stage, 40 allowed" in to_terminal.render("playbook", known, Canvas(100))


def test_of_one_that_is_decided_nothing_is_asked():
    assert "it is won, so that nothing is asked of it" in to_terminal.render("playbook", DECIDED, Canvas(100))
    assert "it is won, so that nothing is asked of it" in to_markdown.render("playbook", DECIDED)


def test_csv_has_a_row_an_opportunity_and_one_for_each_criterion_of_it():
    text = to_csv.render("playbook", SHEET)
    assert SHEET.sheet is not None
    assert [row["name"] for row in rows(text, "deal")] == [each.name for each in SHEET.sheet.deals]
    assert len(rows(text, "answer")) == 3 * 3
    required = [row for row in rows(to_csv.render("playbook", DEAL), "answer") if row["kind"] == "require"]
    assert [(row["stage"], row["standing"]) for row in required] == [("Prospecting", "ask"), ("Discovery", "met")]
