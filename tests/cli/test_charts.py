"""`--chart` and screens as pictures, as a user meets them."""

import os
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from .past import FIRST, THIRD, begin
from .process import EXAMPLE, ROOT, pipectl

NEEDS = pytest.mark.skipif(
    "vl_convert" not in sys.modules and not __import__("importlib.util").util.find_spec("vl_convert"),
    reason="needs the extra charts",
)


@NEEDS
def test_a_chart_is_written_as_svg_and_as_png_alike_each_time(tmp_path):
    for name in ("a.svg", "b.svg", "a.png", "b.png"):
        assert pipectl("report", *EXAMPLE, "--chart", "stages", "-o", str(tmp_path / name)).code == 0
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert (tmp_path / "a.png").read_bytes()[16:24] == (1600).to_bytes(4, "big") + (900).to_bytes(4, "big")
    assert "Solution Presentation" in (tmp_path / "a.svg").read_text(encoding="utf-8")


@NEEDS
def test_a_chart_of_changes_and_of_a_check_is_written(tmp_path):
    begin(tmp_path)
    days = (f"deals-{FIRST}.csv", f"deals-{THIRD}.csv")
    ran = pipectl("changes", *days, "--chart", "waterfall", "-o", "w.svg", "--as-of", THIRD, cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "Open Nov 1" in (tmp_path / "w.svg").read_text(encoding="utf-8")
    failing = pipectl("check", *EXAMPLE, "--min", "win_rate=0.99", "--chart", "quota", "-o", str(tmp_path / "q.svg"))
    assert failing.code == 1
    assert "Q4 2026" in (tmp_path / "q.svg").read_text(encoding="utf-8")


@NEEDS
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_of_a_picture_can_be_chosen(theme):
    papers = {"light": "#ffffff", "dark": "#12161c"}
    assert papers[theme] in pipectl("report", *EXAMPLE, "--chart", "quota", "-f", "svg", "--theme", theme).out
    assert papers[theme] in pipectl("report", *EXAMPLE, "-f", "svg", "--theme", theme).out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-o", "x.png"), "add --chart with quota, stages"),
        (("--chart", "stges", "-o", "x.svg"), "did you mean stages?"),
        (("--chart", "forecast", "-o", "x.svg"), "it is drawn by pipectl forecast"),
        (("--chart", "stages"), "name a file: -o stages.svg"),
        (("--chart", "stages", "-o", "x.csv"), "name a file: -o stages.svg"),
        (("--chart", "stages", "--format", "json"), "name a file: -o stages.svg"),
        (("--theme", "dark"), "--theme is for pictures"),
        (("--chart", "owners", "-o", "x.svg"), "add --by owner"),
    ],
)
def test_what_can_not_be_drawn_is_refused_with_what_to_do(options, said, tmp_path):
    ran = pipectl("report", *EXAMPLE, *options, cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_command_without_charts_says_what_a_png_shows(tmp_path):
    ran = pipectl("list", *EXAMPLE, "-o", "x.png", cwd=tmp_path)
    assert (ran.code, "its screen can be an .svg" in ran.err) == (2, True)


def test_without_the_extra_the_command_that_adds_it_is_told(tmp_path):
    program = (
        "import sys, pipectl.render.charts.catalog as c; c.LIBRARY = 'no_such_library'; "
        "from pipectl.cli.app import run; sys.exit(run(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, "report", *EXAMPLE, "--chart", "stages", "-o", str(tmp_path / "x.svg")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "pip install 'sales-pipectl[charts]'" in done.stderr


def test_charts_are_completed_and_named_in_help():
    words = "pipectl report --chart "
    variables = {"_PIPECTL_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "3"}
    done = subprocess.run(
        [sys.executable, "-m", "pipectl"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | variables,
        check=False,
    )
    assert {"quota", "stages", "timeline"} <= set(done.stdout.split())
    assert "waterfall" not in done.stdout
    assert "waterfall" in pipectl("changes", "--help").out


@pytest.mark.parametrize("verb", ["report", "list", "review", "validate", "playbook"])
def test_a_screen_is_a_picture_with_its_text_and_nothing_from_elsewhere(verb):
    ran = pipectl(verb, *EXAMPLE, "--format", "svg", "--width", "80")
    assert ran.code in (0, 1)
    root = ET.fromstring(ran.out)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
        "svg",
        "style",
        "defs",
        "clipPath",
        "rect",
        "text",
        "g",
        "circle",
    }
    assert set(re.findall(r"https?://[^\"' ]*", ran.out)) == {"http://www.w3.org/2000/svg"}
    assert f"pipectl {verb}" in "".join(root.itertext()).replace("\xa0", " ")
    assert ran.out == pipectl(verb, *EXAMPLE, "--format", "svg", "--width", "80", COLUMNS="60").out


def test_hostile_names_stay_text_in_a_picture_of_the_screen(tmp_path):
    evil = "<script>alert(1)</script> [red]x[/red] \x1b[31m \u202e"
    (tmp_path / "d.csv").write_text(
        f"Name,Amount,Stage,Create Date,Expected Close Date\n{evil},5000,Proposal,2026-01-01,2026-01-05\n",
        encoding="utf-8",
    )
    ran = pipectl("report", "d.csv", "--as-of", "2026-02-02", "-f", "svg", cwd=tmp_path)
    assert ran.code == 0, ran.err
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(ran.out).iter()}
    assert "script" not in tags
    assert "&lt;script&gt;" in ran.out
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
