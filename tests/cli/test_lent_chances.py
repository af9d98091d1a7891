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
    ran = pipectl("history", "show", "2026-11-17", "--format", "json", cwd=folder)
    assert "Solution Presentation" not in ran.out
