"""`funnel` as a shell runs it."""

import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from .past import FIRST, PLAN, SECOND, THIRD, begin, keep, run
from .process import pipectl

NOW = (f"deals-{THIRD}.csv", "--as-of", "2026-11-16")
#: Salesforce's table of what the three days hold, in its own words.
HISTORY = """\
Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory
h1,1,2026-09-01T09:00:00.000Z,Discovery,1000,2026-12-01,25,Pipeline
h2,1,2026-11-06T09:00:00.000Z,Proposal,1500,2026-12-11,50,Pipeline
h3,1,2026-11-14T09:00:00.000Z,Negotiation,1500,2026-12-11,75,Pipeline
h4,2,2026-09-02T09:00:00.000Z,Discovery,2000,2026-12-02,25,Pipeline
h5,2,2026-09-12T09:00:00.000Z,Proposal,2000,2026-12-02,50,Pipeline
h6,2,2026-11-04T09:00:00.000Z,Negotiation,2000,2027-01-02,75,Pipeline
h7,2,2026-11-12T09:00:00.000Z,Closed Lost,2000,2027-01-02,0,Omitted
h8,3,2026-09-03T09:00:00.000Z,Discovery,3000,2026-12-03,25,Pipeline
h9,3,2026-09-13T09:00:00.000Z,Proposal,3000,2026-12-03,50,Pipeline
h10,3,2026-10-03T09:00:00.000Z,Negotiation,3000,2026-12-03,75,Pipeline
h11,3,2026-11-05T09:00:00.000Z,Closed Won,3000,2026-12-03,100,Closed
h12,4,2026-11-04T09:00:00.000Z,Discovery,700,2026-12-20,25,Pipeline
h13,4,2026-11-14T12:00:00.000Z,Discovery,900,2026-12-20,25,Pipeline
"""
#: Reached, went on, lost: Discovery, Proposal, Negotiation.
TOLD = [(4, 3, 0), (3, 3, 0), (3, 1, 1)]


@pytest.fixture
def folder(tmp_path):
    begin(tmp_path)
    (tmp_path / "OpportunityHistory.csv").write_text(HISTORY, encoding="utf-8")
    return tmp_path


def stages(folder: Path, *call: str) -> list[tuple[int, int, int]]:
    ran = run(folder, "funnel", *call, "--format", "json")
    assert ran.code == 0, ran.err
    return [(each["reached"], each["went_on"], each["lost"]) for each in json.loads(ran.out)["whole"]["stages"]]


def test_a_crm_s_history_is_taken_from_the_option_or_from_the_plan(folder):
    assert stages(folder, *NOW, "--history", "OpportunityHistory.csv") == TOLD
    (folder / "pipeline.yaml").write_text(PLAN + "history_files: [OpportunityHistory.csv]\n", encoding="utf-8")
    assert stages(folder, *NOW) == TOLD
    (folder / "sub").mkdir()
    ran = pipectl("funnel", f"../{NOW[0]}", *NOW[1:], "--format", "json", cwd=folder / "sub")
    assert [each["reached"] for each in json.loads(ran.out)["whole"]["stages"]] == [4, 3, 3]


def test_its_json_is_as_its_schema_says(folder):
    ran = run(folder, "funnel", *NOW, "--history", "OpportunityHistory.csv", "--by", "owner", "--format", "json")
    Draft202012Validator(json.loads(pipectl("schema", "funnel").out)).validate(json.loads(ran.out))
    assert json.loads(ran.out)["groups"][0]["key"] == "Ann"


def test_owners_add_up_to_the_whole_and_each_has_a_funnel_of_his_own(folder):
    history = ("--history", "OpportunityHistory.csv")
    ran = run(folder, "funnel", *NOW, *history, "--by", "owner", "--format", "json")
    groups = json.loads(ran.out)["groups"]
    added = [sum(group["stages"][place]["reached"] for group in groups) for place in range(3)]
    assert added == [reached for reached, _, _ in TOLD]
    assert stages(folder, *NOW, *history, "--owner", "Ann") == [(2, 1, 0), (1, 1, 0), (1, 0, 0)]


def test_snapshots_and_a_history_together_tell_no_less_than_the_history(folder):
    keep(folder)
    assert stages(folder, *NOW, "--history", "OpportunityHistory.csv") == TOLD


