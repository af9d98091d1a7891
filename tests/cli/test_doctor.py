"""The doctor as whoever has a problem meets it: it tells what is found where, and never gives up."""

import gzip
import json
import os
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipectl import __version__
from tests.read.workbooks import xlsx

from .process import EXAMPLES, ROOT, SILENCED, Ran, pipectl

DAY = ("--as-of", "2026-11-16")
HEADER = "id,name,owner,amount,created,close date,close %,stage\n"
ROWS = (
    "O1,Alpha,Ann,600,2026-01-05,2026-12-01,50%,Lead\n"
    "O2,Beta,Bo,300,2026-01-05,2026-12-01,50%,Lead\n"
    "O3,Gamma,Ann,400,2026-01-05,2026-10-20,100%,Won\n"
    "O4,Delta,Bo,400,2026-01-05,2026-10-20,0%,Lost\n"
)
PLAN = """\
version: 1
stages:
  - {name: Lead, probability: 0.5}
  - {name: Won, kind: won}
  - {name: Lost, kind: lost}
quotas: [{period: 2026-Q4, amount: 1000}]
"""
HUBSPOT = "Deal Name,Deal Stage,Amount,Close Date\nAlpha,Closed Won,600,2026-10-01\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with an export and a plan, below which no other is looked for."""
    (tmp_path / ".git").touch()
    (tmp_path / "opportunities.csv").write_text(HEADER + ROWS, encoding="utf-8")
    plan(tmp_path, "")
    return tmp_path


def plan(folder: Path, more: str) -> None:
    (folder / "pipeline.yaml").write_text(PLAN + more, encoding="utf-8")


def doctor(folder: Path, *options: str, **given) -> Ran:
    """What it says; whatever it finds, it answers, and on stdout alone."""
    ran = pipectl("doctor", *DAY, *options, cwd=folder, **given)
    assert (ran.code, ran.err) == (0, "")
    return ran


def words(folder: Path, *options: str, **given) -> str:
    """All on one line, wide enough for nothing to be broken."""
    return " ".join(doctor(folder, *options, "--width", "300", **given).out.split())


def document(folder: Path, *options: str, **given):
    tree = json.loads(doctor(folder, *options, "--format", "json", **given).out)
    schema = json.loads(pipectl("schema", "doctor").out)
    Draft202012Validator(schema).validate(tree)
    return tree


def problems(tree) -> list[tuple[str, str, str]]:
    return [(each["level"], each["about"], each["text"]) for each in tree["problems"]]


def test_it_names_the_versions_of_all_that_it_stands_on(folder):
    out = words(folder)
    assert f"pipectl {__version__} in {ROOT / 'src' / 'pipectl'}" in out
    for name in ("CPython", "typer", "rich", "pydantic", "pydantic_core", "PyYAML", "python-dateutil", "calamine"):
        assert f"{name} " in out


@pytest.mark.parametrize(
    ("options", "variables", "by"),
    [
        (("-c", "sub/other.yaml"), {}, "--config"),
        ((), {"PIPECTL_CONFIG": "sub/other.yaml"}, "PIPECTL_CONFIG"),
        ((), {}, "here"),
    ],
)
def test_it_says_by_which_rule_pipeline_yaml_was_found(options, variables, by, folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "other.yaml").write_text(PLAN, encoding="utf-8")
    found = document(folder, *options, **variables)["plan"]
    assert (found["by"], found["usable"], found["stages"], found["quotas"]) == (by, True, 3, 1)
    assert found["path"] == ("pipeline.yaml" if by == "here" else "sub/other.yaml")


def test_a_plan_above_is_told_as_such_and_one_that_is_not_there_with_what_stands_in(folder):
    (folder / "sub").mkdir()
    assert "pipeline.yaml ../pipeline.yaml, in a folder above: 3 stages, 1 quota" in words(folder / "sub")
    (folder / "pipeline.yaml").unlink()
    assert "none, neither here nor above; read with the built-in stages" in words(folder)
    (folder / "opportunities.csv").write_text(HUBSPOT, encoding="utf-8")
    assert "read with the stages of a HubSpot export" in words(folder)


