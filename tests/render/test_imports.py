import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from pipectl.cli.options import EVERYWHERE, Format
from pipectl.cli.output import PICTURES

ROOT = Path(__file__).parents[2]

#: What each folder's modules give, and the modules it has for results.
ENTRIES = {"terminal": "screen", "markdown": "page", "csv": "rows", "json": "tree"}
RESULTS = (
    "report",
    "listing",
    "board",
    "check",
    "validation",
    "explain",
    "explain_risk",
    "changes",
    "funnel",
    "forecast",
    "remembered",
    "playbook",
    "qualify",
    "leads",
    "review",
    "activity",
)


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("form", [form for form in EVERYWHERE if form not in PICTURES])
def test_every_format_is_a_folder_with_a_module_for_each_result(form, result):
    assert callable(getattr(import_module(f"pipectl.render.to_{form}.{result}"), ENTRIES[form]))


@pytest.mark.parametrize("result", ["report", "board", "review", "forecast", "changes", "funnel", "check"])
def test_a_page_is_a_module_too(result):
    assert callable(import_module(f"pipectl.render.to_html.{result}").page)


@pytest.mark.parametrize("form", [form for form in get_args(Format) if form != "png"])
def test_every_format_renders(form):
    assert callable(import_module(f"pipectl.render.to_{form}").render)


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
        ("to_json", 'to_json.render("report", REPORT)'),
        ("to_csv", 'to_csv.render("report", REPORT)'),
        ("to_markdown", 'to_markdown.render("report", REPORT)'),
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
    shown = f"to_{form}.render('report', REPORT{canvas})"
    call = f"from pipectl.render.canvas import Canvas; {shown}; print(*sys.modules); sys.exit()"
    program = PROGRAM.format(module=f"to_{form}", call=call)
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    past = ("change", "funnel", "playbook", "remembered", "history", "qualify", "scorecard")
    assert [name for name in loaded if name.startswith("pipectl.") and any(word in name for word in past)] == []
