"""`validate` as a shell or a build runs it."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from .process import EXAMPLE, pipectl

PLAN = ("-c", "plan.yaml", "--as-of", "2026-11-16")
STAGES = """\
version: 1
stages:
  - {name: Discovery, probability: 0.25}
  - {name: Negotiation, probability: 0.7}
  - {name: Closed Won, kind: won}
"""
HEADER = "Id,Name,Amount,Stage,Expected Close,Next Step,Owner\n"
GOOD = "1,Acme,1000,Discovery,2026-12-01,Call,Ann\n"
OVERDUE = "2,Hooli,2000,Discovery,2026-10-01,Call,Bo\n"
NO_STEP = "3,Stark,3000,Discovery,2026-12-02,,Bo\n"
UNREAD = "4,Wayne,4000,Discoveri,2026-12-03,Call,Cy\n"


@pytest.fixture(autouse=True)
def plan(tmp_path):
    (tmp_path / "plan.yaml").write_text(STAGES, encoding="utf-8")


@pytest.fixture
def export(tmp_path):
    """Writes an export of these rows and gives what to call `validate` with."""

    def written(*rows):
        (tmp_path / "deals.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
        return ("validate", "deals.csv", *PLAN)

    return written


def test_the_screen_has_the_score_what_was_found_by_code_and_owner_and_the_verdict_last():
    ran = pipectl("validate", *EXAMPLE, "--width", "100")
    lines = ran.out.splitlines()
    assert ran.code == 1
    assert lines[0] == "Data quality 90%: 78 of 87 rows without an error or warning"
    assert lines[1] == "85 of 87 rows read, 2 set aside"
    assert lines[2] == "20 findings, 5 of them while reading: 2 errors, 8 warnings, 10 notes"
    assert lines[-1] == "failed: 2 errors"
    assert max(len(line) for line in lines if ".csv:" not in line) <= 100
    levels = [line.split()[0] for line in lines if re.match(r" (error|warning|note) ", line)]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)


@pytest.mark.parametrize("width", ["80", "100", "140"])
def test_what_is_above_the_findings_fits_the_screen(width):
    lines = pipectl("validate", *EXAMPLE, "--width", width).out.splitlines()
    assert max(len(line) for line in lines if ".csv:" not in line) <= int(width)
    assert any("Dana" in line for line in lines)


def test_a_report_counts_what_reading_found_alone():
    counts = json.loads(pipectl("report", *EXAMPLE, "--format", "json").out)["finding_counts"]
    assert sum(counts.values()) == 5
    assert not [code for code in counts if code.startswith("DATA3")]


def test_a_check_without_its_column_is_not_run_and_that_is_said(tmp_path):
    (tmp_path / "deals.csv").write_text("Name,Amount,Stage\nAcme,1,Discovery\n", encoding="utf-8")
    out = pipectl("validate", "deals.csv", *PLAN, cwd=tmp_path).out
    assert "Not run  DATA301 Open past its close date: needs expected_close" in out


def test_close_percentages_are_held_against_a_plan_and_never_against_the_built_in_stages(tmp_path):
    rows = "Name,Amount,Stage,Close %\nAcme,1,Negotiation,1%\n"
    (tmp_path / "deals.csv").write_text(rows, encoding="utf-8")
    assert "DATA303      1 " in pipectl("validate", "deals.csv", *PLAN, cwd=tmp_path).out
    built_in = pipectl("validate", "deals.csv", cwd=tmp_path).out
    assert "DATA303 Close % far from its stage's: needs probability of stages in pipeline.yaml" in built_in


@pytest.mark.parametrize(
    ("rows", "level", "code"),
    [
        ((GOOD,), "note", 0),
        ((GOOD, NO_STEP), "warning", 0),
        ((GOOD, NO_STEP), "note", 1),
        ((GOOD, OVERDUE), "error", 0),
        ((GOOD, OVERDUE), "warning", 1),
        ((GOOD, UNREAD), "error", 1),
        ((UNREAD,), "error", 1),
    ],
)
def test_what_fails_is_what_is_as_grave_as_asked_for(rows, level, code, export, tmp_path):
    assert pipectl(*export(*rows), "--fail-on", level, cwd=tmp_path).code == code


def test_a_baseline_lets_what_is_known_pass_and_what_is_new_fail(export, tmp_path):
    wrote = pipectl(*export(GOOD, OVERDUE, UNREAD), "--write-baseline", "known.json", cwd=tmp_path)
    assert wrote.code == 0
    assert "2 findings are known from now on, in known.json" in wrote.err
    moved = pipectl(*export(UNREAD, OVERDUE, GOOD), "--baseline", "known.json", cwd=tmp_path)
    assert moved.code == 0
    assert "; 2 known, 0 new" in moved.out
    assert moved.out.count(" (known)\n") == 2
    assert pipectl(*export(UNREAD), "--baseline", "known.json", "--fail-on", "note", cwd=tmp_path).code == 0
    more = pipectl(*export(UNREAD, UNREAD.replace("4,", "5,", 1)), "--baseline", "known.json", cwd=tmp_path)
    assert more.code == 1
    assert "; 1 known, 1 new; 1 of the baseline found no more" in more.out
    assert "No more  DATA301 · 2" in more.out
    assert more.out.endswith("failed: 1 new error\n")


def test_a_second_fault_of_the_same_kind_is_new(export, tmp_path):
    pipectl(*export(UNREAD), "--write-baseline", "known.json", cwd=tmp_path)
    twice = pipectl(*export(UNREAD, UNREAD), "--baseline", "known.json", cwd=tmp_path)
    assert twice.code == 1
    assert "; 1 known, 1 new" in twice.out


def test_new_errors_beyond_what_is_kept_of_a_kind_fail_too(export, tmp_path):
    many = [UNREAD.replace("4,", f"{number},", 1) for number in range(10, 1510)]
    assert pipectl(*export(*many), "--write-baseline", "known.json", cwd=tmp_path).code == 0
    assert pipectl(*export(*many), "--baseline", "known.json", "--format", "csv", cwd=tmp_path).code == 0
    one_more = pipectl(*export(*many, UNREAD), "--baseline", "known.json", "--format", "json", cwd=tmp_path)
    found = json.loads(one_more.out)
    assert one_more.code == 1
    assert (found["baseline"]["known"], found["baseline"]["new"]) == (1500, 1)
    assert len(found["findings"]) == 1000
    assert [each["opportunity"] for each in found["findings"] if not each["known"]] == ["4"]


def test_an_owner_s_rows_are_judged_alone(export, tmp_path):
    call = export(GOOD, OVERDUE, NO_STEP, UNREAD)
    ann, bo, cy = (pipectl(*call, "--owner", name, "--format", "json", cwd=tmp_path) for name in ("ann", "BO", "Cy"))
    assert [each.code for each in (ann, bo, cy)] == [0, 0, 1]
    found = [json.loads(each.out) for each in (ann, bo, cy)]
    assert [each["quality"]["clean"] for each in found] == [1, 1, 0]
    assert [each["quality"]["rows"] for each in found] == [1, 2, 1]
    assert [each["finding_counts"] for each in found] == [{}, {"DATA301": 1, "DATA302": 1}, {"DATA005": 1}]
    assert found[1]["filters"] == ["owner Bo"]
    assert [each["lacking"] for each in found[1]["not_run"] if each["code"] == "DATA307"] == ["the rows of all owners"]


def test_under_a_baseline_what_other_owners_had_is_not_said_to_be_found_no_more(export, tmp_path):
    known = GOOD, OVERDUE, NO_STEP, UNREAD
    pipectl(*export(*known), "--write-baseline", "known.json", cwd=tmp_path)
    mended = OVERDUE.replace("2026-10-01", "2026-12-01")
    call = (*export(GOOD, mended, NO_STEP, UNREAD), "--baseline", "known.json", "--format", "json")
    ann, bo, cy = (json.loads(pipectl(*call, "--owner", name, cwd=tmp_path).out) for name in ("Ann", "Bo", "Cy"))
    assert [len(each["baseline"]["gone"]) for each in (ann, bo, cy)] == [0, 1, 0]
    assert bo["baseline"]["gone"][0]["opportunity"] == "2"
    assert [each["baseline"]["known"] for each in (ann, bo, cy)] == [0, 1, 1]


def test_an_owner_with_an_endless_name_is_judged_too(export, tmp_path):
    name = "Z" * 3000
    call = export(GOOD, UNREAD.replace("Cy", name))
    assert pipectl(*call, "--owner", name, cwd=tmp_path).code == 1


def test_github_s_annotations_and_junit_s_cases_come_from_the_program(export, tmp_path):
    call = export(GOOD, OVERDUE, UNREAD)
    github = pipectl(*call, "--format", "github", cwd=tmp_path)
    assert github.code == 1
    assert github.out.splitlines()[1].startswith(
        "::error file=deals.csv,line=4,col=4,title=DATA005 Unknown stage::Stage 'Discoveri' is no stage"
    )
    assert github.out.splitlines()[0].startswith("::notice title=pipectl validate::Data quality 33%25: 1 of 3 rows")
    assert pipectl(*call, "-o", "found.xml", cwd=tmp_path).code == 1
    suite = ET.fromstring((tmp_path / "found.xml").read_bytes())[0]
    assert suite.get("failures") == "1"
    assert [each.get("type") for each in suite.iter("failure")] == ["error"]


@pytest.mark.parametrize("form", ["github", "junit"])
def test_other_commands_say_where_these_formats_are_to_be_had(form):
    for verb in ("report", "list"):
        ran = pipectl(verb, *EXAMPLE, "--format", form)
        assert (ran.code, ran.out) == (2, "")
        page = ", html" if verb == "report" else ""
        others = f"choose one of terminal, json, csv, markdown, svg, xlsx{page} here"
        assert f"--format {form} is for pipectl check and validate; {others}" in ran.err


HOSTILE = "\x1b[31m::error::x\u202e]]>%0A##[error]</failure>=cmd(),a:b"


def test_hostile_cells_and_file_names_reach_no_destination_unharmed(tmp_path):
    name = "a,b::error::c%0A.csv"
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    row = f"{quoted},{quoted},1,{quoted},2026-10-01,,{quoted}\n"
    good = f"{quoted},{quoted},1,Discovery,2026-10-01,,{quoted}\n"
    (tmp_path / name).write_text(HEADER + row + good, encoding="utf-8")
    call = ("validate", name, *PLAN, "--write-baseline", "known.json")
    for form in ("terminal", "json", "csv", "markdown", "github", "azure", "junit", "gitlab", "sarif"):
        out = pipectl(*call, "--format", form, cwd=tmp_path).out
        assert not {"\x1b", "\u202e"} & set(out)
        assert "##[" not in out
        if form != "github":
            assert not re.search("^::", out, re.MULTILINE)
            assert "::error" not in out
    known = (tmp_path / "known.json").read_text(encoding="utf-8")
    assert not {"\x1b", "\u202e"} & set(known)
    assert {each["opportunity"] for each in json.loads(known)["known"]} == {HOSTILE}
    plain = ("validate", name, *PLAN)
    lines = pipectl(*plain, "--format", "github", cwd=tmp_path).out.splitlines()
    for line in lines:
        assert re.fullmatch(r"::(error|warning|notice) [^:\n]*::(?!.*::).*", line), line
    assert "file=a%2Cb%3A %3Aerror%3A %3Ac%250A.csv,line=2,col=4,title=DATA005 Unknown stage::" in lines[1]
    (case,) = ET.fromstring(pipectl(*plain, "--format", "junit", cwd=tmp_path).out).iter("failure")
    assert "]]>%0A" in (case.text or "")
    for cell in csv.DictReader(io.StringIO(pipectl(*plain, "--format", "csv", cwd=tmp_path).out)):
        assert not cell["owner"].startswith("=")


@pytest.mark.parametrize("more", [(), ("--owner", "Cy"), ("--fail-on", "note")])
def test_the_document_fits_its_published_schema(more):
    schema = json.loads(pipectl("schema", "validate").out)
    Draft202012Validator(schema).validate(json.loads(pipectl("validate", *EXAMPLE, *more, "-f", "json").out))


def test_the_verdict_stands_where_its_text_can_t_be_written():
    assert pipectl("validate", *EXAMPLE, "-o", "/nonexistent/folder/found.json").code == 1
    assert pipectl("validate", *EXAMPLE, "--owner", "Ann", "-o", "/nonexistent/folder/found.json").code == 2