@pytest.mark.parametrize(
    ("options", "data", "stdin", "by"),
    [
        (("opp*.csv",), "", None, "argument"),
        ((), "data: [opportunities.csv]", None, "data"),
        ((), "", None, "beside"),
        (("-",), "", HEADER + ROWS, "argument"),
    ],
)
def test_it_says_by_which_rule_the_data_was_found(options, data, stdin, by, folder):
    plan(folder, data)
    found = document(folder, *options, stdin=stdin and stdin.encode())["data"]
    assert (found["by"], len(found["files"]), found["opportunities"]) == (by, 1, 4)
    assert found["files"][0]["name"] == ("stdin" if stdin else "opportunities.csv")


def test_what_is_piped_in_is_read_where_nothing_else_is_and_told_as_unread_elsewhere(folder):
    text = (HEADER + ROWS).encode()
    assert ("note", "data", "what is piped in is not read, since other data is found; give - to read it") in problems(
        document(folder, stdin=text)
    )
    (folder / "opportunities.csv").unlink()
    assert document(folder, stdin=text)["data"]["by"] == "stdin"


def test_a_pipe_that_nothing_comes_from_is_not_waited_for(folder):
    (folder / "opportunities.csv").unlink()
    with subprocess.Popen(["sleep", "60"], stdout=subprocess.PIPE) as silent:
        done = subprocess.run(
            [sys.executable, "-m", "pipectl", "doctor"],
            stdin=silent.stdout,
            capture_output=True,
            cwd=folder,
            timeout=30,
            check=False,
        )
        silent.kill()
    assert done.returncode == 0
    assert b"no data: name an export" in done.stdout


def test_of_a_file_it_tells_layout_preset_and_rows(folder):
    (folder / "hub.csv").write_bytes(("notes\n\n" + HUBSPOT.replace(",", ";")).encode("utf-16"))
    (file,) = document(folder, "hub.csv")["data"]["files"]
    assert (file["kind"], file["encoding"], file["delimiter"], file["header_line"]) == ("csv", "UTF-16", "semicolon", 3)
    assert (file["preset"], file["preset_by"], file["told_by"]) == (
        "hubspot",
        "headers",
        ["Deal Name", "Deal Stage", "Amount"],
    )
    assert {"field": "stage", "header": "Deal Stage"} in file["columns"]
    assert file["rows"]["rows"] == 1
    out = words(folder, "hub.csv")
    assert "a HubSpot export: 'Deal Name', 'Deal Stage' and 'Amount' stand together" in out
    assert "text, UTF-16, delimiter semicolon, header in line 3" in out
    assert "a HubSpot export, as --preset says" in words(folder, "hub.csv", "--preset", "hubspot")


def test_a_file_that_lacks_a_header_of_the_plan_is_laid_out_all_the_same(folder):
    plan(folder, "columns: {amount: Value}\n")
    tree = document(folder)
    (file,) = tree["data"]["files"]
    assert (file["delimiter"], file["header_line"], file["rows"]) == ("comma", 1, None)
    assert "Value" in problems(tree)[0][2]


def test_workbooks_and_gzip_are_told_as_what_they_are(folder):
    rows = [line.split(",") for line in (HEADER + ROWS).splitlines()]
    (folder / "deals.xlsx").write_bytes(xlsx({"Notes": [["x"]], "Deals": rows}))
    (folder / "deals.csv.gz").write_bytes(gzip.compress((HEADER + ROWS).encode()))
    assert "sheet 'Deals' of a workbook, header in line 1" in words(folder, "deals.xlsx", "--sheet", "Deals")
    assert "text in gzip, UTF-8, delimiter comma, header in line 1" in words(folder, "deals.csv.gz")


def test_rows_set_aside_are_told_with_their_codes_and_what_shows_them(folder):
    with (folder / "opportunities.csv").open("a", encoding="utf-8") as file:
        file.write("O5,Eps,Ann,many,2026-01-05,2026-12-01,50%,Lead\n")
    tree = document(folder)
    assert tree["data"]["files"][0]["rows"]["set_aside"] == 1
    ((level, about, text),) = problems(tree)
    assert (level, about) == ("warning", "data")
    assert text.startswith("1 row is set aside (DATA")
    assert text.endswith("pipectl validate shows each")


BROKEN = "version: 1\nstages: [{name: A, probability: 7}]\ncolr: 1\n"


