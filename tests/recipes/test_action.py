"""The action for GitHub, its steps run as they are written; only what GitHub fills in is filled in here."""

import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ..cli.process import ROOT
from .ground import DAY, RECIPES, Ground, parsed

ACTION = parsed(ROOT / "action.yml")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
WORKFLOW = parsed(RECIPES / "github-workflow.yml")
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


@pytest.fixture
def runner(repository):
    """What a runner of GitHub has: the command that was installed, and files to write to."""
    repository.has("python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    files = {"GITHUB_OUTPUT": "outputs", "GITHUB_STEP_SUMMARY": "summary", "RUNNER_TEMP": "temp", "TMPDIR": "temp"}
    (repository.home / "temp").mkdir()
    repository.variables.update({key: str(repository.home / name) for key, name in files.items()})
    return repository


def check(runner: Ground, **inputs: str):
    """The step `Check` with these inputs, the others as they are by default."""
    given = {name: each["default"] for name, each in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    step = STEPS["Check"]
    return runner.run(step["run"], **_filled(step["env"], runner, given))


def _filled(variables: dict[str, str], runner: Ground, given: dict[str, str]) -> dict[str, str]:
    known = {f"${{{{ inputs.{name} }}}}": value for name, value in given.items()}
    known |= {
        "${{ steps.install.outputs.bin }}": str(runner.bin),
        "${{ steps.python.outputs.python-path }}": str(runner.bin / "python"),
    }
    return {key: known[text] for key, text in variables.items()}


def outputs(runner: Ground) -> dict[str, str]:
    lines = (runner.home / "outputs").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_a_pipeline_that_holds_is_green_and_everything_is_written(runner):
    ran = check(runner, config="pipeline.yaml", sarif="check.sarif", junit="check.xml")
    assert ran.code == 0, ran.said
    assert ran.out.startswith("::notice title=pipectl check::passed; 5 checks: 5 passed")
    assert json.loads((runner.folder / "check.sarif").read_text())["version"] == "2.1.0"
    assert ET.parse(runner.folder / "check.xml").getroot().tag == "testsuites"
    assert (runner.home / "summary").read_text(encoding="utf-8").startswith("# New business")
    found = outputs(runner)
    assert (found["verdict"], found["exit-code"]) == ("passed", "0")
    assert json.loads(Path(found["json"]).read_text())["verdict"] == "passed"


def test_a_missed_check_is_red_with_an_annotation_and_a_summary(runner):
    runner.miss()
    ran = check(runner)
    assert ran.code == 1
    assert "::error file=pipeline.yaml,line=" in ran.out
    assert "**failed**" in (runner.home / "summary").read_text(encoding="utf-8")
    assert outputs(runner)["verdict"] == "failed"


def test_a_missed_check_is_green_where_it_only_warns_and_the_verdict_stands(runner):
    runner.miss()
    assert check(runner, warn_only="true").code == 0
    assert (outputs(runner)["verdict"], outputs(runner)["exit-code"]) == ("failed", "0")


def test_where_there_is_no_answer_the_step_is_red_and_the_verdict_is_unanswered(runner):
    (runner.folder / "opportunities.csv").unlink()
    ran = check(runner, warn_only="true")
    assert ran.code == 2
    assert "no such file" in ran.err
    found = outputs(runner)
    assert (found["verdict"], found["exit-code"]) == ("unanswered", "2")
    assert not Path(found["json"]).exists()


def test_a_measure_that_is_not_defined_is_red_and_the_verdict_says_so(runner):
    assert check(runner, period="2031-Q1").code == 2
    assert outputs(runner)["verdict"] == "undefined"


def test_files_are_read_by_path_or_pattern_one_a_line(runner):
    (runner.folder / "more files").mkdir()
    text = (runner.folder / "opportunities.csv").read_text(encoding="utf-8")
    (runner.folder / "more files" / "-new.csv").write_text(text.replace("OPP-", "NEW-"), encoding="utf-8")
    ran = check(runner, files="opportunities.csv\n\n  more files/*.csv\n")
    assert "170 of 174 rows read" in ran.out, ran.said


def test_every_input_reaches_the_command(runner):
    known = runner.home / "known.json"
    assert runner.start("pipectl", "check", "--write-baseline", str(known)).code == 0
    check(runner, as_of="2026-12-01", period="2027-Q1", baseline=str(known))
    answer = json.loads(Path(outputs(runner)["json"]).read_text())
    assert (answer["as_of"], answer["period"]["key"]) == ("2026-12-01", "2027-Q1")
    assert next(each["before"] for each in answer["checks"] if each["metric"] == "coverage") is not None


def test_other_options_stand_one_a_line_with_their_value_as_it_is(runner):
    check(runner, args="--quiet\n\n--where account!='Nobody' & Sons\n  --markdown a file.md\n")
    assert (runner.folder / "a file.md").stat().st_size
    answer = json.loads(Path(outputs(runner)["json"]).read_text())
    assert answer["filters"] == ["account!='Nobody' & Sons"]


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"args": "--json mine.json"}, "::error::args can't have --json"),
        ({"args": "--json=mine.json"}, "::error::args can't have --json"),
        ({"args": "--quiet --strict"}, "--strict"),
        ({"warn_only": "yes"}, "::error::warn-only is neither true nor false"),
    ],
)
def test_what_can_not_be_meant_is_refused(runner, inputs, said):
    ran = check(runner, **inputs)
    assert ran.code == 2
    assert said in ran.said


