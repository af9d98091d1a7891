"""Where a stream takes ASCII alone, names and signs are spelled, nothing becomes a question mark, and data is exact."""

import json
from functools import partial

import pytest

from .process import pipectl, started

HEADER = "Id,Name,Amount,Stage,Create Date,Expected Close Date,Closed Date,Owner\n"
NAME = "Żółw שלום 株 🚀"
ROW = f"1,{NAME},1000,Discovery,2026-09-01,2026-11-02,,Ωμέγα\n"
PLAN = (
    "version: 1\nstages:\n  - {name: Discovery, probability: 0.25}\n  - {name: Won, kind: won}\n"
    "  - {name: Lost, kind: lost}\n"
)
ascii_alone = partial(pipectl, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
SPELLED = r"Zolw shlvm \u682a \U0001f680"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pipeline.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "d.csv").write_text(HEADER + ROW, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("verb", ["report", "list", "review", "validate", "playbook"])
def test_a_screen_is_ascii_and_has_no_question_marks(verb, folder):
    ran = ascii_alone(verb, "d.csv", "--as-of", "2026-11-16", "--width", "140", cwd=folder)
    assert ran.out.isascii()
    assert "?" not in ran.said


def test_a_name_is_spelled_on_a_screen_and_in_markdown(folder):
    for form in ("terminal", "markdown"):
        ran = ascii_alone("list", "d.csv", "--as-of", "2026-11-16", "--format", form, cwd=folder)
        assert SPELLED in ran.out.replace(r"\\", "\\")
        assert "Omega" in ran.out


def test_json_means_the_same_as_elsewhere(folder):
    call = ("list", "d.csv", "--as-of", "2026-11-16", "--format", "json")
    ran = ascii_alone(*call, cwd=folder)
    assert ran.out.isascii()
    assert ran.err == ""
    assert json.loads(ran.out) == json.loads(pipectl(*call, cwd=folder).out)
    assert NAME in [row["name"] for band in json.loads(ran.out)["stages"] for row in band["opportunities"]]


def test_csv_has_escapes_and_says_so(folder):
    ran = ascii_alone("list", "d.csv", "--as-of", "2026-11-16", "--format", "csv", cwd=folder)
    assert r"\u017b\u00f3\u0142w \u05e9\u05dc\u05d5\u05dd \u682a \ud83d\ude80" in ran.out
    assert "stdout takes ascii alone" in ran.err
    assert "--output FILE has them as they are" in ran.err


def test_csv_into_a_file_has_the_letters_themselves(folder):
    ran = ascii_alone("list", "d.csv", "--as-of", "2026-11-16", "--output", "out.csv", cwd=folder)
    assert ran.err == ""
    assert NAME in (folder / "out.csv").read_text(encoding="utf-8")


def test_errors_are_spelled_as_well(folder):
    ran = ascii_alone("report", "d.csv", "--owner", "שלום", cwd=folder)
    assert ran.code == 2
    assert "--owner 'shlvm' owns nothing here; there are: Omega" in ran.err


def test_help_is_drawn_in_ascii(folder):
    ran = started("list", "--help", cwd=folder, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.code == 0
    assert ran.out.isascii()
    assert "?" not in ran.out