def test_a_broken_plan_is_told_and_the_rest_goes_on(folder):
    (folder / "pipeline.yaml").write_text(BROKEN, encoding="utf-8")
    tree = document(folder)
    assert not tree["plan"]["usable"]
    (problem,) = [each for each in tree["problems"] if each["about"] == "pipeline.yaml"]
    assert "can't be used: 2 problems" in problem["text"]
    assert [each.split(" ")[:2] for each in problem["details"]] == [
        ["pipeline.yaml:2:20:", "SPEC004"],
        ["pipeline.yaml:3:1:", "SPEC003"],
    ]
    assert tree["data"]["opportunities"] == 4
    out = words(folder)
    assert "in this folder: can't be used, see below; read with the built-in stages" in out
    assert "not known, since pipeline.yaml can't be used" in out
    assert "4 of 4 rows read" in out


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("quotas_file: none.csv\n", "none.csv: no such file"),
        ("quotas_file: quotas.csv\n", "quotas.csv can't be used for quotas"),
    ],
)
def test_a_broken_file_of_quotas_is_told_and_the_rest_of_the_plan_stands(more, told, folder):
    (folder / "quotas.csv").write_text("period,amount\n2027-Q1,lots\n", encoding="utf-8")
    plan(folder, more + "checks: [{metric: coverage, min: 1}]\n")
    tree = document(folder)
    ((level, about, text),) = problems(tree)
    assert (level, about) == ("error", "quotas")
    assert told in text
    assert (tree["plan"]["quotas_read"], tree["checks"][0]["answer"]) == (None, "yes")


@pytest.mark.parametrize(
    ("text", "told", "read"),
    [("month,amount\n2026-12,5\n2027-01,lots\n", "spend.csv can't be used for spend", None), ("", "", 2)],
)
def test_a_file_of_spend_is_counted_or_told_to_be_broken_and_the_rest_of_the_plan_stands(text, told, read, folder):
    good = "month,amount\n2026-12,5\n2027-01,7\n"
    (folder / "spend.csv").write_text(text or good, encoding="utf-8")
    plan(folder, "spend_file: spend.csv\nchecks: [{metric: coverage, min: 1}]\n")
    tree = document(folder)
    assert [each[1] for each in problems(tree)] == (["spend"] if told else [])
    assert all(told in text for _, _, text in problems(tree))
    assert (tree["plan"]["spend_read"], tree["checks"][0]["answer"]) == (read, "yes")
    assert f"spend.csv, named by spend_file: {f'{read} of spend' if read else 'can'}" in words(folder)


def test_quotas_of_a_file_are_counted(folder):
    (folder / "quotas.csv").write_text("period,amount\n2027-Q1,500\n2027-Q2,500\n", encoding="utf-8")
    plan(folder, "quotas_file: quotas.csv\n")
    assert "quotas.csv, named by quotas_file: 2 quotas" in words(folder)
    assert document(folder)["plan"]["quotas"] == 3


#: Name, content, and what is said of it.
UNREADABLE = [
    ("empty.csv", b"", "is empty"),
    ("binary.csv", b"%PDF-1.7 \x00\x01\x02", "a PDF"),
    ("header.csv", HEADER.encode(), "has a header and no rows"),
    ("strange.csv", b"x,y\n1,2\n", "no column for: name"),
    ("cut.csv.gz", gzip.compress(HEADER.encode() * 99, mtime=0)[:-9], "cut off"),
    ("fake.xlsx", b"PK\x03\x04 no workbook", "fake.xlsx"),
    ("open.csv", b"name,amount,stage,close date\nA,5,Lead,03/04/2026\n", "--date-order"),
]


@pytest.mark.parametrize(("name", "content", "told"), UNREADABLE)
def test_data_that_can_not_be_read_is_told_and_the_rest_goes_on(name, content, told, folder):
    (folder / name).write_bytes(content)
    plan(folder, "checks: [{metric: coverage, min: 1}]\n")
    tree = document(folder, name)
    assert tree["plan"]["usable"]
    ((level, about, text),) = problems(tree)
    assert (level, about) == ("error", "data")
    assert told in text
    assert (tree["checks"][0]["answer"], tree["checks"][0]["lacking"]) == ("no", ["there is no data that can be read"])
    assert "see below" in words(folder, name)


