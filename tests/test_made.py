"""What scripts draw and write beside the Markdown: the picture of the rooms and the manual page."""

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.main import get_command

from pipectl.cli.app import COMMANDS, app

ROOT = Path(__file__).parent.parent
MANUAL = (ROOT / "docs" / "pipectl.1").read_text(encoding="utf-8")


def test_the_picture_of_the_rooms_has_every_room_that_is_told_of():
    picture = ET.fromstring((ROOT / "docs" / "rooms.svg").read_text(encoding="utf-8"))
    drawn = {text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")}
    house = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| room | holds |")[2]
    told = {
        name.removesuffix(".py")
        for row in re.findall(r"^\| (`[^|]+) \|", house, re.MULTILINE)
        for name in re.findall(r"`(\w+(?:\.py)?)/?`", row)
    }
    assert len(told) > 10
    assert sorted(told - drawn) == []


def test_the_manual_has_every_command_and_every_option():
    plain = MANUAL.replace(r"\-", "-")
    root = get_command(app)
    for name in COMMANDS:
        command = root.commands[name]  # type: ignore[attr-defined]  # Typer's group, which mypy takes for a command
        for verb, each in getattr(command, "commands", {"": command}).items():
            assert f"pipectl {f'{name} {verb}'.strip()}" in plain
            options = [option for one in each.params for option in one.opts if option.startswith("-")]
            assert [option for option in options if option not in plain] == []


def test_the_manual_has_the_exit_codes_of_the_readme():
    exits = MANUAL.partition(".SH EXIT STATUS")[2].partition(".SH ENVIRONMENT")[0]
    assert re.findall(r"fB(\d+)", exits) == ["0", "1", "2", "70", "130"]


def test_no_line_of_the_manual_is_taken_for_a_request():
    requests = {line.split()[0] for line in MANUAL.splitlines() if line.startswith((".", "'"))}
    assert requests <= {r".\"", ".TH", ".SH", ".SS", ".TP", ".IP", ".RS", ".RE"}


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_manual_is_set_without_a_warning():
    done = subprocess.run(
        ["groff", "-man", "-k", "-Tutf8", "-ww", str(ROOT / "docs" / "pipectl.1")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert "What the period will bring, and what such forecasts were worth." in done.stdout
