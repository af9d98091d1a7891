import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from pipectl.cli.options import EVERYWHERE, Format

ROOT = Path(__file__).parents[2]

FUNCTIONS = (
    "report",
    "listing",
    "check",
    "validation",
    "explain",
    "changes",
    "funnel",
    "remembered",
    "playbook",
    "qualifying",
    "leads",
    "review",
    "leads",
    "activity",
    "remembered",
)


@pytest.mark.parametrize("form", get_args(Format))
def test_every_format_is_a_module_with_a_function_for_what_it_shows(form):
    module = import_module(f"pipectl.render.to_{form}")
    assert all(hasattr(module, each) for each in (FUNCTIONS if form in EVERYWHERE else ("validation",)))


PROGRAM = """
import sys
from tests.render.samples import REPORT
before = set(sys.modules)
from pipectl.render import {module}
{call}
print(*sorted({{name.split(".")[0] for name in set(sys.modules) - before}}))
"""


@pytest.mark.parametrize(
    ("module", "call"),
    [
        ("to_json", "to_json.report(REPORT)"),
        ("to_csv", "to_csv.report(REPORT)"),
        ("to_markdown", "to_markdown.report(REPORT)"),
    ],
)
def test_formats_for_machines_load_no_terminal_library(module, call):
    program = PROGRAM.format(module=module, call=call)
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"rich", "typer", "yaml"} & set(loaded)


@pytest.mark.parametrize("form", ["terminal", "json", "csv", "markdown"])
def test_a_report_loads_nothing_that_tells_of_the_past(form):
    canvas = ", Canvas()" if form == "terminal" else ""
    call = (
        f"from pipectl.render.canvas import Canvas; to_{form}.report(REPORT{canvas}); print(*sys.modules); sys.exit()"
    )
    program = PROGRAM.format(module=f"to_{form}", call=call)
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    past = ("change", "funnel", "playbook", "remembered", "history", "qualify", "scorecard")
    assert [name for name in loaded if name.startswith("pipectl.") and any(word in name for word in past)] == []
