"""What is said where weights and stages are nobody's: without a pipeline.yaml."""

import json

import pytest

from .process import pipectl

FILE = "id,stage,amount,close date\n1,Demo,100,2026-12-01\n2,Proposal,200,2026-12-02\n3,Kickoff,50,2026-12-02\n"
TODAY = ("--as-of", "2026-11-16")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deals.csv").write_text(FILE)
    (tmp_path / "later.csv").write_text(FILE.replace("1,Demo", "1,Proposal"))
    return tmp_path


@pytest.mark.parametrize("verb", ["report", "list"])
@pytest.mark.parametrize("form", ["terminal", "json", "markdown"])
def test_weights_that_nobody_agreed_to_are_said_with_their_numbers(folder, verb, form):
    ran = pipectl(verb, "deals.csv", *TODAY, "--format", form, cwd=folder)
    said = " ".join(ran.out.replace("\\", "").split())
    assert (
        "2 of 2 open have no close % and are weighted by what is usual for the stage (Demo 40%, Proposal 40%)" in said
    )
    assert "1 row is set aside, since its stage is not known without a pipeline.yaml (DATA005)" in said


def test_nothing_is_said_where_every_open_one_has_a_close_percent(folder):
    (folder / "deals.csv").write_text("id,stage,amount,close %\n1,Demo,100,40%\n")
    assert "usual for the stage" not in pipectl("report", "deals.csv", *TODAY, cwd=folder).out


def test_a_filter_by_a_stage_leaves_those_that_resemble_it_out(folder):
    ran = pipectl("list", "deals.csv", "--stage", "demo", *TODAY, "--format", "json", cwd=folder)
    assert [(band["stage"], band["count"]) for band in json.loads(ran.out)["stages"]] == [("Demo", 1)]


def test_a_snapshot_keeps_stages_apart_that_resemble_the_same_one(folder):
    for name, day in (("deals.csv", "2026-11-16"), ("later.csv", "2026-11-17")):
        assert pipectl("snapshot", name, "--as-of", day, cwd=folder).code == 0
    (folder / "deals.csv").unlink()
    ran = pipectl("list", "--as-of", "2026-11-16", "--format", "json", cwd=folder)
    assert {band["stage"] for band in json.loads(ran.out)["stages"]} == {"Demo", "Proposal"}
    for day, stages in (("2026-11-16", {"Demo": 1, "Proposal": 1}), ("2026-11-17", {"Proposal": 2})):
        ran = pipectl("history", "show", day, "--format", "json", cwd=folder)
        bands = json.loads(ran.out)["stages"]
        assert {band["stage"]: len(band["opportunities"]) for band in bands} == stages


THEN = "id,stage,amount,created,close date\n" + "".join(
    f"{number},{stage},100,2026-01-01,2026-12-01\n"
    for number, stage in enumerate(["Proposal", "Demo", *["Proposal"] * 2])
)


@pytest.fixture
def moved(folder):
    """All that stood in one stage have left it; of the other one nothing moved."""
    (folder / "then.csv").write_text(THEN)
    assert pipectl("snapshot", "then.csv", "--as-of", "2026-10-01", cwd=folder).code == 0
    now = THEN
    for number, stage in ((0, "Negotiation"), (2, "Lost"), (3, "Won")):
        now = now.replace(f"{number},Proposal", f"{number},{stage}")
    (folder / "now.csv").write_text(now)
    return folder


def test_a_stage_that_only_the_past_has_is_one_of_the_funnel(moved):
    found = json.loads(pipectl("funnel", "now.csv", *TODAY, "--format", "json", cwd=moved).out)
    stages = {one["name"]: one for one in found["whole"]["stages"]}
    assert found["whole"]["won"] == 1
    assert list(stages)[2:6] == ["Discovery", "Demo", "Proposal", "Handling Objections"]
    assert (stages["Proposal"]["reached"], stages["Proposal"]["went_on"], stages["Negotiation"]["reached"]) == (3, 2, 2)


def test_a_report_says_which_stages_are_of_the_past_and_what_that_leaves_open(moved):
    said = " ".join(pipectl("report", "now.csv", *TODAY, cwd=moved).out.split())
    assert "Demo (like Solution Presentation), Proposal (of the past, like Solution Presentation)" in said
    assert "Moves on: nothing tells the place of Demo, Proposal among the stages" in said


def test_conversion_is_told_where_one_stage_of_the_past_stands_at_a_place_of_its_own(moved):
    (moved / "now.csv").write_text((moved / "now.csv").read_text().replace("1,Demo", "1,Negotiation"))
    (moved / "then.csv").write_text(THEN.replace("Demo", "Proposal"))
    assert pipectl("snapshot", "then.csv", "--as-of", "2026-10-01", "--store", "other", cwd=moved).code == 0
    said = pipectl("report", "now.csv", *TODAY, "--store", "other", cwd=moved).out
    (row,) = (line for line in said.splitlines() if line.strip().startswith("Proposal"))
    assert "75%" in row


@pytest.mark.parametrize("asked", [("--stage", "Proposal"), ("--where", "stage=Proposal")])
def test_a_stage_that_only_the_past_has_is_refused_alike_where_opportunities_are_chosen_by_it(moved, asked):
    said = {pipectl(verb, "now.csv", *asked, *TODAY, cwd=moved).err for verb in ("report", "list", "funnel", "review")}
    (refused,) = said
    assert "'Proposal' is no stage; there are: Closed Lost, Closed Won, Closing, Demo" in refused
