"""The tutorial is true: its commands run in order in one folder, end as it says, and print the lines it shows."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import yaml

from tests.cli.process import surroundings

ROOT = Path(__file__).parent.parent
TUTORIAL = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"(?:<!-- exit: (\d+) -->\n)?```(sh|yaml|text)\n(.*?)```", re.DOTALL)
STEPS = [
    "init",
    "report",
    "stages",
    "quota",
    "check",
    "snapshot",
    "changes",
    "forecast",
    "playbook",
    "qualify",
    "leads",
    "review",
]


class Screen(NamedTuple):
    """What a block of commands came to, and the lines that are shown of it."""

    commands: str
    code: int
    expected: int
    said: str
    shown: list[str]


def put(plan: str, block: str) -> str:
    """A pipeline.yaml with a block in the place of what it names: a stage, or keys at the top."""
    if stage := re.match(r" *- name: (.+)\n", block):
        line = re.compile(rf"^ *- \{{name: {re.escape(stage[1])},.*\n", re.MULTILINE)
        assert line.search(plan)
        return line.sub(lambda _: block, plan)
    for part in re.split(r"(?m)^(?=\w)", block)[1:]:
        key = part.partition(":")[0]
        theirs = re.search(rf"(?m)^{key}:.*\n(?:[ ].*\n)*", plan)
        plan = plan.replace(theirs[0], part) if theirs else f"{plan.rstrip()}\n\n{part}"
    return plan


def followed(folder: Path) -> list[Screen]:
    """The tutorial as a reader does it, from the folder that examples/ is in."""
    (folder / "examples").symlink_to(ROOT / "examples")
    here = folder
    screens: list[Screen] = []
    for code, kind, text in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        if kind == "yaml":
            plan = here / "pipeline.yaml"
            plan.write_text(put(plan.read_text(encoding="utf-8"), text), encoding="utf-8")
        elif kind == "text":
            screens[-1].shown.extend(text.splitlines())
        else:
            script = f'set -e; pipectl() {{ {shlex.quote(sys.executable)} -m pipectl "$@"; }}\n{text}'
            done = subprocess.run(
                ["bash", "-c", script],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                cwd=here,
                env=surroundings() | {"COLUMNS": "100"},
                check=False,
            )
            screens.append(Screen(text, done.returncode, int(code or 0), plain(done.stdout + done.stderr), []))
            here = folder / "tutorial"
    return screens


def plain(text: str) -> str:
    """Words with one space between them, wherever a line was broken."""
    return " ".join(text.split())


def test_the_tutorial_leads_from_a_spreadsheet_to_the_monday_review(tmp_path):
    screens = followed(tmp_path)
    for screen in screens:
        assert screen.code == screen.expected, screen.commands + screen.said
        assert screen.shown, f"nothing is shown of {screen.commands}"
        for line in screen.shown:
            assert plain(line) in screen.said, f"{screen.commands}\ndoes not show: {line}\n\n{screen.said}"
    folder = tmp_path / "tutorial"
    assert "- [ ]" in (folder / "notes.md").read_text(encoding="utf-8")
    plan = yaml.safe_load((folder / "pipeline.yaml").read_text(encoding="utf-8"))
    assert plan.keys() >= {"stages", "quotas", "checks", "qualification", "leads"}
    assert len(plan["stages"]) == 10


def test_the_tutorial_has_ten_steps_and_each_command_of_the_way():
    text = TUTORIAL.read_text(encoding="utf-8")
    assert re.findall(r"^## (\d+)\.", text, re.MULTILINE) == [str(number) for number in range(1, 11)]
    commands = "\n".join(block for _, kind, block in BLOCK.findall(text) if kind != "text")
    assert [step for step in STEPS if step.removesuffix("s") not in commands] == []


def test_links_of_the_tutorial_lead_somewhere():
    for link in re.findall(r"\]\(([^)#:]+)\)", TUTORIAL.read_text(encoding="utf-8")):
        assert (TUTORIAL.parent / link).exists(), link
