"""Answers as workbooks, on the command line."""

import io
import json

from python_calamine import CalamineWorkbook

from .past import THIRD, begin
from .process import pipectl

DATA = (f"deals-{THIRD}.csv", "--as-of", "2026-11-16")


def test_the_suffix_of_the_output_makes_a_workbook(tmp_path):
    begin(tmp_path)
    assert pipectl("list", *DATA, "-o", "deals.xlsx", cwd=tmp_path).code == 0
    told = json.loads(pipectl("list", *DATA, "--format", "json", cwd=tmp_path).out)
    book = CalamineWorkbook.from_filelike(io.BytesIO((tmp_path / "deals.xlsx").read_bytes()))
    head, *rows = book.get_sheet_by_name("Opportunities").to_python()
    names = [each["name"] for stage in told["stages"] for each in stage["opportunities"]]
    assert [row[head.index("Name")] for row in rows] == names


def test_the_same_answer_is_the_same_file(tmp_path):
    begin(tmp_path)
    for name in ("one.xlsx", "two.xlsx"):
        assert pipectl("report", *DATA, "-o", name, cwd=tmp_path).code == 0
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_workbook_is_not_written_to_stdout(tmp_path):
    begin(tmp_path)
    for output in ((), ("-o", "-")):
        ran = pipectl("report", *DATA, "--format", "xlsx", *output, cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert "--output answer.xlsx" in ran.err


def test_a_workbook_is_never_written_over_what_is_read(tmp_path):
    begin(tmp_path)
    (tmp_path / "deals.xlsx").write_bytes(b"")
    ran = pipectl("report", "deals.xlsx", "-o", "deals.xlsx", cwd=tmp_path)
    assert ran.code == 2
    assert "would write over" in ran.err


def test_a_verdict_stands_beside_its_workbook(tmp_path):
    begin(tmp_path)
    ran = pipectl("check", *DATA, "--min", "win_rate=1", "-o", "check.xlsx", cwd=tmp_path)
    assert ran.code == 1
    assert (tmp_path / "check.xlsx").read_bytes().startswith(b"PK")
