"""Files of activities that pipeline.yaml names, in every command that reads opportunities, as a shell runs them."""

import json

import pytest

from .process import pipectl

PLAN = """\
version: 1
name: Acme pipeline
currency: USD
stages:
  - name: Proposal
    probability: 0.5
    exit_criteria:
      - {text: We were in touch lately, field: days_since_activity, max: 14}
  - {name: Closed Won, kind: won}
  - {name: Closed Lost, kind: lost}
"""
NAMED = PLAN + "activities: {files: [touches.csv]}\n"
DEALS = """\
Opportunity ID,Opportunity Name,Amount,Create Date,Expected Close Date,Stage,Owner
O1,Acme deal,12000,2025-12-01,2026-03-01,Proposal,Zoe
O2,Brook deal,9000,2025-12-20,2026-03-01,Proposal,Zoe
"""
TOUCHES = """\
Date,Owner,Activity Type,Opportunity ID,Status
2025-12-15,Zoe,Call,O1,Completed
2026-01-28,Zoe,Call,O1,Completed
2026-02-20,Zoe,Meeting,O2,Planned
soon,Zoe,Call,O2,Completed
"""
DAY = ("--as-of", "2026-02-02")
NOTE = "last activity from touches.csv: 2 touches of 1 open opportunity; 1 row of it is set aside, see pipectl activity"


@pytest.fixture
def folder(tmp_path):
    for name, text in (("pipeline.yaml", NAMED), ("opportunities.csv", DEALS), ("touches.csv", TOUCHES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def answer(folder, *arguments):
    ran = pipectl(*arguments, *DAY, "--format", "json", cwd=folder)
    assert not ran.err, ran.err
    return json.loads(ran.out)


def quiet(found):
    return [each["name"] for each in found["attention"] if any(sign["rule"] == "no_activity" for sign in each["signs"])]


def test_every_command_knows_of_the_touches_in_files_that_are_named(folder):
    report = answer(folder, "report")
    assert NOTE in report["notes"]
    account = report["source"]["activities"]
    assert (account["touches"], account["touched"], account["rows"]["set_aside"]) == (2, 1, 1)
    assert (account["files"], account["since"], account["until"]) == (["touches.csv"], "2025-12-15", "2026-01-28")
    assert quiet(report) == ["Brook deal"]
    assert NOTE in answer(folder, "review")["notes"]
    assert NOTE in answer(folder, "list")["notes"]
    ready = pipectl("playbook", *DAY, cwd=folder).out
    assert "1 of 2" in ready
    assert "last activity from touches.csv" in ready
    assert answer(folder, "list", "--where", "last_activity>=2026-01-28")["count"] == 1
    found = pipectl("validate", *DAY, cwd=folder)
    assert "nothing was done on it in 44 days" in found.out
    explained = pipectl("explain", "no_activity", *DAY, cwd=folder)
    assert "fires for 1 of 2" in explained.out


def test_what_was_done_later_than_the_day_of_the_report_tells_nothing(folder):
    report = json.loads(pipectl("report", "--as-of", "2026-01-20", "--format", "json", cwd=folder).out)
    assert report["source"]["activities"]["until"] == "2025-12-15"
    assert report["source"]["activities"]["touches"] == 1


def test_a_file_beside_the_data_that_is_not_named_is_read_by_activity_alone(folder):
    (folder / "pipeline.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "touches.csv").rename(folder / "activities.csv")
    report = answer(folder, "report")
    assert report["source"]["activities"] is None
    assert not any("activities.csv" in note for note in report["notes"])
    assert pipectl("activity", *DAY, cwd=folder).code == 0


def test_a_named_file_that_is_missing_or_unreadable_is_no_answer(folder):
    (folder / "touches.csv").unlink()
    for command in ("report", "validate", "list"):
        ran = pipectl(command, *DAY, cwd=folder)
        assert ran.code == 2
        assert not ran.out
        assert "touches.csv: no such file" in ran.err
        assert "pipeline.yaml names it under activities: files" in ran.err
    (folder / "touches.csv").write_text("Foo,Bar\n1,2\n", encoding="utf-8")
    ran = pipectl("report", *DAY, cwd=folder)
    assert ran.code == 2
    assert "touches.csv:1: no column of activities for: day or done_on" in ran.err
    assert pipectl("snapshot", *DAY, cwd=folder).code == 0


def test_strict_refuses_a_row_of_it_that_was_set_aside_and_nothing_is_written_over_it(folder):
    ran = pipectl("report", *DAY, "--strict", cwd=folder)
    assert ran.code == 2
    assert "1 row was set aside, which --strict forbids" in ran.err
    ran = pipectl("report", *DAY, "-o", "touches.csv", cwd=folder)
    assert ran.code == 2
    assert "would write over the input" in ran.err


def test_a_snapshot_keeps_what_the_export_says_and_is_read_with_the_touches_up_to_its_day(folder):
    assert pipectl("snapshot", *DAY, cwd=folder).code == 0
    (kept,) = (folder / "history").rglob("*.csv")
    assert "2026-01-28" not in kept.read_text(encoding="utf-8")
    report = json.loads(pipectl("report", "--as-of", "2026-02-03", "--format", "json", cwd=folder).out)
    assert report["source"]["activities"]["touches"] == 2