def test_of_several_files_every_one_that_fails_is_told_and_every_other_is_read(folder):
    names = [name for name, content, _ in UNREADABLE]
    for name, content, _ in UNREADABLE:
        (folder / name).write_bytes(content)
    tree = document(folder, "opportunities.csv", "missing.csv", "no*thing.csv", *names)
    texts = [text for _, _, text in problems(tree)]
    for told in [*(told for _, _, told in UNREADABLE), "missing.csv: no such file", "no file matches this pattern"]:
        assert sum(told in text for text in texts) == 1, told
    files = {each["name"]: each["rows"] for each in tree["data"]["files"]}
    assert [name for name, rows in files.items() if rows] == ["opportunities.csv"]
    assert list(files) == ["opportunities.csv", "missing.csv", *names, "no*thing.csv"]


def test_a_folder_without_anything_is_told_with_what_to_do(tmp_path):
    (tmp_path / ".git").touch()
    out = words(tmp_path)
    assert "none, neither here nor above" in out
    assert "error data: no data: name an export, put opportunities.csv here, or pipe one in" in out


@pytest.mark.parametrize(
    ("options", "variables"), [(("-c", "none.yaml"), {}), ((), {"PIPECTL_CONFIG": "none.yaml"})], ids=["named", "set"]
)
def test_a_plan_that_is_named_and_not_there_is_told(options, variables, folder):
    ((level, about, text),) = problems(document(folder, *options, **variables))
    assert (level, about) == ("error", "pipeline.yaml")
    assert "names 'none.yaml', which is not a file" in text


#: Check, whether it can be judged, and what it lacks.
CHECKS = [
    ("{metric: coverage, min: 1}", "yes", ""),
    ("{metric: coverage, min: 99}", "yes", ""),
    ("{metric: coverage, min: 1, period: 2027-Q1}", "no", "no quota that fills 2027-Q1"),
    (
        "{metric: pipeline_value, max_drop: 10%}",
        "no",
        "there is nothing to compare with: keep an export with pipectl snapshot",
    ),
    ("{metric: win_rate, min: 0, by: owner}", "no", "1 of the 5 opportunities it takes to judge"),
    ("{metric: pipeline_value, min: 0, by: owner}", "yes", ""),
    ("{metric: pipeline_value, min: 0, by: owner, where: [amount>=9999]}", "no", "no owner it could be held to"),
    ("{metric: pipeline_value, min: 0, by: nobody}", "no", "by 'nobody' is not in this data"),
    ("{metric: slippage, max: 1, where: [amont>=1]}", "no", "where 'amont' is not in this data"),
    ("{finding: DATA302, max: 0}", "no", "the data has no next_step"),
    ("{finding: DATA301, max: 0}", "yes", ""),
    ("{finding: warning, max: 0}", "yes", ""),
    ("{metric: data_quality, min: 1}", "yes", ""),
]


def test_each_check_is_told_with_what_it_lacks_whatever_the_others_lack(folder):
    plan(folder, "checks:\n" + "".join(f"  - {check}\n" for check, _, _ in CHECKS))
    found = document(folder)["checks"]
    for (check, answer, lacking), each in zip(CHECKS, found, strict=True):
        assert each["answer"] == answer, check
        assert lacking in "; ".join(each["lacking"]), check
        assert bool(each["lacking"]) is (answer != "yes"), check


@pytest.mark.parametrize(("check", "answer", "lacking"), CHECKS)
def test_a_check_that_can_be_judged_is_one_that_the_gate_judges(check, answer, lacking, folder):
    plan(folder, f"checks: [{check}]\n")
    (found,) = document(folder)["checks"]
    assert (found["answer"], found["stops"]) == (answer, answer != "yes")
    code = pipectl("check", *DAY, cwd=folder).code
    assert (code == 2) is (answer != "yes")


def test_what_can_not_be_judged_is_one_problem_and_how_a_check_comes_out_is_none(folder):
    plan(folder, "checks:\n" + "".join(f"  - {check}\n" for check, _, _ in CHECKS))
    found = [(level, about) for level, about, _ in problems(document(folder))]
    assert found == [("error", "checks"), ("warning", "checks")]
    plan(folder, "checks: [{metric: coverage, min: 99}]\n")
    assert problems(document(folder)) == []
    out = words(folder)
    assert "No problems" in out
    assert "pipectl check says how they come out" in out
    assert "failed" not in out


