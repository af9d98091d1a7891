"""`qualify` as a shell runs it."""

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator

from .process import pipectl

DEALS = """\
Id,Name,Amount,Stage,Owner,Close Date,MEDDIC: Metrics,Economic Buyer,Champion,Employees
1,Globex,42000,Proposal,Ann,2026-12-01,yes,J. Roe,3,200
2,Initech,48000,Proposal,Bo,2026-12-01,no,,1,20
3,Hooli,,Prospecting,Ann,,,,,many
4,Acme,1000,Won,Ann,2026-10-01,yes,Sue,3,80
5,Beta,1000,Lost,Bo,2026-10-01,no,,0,10
6,Twin,10,Proposal,Bo,2026-12-01,yes,Kim,2,60
7,Twin,10,Proposal,Ann,2026-12-01,yes,Kim,2,60
"""
PLAN = """\
version: 1
name: New business
currency: USD
stages: [{name: Prospecting}, {name: Proposal}, {name: Won, kind: won}, {name: Lost, kind: lost}]
qualification:
  framework: meddic
  qualified_at: 0.5
  elements: [{name: Champion, field: Champion, min: 2}]
ideal_customer: {rules: [{name: Right size, points: 30, field: Employees, min: 50}]}
"""
ON = ("--as-of", "2026-11-16")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    (tmp_path / "pipeline.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def run(folder, *call):
    return pipectl("qualify", "deals.csv", *ON, *call, cwd=folder)


def test_its_json_is_as_its_schema_says_and_holds_every_open_one(folder):
    ran = run(folder, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    Draft202012Validator(json.loads(pipectl("schema", "qualify").out)).validate(found)
    assert found["schema"] == "pipectl.qualify/1"
    assert [each["name"] for each in found["opportunities"]] == ["Initech", "Globex", "Twin", "Twin", "Hooli"]
    assert found["opportunities"][0]["lacking"][:3] == ["metrics", "economic_buyer", "champion"]
    assert found["opportunities"][1]["fit"]["points"] == "30"
    assert found["source"]["rows"] == 7


@pytest.mark.parametrize("form", ["terminal", "csv", "markdown"])
def test_every_format_tells_who_lacks_what(form, folder):
    ran = run(folder, "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert "Initech" in ran.out
    assert "Right size" in ran.out
    if form == "csv":
        assert len({len(row) for row in csv.reader(io.StringIO(ran.out))}) == 1


def test_a_scorecard_of_one_is_found_by_id_and_by_name(folder):
    for wanted in ("2", "initech"):
        ran = run(folder, "--deal", wanted)
        assert ran.code == 0
        assert "0 of 6 elements met" in ran.out
        assert "Champion: Who sells for us" in " ".join(ran.out.split())
    assert run(folder, "--deal", "2", "--framework", "bant").out.count("can't be judged") >= 4


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            ("--deal", "Twin"),
            "is 2 opportunities: 6 · Twin · Bo · Proposal · deals.csv:7; 7 · Twin · Ann",
        ),
        (("--deal", "Initec"), "--deal 'Initec' is no id and no name here; did you mean Initech?"),
        (("--deal", "2", "--owner", "Ann"), "--deal '2' is left out by the filters (owner Ann); loosen them"),
        (("--framework", "spin"), "spin"),
        (("--limit", "0"), "--limit '0' is not a number of rows"),
        (("--owner", "Nobody"), "Nobody"),
        (("--format", "sarif"), "sarif"),
    ],
)
def test_what_can_t_be_answered_is_refused_with_a_remedy(call, said, folder):
    ran = run(folder, *call)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_without_a_pipeline_yaml_the_columns_tell_the_framework_and_without_columns_it_is_refused(folder):
    (folder / "pipeline.yaml").unlink()
    ran = run(folder)
    assert ran.code == 0
    assert "MEDDIC is taken, since 3 of its 6 elements have a column" in " ".join(ran.out.split())
    (folder / "deals.csv").write_text("Name,Amount,Stage\nA,1,Proposal\n", encoding="utf-8")
    ran = run(folder)
    assert (ran.code, ran.out) == (2, "")
    assert "there is nothing to qualify by" in ran.err


def test_the_same_file_is_read_alike_from_stdin_and_written_to_a_file_by_its_suffix(folder):
    piped = pipectl("qualify", "-", *ON, stdin=DEALS.encode(), cwd=folder)
    assert piped.out.replace("validate - ", "validate deals.csv ") == run(folder).out
    assert run(folder, "-o", "cards.md").out == ""
    assert (folder / "cards.md").read_text(encoding="utf-8").startswith("# New business · qualification\n")
