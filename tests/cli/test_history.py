"""`history` as a shell runs it: what is kept is listed, shown, verified, pruned and taken in."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import datetime

import pytest
from jsonschema import Draft202012Validator

from .past import (
    DAYS,
    FIRST,
    HEADER,
    PLAN,
    SECOND,
    STAGES,
    THIRD,
    begin,
    flipped,
    headless,
    keep,
    kept,
    named_anew,
    renamed,
    run,
    truncated,
    write,
)
from .process import pipectl

BROKEN = {"truncated": truncated, "flipped": flipped, "renamed": renamed, "headless": headless}
NOW = (f"deals-{THIRD}.csv", "--as-of", "2026-11-16")
FORMATS = ("terminal", "json", "csv", "markdown")


@pytest.fixture
def folder(tmp_path):
    return begin(tmp_path)


def newer(path):
    return named_anew(path, path.read_bytes().replace(b"pipectl.snapshot/1", b"pipectl.snapshot/2"))


@pytest.mark.parametrize("verb", ["list", "verify"])
def test_json_is_as_its_schema_says_and_every_format_names_every_snapshot(verb, folder):
    paths = keep(folder)
    schema = json.loads(pipectl("schema", "history").out)
    told = {form: run(folder, "history", verb, "--format", form, "--width", "200") for form in FORMATS}
    Draft202012Validator(schema).validate(json.loads(told["json"].out))
    assert [(ran.code, ran.err) for ran in told.values()] == [(0, "")] * 4
    assert [each["file"] for each in json.loads(told["json"].out)["snapshots"]] == [path.name for path in paths]
    rows = list(csv.DictReader(io.StringIO(told["csv"].out)))
    assert [(row["day"], row["count"]) for row in rows] == [(FIRST, "3"), (SECOND, "4"), (THIRD, "4")]
    for day in DAYS:
        assert day in told["terminal"].out
        assert day in told["markdown"].out


def test_where_nothing_is_kept_the_list_says_how_to_keep_and_the_others_say_so_too(folder):
    listed = run(folder, "history", "list")
    assert (listed.code, "pipectl snapshot" in listed.out) == (0, True)
    assert json.loads(run(folder, "history", "list", "--format", "json").out)["snapshots"] == []
    assert run(folder, "history", "verify").code == 0
    shown = run(folder, "history", "show", FIRST)
    assert (shown.code, f"no snapshot in history shows {FIRST}" in shown.err) == (2, True)
    assert run(folder, "history", "prune", "--keep", "last=1").out.startswith("Nothing to remove")


def test_a_snapshot_is_shown_on_its_day_and_until_the_next(folder):
    keep(folder)
    on_day = run(folder, "history", "show", SECOND, "--format", "json")
    after = run(folder, "history", "show", "2026-11-14", "--format", "json")
    assert (on_day.code, on_day.out) == (0, after.out)
    found = json.loads(on_day.out)
    assert found["as_of"] == SECOND
    stages = {deal["name"]: deal["stage"] for band in found["stages"] for deal in band["opportunities"]}
    assert stages == {"Acme": "Proposal", "Hooli": "Negotiation", "Wayne": "Discovery", "Stark": "Closed Won"}
    for form in FORMATS:
        assert "Hooli" in run(folder, "history", "show", SECOND, "--format", form).out


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "11/08/2026"])
def test_a_day_to_show_that_is_none_is_refused_by_its_own_name(day, folder):
    ran = run(folder, "history", "show", day)
    assert (ran.code, ran.out) == (2, "")
    assert f"pipectl: {day!r} is not a day" in ran.err


def test_a_day_before_all_snapshots_is_refused(folder):
    keep(folder, SECOND)
    assert run(folder, "history", "show", FIRST).code == 2


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("harm", BROKEN)
def test_verify_exits_1_and_names_what_is_broken(harm, form, folder):
    broken = BROKEN[harm](keep(folder)[1])
    ran = run(folder, "history", "verify", "--format", form, "--width", "200")
    assert ran.code == 1
    assert broken.name in ran.out.replace("\\_", "_")
    for whole in kept(folder):
        if whole != broken and form == "json":
            assert {each["file"]: each["wrong"] for each in json.loads(ran.out)["snapshots"]}[whole.name] is None


def test_a_file_that_is_no_snapshot_is_told_by_verify_and_by_the_list(folder):
    keep(folder)
    write(folder, "history/deals.csv", FIRST)
    (folder / "history" / "README.md").write_text("no CSV", encoding="utf-8")
    assert run(folder, "history", "verify").code == 1
    listed = json.loads(run(folder, "history", "list", "--format", "json").out)
    assert (listed["finding_counts"], len(listed["snapshots"])) == ({"HIST004": 1}, 3)


@pytest.mark.parametrize("call", [("report",), ("list",), ("funnel",), ("changes",)])
@pytest.mark.parametrize("harm", ["truncated", "headless"])
def test_every_command_that_looks_back_leaves_a_broken_one_out_and_says_so(harm, call, folder):
    paths = keep(folder)
    broken = BROKEN[harm](paths[1])
    told = {form: run(folder, *call, *NOW, "--format", form) for form in ("terminal", "json")}
    assert [ran.code for ran in told.values()] == [0, 0]
    for ran in told.values():
        assert "HIST001" in ran.said
        assert broken.name in "".join(ran.said.split())
    broken.unlink()
    without = json.loads(run(folder, *call, *NOW, "--format", "json").out)
    found = json.loads(told["json"].out)
    assert found["finding_counts"].pop("HIST001") == 1
    found["findings"] = [each for each in found["findings"] if each["code"] != "HIST001"]
    assert found == without


@pytest.mark.parametrize("call", [("report",), ("list",), ("funnel",), ("changes",)])
@pytest.mark.parametrize("harm", BROKEN)
def test_a_past_day_whose_snapshot_is_broken_is_answered_by_the_one_before_and_that_is_said(harm, call, folder):
    paths = keep(folder)
    broken = BROKEN[harm](paths[2])
    ran = run(folder, *call, "--as-of", "2026-11-16", "--format", "json")
    assert ran.code == 0
    assert "Discovery" in ran.out
    assert broken.name in ran.said
    assert json.loads(ran.out)["finding_counts"]["HIST001"] == 1


@pytest.mark.parametrize("harm", [harm for harm in BROKEN if harm != "renamed"])
def test_a_broken_snapshot_is_not_shown_and_no_other_in_its_place(harm, folder):
    broken = BROKEN[harm](keep(folder)[1])
    ran = run(folder, "history", "show", SECOND)
    assert (ran.code, ran.out) == (2, "")
    assert broken.name in ran.err
    assert "restore it" in ran.err


@pytest.mark.parametrize(
    "call",
    [
        ("report", *NOW),
        ("list", *NOW),
        ("funnel", *NOW),
        ("changes", *NOW),
        ("report", "--as-of", SECOND),
        ("changes", FIRST, SECOND),
        ("history", "show", SECOND),
    ],
)
def test_a_snapshot_of_a_newer_version_is_refused(call, folder):
    newer(keep(folder)[1])
    ran = run(folder, *call)
    assert (ran.code, ran.out) == (2, "")
    assert "pipectl.snapshot/2" in ran.err
    assert "install a newer pipectl" in ran.err
    assert run(folder, "history", "list").code == 0
    assert run(folder, "history", "verify").code == 1


@pytest.mark.parametrize("call", [("report",), ("list",), ("funnel",), ("changes",)])
def test_snapshots_of_another_pipeline_are_refused_until_the_plan_knows_its_former_name(call, folder):
    keep(folder)
    plan = folder / "pipeline.yaml"
    plan.write_text(PLAN.replace("New business", "Enterprise"), encoding="utf-8")
    ran = run(folder, *call, *NOW)
    assert (ran.code, ran.out) == (2, "")
    assert "it is of the pipeline 'New business', and this is 'Enterprise'" in ran.err
    assert "former_names" in ran.err
    plan.write_text(f"version: 1\nname: Enterprise\nformer_names: [New business]\nstages:\n{STAGES}", encoding="utf-8")
    assert run(folder, *call, *NOW).code == 0


@pytest.mark.parametrize("call", [("report", "--as-of", SECOND), ("history", "show", SECOND)])
def test_a_past_day_of_another_pipeline_is_refused(call, folder):
    keep(folder)
    (folder / "pipeline.yaml").write_text(PLAN.replace("New business", "Enterprise"), encoding="utf-8")
    ran = run(folder, *call)
    assert (ran.code, ran.out, "former_names" in ran.err) == (2, "", True)


def test_old_snapshots_go_with_yes_alone_where_nobody_can_be_asked(folder):
    paths = keep(folder)
    ran = run(folder, "history", "prune", "--keep", "last=1")
    assert (ran.code, ran.out, kept(folder)) == (2, "", paths)
    assert "2 of 3 snapshots in history would be removed; say so with --yes" in ran.err
    ran = run(folder, "history", "prune", "--keep", "last=1", "--yes")
    assert (ran.code, ran.out) == (0, "Removed 2 of 3 snapshots in history\n")
    assert kept(folder) == paths[2:]
    assert run(folder, "history", "prune", "--keep", "all-since=2027-01-01", "--yes").code == 0
    assert kept(folder) == paths[2:]


@pytest.mark.parametrize(("typed", "left"), [(b"no\n", 3), (b"maybe\nyes\n", 1), (b"y\n", 1)])
def test_at_a_terminal_the_person_is_asked(typed, left, folder):
    pty = pytest.importorskip("pty")
    keep(folder)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipectl", "history", "prune", "--keep", "last=1"]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder) as asked:
        os.write(ours, typed)
        out, err = asked.communicate(timeout=30)
    os.close(ours)
    os.close(theirs)
    assert (asked.returncode, len(kept(folder))) == (0, left)
    assert b"Remove 2 of 3 snapshots in history?" in err
    assert (b"Nothing was removed" in out) == (left == 3)


@pytest.mark.parametrize("what", ["last=0", "last", "sometimes=3", "last=1,last=2", "all-since=soon", "last=-1"])
def test_what_is_to_stay_has_to_make_sense(what, folder):
    paths = keep(folder)
    ran = run(folder, "history", "prune", "--keep", what, "--yes")
    assert (ran.code, ran.out, kept(folder)) == (2, "", paths)
    assert "write daily=30" in ran.err


def test_without_a_word_what_is_to_stay_nothing_goes(folder):
    paths = keep(folder)
    assert run(folder, "history", "prune", "--yes").code == 2
    assert kept(folder) == paths


@pytest.mark.parametrize("harm", ["truncated", "flipped", "headless"])
def test_a_broken_last_one_does_not_make_the_whole_ones_go(harm, folder):
    paths = keep(folder)
    BROKEN[harm](paths[2])
    ran = run(folder, "history", "prune", "--keep", "last=1", "--yes")
    assert (ran.code, ran.out) == (0, "Removed 1 of 2 snapshots in history\n")
    assert "1 file is no whole snapshot and left as it stands" in ran.err
    assert kept(folder) == paths[1:]


def test_files_become_snapshots_of_the_day_in_their_names(folder):
    exports = folder / "exports"
    exports.mkdir()
    for day, name in zip(DAYS, ("deals-{}.csv", "{} deals.csv", "deals_{}.csv"), strict=True):
        (folder / f"deals-{day}.csv").rename(exports / name.format(day.replace("-", "") if name[5] == "_" else day))
    ran = run(folder, "history", "import", "exports")
    assert (ran.code, ran.out) == (0, "3 snapshots kept in history\n")
    assert [path.name[:10] for path in kept(folder)] == list(DAYS)
    assert ran.err.splitlines()[0] == f"{FIRST}  exports/deals-{FIRST}.csv: 3 kept"
    again = run(folder, "history", "import", "exports/*.csv", "--quiet")
    assert (again.code, again.out, again.err) == (0, "0 snapshots kept in history, 3 there already\n", "")
    assert "from deals-2026-11-01.csv" in run(folder, "history", "list", "--width", "200").out


def test_a_bad_file_among_good_ones_is_told_and_the_others_are_kept(folder):
    (folder / "deals-2026-11-02.csv").write_text("alpha,beta\n1,2\n", encoding="utf-8")
    (folder / "deals-2026-11-03.csv").write_text("Name,Amount,Stage\nAcme,1,Discovery\n", encoding="utf-8")
    (folder / "deals-2026-11-04.csv").write_text(HEADER + "1,Acme,1,Nowhere,,,,\n", encoding="utf-8")
    (folder / "deals-2026-11-05.csv").write_bytes(b"")
    (folder / "deals-2026-02-30.csv").write_text(HEADER + DAYS[FIRST], encoding="utf-8")
    (folder / "deals.csv").write_text(HEADER + DAYS[FIRST], encoding="utf-8")
    ran = run(folder, "history", "import", "deals*.csv")
    assert (ran.code, ran.out) == (2, "3 snapshots kept in history, 6 could not be read and left out\n")
    assert [path.name[:10] for path in kept(folder)] == list(DAYS)
    for name in ("11-02", "11-03", "11-04", "11-05", "02-30"):
        assert f"deals-2026-{name}.csv" in ran.err
    assert "deals-2026-11-03.csv: no opportunity has an id" in ran.err
    assert "deals.csv: no day stands in the name" in ran.err


def test_the_day_may_be_that_of_the_content_or_of_the_file(folder):
    for day in DAYS:
        moment = datetime.fromisoformat(f"{day}T12:00").timestamp()
        os.utime(folder / f"deals-{day}.csv", (moment, moment))
    files = [f"deals-{day}.csv" for day in DAYS]
    assert run(folder, "history", "import", *files, "--date-from", "modified", "--store", "m").code == 0
    assert [path.name[:10] for path in kept(folder, "m")] == list(DAYS)
    assert run(folder, "history", "import", *files, "--date-from", "content", "--store", "c").code == 0
    assert [path.name[:10] for path in kept(folder, "c")] == ["2026-09-03", "2026-11-05", "2026-11-12"]
    (folder / "undated.csv").write_text("Id,Name,Amount,Stage\n1,Acme,1,Discovery\n", encoding="utf-8")
    ran = run(folder, "history", "import", "undated.csv", "--date-from", "content", "--store", "u")
    assert (ran.code, "no day in it tells which day it is of" in ran.err) == (2, True)


@pytest.mark.parametrize("files", [(), ("none-2026-11-01.csv",), ("none*.csv",), ("-",), ("empty",)])
def test_import_needs_files(files, folder):
    (folder / "empty").mkdir()
    ran = run(folder, "history", "import", *files, stdin=(HEADER + DAYS[FIRST]).encode())
    assert ran.code == 2
    assert len(ran.err.strip()) > 20
    assert not (folder / "history").exists()


@pytest.mark.parametrize(
    "call",
    [
        ("list",),
        ("verify",),
        ("show", FIRST),
        ("prune", "--keep", "last=1", "--yes"),
        ("import", f"deals-{FIRST}.csv"),
    ],
)
def test_a_store_that_is_a_file_is_refused(call, folder):
    ran = run(folder, "history", *call, "--store", "pipeline.yaml")
    assert (ran.code, ran.out, "name another folder" in ran.err) == (2, "", True)


def test_a_call_of_history_that_makes_no_sense_is_refused(folder):
    for call in ((), ("lst",), ("show",), ("from-git",), ("list", "more"), ("show", "")):
        ran = run(folder, "history", *call)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.strip()
    assert "from-git" in run(folder, "history", "--help").out
