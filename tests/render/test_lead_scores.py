"""What scores of leads say in each format."""

import csv
import io
import json

import pytest

from pipectl.domain.scorecard import Contribution, Scored
from pipectl.render import to_csv, to_json, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.words.lead_score import band_title, gave_words
from tests.render.lead_samples import BARE, LEADS, ONE, SCORED


def same(text: str) -> str:
    return text


@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_screens_look_as_agreed(snapshot, width):
    for found in (SCORED, ONE):
        assert to_terminal.render("leads", found, Canvas(width)) == snapshot


def test_the_documents_look_as_agreed(snapshot):
    assert to_markdown.render("leads", SCORED) == snapshot
    assert to_markdown.render("leads", ONE) == snapshot
    assert to_csv.render("leads", ONE) == snapshot
    assert json.loads(to_json.render("leads", ONE))["scores"] == snapshot


def test_every_open_lead_is_in_json_and_csv_whatever_the_limit_of_tables():
    assert SCORED.scores is not None
    assert SCORED.scores.shown == 2
    number = len(SCORED.scores.leads)
    assert number > 2
    tree = json.loads(to_json.render("leads", SCORED))["scores"]
    assert len(tree["leads"]) == number
    rows = list(csv.DictReader(io.StringIO(to_csv.render("leads", SCORED))))
    assert [row["value"] for row in rows if (row["section"], row["measure"]) == ("lead", "rank")] == [
        str(at + 1) for at in range(number)
    ]


def test_a_rule_that_the_leads_have_no_column_for_is_told_with_its_place_and_how_many():
    words = "Score: Big (pipeline.yaml:40:9) can't be judged of 34 of 34 leads: the leads have no Employees"
    for text in (to_terminal.render("leads", SCORED, Canvas(140)), to_markdown.render("leads", SCORED)):
        assert words in " ".join(text.split())


def test_without_scores_nothing_is_said_of_them():
    for found in (LEADS, BARE):
        assert json.loads(to_json.render("leads", found))["scores"] is None
        assert "Call first" not in to_terminal.render("leads", found, Canvas(100))


def test_bands_are_called_by_their_bounds():
    assert SCORED.scores is not None
    assert [band_title(band) for band in SCORED.scores.scores[0].bands] == [
        "80% and more", "60% to 80%", "40% to 60%", "20% to 40%", "below 20%",
    ]  # fmt: skip


def test_what_gave_a_score_is_said_with_its_points_the_most_first():
    def given(*holds: bool | None) -> Scored:
        rules = tuple(Contribution(f"R{at}", at + 1, each) for at, each in enumerate(holds))  # type: ignore[arg-type]  # whole points
        points = sum(rule.points for rule in rules if rule.holds)
        return Scored("S", points, points, sum(rule.points for rule in rules), rules)  # type: ignore[arg-type]  # the same

    assert gave_words(given(True, True, False), same) == "R1 2, R0 1"
    assert gave_words(given(True, None, None), same) == "R0 1, 2 rules ?"
    assert gave_words(given(True, True), same) == "every rule"
    assert gave_words(given(False, False), same) == "nothing"