def test_groups_that_can_not_be_judged_are_told_by_name(folder):
    plan(folder, "  - {period: 2026-Q4, amount: 100, owner: Ann}\n")
    text = PLAN.replace("[{period: 2026-Q4, amount: 1000}]", "\n  - {period: 2026-Q4, amount: 100, owner: Ann}")
    text += "checks:\n  - {metric: coverage, min: 1, by: owner}\n"
    (folder / "pipeline.yaml").write_text(text, encoding="utf-8")
    (check,) = document(folder)["checks"]
    assert (check["answer"], check["groups"], check["judged"], check["stops"]) == ("partly", 2, 1, True)
    assert "in part Coverage by owner: 1 of 2 groups; pipeline.yaml has no quota of Bo" in words(folder)


def test_a_check_that_says_what_it_counts_as_is_no_problem(folder):
    plan(folder, "checks: [{metric: coverage, min: 1, period: 2027-Q1, undefined: pass}]\n")
    tree = document(folder)
    assert (tree["checks"][0]["answer"], tree["checks"][0]["counts_as"], problems(tree)) == ("no", "pass", [])
    assert "that counts as pass" in words(folder)


WAIVED = """\
checks: [{metric: pipeline_value, max: 0}]
waivers:
  - {check: pipeline_value, opportunity: O2, reason: new, until: 2026-11-15}
  - {check: pipeline_value, opportunity: O9, reason: gone, until: 2026-12-31}
  - {check: pipeline_value, opportunity: O1, reason: agreed, until: 2026-12-31}
"""


def test_waivers_that_ran_out_or_waive_nothing_are_told(folder):
    plan(folder, WAIVED)
    tree = document(folder)
    assert [each["state"] for each in tree["waivers"]] == ["expired", "unused", "used"]
    told = [(level, about) for level, about, _ in problems(tree)]
    assert told == [("warning", "waivers"), ("note", "waivers")]


def test_a_waiver_that_ran_out_is_told_where_no_data_can_be_read(folder):
    plan(folder, WAIVED)
    (folder / "opportunities.csv").write_bytes(b"")
    assert [about for _, about, _ in problems(document(folder))] == ["data", "waivers"]


def test_data_checks_that_have_nothing_to_look_at_are_told(folder):
    codes = {each["code"]: each["lacking"] for each in document(folder)["not_run"]}
    assert codes["DATA302"] == "next_step"
    assert "DATA302 Open without next step: needs next_step" in words(folder)


def test_problems_come_last_and_gravest_first(folder):
    plan(folder, WAIVED + "quotas_file: none.csv\n")
    ran = doctor(folder, COLUMNS="7")
    levels = [each["level"] for each in document(folder, COLUMNS="7")["problems"]]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    assert len(levels) >= 4
    assert ran.out.index("Versions") < ran.out.index("Checks") < ran.out.index("problems")
    assert ran.out.splitlines()[-1].startswith(f"pipectl {__version__}; ")


@pytest.mark.parametrize(
    ("options", "variables", "width", "by"),
    [
        ((), {}, 100, "default"),
        ((), {"COLUMNS": "77"}, 77, "COLUMNS"),
        (("--width", "60"), {"COLUMNS": "77"}, 60, "--width"),
        ((), {"COLUMNS": "10"}, 100, "default"),
    ],
)
def test_it_says_where_the_width_comes_from(options, variables, width, by, folder):
    tree = document(folder, *options, **variables)
    assert tree["surroundings"]["width"] == {"columns": width, "by": by}
    passed_over = [text for _, about, text in problems(tree) if about == "terminal"]
    assert bool(passed_over) is (variables.get("COLUMNS") == "10")


@pytest.mark.parametrize(
    ("options", "variables", "on", "by"),
    [
        ((), {}, False, "no terminal"),
        ((), {"NO_COLOR": "1"}, False, "NO_COLOR"),
        ((), {"FORCE_COLOR": "1"}, True, "FORCE_COLOR"),
        ((), {"FORCE_COLOR": "0"}, False, "no terminal"),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, "NO_COLOR"),
        (("--color", "always"), {"NO_COLOR": "1"}, True, "--color"),
    ],
)
def test_it_says_whether_there_is_colour_and_why_and_keeps_to_it(options, variables, on, by, folder):
    assert document(folder, *options, **variables)["surroundings"]["colour"] == {"on": on, "by": by}
    assert ("\x1b[" in doctor(folder, *options, **variables).out) is on


