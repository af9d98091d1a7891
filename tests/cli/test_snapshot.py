"""`snapshot` as a shell or a nightly job runs it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .past import DAYS, FIRST, HEADER, PLAN, SECOND, begin, kept, run, write
from .process import pipectl

HOSTILE = "red\x1b[31m\nand | a, \"quoted\" 'note' \u202e <b> `x`"
UNREAD = "9,Wonka,1,Nowhere,2026-09-01,2026-12-01,,Ann\n"


@pytest.fixture
def folder(tmp_path):
    return begin(tmp_path)


def test_an_export_is_kept_beside_the_plan_and_said_on_one_line(folder):
    ran = run(folder, "snapshot", f"deals-{FIRST}.csv", "--as-of", FIRST)
    (path,) = kept(folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"Kept 3 opportunities of {FIRST}: history/{path.name}\n"
    lines = path.read_text(encoding="utf-8").splitlines()
    facts = json.loads(lines[0].removeprefix("# "))
    assert (facts["day"], facts["pipeline"], facts["rows"], facts["set_aside"]) == (FIRST, "New business", 3, 0)
    assert len(lines) == 5


def test_the_same_export_is_kept_once_and_another_of_the_day_beside_it(folder):
    first = run(folder, "snapshot", f"deals-{FIRST}.csv", "--as-of", FIRST)
    again = run(folder, "snapshot", f"deals-{FIRST}.csv", "--as-of", FIRST, "--note", "a second look")
    (path,) = kept(folder)
    assert (first.code, again.code, again.err) == (0, 0, "")
    assert again.out == f"Kept already: history/{path.name} has the same of {FIRST}\n"
    run(folder, "snapshot", f"deals-{SECOND}.csv", "--as-of", FIRST)
    assert [each.name[:10] for each in kept(folder)] == [FIRST, FIRST]


def test_rows_in_another_order_are_the_same_snapshot(folder):
    run(folder, "snapshot", f"deals-{FIRST}.csv", "--as-of", FIRST)
    rows = "".join(reversed(DAYS[FIRST].splitlines(keepends=True)))
    (folder / "other.csv").write_text(HEADER + rows, encoding="utf-8")
    assert "Kept already" in run(folder, "snapshot", "other.csv", "--as-of", FIRST).out
    assert len(kept(folder)) == 1


def test_without_a_day_it_is_today_s_and_without_a_file_that_which_the_plan_has(folder):
    write(folder, "opportunities.csv", FIRST)
    ran = run(folder, "snapshot")
    (path,) = kept(folder)
    assert (ran.code, path.name[:10] in ran.out) == (0, True)


def test_what_is_piped_in_is_kept(folder):
    ran = run(folder, "snapshot", "-", "--as-of", FIRST, stdin=(HEADER + DAYS[FIRST]).encode())
    assert (ran.code, len(kept(folder))) == (0, 1)
    run(folder, "snapshot", f"deals-{FIRST}.csv", "--as-of", FIRST)
    assert len(kept(folder)) == 1


def test_the_folder_is_that_of_the_option_else_of_the_plan_else_history(folder):
    (folder / "pipeline.yaml").write_text(PLAN + "history_folder: kept/here\n", encoding="utf-8")
    call = ("snapshot", f"deals-{FIRST}.csv", "--as-of", FIRST)
    (folder / "sub").mkdir()
    above = pipectl(call[0], f"../{call[1]}", *call[2:], cwd=folder / "sub")
    assert (above.code, len(kept(folder, "kept/here"))) == (0, 1)
    assert run(folder, *call, "--store", "elsewhere").code == 0
    assert len(kept(folder, "elsewhere")) == 1
    assert not (folder / "history").exists()


def test_without_ids_nothing_is_kept_and_the_remedy_named_works(folder):
    rows = "Name,Account,Amount,Stage\nRoof,Acme,1000,Discovery\nCellar,Acme,2000,Proposal\n"
    (folder / "noid.csv").write_text(rows, encoding="utf-8")
    refused = run(folder, "snapshot", "noid.csv")
    assert (refused.code, refused.out, (folder / "history").exists()) == (2, "", False)
    assert "use --match name+account" in refused.err
    ran = run(folder, "snapshot", "noid.csv", "--match", "name+account")
    assert (ran.code, len(kept(folder))) == (0, 1)
    assert run(folder, "snapshot", "noid.csv", "--match", "colour").code == 2


def test_rows_that_are_set_aside_are_said_and_counted(folder):
    (folder / "some.csv").write_text(HEADER + DAYS[FIRST] + UNREAD, encoding="utf-8")
    call = ("snapshot", "some.csv", "--as-of", FIRST)
    ran = run(folder, *call)
    assert ran.code == 0
    assert ran.out.startswith(f"Kept 3 opportunities of {FIRST}: ")
    assert ran.err == f"pipectl: 1 row was set aside and not kept; see pipectl validate some.csv --as-of {FIRST}\n"
    (line,) = json.loads(run(folder, "history", "list", "--format", "json").out)["snapshots"]
    assert (line["count"], line["set_aside"]) == (3, 1)
    assert run(folder, *call, "--quiet").err == ""


def test_strict_keeps_nothing_where_a_row_is_set_aside(folder):
    (folder / "some.csv").write_text(HEADER + DAYS[FIRST] + UNREAD, encoding="utf-8")
    ran = run(folder, "snapshot", "some.csv", "--strict")
    assert (ran.code, ran.out, "1 row was set aside" in ran.err) == (2, "", True)
    assert not (folder / "history").exists()


@pytest.mark.parametrize("rows", ["", UNREAD, UNREAD * 2])
def test_where_no_row_is_left_nothing_is_kept(rows, folder):
    (folder / "none.csv").write_text(HEADER + rows, encoding="utf-8")
    ran = run(folder, "snapshot", "none.csv", "--as-of", FIRST)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.strip()) > 20
    assert not (folder / "history").exists()


def test_a_full_disk_keeps_nothing_and_leaves_nothing_behind(folder):
    rows = "".join(f"{n},Deal {n},1,Discovery,2026-09-01,2026-12-01,,Ann\n" for n in range(200))
    (folder / "many.csv").write_text(HEADER + rows, encoding="utf-8")
    script = f'ulimit -f 1; "{sys.executable}" -m pipectl snapshot many.csv'
    ran = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "nothing was kept" in ran.stderr
    assert "make room on the disk" in ran.stderr
    assert list((folder / "history").iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_keeps_nothing(folder):
    (folder / "history").mkdir(mode=0o555)
    ran = run(folder, "snapshot", f"deals-{FIRST}.csv")
    assert (ran.code, ran.out) == (2, "")
    assert "allow writing there" in ran.err


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no folder that nobody may write")
def test_where_nobody_can_write_nothing_is_kept(folder):
    ran = run(folder, "snapshot", f"deals-{FIRST}.csv", "--store", "/proc/history")
    assert (ran.code, ran.out) == (2, "")
    assert "nothing was kept" in ran.err


def test_a_store_that_is_a_file_is_refused(folder):
    ran = run(folder, "snapshot", f"deals-{FIRST}.csv", "--store", "pipeline.yaml")
    assert (ran.code, ran.out, "name another folder" in ran.err) == (2, "", True)
    assert (folder / "pipeline.yaml").read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize("form", ["terminal", "json", "csv", "markdown"])
def test_a_hostile_note_harms_no_format(form, folder):
    run(folder, "snapshot", f"deals-{FIRST}.csv", "--as-of", FIRST, "--note", HOSTILE)
    (path,) = kept(folder)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 5
    out = run(folder, "history", "list", "--format", form, "--width", "200").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    if form == "json":
        assert json.loads(out)["snapshots"][0]["note"] == HOSTILE
    elif form == "csv":
        assert [row["day"] for row in csv.DictReader(io.StringIO(out))] == [FIRST]
    else:
        assert len([line for line in out.splitlines() if FIRST in line and "red" in line]) == 1


def test_a_note_that_looks_like_a_formula_is_none_in_csv(folder):
    run(folder, "snapshot", f"deals-{FIRST}.csv", "--as-of", FIRST, "--note", "=1+1")
    (row,) = csv.DictReader(io.StringIO(run(folder, "history", "list", "--format", "csv").out))
    assert not row["note"].startswith("=")


def test_nothing_is_kept_beside_the_snapshots_of_another_pipeline(folder):
    run(folder, "snapshot", f"deals-{FIRST}.csv", "--as-of", FIRST)
    (folder / "pipeline.yaml").write_text(PLAN.replace("New business", "Enterprise"), encoding="utf-8")
    for call in (("snapshot", f"deals-{SECOND}.csv"), ("history", "import", f"deals-{SECOND}.csv")):
        ran = run(folder, *call)
        assert (ran.code, ran.out, len(kept(folder))) == (2, "", 1)
        assert "keep its snapshots in a folder of their own" in ran.err
    (folder / "pipeline.yaml").write_text(PLAN.replace("stages:", "former_names: []\nstages:"), encoding="utf-8")
    assert run(folder, "snapshot", f"deals-{SECOND}.csv").code == 0
