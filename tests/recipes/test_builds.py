"""GitLab, Azure Pipelines and pre-commit: what they run, run as it is written."""

import json
import re
import shlex
from xml.etree import ElementTree as ET

import pytest

from pipectl import __version__

from ..cli.process import ROOT
from .ground import RECIPES, Ground, origin, parsed

GITLAB = parsed(RECIPES / "gitlab-ci.yml")["sales-pipeline"]
AZURE = parsed(RECIPES / "azure-pipelines.yml")
HOOKS = {hook["id"]: hook for hook in parsed(ROOT / ".pre-commit-hooks.yaml")}
BASH = ("bash", "--noprofile", "--norc")
#: Whether the pipeline misses a check, and the exit code.
GREEN_AND_RED = [(False, 0), (True, 1)]


def gitlab(repository: Ground, part: str):
    return repository.run("set -eo pipefail\n" + "\n".join(GITLAB[part]), "bash")


def azure(repository: Ground, name: str):
    script = next(step["bash"] for step in AZURE["steps"] if step.get("displayName") == name)
    return repository.run(script, *BASH)


@pytest.mark.parametrize(("missed", "code"), GREEN_AND_RED)
def test_the_job_for_gitlab_writes_the_reports_it_promises(repository, missed, code):
    if missed:
        repository.miss()
    ran = gitlab(repository, "script")
    assert ran.code == code, ran.said
    reports = GITLAB["artifacts"]["reports"]
    tests = ET.parse(repository.folder / reports["junit"])
    assert len(list(tests.iter("failure"))) == code
    quality = json.loads((repository.folder / reports["codequality"]).read_text())
    assert [each["location"]["path"] for each in quality] == ["pipeline.yaml"] * code
    assert set(GITLAB["artifacts"]["paths"]) == set(reports.values())
    assert GITLAB["artifacts"]["when"] == "always"


@pytest.mark.parametrize(("missed", "code"), GREEN_AND_RED)
def test_the_pipeline_for_azure_annotates_and_writes_the_tests_it_publishes(repository, missed, code):
    repository.variables["AGENT_TEMPDIRECTORY"] = str(repository.home)
    if missed:
        repository.miss()
    ran = azure(repository, "Check the sales pipeline")
    assert ran.code == code, ran.said
    assert ("##vso[task.logissue type=error" in ran.out) is missed
    publish = AZURE["steps"][-1]
    assert publish["inputs"]["searchFolder"] == "$(Agent.TempDirectory)"
    assert len(list(ET.parse(repository.home / publish["inputs"]["testResultsFiles"]).iter("failure"))) == code
    assert publish["condition"] == "succeededOrFailed()"


@pytest.mark.parametrize("system", ["gitlab", "azure"])
def test_no_answer_is_red(repository, system):
    repository.variables["AGENT_TEMPDIRECTORY"] = str(repository.home)
    (repository.folder / "opportunities.csv").unlink()
    ran = gitlab(repository, "script") if system == "gitlab" else azure(repository, "Check the sales pipeline")
    assert ran.code == 2


@pytest.mark.parametrize("system", ["gitlab", "azure"])
def test_pipectl_is_installed_from_its_repository_with_its_constraints(repository, system):
    variables = (GITLAB if system == "gitlab" else AZURE)["variables"]
    repository.variables.update(variables)
    repository.variables["PIPECTL_REPOSITORY"] = origin(repository.home, variables["PIPECTL_VERSION"])
    repository.variables["AGENT_TEMPDIRECTORY"] = str(repository.home)
    repository.notes("pip")
    ran = gitlab(repository, "before_script") if system == "gitlab" else azure(repository, "Install pipectl")
    assert ran.code == 0, ran.said
    *_, constraints, package = repository.noted("pip")
    assert (repository.folder / constraints).is_file()
    assert package.endswith("[xlsx]")
    assert (repository.folder / package.removesuffix("[xlsx]") / "pyproject.toml").is_file()


@pytest.mark.parametrize("variables", [GITLAB["variables"], AZURE["variables"]])
def test_the_version_that_recipes_name_is_this_one(variables):
    assert variables["PIPECTL_VERSION"] == f"v{__version__}"
    assert "/OWNER/" in variables["PIPECTL_REPOSITORY"]


def test_the_recipes_run_on_changes_and_every_week():
    assert any("schedule" in rule["if"] for rule in GITLAB["rules"])
    assert any("merge_request_event" in rule["if"] for rule in GITLAB["rules"])
    assert AZURE["schedules"][0]["always"] == "true"
    assert AZURE["pr"] == AZURE["trigger"] == AZURE["schedules"][0]["branches"]["include"]


@pytest.mark.parametrize(
    ("hook", "missed", "code"),
    [("pipectl-check", False, 0), ("pipectl-check", True, 1), ("pipectl-validate", False, 1)],
)
def test_a_hook_runs_its_entry_without_the_files_of_the_commit(repository, hook, missed, code):
    if missed:
        repository.miss()
    assert HOOKS[hook]["pass_filenames"] is False
    ran = repository.start(*shlex.split(HOOKS[hook]["entry"]))
    assert ran.code == code, ran.said


def test_validate_as_a_hook_is_green_where_every_row_can_be_read(repository):
    rows = (repository.folder / "opportunities.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if "Tern Shipping" not in row and "Sundial" not in row]
    (repository.folder / "opportunities.csv").write_text("".join(kept), encoding="utf-8")
    assert repository.start(*shlex.split(HOOKS["pipectl-validate"]["entry"])).code == 0


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_runs_for_plans_and_tables_alone(hook):
    pattern = re.compile(HOOKS[hook]["files"])
    for name in (
        "pipeline.yaml",
        "sales/pipeline.yaml",
        "opportunities.csv",
        "exports/q4.csv.gz",
        "q4.xlsx",
        "quotas.csv",
    ):
        assert pattern.search(name), name
    for name in ("README.md", "other-pipeline.yaml", "pipeline.yaml.bak", "csv", "script.py"):
        assert not pattern.search(name), name
