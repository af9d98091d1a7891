"""`leads` as a shell runs it."""

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
spend:
  - {period: 2026-Q1, amount: 6000, source: Web}
leads:
  respond_within: 4h
  business_hours: {hours: 09:00-17:00}
"""
LEADS = """\
Lead ID,Lead Source,Lead Owner,Lead Status,Created Date,First Response,Converted,Opportunity ID
L1,Web,Zoe,Open,2026-01-05 10:00,2026-01-05 11:30,1,O1
L2,Web,Zoe,Open,2026-01-05 16:00,2026-01-06 10:00,0,
L3,Fair,Yan,Open,2026-01-16 15:00,2026-01-20 12:00,1,O9
L4,Fair,Yan,Open,2026-01-28 09:00,,0,
L5,Fair,Yan,Open,soon,,0,
"""
DEALS = "Opportunity ID,Opportunity Name,Amount,Stage\nO1,Acme deal,12000,Closed Won\nO9,Corp deal,much,Proposal\n"
AS_OF = ("--as-of", "2026-02-02")


@pytest.fixture
def folder(tmp_path):
    for name, text in (("pipeline.yaml", PLAN), ("leads.csv", LEADS), ("opportunities.csv", DEALS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def found(ran):
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_leads_beside_pipeline_yaml_are_told_of_with_the_opportunities_they_became(folder):
    ran = pipectl("leads", *AS_OF, "--width", "80", cwd=folder)
    assert ran.code == 0, ran.err
    assert ran.err == ""
    for words in (
        "New leads      4 leads · 3 answered · 2 became opportunities",
        "Response time  median 2 h of 3 · p90 10.8 h (Mon–Fri 09:00–17:00)",
        "Within 4h      2 of 4 · 1 not answered",
        "Cost per lead  ",
        "Handed over    1 opportunity · 0 open · 1 won ($12k) · 0 lost · 1 not in the",
        "Data     4 leads from 5 rows, 1 set aside; read as a Salesforce report of leads",
        "leads.csv:6:5: DATA011 Created Date 'soon' is not a date",
        "LEAD106 L3 became O9",
        "1 row of the opportunities is set aside",
    ):
        assert words in ran.out
    assert max(map(len, ran.out.split("\n"))) <= 80


def test_its_json_is_as_its_schema_says_and_csv_has_the_same_figures(folder):
    call = ("leads", *AS_OF, "--by", "owner", "--where", "source=web", "--format")
    tree = found(pipectl(*call, "json", cwd=folder))
    Draft202012Validator(json.loads(pipectl("schema", "leads").out)).validate(tree)
    assert (tree["whole"]["leads"], tree["filters"]) == (2, ["source=web"])
    assert tree["whole"]["measures"]["cost_per_lead"]["value"] == "3000.00"
    assert [(each["by"], each["key"], each["leads"]) for each in tree["groups"]] == [
        ("source", "Web", 2), ("owner", "Zoe", 2),
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(pipectl(*call, "csv", cwd=folder).out)))
    cost = next(row for row in rows if (row["section"], row["measure"]) == ("whole", "cost_per_lead"))
    assert (cost["value"], cost["numerator"], cost["denominator"]) == ("3000.00", "6000", "2")


def test_leads_are_piped_in_named_and_written_to_a_file_but_never_over_what_is_read(folder):
    piped = found(pipectl("leads", "-", *AS_OF, "-f", "json", cwd=folder, stdin=LEADS.encode()))
    assert piped["whole"]["leads"] == 4
    (folder / "march.csv").write_text(LEADS, encoding="utf-8")
    ran = pipectl("leads", "march.csv", *AS_OF, "--opportunities", "opportunities.csv", "-o", "out.md", cwd=folder)
    assert (ran.code, ran.out) == (0, "")
    assert (folder / "out.md").read_text(encoding="utf-8").startswith("# Acme pipeline · leads")
    over = pipectl("leads", "march.csv", *AS_OF, "-o", "march.csv", "-f", "csv", cwd=folder)
    assert over.code == 2
    assert "would write over the input" in over.err


def test_what_can_not_be_answered_is_refused_with_what_to_do(folder, tmp_path):
    (folder / "bare.csv").write_text("Lead,Source\nAnn,Web\n", encoding="utf-8")
    (folder / "open.csv").write_text("Lead,Created\nAnn,03/04/2026\n", encoding="utf-8")
    for call, words in (
        (("bare.csv",), "bare.csv:1: no column of leads for: created (found: 'Lead', 'Source')"),
        (("open.csv",), "use --date-order dmy or mdy, or set columns.date_order in pipeline.yaml"),
        (("--strict",), "leads.csv:6:5: DATA011 Created Date 'soon' is not a date"),
        (("--where", "stage=Open"), "'stage' is no field of these leads"),
        (("--where", "created>=soon"), "'soon' is not a day; write 2026-01-31 or as_of"),
        (("--where", "owner>Ann"), "owner holds text; compare it with = or !="),
        (("--where", "owner=Nobody"), "no lead is left after the filters (owner=Nobody); loosen them"),
        (("--by", "stage"), "--by 'stage' is nothing that leads are grouped by"),
    ):
        ran = pipectl("leads", *call, *AS_OF, cwd=folder)
        assert (ran.code, ran.out) == (2, ""), call
        assert words in ran.err, call
    (folder / "leads.csv").unlink()
    ran = pipectl("leads", cwd=folder)
    assert ran.code == 2
    assert (
        "no leads: name a file of them, put leads.csv here, pipe one in, or name it in pipeline.yaml under" in ran.err
    )


def test_the_measures_of_leads_are_explained_with_their_figures(folder):
    ran = pipectl("explain", "lead_response_time", *AS_OF, cwd=folder)
    assert ran.code == 0, ran.err
    assert "Here        2 h" in ran.out
    assert "Inside the service level" in ran.out
    bare = pipectl("explain", "new leads", cwd=folder / "..")
    assert "Leads created in the period, each id once" in bare.out
    refused = pipectl("explain", "cost_per_lead", "--owner", "Zoe", cwd=folder)
    assert refused.code == 2
    assert "--owner: the measures of leads don't have it; see pipectl leads --help" in refused.err


SCORES = """\
  scores:
    - name: Fit
      rules:
        - {name: Senior, points: 3, field: Title, matches: VP}
        - {name: Web, points: 1, field: Lead Source, equals: web}
        - {name: Near, points: 1, field: Regoin, equals: EMEA}
