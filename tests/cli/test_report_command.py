"""`pipectl report` as a user meets it."""

import csv
import gzip
import io
import json
import os
import pty
import select
import subprocess
import sys
from decimal import Decimal

import pytest

from .process import EXAMPLE, EXAMPLES, ROOT, pipectl

SPEC = str(EXAMPLES / "pipeline.yaml")
MINIMAL = (str(EXAMPLES / "minimal.csv"), "-c", SPEC, "--as-of", "2026-11-16")


def _json(*arguments, **more):
    ran = pipectl(*arguments, "--format", "json", **more)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_the_report_names_period_rows_and_next_step():
    out = pipectl("report", *EXAMPLE).out
    assert "Q4 2026" in out
    assert "2 set aside" in out
    assert "Next" in out


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_line_is_wider_than_the_width_asked_for(width):
    for verb in ("report", "list"):
        ran = pipectl(verb, *EXAMPLE, "--width", str(width))
        assert max(map(len, ran.out.splitlines())) <= width


def test_the_output_file_takes_its_format_from_its_suffix(tmp_path):
    for name, start in (("r.json", "{"), ("r.csv", "section"), ("r.md", "#"), ("r.txt", "")):
        target = tmp_path / name
        assert pipectl("report", *EXAMPLE, "-o", str(target)).code == 0
        assert target.read_text(encoding="utf-8").startswith(start)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["r.csv", "r.json", "r.md", "r.txt"]


def test_stdin_gives_the_same_report_as_the_file():
    text = (EXAMPLES / "opportunities.csv").read_bytes()
    piped = _json("report", "-", *EXAMPLE[1:], stdin=text)
    named = _json("report", *EXAMPLE)
    assert piped["measures"] == named["measures"]
    assert piped["source"]["files"][0]["name"] == "stdin"


def test_an_export_that_is_compressed_gives_the_same_report_as_a_file_and_piped_in(tmp_path):
    packed = tmp_path / "opportunities.csv.gz"
    packed.write_bytes(gzip.compress((EXAMPLES / "opportunities.csv").read_bytes()))
    named = _json("report", *EXAMPLE)
    for ran in (
        _json("report", str(packed), *EXAMPLE[1:]),
        _json("report", "-", *EXAMPLE[1:], stdin=packed.read_bytes()),
    ):
        assert ran["measures"] == named["measures"]


