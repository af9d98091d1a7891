"""`playbook` and `require` as a shell runs them."""

import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from .process import EXAMPLE, EXAMPLES, pipectl

PLAN = """\
version: 1
name: Deals
currency: USD
stages:
  - name: Discovery
    purpose: Understand the needs
    max_days: 20
    exit_criteria:
      - Needs are written down
      - {text: A next step is agreed, field: Next Step, is: set}
      - {text: Enough seats, field: Seats, min: 10}
    require: [{text: It has an amount, field: amount, is: set}]
    questions: [Where does it hurt?]
  - name: Proposal
    require: [{text: Not pushed again and again, field: push_count, max: 1}]
  - {name: Won, kind: won}
checks:
  - {finding: DATA310, max: 0}
"""
DEALS = """\
Id,Name,Stage,Amount,Close Date,Next Step,Owner,Stage Changed
1,Pilot,Discovery,100,2026-12-01,Call,Ann,2026-10-01
2,Pilot,Discovery,200,2026-12-01,,Bo,2026-11-10
3,Rollout,Proposal,,2026-12-{day},,Ann,2026-11-01
4,Old one,Won,50,2026-10-01,,Ann,2026-10-01
"""
TODAY = ("--as-of", "2026-11-16")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pipeline.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "deals.csv").write_text(DEALS.format(day="05"), encoding="utf-8")
    return tmp_path


def asked(folder: Path, *call: str, verb: str = "playbook"):
    return pipectl(verb, *call, *TODAY, cwd=folder)


def test_all_stages_one_stage_and_one_opportunity_are_shown(folder):
    ran = asked(folder, "deals.csv")
    assert (ran.code, ran.err) == (0, "")
    assert "Understand the needs" in ran.out
    assert "3 open" in ran.out
    stage = asked(folder, "discovery", "deals.csv")
    assert stage.code == 0
    # Case and spacing of a stage don't matter; the one without a step lacks it, and of seats nobody knows.
    assert "2 A next step is agreed (Next Step is set) → 1 met, 1 missing" in stage.out
    assert "can't be judged: the data has no Seats (2)" in stage.out
    deal = asked(folder, "deals.csv", "--deal", "1")
    assert deal.code == 0
    for words in ("46 days in stage, 26 more than the 20 allowed", "Where does it hurt?", "Enough seats"):
        assert words in deal.out
    by_name = asked(folder, "deals.csv", "--deal", "rollout", "--format", "json")
    told = json.loads(by_name.out)["deal"]
    assert [(each["text"], each["standing"]) for each in told["required"]] == [
        ("It has an amount", "missing"),
        ("Not pushed again and again", "unjudged"),
    ]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("Discovry", "deals.csv"), "'Discovry' is no stage; did you mean Discovery?"),
        (("deals.csv", "--deal", "Rolout"), "--deal 'Rolout' is no id and no name here; did you mean Rollout?"),
        (("deals.csv", "--deal", "Pilot"), "is 2 opportunities: 1 · Pilot · Ann · Discovery · deals.csv:2; 2 · Pilot"),
        (("deals.csv", "--deal", "1", "--owner", "Bo"), "--deal '1' is left out by the filters (owner Bo); loosen"),
        (("Discovery", "deals.csv", "--deal", "1"), "'Discovery' beside --deal"),
        (("none.csv",), "none.csv"),
        (("deals.csv", "--where", "push_count>1"), "takes more than the row, the history of its close dates"),
    ],
)
def test_what_can_t_be_answered_is_refused_with_a_remedy(call, said, folder):
    ran = asked(folder, *call)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_filters_narrow_what_is_counted_and_tell_one_name_from_another(folder):
    ran = asked(folder, "Discovery", "deals.csv", "--owner", "Ann", "--format", "json")
    found = json.loads(ran.out)
    assert [each["id"] for each in found["stage"]["opportunities"]] == ["1"]
    assert found["filters"] == ["owner Ann"]
    one = asked(folder, "deals.csv", "--deal", "Pilot", "--owner", "Bo", "--format", "json")
    assert json.loads(one.out)["deal"]["id"] == "2"
    long = asked(folder, "deals.csv", "--where", "days_in_stage>40", "--format", "json")
    assert [each["count"] for each in json.loads(long.out)["stages"]] == [1, 0, 0]