@pytest.mark.parametrize("form", ["terminal", "json", "csv", "markdown"])
def test_every_format_has_every_stage_and_where_it_was_learnt(form, folder):
    ran = run(folder, "funnel", *NOW, "--history", "OpportunityHistory.csv", "--format", form)
    assert (ran.code, ran.err) == (0, "")
    for stage in ("Discovery", "Proposal", "Negotiation"):
        assert stage in ran.out
    if form == "csv":
        assert len(list(csv.DictReader(io.StringIO(ran.out)))) >= 3


def test_a_report_knows_pushes_and_stages_by_a_history_alone(folder):
    ran = run(folder, "report", *NOW, "--history", "OpportunityHistory.csv", "--format", "json")
    measures = json.loads(ran.out)["measures"]
    assert measures["push_count"]["value"] == "1"
    assert measures["time_in_stage"]["details"]["left:Negotiation"]["value"] == "2"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (NOW, "keep exports with pipectl snapshot, or name a CRM's with --history"),
        ((*NOW, "--history", "none.csv"), "no such file"),
        ((*NOW, "--history", f"deals-{FIRST}.csv"), "histor"),
        ((*NOW, "--history", "OpportunityHistory.csv", "--owner", "Nobody"), "Nobody"),
        ((*NOW, "--history", "OpportunityHistory.csv", "--by", "colour"), "colour"),
        ((*NOW, "--history", "OpportunityHistory.csv", "--lookback", "soon"), "soon"),
        (("OpportunityHistory.csv",), "--history"),
    ],
)
def test_what_can_t_be_answered_is_refused_with_a_remedy(call, said, folder):
    ran = run(folder, "funnel", *call)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_changes_of_a_history_alone_are_told_for_days_within_it(folder):
    ran = run(folder, "changes", FIRST, *NOW, "--history", "OpportunityHistory.csv", "--format", "json")
    moved = {line["key"]: line["amount"] for line in json.loads(ran.out)["whole"]["lines"] if line["count"]}
    assert moved == {"created": "700.00", "increased": "700.00", "pushed_out": "-2000.00", "won": "-3000.00"}


def test_a_day_in_the_midst_of_a_history_is_not_told_what_came_after(folder):
    keep(folder, SECOND)
    call = ("--history", "OpportunityHistory.csv", "--as-of", SECOND)
    assert stages(folder, *call) == [(4, 3, 0), (3, 2, 0), (2, 1, 0)]


def test_all_time_holds_what_has_no_date_as_it_does_in_a_report(folder):
    rows = "1,A,10,Closed Won,\n2,B,10,Closed Lost,Proposal\n3,C,10,Proposal,\n4,D,10,Closed Lost,Discovery\n"
    (folder / "ends.csv").write_text(f"Id,Name,Amount,Stage,Lost From Stage\n{rows}", encoding="utf-8")
    assert stages(folder, "ends.csv", "--as-of", "2026-11-16", "--lookback", "all") == [(4, 3, 1), (3, 1, 1), (1, 1, 0)]
    assert stages(folder, "ends.csv", "--as-of", "2026-11-16") == [(0, 0, 0)] * 3


def test_a_row_without_an_id_is_counted_once_with_the_days_its_stages_were_entered(folder):
    entered = ",".join(f'"Date entered ""{stage} (S)"""' for stage in ("Discovery", "Proposal"))
    header = f"Record ID,Deal Name,Amount,Deal Stage,Create Date,{entered}\n"
    row = "{},{},10,Proposal,2026-01-01,2026-01-01,2026-02-01\n"
    for ids, told in (("12", 2), ("1", 2), ("", 2)):
        rows = "".join(row.format(ids[at : at + 1], name) for at, name in enumerate(("Acme", "Beta")))
        (folder / "hub.csv").write_text(header + rows, encoding="utf-8")
        assert stages(folder, "hub.csv", "--as-of", "2026-11-16") == [(told, told, 0), (told, 0, 0), (0, 0, 0)], ids


def test_days_in_a_stage_that_nobody_knows_the_entry_of_are_not_taken_for_none_at_all(folder):
    (folder / "log.csv").write_text("id,from stage,stage,entered\n1,Discovery,Proposal,2026-06-01\n", encoding="utf-8")
    for created, days in (("", (0, None, 1)), ("2026-05-02", (1, "30", 0))):
        (folder / "now.csv").write_text(
            f"Id,Name,Amount,Stage,Create Date\n1,A,1,Proposal,{created}\n", encoding="utf-8"
        )
        ran = run(folder, "funnel", "now.csv", "--history", "log.csv", "--as-of", "2026-11-16", "--format", "json")
        first = json.loads(ran.out)["whole"]["stages"][0]["days"]
        assert (first["left"], first["median"], first["undated"]) == days
