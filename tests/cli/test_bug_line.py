"""The line for a bug report: of use to whoever mends the bug, and free of data, whatever the data is."""

import json
from pathlib import Path

import pytest

from pipectl import __version__
from pipectl.cli.doctor.line import about, among, encoding, version
from tests.read.workbooks import xlsx

from .process import EXAMPLES, ROOT, pipectl

#: Stands in every name, header, cell and value here, and nowhere else.
SECRET = "Zqx"
HEADER = f"{SECRET} id,name,owner,amount,created,close date,close %,stage,{SECRET} region,{SECRET}\n"
ROWS = (
    f"{SECRET}1,{SECRET} Alpha,{SECRET} Ann,600,2026-01-05,2026-12-01,50%,{SECRET} lead,{SECRET},x\n"
    f"{SECRET}2,{SECRET} Beta,{SECRET} Bo,{SECRET},2026-01-05,2026-12-01,50%,{SECRET} lead,{SECRET},x\n"
    f"{SECRET}3,{SECRET} Gamma,{SECRET} Ann,400,2026-01-05,2026-10-20,100%,{SECRET} won,{SECRET},x\n"
)
PLAN = f"""\
version: 1
name: {SECRET} pipeline
time_zone: UTC
stages:
  - {{name: {SECRET} lead, probability: 0.5, aliases: [{SECRET} new]}}
  - {{name: {SECRET} won, kind: won}}
  - {{name: {SECRET} lost, kind: lost}}
columns: {{id: {SECRET} id}}
quotas_file: {SECRET}.csv
spend_file: {SECRET}.csv
quotas: [{{period: 2026-Q4, amount: 98765, owner: {SECRET} Ann}}]
checks:
  - {{metric: coverage, min: 98765, name: {SECRET} check, reason: {SECRET}}}
  - {{metric: coverage, min: 1, by: {SECRET} region}}
  - {{metric: coverage, min: 1, by: {SECRET} nowhere}}
  - {{metric: win_rate, min: 0.5, where: ['{SECRET} region={SECRET}']}}
  - {{finding: DATA301, max: 98765}}
waivers:
  - {{check: coverage, owner: {SECRET} Ann, reason: {SECRET}, until: 2026-11-01}}
  - {{check: coverage, opportunity: {SECRET}1, reason: {SECRET}, until: 2026-12-31}}
"""
VARIABLES = {"TERM": SECRET, "HOME": f"/home/{SECRET}", "USER": SECRET, "COLUMNS": SECRET, "LANG": f"{SECRET}.UTF-8"}


@pytest.fixture
def folder(tmp_path):
    """A folder in which everything that has a name has a secret one."""
    secret = tmp_path / f"home-{SECRET}" / SECRET
    secret.mkdir(parents=True)
    (secret / ".git").touch()
    (secret / f"{SECRET} deals.csv").write_text(HEADER + ROWS, encoding="utf-8")
    (secret / f"{SECRET}.csv").write_text(f"period,amount,owner\n2027-Q1,98765,{SECRET} Ann\n", encoding="utf-8")
    (secret / "pipeline.yaml").write_text(PLAN, encoding="utf-8")
    return secret


def line(folder: Path, *options: str, **variables) -> str:
    """The line, which is the same on the screen and in JSON, apart from what options there were."""
    given, variables = ("doctor", "--as-of", "2026-11-16", *options), VARIABLES | variables
    ran = pipectl(*given, cwd=folder, **variables)
    found = ran.out.splitlines()[-1]
    assert pipectl(*given, "--report", cwd=folder, **variables).out == found + "\n"
    # All that was meant to be kept secret was there to be told.
    assert SECRET.lower() in ran.out.rpartition("\n" + found)[0].lower()
    return found


def is_free_of_data(found: str, folder: Path) -> bool:
    """Whether nothing of the data, of pipeline.yaml or of a path stands in a line."""
    words = (SECRET.lower(), "98765", "home", "alpha", "region", "deals", str(folder).lower(), str(ROOT).lower())
    return found.isascii() and found.isprintable() and not any(word in found.lower() for word in words)


