"""Which day a past as-of is answered from, where no file is named."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from .past import PLAN
from .process import pipectl

TODAY = date.today()  # noqa: DTZ011 - as the program reads the clock
HEADER = "Id,Name,Amount,Stage,Create Date,Expected Close Date,Owner\n"
ACTIVITIES = f"Date,Type,Assigned,Opportunity ID\n{TODAY - timedelta(days=20)},Call,Ann,1\n"


def day(before: int) -> str:
    return str(TODAY - timedelta(days=before))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export of today, and a snapshot of eight days ago, when there was no second opportunity."""
    (tmp_path / "pipeline.yaml").write_text(f"{PLAN}data: [export.csv]\n", encoding="utf-8")
    first = f"1,Acme,1000,Discovery,{day(90)},{day(-60)},Ann\n"
    (tmp_path / "old.csv").write_text(HEADER + first, encoding="utf-8")
    assert pipectl("snapshot", "old.csv", "--as-of", day(8), cwd=tmp_path).code == 0
    second = f"2,Hooli,2000,Proposal,{day(6)},{day(-60)},Bo\n"
    (tmp_path / "export.csv").write_text(HEADER + first + second, encoding="utf-8")
    (tmp_path / "activities.csv").write_text(ACTIVITIES, encoding="utf-8")
    return tmp_path


def source(folder: Path, *call: str) -> dict[str, object]:
    ran = pipectl(*call, "--format", "json", cwd=folder)
    assert ran.code == 0, ran.err
    found: dict[str, object] = json.loads(ran.out)["source"]
    return found


@pytest.mark.parametrize("call", ["report", "review", "list", "playbook"])
def test_yesterday_is_answered_from_the_export_of_today_where_the_last_snapshot_is_further_away(call, folder):
    found = source(folder, call, "--as-of", day(1))
    assert (found["rows"], found["snapshot"]) == (2, None)


@pytest.mark.parametrize("call", ["report", "review", "list", "playbook"])
def test_a_day_nearer_to_a_snapshot_is_answered_from_it_and_the_head_says_so(call, folder):
    found = source(folder, call, "--as-of", day(6))
    assert (found["rows"], found["snapshot"]) == (1, day(8))
    for form in ("terminal", "markdown"):
        out = pipectl(call, "--as-of", day(6), "--format", form, cwd=folder).out
        assert ", 2 days before" in " ".join(out.split("\n")[:6]), out


def test_the_day_of_a_snapshot_is_answered_from_it_without_a_word(folder):
    assert source(folder, "report", "--as-of", day(8))["snapshot"] == day(8)
    assert "days before" not in pipectl("report", "--as-of", day(8), cwd=folder).out.splitlines()[0]


def test_activities_are_joined_to_the_same_opportunities_as_a_report_has(folder):
    near = pipectl("activity", "--as-of", day(7), "--width", "200", cwd=folder)
    assert (near.code, f"the opportunities are those of the snapshot of {day(8)}" in near.out) == (0, True), near.said
    assert "snapshot" not in pipectl("activity", "--as-of", day(1), cwd=folder).out


def test_a_file_that_is_named_counts_whatever_was_kept(folder):
    assert source(folder, "report", "export.csv", "--as-of", day(6))["snapshot"] is None
