"""The documents say what is true: their commands run, and what comes from the code is what the code says."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from make_docs import PAGES
from tests.cli.process import pipectl

ROOT = Path(__file__).parent.parent
DOCUMENTS = (
    "README.md",
    "docs/cli.md",
    "docs/decisions.md",
    "CONTRIBUTING.md",
    "docs/forecast.md",
    "docs/history.md",
    "docs/pictures.md",
    "docs/playbook.md",
    "docs/qualify.md",
)
EVERY = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
#: Exit codes other than 0: the example has two rows that can't be read, which is what the recipe of validate shows.
EXPECTED = {"validate": 1}
#: Takes them as known.
KNOWN = "--write-baseline"

#: Keeps what commands that look back are shown with.
SNAPSHOT = "pipectl snapshot "


def _commands() -> list[str]:
    found = []
    for name in DOCUMENTS:
        text = (ROOT / name).read_text(encoding="utf-8")
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
            found += [line for line in block.splitlines() if re.match(r"(cat [^|]*\| )?pipectl ", line)]
    return found


def test_the_readme_shows_commands():
    assert len(_commands()) >= 10


@pytest.mark.parametrize("command", _commands())
def test_every_command_in_the_docs_runs(command, tmp_path):
    verb = command.partition("pipectl ")[2].split()[0]
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "export.csv").write_bytes((ROOT / "examples" / "minimal.csv").read_bytes())
    if verb == "init":
        command += " --yes"
    if "--store" in command and verb != "snapshot":
        command = "; ".join([*(one for one in _commands() if one.startswith(SNAPSHOT)), command])
    script = f'set -o pipefail; pipectl() {{ {shlex.quote(sys.executable)} -m pipectl "$@"; }}; {command}'
    if verb != "init" and "--as-of" not in script and "--store" not in script:
        script = script.replace("--config examples/pipeline.yaml", "--config examples/pipeline.yaml --as-of 2026-11-16")
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == (0 if KNOWN in command else EXPECTED.get(verb, 0)), done.stderr
    assert done.stdout or "--output" in command or (tmp_path / "pipeline.yaml").exists()


def test_the_lines_that_the_page_on_forecasts_shows_are_what_the_command_prints():
    text = (ROOT / "docs" / "forecast.md").read_text(encoding="utf-8")
    ((command, shown),) = re.findall(r"```sh\n([^\n]*)\n```[^`]*```text\n(.*?)```", text, re.DOTALL)
    ran = pipectl(*shlex.split(command)[1:], cwd=ROOT, COLUMNS="100")
    assert ran.code == 0, ran.err
    # A row of a table is one line of both; a sentence is broken where the screen ends.
    printed, sentences = ran.out.splitlines(), " ".join(ran.out.split())
    for line in filter(None, shown.splitlines()):
        assert line in printed or (line.endswith(".") and line.strip() in sentences), line


def test_the_made_documents_are_what_the_code_says():
    done = subprocess.run(
        [sys.executable, "scripts/make_docs.py", "--check"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_line_about_a_metric_is_left_empty():
    lines = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8").splitlines()
    assert "- Undefined when: " in "\n".join(lines)
    assert [line for line in lines if line.rstrip().endswith(":")] == []


def _tokens(path: Path) -> list[Token]:
    told = MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))
    return [each for token in told for each in (token, *(token.children or ()))]


def _anchors(path: Path) -> set[str]:
    """Those that a code host gives the headings of a document."""
    told = _tokens(path)
    titles = [told[at + 1].content for at, token in enumerate(told) if token.type == "heading_open"]
    slugs = [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]
    return {f"{slug}-{slugs[:at].count(slug)}" if slug in slugs[:at] else slug for at, slug in enumerate(slugs)}


def _targets(path: Path) -> list[str]:
    return [str(token.attrs.get("href", token.attrs.get("src", ""))) for token in _tokens(path) if token.attrs]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_links_of_documents_lead_somewhere(path):
    for target in _targets(path):
        name, _, anchor = target.partition("#")
        if ":" in name:
            continue
        there = path.parent / name if name else path
        assert there.exists(), f"{path.name}: {target}"
        assert not anchor or anchor in _anchors(there), f"{path.name}: {target}"


def test_links_and_headings_of_documents_are_seen():
    assert "docs/tutorial.md" in _targets(ROOT / "README.md")
    assert "docs/report.svg" in _targets(ROOT / "README.md")
    assert "the-methods-and-what-each-takes-for-granted" in _anchors(ROOT / "docs" / "forecast.md")


def test_every_picture_of_the_documents_is_made_by_a_script_and_shown():
    shown = {str((path.parent / each).resolve().relative_to(ROOT)) for path in EVERY for each in _pictures(path)}
    there = {
        path.relative_to(ROOT).as_posix() for kind in ("svg", "png") for path in (ROOT / "docs").rglob(f"*.{kind}")
    }
    assert {each for each in there if not each.startswith("docs/site/")} == shown
    assert sorted(shown - PAGES.keys()) == [], "PAGES of scripts/make_docs.py has none that makes these"


def _pictures(path: Path) -> list[str]:
    return [str(token.attrs["src"]) for token in _tokens(path) if token.type == "image"]


def test_no_two_findings_have_the_same_code():
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    codes = re.findall(r"^\| `([A-Z]+[0-9]+)` \|", text, re.MULTILINE)
    assert len(codes) > 60
    assert sorted(set(codes)) == sorted(codes)


def test_the_risk_rules_of_the_docs_can_be_used_and_every_rule_is_told():
    from pipectl.review.risks import RISKS
    from pipectl.spec.loader import load_spec

    text = (ROOT / "docs" / "risks.md").read_text(encoding="utf-8")
    stages = "stages: [{name: Negotiation}, {name: Closing}, {name: Won, kind: won}]\n"
    (written,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert len(load_spec(f"version: 1\n{stages}{written}", "pipeline.yaml").risks) == 5
    assert re.findall(r"^`(\w+)` · ", text, re.MULTILINE) == list(RISKS)
