"""`review` as a shell runs it."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from .past import FIRST, SECOND, THIRD, begin, keep, run
from .process import EXAMPLE, pipectl

NOW = (f"deals-{THIRD}.csv", "--as-of", THIRD)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    begin(tmp_path)
    keep(tmp_path, FIRST, SECOND)
    return tmp_path


def told(folder: Path, *call: str) -> dict[str, Any]:
    ran = run(folder, "review", *call, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_the_example_is_a_meeting_on_two_screens_of_eighty_columns():
    ran = pipectl("review", *EXAMPLE, "--width", "80")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert len(lines) <= 110
    assert max(map(len, lines)) <= 80
    titles = ["Commits", "At risk", "Slipped since Nov 9", "Stuck", "Learn", "Owners", "Next"]
    places = [next(at for at, line in enumerate(lines) if line.startswith(title)) for title in titles]
    assert places == sorted(places)
    assert "Quota: 45% of $400k won; what is due covers 2.0× of the $220k left, target 3.0×" in ran.out
    assert "Commits  2 deals, $60k; with signs against: 1 deal, $22k" in ran.out


def test_with_snapshots_it_says_what_changed_since_the_last_one_and_its_json_is_as_its_schema_says(folder):
    found = told(folder, *NOW)
    Draft202012Validator(json.loads(pipectl("schema", "review").out)).validate(found)
    assert found["since"] == {"day": SECOND, "how": "last_look", "days": 7}
    # 700 became 900. What was lost was due in 2027, so that it is no loss of this quarter.
    lines = {line["key"]: line["amount"] for line in found["change"]["whole"]["lines"] if line["count"]}
    assert lines == {"increased": "200.00"}
    assert (found["lessons"]["lost"]["count"], found["lessons"]["lost_in"][0]["key"]) == (1, "Negotiation")


def test_a_day_that_is_named_is_the_one_that_it_is_looked_back_to(folder):
    found = told(folder, *NOW, "--since", FIRST)
    assert found["since"] == {"day": FIRST, "how": "asked", "days": 14}
    assert found["slipped"]["pushed_out"] == {"count": 1, "amount": "2000.00", "currency": None}
    assert found["lessons"]["won"]["count"] == 1
    before = told(folder, *NOW, "--since", "2026-10-01")
    assert before["change"] is None
    assert "history begins on 2026-11-01" in before["no_change"]


def test_a_one_to_one_has_the_numbers_of_the_team_beside_theirs(folder):
    whole, ann = told(folder, *NOW), told(folder, *NOW, "--owner", "ann")
    assert ann["one_to_one"] == ["Ann"]
    assert [each["owner"] for each in ann["owners"]["owners"]] == ["Ann"]
    assert ann["owners"]["team"] == whole["owners"]["team"]
    assert {each["owner"] for each in ann["at_risk"]["owners"]} <= {"Ann"}


def test_every_format_has_every_section_and_markdown_boxes_to_tick(folder):
    text = run(folder, "review", *NOW, "-o", "notes.md")
    assert (text.code, text.out) == (0, "")
    notes = (folder / "notes.md").read_text(encoding="utf-8")
    for title in ("Commits to inspect", "At risk", "Slipped since Nov 8", "Stuck", "To learn from", "Owners", "Next"):
        assert f"\n## {title}" in notes
    assert "\n- [ ] " in notes
    rows = list(csv.DictReader(io.StringIO(run(folder, "review", *NOW, "--format", "csv").out)))
    sections = {row["section"] for row in rows}
    assert sections >= {"headline", "change", "commits", "at_risk", "stalled", "won", "lost", "owner", "hint", "action"}


def test_without_an_export_the_last_snapshot_is_what_is_spoken_about(folder):
    found = told(folder, "--as-of", SECOND)
    assert (found["since"]["day"], found["change"]["end"]) == (FIRST, SECOND)


def test_a_limit_is_of_each_section(folder):
    found = told(folder, *NOW, "--limit", "1")
    assert sum(len(each["opportunities"]) for each in found["at_risk"]["owners"]) <= 1
    assert len(found["stuck"]["opportunities"]) <= 1


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ((*NOW, "--since", "soon"), "--since 'soon' is not a day; write it as 2026-01-31"),
        ((*NOW, "--since", THIRD), "not before 2026-11-15"),
        ((*NOW, "--limit", "0"), "--limit"),
        ((*NOW, "--owner", "Nobody"), "owns nothing here"),
        ((*NOW, "--period", "soon"), "is not a period"),
        ((*NOW, "--history", "none.csv"), "none.csv"),
        ((*NOW, "--format", "junit"), "junit"),
        (("none.csv",), "none.csv"),
    ],
)
def test_what_can_t_be_answered_is_refused_with_a_remedy(call, said, folder):
    ran = run(folder, "review", *call)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
