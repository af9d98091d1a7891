"""A past day is answered as it was on that day, from what is kept of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from .past import DAYS, FIRST, HEADER, PLAN, SECOND, THIRD, begin, keep, run, write

QUOTAS = "quotas: [{period: 2026-Q4, amount: 10000}]\n"


@pytest.fixture
def folder(tmp_path):
    return begin(tmp_path, PLAN + QUOTAS)


def said(folder: Path, *call: str) -> Any:
    """A JSON answer without where it was read and what was noted."""
    ran = run(folder, *call, "--format", "json")
    assert ran.code == 0, ran.err
    return without_places(json.loads(ran.out))


def without_places(node: Any) -> Any:
    if isinstance(node, dict):
        left = {"place", "files", "notes", "source", "sources", "command"}
        return {key: without_places(value) for key, value in node.items() if key not in left}
    return [without_places(each) for each in node] if isinstance(node, list) else node


@pytest.mark.parametrize("verb", ["report", "list", "funnel", "changes", "review"])
def test_a_past_day_says_what_was_said_on_it_with_its_export(verb, folder):
    then = {}
    keep(folder, FIRST)
    for day in (SECOND, THIRD):
        then[day] = said(folder, verb, f"deals-{day}.csv", "--as-of", day)
        keep(folder, day)
    write(folder, "opportunities.csv", THIRD)
    for day in (SECOND, THIRD):
        assert said(folder, verb, "--as-of", day) == then[day]


def test_of_the_first_day_a_replay_differs_by_measures_and_risks_of_the_past_alone(folder):
    then = said(folder, "report", f"deals-{FIRST}.csv", "--as-of", FIRST)
    keep(folder)
    now = said(folder, "report", "--as-of", FIRST)
    differ = {key for key, measure in now["measures"].items() if measure != then["measures"][key]}
    assert differ == PAST
    beside = {"measures": 0, "stages": 0, "risks": 0}
    assert now | beside == then | beside


#: What nothing was known of before anything was kept.
PAST = {"days_pushed", "pipeline_change", "push_count", "slip_rate", "stage_conversion", "time_in_stage"}


@pytest.mark.parametrize("verb", ["report", "list"])
def test_it_does_not_matter_whether_the_snapshot_was_kept_before_the_report_was_made(verb, folder):
    then = {}
    for day in DAYS:
        keep(folder, day)
        then[day] = said(folder, verb, f"deals-{day}.csv", "--as-of", day)
    for day in DAYS:
        assert said(folder, verb, "--as-of", day) == then[day]


def test_groups_and_filters_are_those_of_the_day(folder):
    keep(folder, FIRST)
    then = said(folder, "report", f"deals-{SECOND}.csv", "--as-of", SECOND, "--by", "owner", "--owner", "Ann")
    keep(folder, SECOND, THIRD)
    assert said(folder, "report", "--as-of", SECOND, "--by", "owner", "--owner", "Ann") == then


def test_a_day_between_is_seen_as_its_last_snapshot_and_said_to_be(folder):
    keep(folder)
    ran = run(folder, "report", "--as-of", "2026-11-10", "--format", "terminal")
    assert "read as the snapshot of 2026-11-08" in " ".join(ran.out.split())
    assert "as of Tue 10 Nov 2026" in ran.out


def test_a_day_before_all_snapshots_is_answered_by_the_export_alone(folder):
    keep(folder)
    write(folder, "opportunities.csv", FIRST)
    ran = run(folder, "report", "--as-of", "2026-10-15", "--format", "json")
    assert ran.code == 0
    assert "opportunities.csv" in ran.out
    (folder / "opportunities.csv").unlink()
    ran = run(folder, "report", "--as-of", "2026-10-15")
    assert (ran.code, ran.out) == (2, "")


def test_an_export_that_is_named_counts_on_any_day(folder):
    keep(folder)
    ran = run(folder, "list", f"deals-{FIRST}.csv", "--as-of", SECOND, "--format", "json")
    assert json.loads(ran.out)["count"] == 3
    assert "deals-2026-11-01.csv" in ran.out


def test_the_last_of_several_snapshots_of_a_day_is_that_day(folder):
    keep(folder, FIRST)
    run(folder, "snapshot", f"deals-{SECOND}.csv", "--as-of", FIRST)
    keep(folder, THIRD)
    assert said(folder, "list", "--as-of", FIRST)["count"] == 4
    names = [
        deal["name"] for band in said(folder, "list", "--as-of", FIRST)["stages"] for deal in band["opportunities"]
    ]
    assert "Wayne" in names


def test_pushes_are_told_by_the_report(folder):
    keep(folder)
    ran = run(folder, "report", f"deals-{THIRD}.csv", "--as-of", "2026-11-16", "--format", "json")
    assert json.loads(ran.out)["measures"]["push_count"]["value"] == "1"


def test_what_to_do_next_speaks_of_the_same_day(folder):
    keep(folder)
    assert json.loads(run(folder, "report", "--as-of", SECOND, "--format", "json").out)["next_step"][
        "command"
    ].endswith(f" --as-of {SECOND}")


@pytest.mark.parametrize("verb", ["report", "list", "funnel", "changes"])
def test_what_is_piped_in_beside_a_snapshot_is_told_to_be_left_unread(verb, folder):
    keep(folder)
    ran = run(folder, verb, "--as-of", SECOND, stdin=(HEADER + DAYS[FIRST]).encode())
    assert ran.code == 0
    assert "the data is the snapshot of 2026-11-08; what is piped in is not read, give - to read it" in ran.err


@pytest.mark.parametrize("option", ["--output", "--rejects"])
def test_nothing_is_written_over_what_is_kept_of_the_past(option, folder):
    path = keep(folder)[0]
    (folder / "log.csv").write_text("id,stage,entered\n1,Discovery,2026-09-01\n", encoding="utf-8")
    for target in (f"history/{path.name}", "log.csv"):
        before = (folder / target).read_bytes()
        call = ("report", f"deals-{THIRD}.csv", "--history", "log.csv", "--format", "csv", option, target)
        ran = run(folder, *call)
        assert (ran.code, ran.out, (folder / target).read_bytes()) == (2, "", before)


def test_what_an_export_is_refused_for_its_snapshot_is_refused_for_too(folder):
    (folder / f"deals-{FIRST}.csv").write_text(f"{HEADER}{DAYS[FIRST]}9,Bad,much,Discovery,,,,\n", encoding="utf-8")
    keep(folder, FIRST)
    for options, why in (
        (("--where", "amount>999999"), "no opportunity is left after the filters (amount>999999)"),
        (("--strict",), "1 row was set aside, which --strict forbids"),
    ):
        for export in ((f"deals-{FIRST}.csv",), ()):
            ran = run(folder, "report", *export, "--as-of", FIRST, *options)
            assert (ran.code, ran.out) == (2, "")
            assert why in ran.err
    ran = run(folder, "report", "--as-of", FIRST, "--rejects", "aside.csv")
    assert (ran.code, ran.out) == (2, "")
    assert "holds no rows that were set aside; name the export" in ran.err
