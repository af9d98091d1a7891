"""The layers are held by a contract that can fail."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
linted = pytest.mark.skipif(LINT is None, reason="import-linter comes with the dev extra")
#: What keeps a tool from looking at a line, and what must follow it: why.
HUSHED = re.compile(r"#\s*(noqa|type: ignore|nosec|pragma: no)\b(?P<rest>.*)")
REASONED = re.compile(r".*\s(-|#) \w.*")


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(LINT), "--no-cache"],
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
        check=False,
    )


@pytest.fixture
def house(tmp_path):
    """A copy of the source with its contracts."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@linted
def test_the_house_keeps_its_layers(house):
    done = _lint(house)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("domain/values.py", "from ..report.whole import build_report"),
        ("metrics/stock.py", "from ..render import spell"),
        ("read/reader.py", "from ..spec import loader"),
        ("engines/rows.py", "import json"),
        ("report/whole.py", "from ..cli import output"),
    ],
)
@linted
def test_an_upward_import_fails_the_build(house, room, line):
    path = house / "src" / "pipectl" / room
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    assert _lint(house).returncode == 1


@linted
def test_a_stray_module_fails_the_build(house):
    (house / "src" / "pipectl" / "helpers.py").write_text('"""Stray."""\n', encoding="utf-8")
    assert _lint(house).returncode == 1


def test_every_line_that_a_tool_may_not_look_at_says_why():
    files = [path for folder in ("src", "scripts", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    assert files
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        if path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (found := HUSHED.search(line)) and not REASONED.fullmatch(found["rest"])
    ]
    assert bare == []
