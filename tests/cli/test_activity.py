"""`activity` as a shell runs it."""

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator

from .process import pipectl

PLAN = """\
version: 1
name: Acme pipeline
currency: USD
stages:
  - {name: Proposal, probability: 0.5}
  - {name: Closed Won, kind: won}
  - {name: Closed Lost, kind: lost}
activities:
  kinds: {demo: [Product demo]}
activity_standards:
  - {kind: call, per_week: 2}
"""
ACTIVITIES = """\
Date,Owner,Activity Type,Opportunity ID,Status
2026-01-05,Zoe,Call,O1,Completed
2026-01-13,Zoe,Call,,Completed
2026-01-14,Zoe,Call,,Completed
2026-01-15,Yan,Meeting,O1,No-show
2026-01-16,Yan,Product demo,O2,Completed
2026-01-20,Zoe,Meeting,O9,Completed
2026-02-20,Zoe,Meeting,O1,Planned
2026-01-21,Yan,Lunch,O2,Completed
2026-01-21,Yan,Call,,Perhaps
soon,Yan,Call,,Completed
"""
DEALS = """\
Opportunity ID,Opportunity Name,Amount,Create Date,Expected Close Date,Stage,Owner
O1,Acme deal,12000,2025-12-01,2026-03-01,Proposal,Zoe
O2,Beta deal,8000,2025-12-01,2026-03-01,Proposal,Yan
O3,Corbel deal,7000,2025-12-01,2026-01-20,Closed Won,Zoe
"""
AS_OF = ("--as-of", "2026-02-06")


@pytest.fixture
def folder(tmp_path):
    for name, text in (("pipeline.yaml", PLAN), ("activities.csv", ACTIVITIES), ("opportunities.csv", DEALS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def found(ran):
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_activities_beside_pipeline_yaml_are_told_of_with_the_opportunities_they_touched(folder):
    ran = pipectl("activity", *AS_OF, "--width", "80", cwd=folder)
    assert ran.code == 0, ran.err
    assert ran.err == ""
    for words in (
        "Activities    6 done · 3 calls · 1 meeting · 1 demo · 1 of other kinds · 1",
        "with an unknown status",
        "Ratios        calls per meeting 3 (3 ÷ 1) · meetings per proposal – no",
        "Touches       median 24 d since the last of 2 open",
        "Untouched     1 of 2 open for more than 30 days · $12k",
        " Zoe      0.8         2    38%  1 of 4    1    2    0    0           0",
        " Acme deal  Zoe    Proposal    $12k       Jan 5    32",
        "Data     9 activities of 2026-01-05 to 2026-02-20 from 10 rows, 1 set aside",
        "Found    4 findings: ACT102 ×1, ACT103 ×1, ACT104 ×1, DATA011 ×1",
    ):
        assert words in ran.out
    assert max(map(len, ran.out.split("\n"))) <= 80


def test_its_json_is_as_its_schema_says_and_csv_has_the_same_figures(folder):
    call = ("activity", *AS_OF, "--owner", "zoe", "--quiet-after", "10", "--age", "14", "--format")
    tree = found(pipectl(*call, "json", cwd=folder))
    Draft202012Validator(json.loads(pipectl("schema", "activity").out)).validate(tree)
    assert (tree["quiet_after_days"], tree["age_days"], tree["filters"]) == (10, 14, ["owner=zoe"])
    assert [line["key"] for line in tree["owners"]] == ["Zoe"]
    details = tree["whole"]["measures"]["activity"]["details"]
    assert (details["proposals_per_won"]["value"], details["won"]["value"]) == ("0", "1")
    rows = list(csv.DictReader(io.StringIO(pipectl(*call, "csv", cwd=folder).out)))
    attained = next(row for row in rows if (row["section"], row["measure"]) == ("whole", "attained"))
    assert (attained["kind"], attained["numerator"], attained["denominator"]) == ("call", "3", "8")


def test_activities_are_piped_in_named_and_written_to_a_file_but_never_over_what_is_read(folder):
    piped = found(pipectl("activity", "-", *AS_OF, "-f", "json", cwd=folder, stdin=ACTIVITIES.encode()))
    assert piped["whole"]["measures"]["activity"]["value"] == "6"
    (folder / "march.csv").write_text(ACTIVITIES, encoding="utf-8")
    ran = pipectl("activity", "march.csv", *AS_OF, "--opportunities", "opportunities.csv", "-o", "out.md", cwd=folder)
    assert (ran.code, ran.out) == (0, "")
    assert (folder / "out.md").read_text(encoding="utf-8").startswith("# Acme pipeline · activity")
    over = pipectl("activity", "march.csv", *AS_OF, "-o", "march.csv", "-f", "csv", cwd=folder)
    assert over.code == 2
    assert "would write over the input" in over.err


def test_what_can_not_be_answered_is_refused_with_what_to_do(folder):
    (folder / "bare.csv").write_text("Who,What\nAnn,Call\n", encoding="utf-8")
    (folder / "open.csv").write_text("Date,Type\n03/04/2026,Call\n", encoding="utf-8")
    for call, words in (
        (("bare.csv",), "bare.csv:1: no column of activities for: day or done_on (found: 'Who', 'What')"),
        (("open.csv",), "use --date-order dmy or mdy, or set columns.date_order in pipeline.yaml"),
        (("--strict",), "activities.csv:11:1: DATA011 Date 'soon' is not a date"),
        (("--owner", "Nobody"), "nothing is left after --owner Nobody; correct the name"),
        (("--age", "0"), "--age"),
        (("--quiet-after", "x"), "--quiet-after"),
    ):
        ran = pipectl("activity", *call, *AS_OF, cwd=folder)
        assert (ran.code, ran.out) == (2, ""), call
        assert words in ran.err, call
    (folder / "activities.csv").unlink()
    ran = pipectl("activity", cwd=folder)
    assert ran.code == 2
    assert "no activities: name a file of them, put activities.csv here, pipe one in, or name it in" in ran.err


def test_the_measures_of_activities_are_explained_with_their_figures(folder):
    ran = pipectl("explain", "touches", *AS_OF, cwd=folder)
    assert ran.code == 0, ran.err
    assert "Here        24 d" in ran.out
    assert "Open without a touch for too long" in ran.out
    bare = pipectl("explain", "activity", cwd=folder / "..")
    assert "what was not done" in bare.out
    refused = pipectl("explain", "touches", "--stage", "Proposal", cwd=folder)
    assert refused.code == 2
    assert "--stage: the measures of activities don't have it; see pipectl activity --help" in refused.err
