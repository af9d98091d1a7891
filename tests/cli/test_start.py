"""No command pays for what it does not use: what is loaded is what a run needs."""

import os
import subprocess
import sys

import pytest
from pydantic_core import __version__

from pipectl.domain.compiled import CORE

from .process import EXAMPLE, ROOT

HEAVY = (
    "typer",
    "rich",
    "pydantic",
    "yaml",
    "dateutil",
    "json",
    "asyncio",
    "inspect",
    "importlib.metadata",
    "numpy",
    "textual",
    "vl_convert",
    "jinja2",
    "xlsxwriter",
    "babel",
)


def _loaded(*arguments, **variables):
    """Heavy packages that a run imports, not counting what measuring coverage brings along."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "pipectl", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=surroundings | variables,
        check=True,
    )
    modules = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time")}
    return {name for name in HEAVY if any(each == name or each.startswith(f"{name}.") for each in modules)}


def test_the_version_loads_nothing():
    assert _loaded("--version") == set()


@pytest.mark.parametrize("words", ["pipectl re", "pipectl report --p", "pipectl list --sort a", "pipectl init --d"])
def test_completion_loads_the_command_line_alone(words):
    variables = {"_PIPECTL_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    assert not _loaded(**variables) & {"pydantic", "rich", "yaml", "dateutil"}


def test_a_report_loads_neither_dateutil_nor_what_other_formats_need():
    assert not _loaded("report", *EXAMPLE) & {"dateutil", "asyncio"}
    assert not _loaded("report", *EXAMPLE, "--format", "csv") & {"dateutil", "asyncio", "rich"}
    assert not _loaded("report", *EXAMPLE, "--format", "json") & {"dateutil", "asyncio", "rich"}


@pytest.mark.skipif(__version__ != CORE, reason=f"the contracts are compiled ahead for pydantic_core {CORE}")
@pytest.mark.parametrize(
    "options", [(), ("--format", "json"), ("--date-order", "dmy", "--color", "never", "--by", "owner")]
)
def test_a_report_validates_without_compiling_contracts_or_adapters_of_options(options):
    assert "pydantic" not in _loaded("report", *EXAMPLE, *options)


@pytest.mark.parametrize("command", ["report", "check", "explain", "list", "review"])
def test_no_command_but_forecast_loads_numpy_unless_a_measure_of_it_is_named(command):
    named = ("win_rate",) if command == "explain" else ()
    assert "numpy" not in _loaded(command, *named, *EXAMPLE)


def test_no_command_but_ui_loads_textual():
    for command in ("report", "list", "forecast", "review"):
        assert "textual" not in _loaded(command, *EXAMPLE)


def test_a_check_of_the_forecast_loads_numpy():
    assert "numpy" in _loaded("check", *EXAMPLE, "--min", "forecast=1")


def test_the_schema_of_an_output_needs_no_yaml():
    assert not _loaded("schema", "report") & {"yaml", "rich", "dateutil"}


@pytest.mark.parametrize("form", ["terminal", "svg", "json"])
def test_only_a_chart_loads_what_draws_charts(form):
    assert not _loaded("report", *EXAMPLE, "--format", form) & {"vl_convert", "jinja2", "xlsxwriter", "babel", "numpy"}