@pytest.mark.parametrize(("term", "by", "on"), [("xterm", "terminal", True), ("dumb", "TERM=dumb", False)])
def test_on_a_terminal_width_and_colour_are_the_terminal_s(term, by, on, folder):
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 91))
    surroundings = {name: value for name, value in os.environ.items() if name not in SILENCED} | {"TERM": term}
    command = [sys.executable, "-m", "pipectl", "doctor", "--format", "json"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=surroundings) as run:
        os.close(theirs)
        found = json.loads(b"".join(_lines(ours)))["surroundings"]
    os.close(ours)
    assert run.returncode == 0
    assert found["width"] == {"columns": 91, "by": "terminal"}
    assert found["colour"] == {"on": on, "by": by}
    assert {each["kind"] for each in found["streams"]} == {"terminal"}


def _lines(terminal: int) -> Iterator[bytes]:
    """What is shown until nobody writes any more, which Linux tells as an error."""
    with suppress(OSError):
        while shown := os.read(terminal, 1 << 16):
            yield shown


#: What a build server sets, and how it is told.
BUILDS = [
    ({"GITHUB_ACTIONS": "true", "CI": "true"}, "github", "GitHub Actions"),
    ({"GITLAB_CI": "true", "CI": "true"}, "gitlab", "GitLab CI"),
    ({"TF_BUILD": "True"}, "azure", "Azure Pipelines"),
    ({"CI": "1"}, "other", "CI is set"),
]


@pytest.mark.parametrize(("variables", "key", "title"), BUILDS)
def test_a_build_server_is_told_with_what_is_written_for_it(variables, key, title, folder, tmp_path):
    assert document(folder, **(NOWHERE | variables))["surroundings"]["build"]["key"] == key
    assert f"Build {title}: check --" in words(folder, **(NOWHERE | variables))
    summary = tmp_path / "summary.md"
    out = words(folder, GITHUB_STEP_SUMMARY=str(summary), **(NOWHERE | variables))
    assert "check and validate add to the step summary" in out
    assert not summary.exists()


NOWHERE = {"CI": "", "GITHUB_ACTIONS": "", "GITLAB_CI": "", "TF_BUILD": ""}


def test_outside_of_a_build_none_is_told(folder):
    assert document(folder, **NOWHERE)["surroundings"]["build"] is None
    assert "Build" not in words(folder, **NOWHERE)


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp437"},
    ],
)
def test_a_terminal_of_ascii_gets_ascii_and_is_told_so(variables, folder):
    (folder / "opportunities.csv").write_text(HEADER + ROWS.replace("Alpha", "Ålpha"), encoding="utf-8")
    ran = doctor(folder, **variables)
    if variables.get("PYTHONIOENCODING") != "cp437":
        assert ran.out.isascii()
        assert "name <- name" in ran.out
    tree = document(folder, **variables)
    (note,) = [text for level, about, text in problems(tree) if about == "terminal"]
    assert "PYTHONUTF8=1" in note
    assert not tree["surroundings"]["all_signs"]


@pytest.mark.parametrize("width", ["60", "80", "100"])
def test_all_but_places_and_the_line_to_paste_fits_the_width(width, folder):
    plan(folder, WAIVED + "name: " + "A pipeline of some length " * 4 + "\n")
    lines = doctor(folder, "--width", width).out.splitlines()
    assert all(len(line) <= int(width) for line in lines[:-1])
    assert len(lines[-1]) > int(width)


HOSTILE = "\x1b[31mRed\u202e\x07"


def test_foreign_text_is_shown_and_never_obeyed(folder):
    name = f"deals{HOSTILE}.csv"
    text = HEADER.replace("owner", f"owner,Region{HOSTILE}")
    (folder / name).write_text(text + ROWS.replace("Ann", f"Ann,::error::{HOSTILE}").replace("Bo,", "Bo,x,"))
    plan(folder, "checks: [{metric: win_rate, min: 0, by: owner}]\n")
    for out in (doctor(folder, name).out, doctor(folder, name, "--format", "json").out):
        assert not {"\x1b", "\u202e", "\x07"} & set(out)
        assert "Region" in out


def test_without_the_extra_for_workbooks_the_command_that_adds_it_is_told(folder):
    (folder / "deals.xlsx").write_bytes(xlsx({"Deals": [line.split(",") for line in (HEADER + ROWS).splitlines()]}))
    out = words(folder, "deals.xlsx", **_patched(folder, WITHOUT_CALAMINE))
    assert "python-calamine missing: pip install 'sales-pipectl[xlsx]' adds it" in out
    assert "deals.xlsx is a workbook; pip install 'sales-pipectl[xlsx]' lets it be read" in out
    assert "python-calamine missing" in out.rpartition("For a bug report")[2]


