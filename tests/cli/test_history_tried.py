"""What people stumbled over who tried history on exports of their own."""

import json

import pytest

from .past import FIRST, PLAN, SECOND, begin, keep, run
from .process import Ran

STAGES = """\
version: 1
stages:
  - {name: Lead, probability: 0.1}
  - {name: Proposal, probability: 0.5}
  - {name: Won, kind: won}
  - {name: Lost, kind: lost}
"""
TODAY = "Id,Name,Amount,StageName,CreatedDate,CloseDate\n1,A,300,Lost,2026-08-10,2026-11-10\n"
LOG = """\
Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate
h1,1,Lead,100,2026-12-01,2026-08-10
h2,1,Proposal,100,2026-12-01,2026-09-20
h3,1,Proposal,300,2026-12-01,2026-10-20
h4,1,Lost,300,2026-11-10,2026-11-10
"""
HEADER = "Id,Name,Amount,Stage,Created Date,Close Date,Stage Changed\n"


def shown(ran: Ran):
    assert ran.code == 0, ran.said
    return json.loads(ran.out)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pipeline.yaml").write_text(STAGES, encoding="utf-8")
    return tmp_path


def keep_rows(folder, day: str, *rows: str) -> None:
    (folder / "export.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    assert run(folder, "snapshot", "export.csv", "--as-of", day).code == 0


def test_how_things_stood_on_a_past_day_is_told_by_the_log_and_not_by_an_export_of_later(folder):
    (folder / "pipeline.yaml").write_text(STAGES + "data: [Opportunity.csv]\n", encoding="utf-8")
    (folder / "Opportunity.csv").write_text(TODAY, encoding="utf-8")
    (folder / "log.csv").write_text(LOG, encoding="utf-8")
    past = ("--history", "log.csv", "--format", "json")
    found = shown(run(folder, "changes", "2026-08-15", "2026-09-24", "-p", "all", *past))
    assert [found["whole"][end] for end in ("start_amount", "end_amount")] == ["100.00", "100.00"]
    funnel = shown(run(folder, "funnel", "--as-of", "2026-09-24", *past))
    lead, proposal = funnel["whole"]["stages"]
    assert (lead["went_on"], proposal["lost"], proposal["waiting"]) == (1, 0, 1)
    assert not found["finding_counts"]
    later = shown(run(folder, "changes", "2026-09-24", "2026-11-15", "-p", "all", *past))
    lines = {line["key"]: line["amount"] for line in later["whole"]["lines"] if line["count"]}
    assert lines == {"increased": "200.00", "lost": "-300.00"}


def test_days_in_stage_begin_on_the_day_that_a_row_tells_where_it_is_first_seen_later(folder):
    keep_rows(folder, "2026-08-31", "1,Old,100,Lead,2026-08-01,2026-12-01,2026-08-01")
    keep_rows(
        folder, "2026-09-07",
        "1,Old,100,Lead,2026-08-01,2026-12-01,2026-08-01", "2,New,100,Proposal,2026-09-01,2026-12-01,2026-09-04",
    )  # fmt: skip
    found = shown(run(folder, "list", "--as-of", "2026-09-07", "--format", "json"))
    days = {row["name"]: row["days_in_stage"] for band in found["stages"] for row in band["opportunities"]}
    assert days == {"Old": 37, "New": 3}


def test_a_funnel_remembers_what_was_won_and_lost_when_it_is_no_longer_exported(folder):
    rows = [f"{n},D{n},100,Lead,2026-08-01,2026-12-01,2026-08-01" for n in (1, 2, 3)]
    keep_rows(folder, "2026-08-31", *rows)
    decided = [f"{n},D{n},100,{stage},2026-08-01,2026-09-05,2026-09-05" for n, stage in ((1, "Won"), (2, "Lost"))]
    keep_rows(folder, "2026-09-07", *decided, rows[2])
    keep_rows(folder, "2026-09-14", rows[2])
    for day in ("2026-09-07", "2026-09-14"):
        lead = shown(run(folder, "funnel", "--as-of", day, "--format", "json"))["whole"]["stages"][0]
        assert (lead["reached"], lead["went_on"], lead["lost"], lead["waiting"], lead["gone"]) == (3, 1, 1, 1, 0)


def test_the_day_of_an_export_by_its_content_is_that_of_the_last_deal_closed(folder):
    (folder / "old.csv").write_text(
        HEADER + "1,A,5,Lead,2026-08-20,2026-12-01,\n2,B,5,Won,2026-08-01,2026-09-05,\n", encoding="utf-8"
    )
    ran = run(folder, "history", "import", "old.csv", "--date-from", "content")
    assert ran.code == 0
    assert "2026-09-05" in ran.err


def test_a_day_in_the_future_is_kept_and_said(folder):
    (folder / "export.csv").write_text(HEADER + "1,A,5,Lead,2026-08-20,2026-12-01,\n", encoding="utf-8")
    ran = run(folder, "snapshot", "export.csv", "--as-of", "2136-11-16")
    assert ran.code == 0
    assert "2136-11-16 is in the future; if that is mistyped, delete history/2136-11-16_" in ran.err


@pytest.mark.parametrize("call", [("report",), ("changes",), ("funnel",), ("history", "list"), ("history", "verify")])
def test_a_store_that_is_named_and_not_there_is_a_mistake(call, tmp_path):
    ran = run(begin(tmp_path), *call, *([] if call[0] == "history" else [f"deals-{FIRST}.csv"]), "--store", "histroy")
    assert (ran.code, ran.out) == (2, "")
    assert "--store 'histroy' is not there" in ran.err


def test_a_stage_that_is_gone_from_pipeline_yaml_is_said_where_a_past_day_is_shown(tmp_path):
    keep(begin(tmp_path), FIRST)
    (tmp_path / "pipeline.yaml").write_text(PLAN.replace("name: Discovery", "name: Found"), encoding="utf-8")
    ran = run(tmp_path, "report", "--as-of", SECOND)
    told = " ".join(ran.out.split())
    assert "1 of it stand in 'Discovery', which is no stage of pipeline.yaml any more" in told
    assert f"what is known of {SECOND} is the snapshot of {FIRST}" in told


def test_days_written_otherwise_are_no_files(tmp_path):
    ran = run(begin(tmp_path), "changes", "09.11.2026", "16.11.2026")
    assert (ran.code, ran.out) == (2, "")
    assert "write days as 2026-01-31" in ran.err


def test_two_exports_without_ids_say_how_to_match_them(folder):
    for day in ("2026-11-02", "2026-11-03"):
        text = "Name,Account,Amount,Stage,Close Date\nA,X,5,Lead,2026-12-01\n"
        (folder / f"d-{day}.csv").write_text(text, encoding="utf-8")
    ran = run(folder, "changes", "d-2026-11-02.csv", "d-2026-11-03.csv")
    assert ran.code == 2
    assert "--match name+account" in ran.err


def test_ids_that_change_between_exports_are_found_and_their_deals_stay_two(tmp_path):
    begin(tmp_path)
    head = "Id,Name,Account,Amount,Stage,Close Date\n"
    for day, key in (("2026-11-02", "A1"), ("2026-11-03", "B7")):
        (tmp_path / f"d-{day}.csv").write_text(f"{head}{key},Roof,Acme,500,Discovery,2026-12-01\n", encoding="utf-8")
    found = shown(run(tmp_path, "changes", "d-2026-11-02.csv", "d-2026-11-03.csv", "--format", "json"))
    assert found["finding_counts"] == {"HIST205": 1}
    lines = {line["key"]: line["amount"] for line in found["whole"]["lines"] if line["count"]}
    assert lines == {"created": "500.00", "removed": "-500.00"}


def test_a_report_has_how_long_those_who_left_a_stage_stayed_in_it(folder):
    row = "1,A,100,{},2026-08-01,2026-12-01,{}"
    keep_rows(folder, "2026-08-31", row.format("Lead", "2026-08-01"))
    assert "In stage" not in run(folder, "report", "--as-of", "2026-08-31", "--width", "120").out
    keep_rows(folder, "2026-09-07", row.format("Proposal", "2026-09-05"))
    out = run(folder, "report", "--as-of", "2026-09-07", "--width", "120").out
    (head,) = (line for line in out.splitlines() if "In stage" in line)
    (lead,) = (line for line in out.splitlines() if line.startswith(" Lead "))
    end = head.index("In stage") + len("In stage")
    # From August 1 to September 5.
    assert lead[:end].endswith("35 d")