"""


def test_scores_of_leads_rank_whom_to_call_and_one_lead_shows_what_each_rule_gave(folder):
    (folder / "pipeline.yaml").write_text(PLAN + SCORES, encoding="utf-8")
    titles = ("Title,Region", "CEO,EMEA", "VP,EMEA", "-,AMER", "=A1,AMER", "x,x")
    lines = [f"{line},{more}" for line, more in zip(LEADS.splitlines(), titles, strict=True)]
    (folder / "leads.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    tree = found(pipectl("leads", *AS_OF, "--format", "json", cwd=folder))
    Draft202012Validator(json.loads(pipectl("schema", "leads").out)).validate(tree)
    scores = tree["scores"]
    # L1 and L3 converted; L2 is a VP from the web, L4's title is a formula without a value.
    assert [(one["id"], one["scores"][0]["value"]) for one in scores["leads"]] == [("L2", "1"), ("L4", "0")]
    senior, near = scores["unjudged"]
    assert near["why"] == "the leads have no Regoin; did you mean Region?"
    assert (near["leads"], near["place"]) == (4, {"file": "pipeline.yaml", "line": 18, "column": 11})
    assert senior["why"] == "Title holds an error or a formula without a value"
    one = pipectl("leads", *AS_OF, "--lead", "L4", "--width", "80", cwd=folder)
    assert one.code == 0, one.err
    assert "Fit 0%, 0 of 1 points, 4 more can't be judged" in one.out
    assert "can't be judged: Title holds an error or a" in one.out
    assert "New leads" not in one.out
    refused = pipectl("leads", *AS_OF, "--lead", "L9", cwd=folder)
    assert (refused.code, refused.out) == (2, "")
    assert "--lead 'L9' is no id, name or company of a lead that the filters leave" in refused.err