def test_every_format_fits_what_it_promises(folder):
    schema = Draft202012Validator(json.loads(pipectl("schema", "playbook").out))
    calls: tuple[tuple[str, ...], ...] = (("deals.csv",), ("Discovery", "deals.csv"), ("deals.csv", "--deal", "2"))
    for call in calls:
        schema.validate(json.loads(asked(folder, *call, "--format", "json").out))
    table = list(csv.DictReader(io.StringIO(asked(folder, *calls[1], "--format", "csv").out), strict=True))
    assert [row["id"] for row in table if row["section"] == "deal"] == ["2", "1"]
    assert "| Discovery | 2 | $300 |" in asked(folder, *calls[0], "--format", "markdown").out


def test_validate_finds_what_has_not_earned_its_stage_at_its_cell(folder):
    ran = asked(folder, "deals.csv", verb="validate")
    assert ran.code == 0
    requires = "Discovery, before Proposal, requires 'It has an amount' (amount is set)"
    assert f"deals.csv:4:4: DATA310 Amount is empty; {requires}" in ran.out
    assert "DATA311 1 of 1 open opportunities can't be judged by what Proposal requires" in ran.out


def test_check_gates_on_it_and_judges_by_history_what_it_looks_back_to(folder):
    (folder / "deals.csv").write_text(DEALS.format(day="05").replace("Proposal,,", "Proposal,9,"), encoding="utf-8")
    told = asked(folder, "deals.csv", verb="check")
    # Nothing tells how often it was pushed: no pass.
    assert (told.code, "1 opportunity can't be judged by what their stages" in told.out) == (2, True)
    assert " no             DATA310 Stage not earned" in asked(folder, "deals.csv", verb="doctor").out
    for day, as_of in (("05", "2026-11-01"), ("10", "2026-11-05"), ("20", "2026-11-10")):
        text = DEALS.format(day=day).replace("Proposal,,", "Proposal,9,")
        (folder / "deals.csv").write_text(text, encoding="utf-8")
        assert pipectl("snapshot", "deals.csv", "--as-of", as_of, cwd=folder).code == 0
    # Pushed twice, once more than allowed.
    failed = asked(folder, "deals.csv", verb="check")
    assert (failed.code, "push count is '2'" in failed.out) == (1, True)
    assert " yes            DATA310 Stage not earned" in asked(folder, "deals.csv", verb="doctor").out
    (folder / "pipeline.yaml").write_text(PLAN.replace("max: 1}]", "max: 2}]"), encoding="utf-8")
    assert asked(folder, "deals.csv", verb="check").code == 0
    deal = json.loads(asked(folder, "deals.csv", "--deal", "3", "--format", "json").out)["deal"]
    assert {each["standing"] for each in deal["required"]} == {"met"}


def test_without_a_plan_it_says_how_to_write_one(tmp_path):
    ran = pipectl("playbook", str(EXAMPLES / "minimal.csv"), *TODAY, cwd=tmp_path)
    assert ran.code == 0
    assert "no stage has a playbook yet" in ran.out


def test_the_example_has_a_playbook_whose_conditions_its_columns_can_judge():
    found = json.loads(pipectl("playbook", *EXAMPLE, "--format", "json").out)
    opened = [each for each in found["stages"] if each["kind"] == "open"]
    assert all(each["purpose"] and each["exit_conditions"] for each in opened)
    assert [(each["name"], each["ready"]["met"], each["ready"]["unjudged"]) for each in opened] == [
        ("Prospecting", 3, 0),
        ("Qualification", 1, 0),
        ("Discovery", 3, 0),
        ("Solution Presentation", 2, 0),
        ("Handling Objections", 2, 0),
        ("Negotiation", 1, 0),
        ("Closing", 2, 0),
    ]
    validated = json.loads(pipectl("validate", *EXAMPLE, "--format", "json").out)
    assert "DATA310" not in validated["finding_counts"]