@pytest.mark.parametrize("hostile", ['"; touch owned; `touch owned` $(touch owned)', "-q"])
@pytest.mark.parametrize("name", sorted(set(ACTION["inputs"]) - {"python-version", "sarif", "junit"}))
def test_no_input_becomes_a_command_or_an_option(runner, name, hostile):
    ran = check(runner, **{name: hostile})
    assert not (runner.folder / "owned").exists()
    assert ran.code == 2 or (name, hostile) == ("args", "-q"), ran.said


def test_pipectl_is_installed_from_the_action_itself_with_its_constraints(runner):
    makes = 'if [ "$2" = venv ]; then mkdir -p "$4/bin" && cp "$0" "$4/bin/python"; fi'
    runner.has("python", f'#!/bin/sh\necho "$@" >>"$NOTES/python"\n{makes}\n')
    step = STEPS["Install pipectl"]
    given = {"GITHUB_ACTION_PATH": str(ROOT), "RUNNER_OS": "Linux"}
    ran = runner.run(step["run"], **_filled(step["env"], runner, {}), **given)
    assert ran.code == 0, ran.said
    home = runner.home / "temp" / "pipectl"
    venv, install = runner.noted("python")
    assert venv == f"-m venv --clear {home}"
    *_, constraint, file, package = install.split()
    assert (constraint, package) == ("--constraint", f"{ROOT}[xlsx]")
    assert Path(file).is_file()
    assert outputs(runner) == {"bin": f"{home}/bin"}


def test_no_script_of_the_action_has_an_expression_in_it():
    scripts = [step["run"] for step in STEPS.values() if "run" in step]
    assert len(scripts) == 2
    assert [script for script in scripts if "${{" in script] == []


def test_every_input_is_used_and_explained():
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for name, each in ACTION["inputs"].items():
        assert text.count(f"${{{{ inputs.{name} }}}}") == 1, name
        assert each["description"], name
    for name, each in ACTION["outputs"].items():
        assert each["value"] == f"${{{{ steps.check.outputs.{name} }}}}"


@pytest.mark.parametrize("path", [ROOT / "action.yml", RECIPES / "github-workflow.yml"])
def test_actions_are_pinned_to_a_commit_with_its_version(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    assert [line for line in lines if not PINNED.search(line)] == []


def test_the_workflow_gives_the_action_only_inputs_that_it_has_and_keeps_what_it_writes():
    steps = WORKFLOW["jobs"]["check"]["steps"]
    _, action, upload = steps
    assert action["uses"].partition("/")[2].partition("@")[0] == "pipectl"
    assert set(action["with"]) <= set(ACTION["inputs"])
    assert {action["with"]["sarif"], action["with"]["junit"]} == set(upload["with"]["path"].split())
    assert upload["if"] == "${{ !cancelled() }}"


def test_the_workflow_may_read_the_repository_and_nothing_else():
    assert WORKFLOW["permissions"] == {}
    assert WORKFLOW["jobs"]["check"]["permissions"] == {"contents": "read"}
    assert WORKFLOW["jobs"]["check"]["steps"][0]["with"] == {"persist-credentials": False}
    assert set(WORKFLOW[True]) == {"pull_request", "schedule", "workflow_dispatch"}


@pytest.mark.parametrize(("missed", "code"), [(False, 0), (True, 1)])
def test_the_inputs_of_the_workflow_run(runner, missed, code):
    if missed:
        runner.miss()
    ran = check(runner, **WORKFLOW["jobs"]["check"]["steps"][1]["with"])
    assert ran.code == code, ran.said
    for name in WORKFLOW["jobs"]["check"]["steps"][2]["with"]["path"].split():
        assert (runner.folder / name).stat().st_size
    assert json.loads(Path(outputs(runner)["json"]).read_text())["as_of"] == DAY