@pytest.mark.parametrize(
    ("begin", "says"), [("O1,", "2: the row that begins here"), ('O1,"', "2:2: the quote that opens here")]
)
def test_a_cell_that_goes_on_and_on_is_an_error_that_says_where_it_begins(tmp_path, begin, says):
    path = tmp_path / "deals.csv"
    with path.open("w") as file:
        file.write(f"Opportunity Name,Opportunity Stage,Amount\n{begin}")
        for _ in range(40):
            file.write("x" * (1 << 20))
    ran = pipectl("report", str(path), cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert f"deals.csv:{says}" in ran.err


def test_what_is_piped_in_is_read_without_a_dash():
    text = (EXAMPLES / "opportunities.csv").read_bytes()
    assert _json("report", *EXAMPLE[1:], stdin=text)["source"]["accepted"] > 60


def test_several_files_and_globs_are_read_as_one(tmp_path):
    lines = (EXAMPLES / "opportunities.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "a.csv").write_text("".join(lines[:30]), encoding="utf-8")
    (tmp_path / "b.csv").write_text(lines[0] + "".join(lines[30:]), encoding="utf-8")
    whole = _json("report", *EXAMPLE)
    for names in ((str(tmp_path / "a.csv"), str(tmp_path / "b.csv")), (str(tmp_path / "*.csv"),)):
        parts = _json("report", *names, *EXAMPLE[1:])
        assert parts["measures"] == whole["measures"]
        assert len(parts["source"]["files"]) == 2


def test_a_terminal_on_stdin_is_told_what_to_do_instead_of_hanging():
    master, slave = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pipectl", "report", "-", "-c", SPEC],
            stdin=slave, capture_output=True, text=True, timeout=30, cwd=ROOT, check=False,
        )  # fmt: skip
    finally:
        os.close(master)
        os.close(slave)
    assert done.returncode == 2
    assert "pipe an export in" in done.stderr


def test_every_group_pools_to_the_whole():
    for by in ("owner", "stage", "close_month", "Region"):
        report = _json("report", *EXAMPLE, "--by", by)
        assert sum(Decimal(group["measures"]["pipeline_value"]["value"]) for group in report["groups"]) == Decimal(
            report["measures"]["pipeline_value"]["value"]
        )
        assert {group["by"] for group in report["groups"]} == {by}


def test_filters_narrow_what_the_figures_speak_of():
    whole = _json("report", *EXAMPLE)
    big = _json("report", *EXAMPLE, "--where", "amount>=50000")
    assert 0 < big["source"]["selected"] < whole["source"]["selected"]
    assert big["filters"] == ["amount>=50000"]
    owner = _json("report", *EXAMPLE, "--by", "owner")["groups"][0]
    mine = _json("report", *EXAMPLE, "--owner", owner["key"])
    assert mine["measures"]["pipeline_value"]["value"] == owner["measures"]["pipeline_value"]["value"]


def test_the_period_and_the_lookback_are_as_asked():
    report = _json("report", *EXAMPLE, "--period", "2026-07-01..2026-09-30", "--lookback", "all")
    assert (report["period"]["start"], report["period"]["end"]) == ("2026-07-01", "2026-10-01")
    assert report["lookback"]["start"] is None
    assert (
        _json("report", *EXAMPLE, "--period", "2026-Q3")["measures"]["won_amount"] == report["measures"]["won_amount"]
    )


def test_six_columns_are_enough_and_what_they_cannot_say_says_what_would():
    report = _json("report", *MINIMAL)
    assert Decimal(report["measures"]["pipeline_value"]["value"]) > 0
    out = pipectl("report", *MINIMAL).out
    assert "Look at these first" in out
    assert pipectl("report", *MINIMAL, "--by", "owner").code == 2


def test_rejects_hold_every_row_that_was_set_aside_with_its_reason(tmp_path):
    target = tmp_path / "rejects.csv"
    report = json.loads(pipectl("report", *EXAMPLE, "--rejects", str(target), "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert len(rows) == report["source"]["set_aside"] == 2
    assert all(row["reason"] and row["line"] for row in rows)


def test_built_in_stages_are_said_aloud_when_there_is_no_pipeline_yaml(tmp_path):
    (tmp_path / "opportunities.csv").write_bytes((EXAMPLES / "minimal.csv").read_bytes())
    ran = pipectl("report", "--as-of", "2026-11-16", cwd=tmp_path)
    assert ran.code == 0
    assert "built-in stages" in ran.out


def test_pipeline_yaml_is_found_above_and_by_the_environment(tmp_path):
    for name in ("pipeline.yaml", "spend.csv", "activities.csv"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "opportunities.csv").write_bytes((EXAMPLES / "opportunities.csv").read_bytes())
    assert "built-in" not in pipectl("report", "--as-of", "2026-11-16", cwd=deep).out
    (tmp_path / ".git").mkdir()
    ran = pipectl("report", "--as-of", "2026-11-16", cwd=tmp_path / "a", PIPECTL_CONFIG=str(tmp_path / "pipeline.yaml"))
    assert ran.code == 0


def test_colour_follows_the_option_and_the_environment():
    assert "\x1b[" not in pipectl("report", *EXAMPLE).out
    assert "\x1b[" in pipectl("report", *EXAMPLE, "--color", "always").out
    assert "\x1b[" in pipectl("report", *EXAMPLE, FORCE_COLOR="1").out
    assert "\x1b[" not in pipectl("report", *EXAMPLE, FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b[" not in pipectl("report", *EXAMPLE, "--color", "never", FORCE_COLOR="1").out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_stream_that_takes_no_unicode_gets_ascii(encoding):
    ran = pipectl("report", *EXAMPLE, PYTHONIOENCODING=encoding)
    assert ran.code == 0
    assert "█" not in ran.out
    assert "Prospecting" in ran.out


def test_progress_is_shown_on_a_terminal_only_and_leaves_no_trace_elsewhere(tmp_path):
    big = tmp_path / "big.csv"
    header, *rows = (EXAMPLES / "minimal.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    big.write_text(header + "".join(rows) * 2000, encoding="utf-8")
    arguments = [sys.executable, "-m", "pipectl", "report", str(big), *EXAMPLE[1:], "--format", "json"]
    quiet = subprocess.run(arguments, capture_output=True, cwd=ROOT, check=True)
    assert quiet.stderr == b""
    master, slave = pty.openpty()
    watched = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=slave, cwd=ROOT)
    os.close(slave)
    seen = b""
    while select.select([master], [], [], 30)[0]:
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
    os.close(master)
    assert watched.wait(timeout=30) == 0
    assert b"Reading" in seen


def test_the_same_input_gives_the_same_bytes():
    assert pipectl("report", *EXAMPLE, "--format", "json").out == pipectl("report", *EXAMPLE, "--format", "json").out


def test_verbose_says_on_stderr_what_was_found_and_decided():
    ran = pipectl("report", *EXAMPLE, "--verbose")
    assert "pipeline.yaml: " in ran.err
    assert "→ amount" in ran.err


@pytest.mark.parametrize(
    ("rule", "same"),
    [
        ("Close %>=50", "probability>=50%"),
        ("Expected Close Date<2026-12-01", "expected_close<2026-12-01"),
        ("Opportunity Revenue>=50000", "amount>=50000"),
        ("Opportunity Stage=discovery", "stage=Discovery"),
    ],
)
def test_a_rule_may_name_a_field_by_the_header_it_was_read_from(rule, same):
    if rule.startswith("Close %"):
        rule += "%"
    assert (
        _json("report", *EXAMPLE, "--where", rule)["measures"] == _json("report", *EXAMPLE, "--where", same)["measures"]
    )


def test_without_data_and_with_nothing_piped_in_it_says_where_data_would_be_found(tmp_path):
    ran = pipectl("report", cwd=tmp_path)
    assert ran.code == 2
    assert "no data: name an export" in ran.err


def test_a_pager_gets_the_width_of_the_terminal_it_shows(tmp_path):
    script = f"stty cols 84; {sys.executable} -m pipectl report {' '.join(EXAMPLE)} | cat > {tmp_path}/out.txt"
    master, slave = pty.openpty()
    surroundings = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    done = subprocess.run(["bash", "-c", script], stdin=slave, stderr=slave, cwd=ROOT, env=surroundings, check=True)
    os.close(master)
    os.close(slave)
    assert done.returncode == 0
    assert 80 < max(map(len, (tmp_path / "out.txt").read_text(encoding="utf-8").splitlines())) <= 84


def test_an_owner_is_found_whatever_the_case_and_the_space_around():
    asked = _json("report", *EXAMPLE, "--owner", " ann ", "--owner", "ANN")
    assert asked["measures"] == _json("report", *EXAMPLE, "--owner", "Ann")["measures"]
    assert asked["filters"] == ["owner Ann"]


def test_a_pattern_of_the_plan_is_found_in_a_folder_whose_name_looks_like_one(tmp_path):
    folder = tmp_path / "[work] *"
    folder.mkdir()
    plan = (EXAMPLES / "pipeline.yaml").read_text(encoding="utf-8").replace("data: [opportunities.csv]", "")
    (folder / "pipeline.yaml").write_text(plan + '\ndata: ["export*.csv"]\n', encoding="utf-8")
    for name in ("spend.csv", "activities.csv"):
        (folder / name).write_bytes((EXAMPLES / name).read_bytes())
    (folder / "export 1.csv").write_bytes((EXAMPLES / "opportunities.csv").read_bytes())
    report = _json("report", "--as-of", "2026-11-16", cwd=folder)
    assert report["source"]["accepted"] > 60


def test_a_workbook_is_read_as_its_sheet_is_and_another_sheet_on_request(tmp_path):
    from datetime import date

    from tests.read.workbooks import xlsx

    serial = (date(2026, 12, 1) - date(1899, 12, 30)).days
    rows: list[list[object]] = [
        ["Name", "Amount", "Stage", "Close Date", "Close %"],
        ["Acme", 12500.5, "Lead", (serial, 1), (0.25, 2)],
    ]
    book = xlsx({"Deals": rows, "Old": [["Name", "Amount", "Stage"], ["Beta", 1, "Lead"]]})
    (tmp_path / "deals.xlsx").write_bytes(book)
    for ran in (
        pipectl("list", "deals.xlsx", "--format", "json", cwd=tmp_path),
        pipectl("list", "-", "--format", "json", stdin=book, cwd=tmp_path),
    ):
        (deal,) = json.loads(ran.out)["stages"][0]["opportunities"]
        assert (deal["amount"], deal["expected_close"], deal["probability"]) == ("12500.50", "2026-12-01", "0.25")
    told = json.loads(pipectl("report", "deals.xlsx", "--format", "json", cwd=tmp_path).out)
    assert told["source"]["files"][0]["settled"][0] == "read from sheet 'Deals', one of 2; --sheet names another"
    old = json.loads(pipectl("report", "deals.xlsx", "--sheet", "old", "--format", "json", cwd=tmp_path).out)
    assert old["stages"][0]["amount"] == "1.00"
    refused = pipectl("report", "deals.xlsx", "--sheet", "New", cwd=tmp_path)
    assert refused.code == 2
    assert "deals.xlsx has no such sheet; it has: Deals, Old" in refused.err


def test_a_sheet_of_what_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "deals.csv").write_text("Name,Amount,Stage\na,1,Lead\n", encoding="utf-8")
    ran = pipectl("report", "deals.csv", "--sheet", "Deals", cwd=tmp_path)
    assert ran.code == 2
    assert "deals.csv is no workbook" in ran.err


def test_bare_numbers_are_days_on_request_and_the_hint_says_so_too(tmp_path):
    (tmp_path / "deals.csv").write_text("Name,Amount,Stage,Close Date\na,1,Lead,46357\n", encoding="utf-8")
    ran = pipectl("list", "deals.csv", "--serial-dates", "--format", "json", cwd=tmp_path)
    assert json.loads(ran.out)["stages"][0]["opportunities"][0]["expected_close"] == "2026-12-01"
    shown = pipectl("report", "deals.csv", "--serial-dates", cwd=tmp_path).out
    assert "--serial-dates" in shown
    refused = pipectl("validate", "deals.csv", cwd=tmp_path)
    assert "use --serial-dates where all are such" in refused.out


def test_times_with_a_zone_are_days_of_the_zone_of_the_plan(tmp_path):
    (tmp_path / "p.yaml").write_text("version: 1\nstages: [{name: Lead}]\ntime_zone: Asia/Tokyo\n", encoding="utf-8")
    (tmp_path / "deals.csv").write_text(
        "Name,Amount,Stage,Close Date\na,1,Lead,2026-12-01T20:00:00Z\n", encoding="utf-8"
    )
    ran = pipectl("list", "deals.csv", "-c", "p.yaml", "--format", "json", cwd=tmp_path)
    assert json.loads(ran.out)["stages"][0]["opportunities"][0]["expected_close"] == "2026-12-02"