def test_a_library_that_is_missing_is_told_with_what_adds_it(folder):
    program = WITHOUT_CALAMINE.replace("python-calamine", "PyYAML").replace("python_calamine", "yaml")
    tree = document(folder, **_patched(folder, program))
    assert ("error", "packages", "PyYAML is not installed; pip install sales-pipectl adds it") in problems(tree)
    assert tree["data"]["opportunities"] == 4


WITHOUT_CALAMINE = """
import importlib.metadata, importlib.util, sys
real, found = importlib.metadata.version, importlib.util.find_spec
def version(name):
    if name == "python-calamine":
        raise importlib.metadata.PackageNotFoundError(name)
    return real(name)
importlib.metadata.version = version
importlib.util.find_spec = lambda name, package=None: None if name == "python_calamine" else found(name, package)
sys.modules["python_calamine"] = None
"""

WITH_A_BUG = """
import pipectl.read.reader
def broken(*given, **named):
    raise ZeroDivisionError("zqzq")
pipectl.read.reader.read_pipeline = broken
"""


def _patched(folder: Path, program: str) -> dict[str, str]:
    """Variables under which a program runs before pipectl does."""
    patch = folder / "patch"
    patch.mkdir()
    (patch / "sitecustomize.py").write_text(program, encoding="utf-8")
    return {"PYTHONPATH": f"{patch}:{ROOT / 'src'}"}


def test_a_bug_of_ours_does_not_keep_the_rest_from_being_told(folder):
    plan(folder, "checks: [{metric: coverage, min: 1}]\n")
    variables = _patched(folder, WITH_A_BUG)
    tree = document(folder, **variables)
    assert tree["plan"]["usable"]
    ((level, about, text),) = problems(tree)
    assert (level, about) == ("error", "data")
    assert "a bug of ours: ZeroDivisionError at" in text
    assert "zqzq" not in json.dumps(tree)
    assert "error in data" in tree["report"]


def test_the_line_alone_is_printed_or_written_where_it_is_asked_for(folder):
    line = doctor(folder, "--report").out
    assert line.count("\n") == 1
    assert line == document(folder)["report"] + "\n"
    assert doctor(folder, "--report", "-o", "line.txt").out == ""
    assert (folder / "line.txt").read_text(encoding="utf-8").startswith("pipectl ")
    ran = pipectl("doctor", "--report", "--format", "json", cwd=folder)
    assert ran.code == 2
    assert "leave out one of the two" in ran.err


@pytest.mark.parametrize(
    "options",
    [
        ("--width", "9"),
        ("--as-of", "soon"),
        ("--period", "soon"),
        ("--format", "csv"),
        ("--format", "junit"),
        ("-o", "x.csv"),
        ("--strict",),
        ("--color", "red"),
    ],
)
def test_what_is_typed_wrong_is_refused_before_anything_is_looked_at(options, folder):
    ran = pipectl("doctor", *options, cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert "Versions" not in ran.err


def test_it_writes_to_a_file_whose_suffix_says_how(folder):
    doctor(folder, "-o", "found.json")
    assert json.loads((folder / "found.json").read_text(encoding="utf-8"))["schema"] == "pipectl.doctor/1"


def test_verbose_says_on_stderr_what_other_commands_say_there(folder):
    ran = pipectl("doctor", "--verbose", cwd=folder)
    assert ran.code == 0
    assert "opportunities.csv: 4 rows read, 4 accepted" in ran.err


def test_it_changes_nothing(folder):
    before = sorted(each.name for each in folder.iterdir())
    doctor(folder)
    assert sorted(each.name for each in folder.iterdir()) == before


def test_a_folder_that_is_gone_is_told(tmp_path):
    gone = tmp_path / "gone"
    script = f"mkdir {gone} && cd {gone} && rmdir {gone} && {sys.executable} -m pipectl doctor"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "the folder you are in no longer exists" in done.stdout


def test_the_example_has_no_problem_but_its_two_rows(tmp_path):
    tree = json.loads(pipectl("doctor", *DAY, "-c", str(EXAMPLES / "pipeline.yaml"), "-f", "json").out)
    assert [each["level"] for each in tree["problems"]] == ["warning"]
    assert {each["answer"] for each in tree["checks"]} == {"yes"}