def test_it_says_what_it_takes_to_see_a_problem_again(folder):
    found = line(folder, f"{SECRET} deals.csv")
    assert found.startswith(f"pipectl {__version__}; CPython ")
    for part in (
        "pydantic_core ",
        "stdout pipe utf-8",
        "100 columns (default), no colour (no terminal), all signs",
        "pipeline.yaml (here, 3 stages, ~1 quotas, ~1 waivers, quotas_file, spend_file, time_zone)",
        "data (argument, files 1, currencies 1)",
        "file: csv, utf-8, comma, header in line 1, preset none by headers, ~1 rows, ~1 accepted, ~1 set aside",
        "columns name amount created expected_close probability stage id owner, ~1 others",
        "check coverage min; check coverage min by other",
        "check win_rate min where",
        "check DATA301 max",
        "error in checks (UsageProblem)",
        "findings: DATA",
    ):
        assert part in found, part
    assert is_free_of_data(found, folder)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.csv", None),
        ("empty.csv", b""),
        ("strange.csv", f"{SECRET},{SECRET}\n1,2\n".encode()),
        ("open.csv", f"name,amount,stage,close date\n{SECRET},5,{SECRET} lead,03/04/2026\n".encode()),
        ("aside.csv", f"name,amount,stage\n{SECRET},{SECRET},{SECRET}\n".encode()),
        ("twice.csv", f"name,name,amount,stage\n{SECRET},{SECRET}x,5,{SECRET}\n".encode()),
        ("mark.csv", f"{SECRET}Zname{SECRET}Zamount{SECRET}Zstage\n".encode()),
        ("deals.xlsx", xlsx({SECRET: [["name", "amount", "stage"], [SECRET, 5, f"{SECRET} lead"]], "x": [["y"]]})),
    ],
)
def test_nothing_of_data_that_can_not_be_read_gets_into_it(name, content, folder):
    if content is not None:
        (folder / f"{SECRET}{name}").write_bytes(content)
    assert is_free_of_data(line(folder, f"{SECRET}{name}"), folder)


@pytest.mark.parametrize(
    "text",
    [
        f"version: 1\n{SECRET}: 1\nstages: [{{name: {SECRET}, kind: {SECRET}}}]\n",
        f"{SECRET}: [",
        f"version: 1\nname: {SECRET}\nname: {SECRET}\nstages: [{{name: {SECRET}, probability: 98765}}]\n",
        f"- {SECRET}\n",
        PLAN.replace("period: 2026-Q4", f"period: {SECRET}"),
        PLAN.replace(f"{SECRET}.csv", f"no-{SECRET}.csv"),
        PLAN.replace("metric: win_rate", f"metric: {SECRET}"),
    ],
)
def test_nothing_of_a_broken_plan_gets_into_it(text, folder):
    (folder / "pipeline.yaml").write_text(text, encoding="utf-8")
    found = line(folder, f"{SECRET} deals.csv")
    assert is_free_of_data(found, folder)
    assert "Problem" in found


@pytest.mark.parametrize(
    "options",
    [
        ("-c", f"{SECRET}.yaml"),
        ("--preset", SECRET),
        ("--sheet", SECRET),
        ("--delimiter", SECRET),
        ("--delimiter", "Z"),
        ("--encoding", SECRET),
        ("--header", f"{SECRET},name,{SECRET} x"),
        ("--locale", SECRET),
        (f"{SECRET}*.nothing",),
    ],
)
def test_nothing_that_was_typed_gets_into_it(options, folder):
    assert is_free_of_data(line(folder, f"{SECRET} deals.csv", *options), folder)


def test_a_delimiter_of_its_own_is_not_told(folder):
    (folder / f"{SECRET}.txt").write_text(f"{SECRET} id@amount@stage\n{SECRET}@5@{SECRET} lead\n", encoding="utf-8")
    assert "file: csv, utf-8, other, header in line 1" in line(folder, f"{SECRET}.txt", "--delimiter", "@")


def test_a_bug_is_told_by_its_kind_and_its_line_of_ours_alone(folder):
    patch = folder / "patch"
    patch.mkdir()
    program = f"import csv, pipectl.read.dialect as d\nd.choose = lambda *a, **k: int({SECRET!r})\n"
    (patch / "sitecustomize.py").write_text(program, encoding="utf-8")
    found = line(folder, f"{SECRET} deals.csv", PYTHONPATH=f"{patch}:{ROOT / 'src'}")
    assert is_free_of_data(found, folder)
    assert "error in data (ValueError at read/dialect.py:" in found


def test_a_number_is_told_to_its_order_of_magnitude_alone():
    assert [about(number) for number in (0, 1, 3, 4, 31, 32, 87, 400, 98_765)] == [
        "0", "~1", "~1", "~10", "~10", "~100", "~100", "~1,000", "~100,000",
    ]  # fmt: skip


def test_what_is_none_of_ours_is_called_other():
    assert [version(text) for text in ("1.2.3", "1.2.3rc1", "6.1.0-acme", "1.0+acme.2", "acme", None)] == [
        "1.2.3", "1.2.3rc1", "6.1.0", "1.0", "other", "missing",
    ]  # fmt: skip
    assert [encoding(text) for text in ("UTF-8", "Windows-1252", "acme", "", None, "a\0b")] == [
        "utf-8", "cp1252", "other", "other", "other", "other",
    ]  # fmt: skip
    assert [among(text, ("comma", "tab")) for text in ("comma", "Z", None)] == ["comma", "other", "other"]


def test_the_example_s_line_holds_no_word_of_the_example():
    found = pipectl("doctor", "-c", str(EXAMPLES / "pipeline.yaml"), "-f", "json", "--as-of", "2026-11-16").out
    told = json.loads(found)["report"].lower()
    assert not any(name in told for name in ("zephyr", "opportunities.csv", "examples", "revenue", "dana", "amer"))
