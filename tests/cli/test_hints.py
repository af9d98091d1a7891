"""A hint that is copied speaks of the same data."""

import json
import shlex

import pytest

from pipectl.cli.options import Asking, Reading
from pipectl.cli.repeat import repeated

from .process import EXAMPLES, pipectl

CSV = (EXAMPLES / "opportunities.csv").read_bytes()
PLAN = str(EXAMPLES / "pipeline.yaml")


def _next(*arguments, **more):
    ran = pipectl("report", *arguments, "--format", "json", **more)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["next_step"]


@pytest.fixture
def other(tmp_path):
    """A folder with data of its own, and another export with another plan beside it."""
    (tmp_path / "opportunities.csv").write_bytes((EXAMPLES / "minimal.csv").read_bytes())
    (tmp_path / "Ann's $HOME `x`.csv").write_bytes(CSV)
    (tmp_path / "plan.yaml").write_bytes((EXAMPLES / "pipeline.yaml").read_bytes())
    for name in ("spend.csv", "activities.csv"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    return tmp_path


def test_the_next_step_s_command_reads_the_same_files_by_the_same_plan_and_filters(other):
    asked = ("Ann's $HOME `x`.csv", "-c", PLAN, "--as-of", "2026-11-16", "--owner", "Ann", "--where", "amount>=100")
    step = _next(*asked, cwd=other)
    name, *arguments = shlex.split(step["command"])
    assert (name, arguments[:2]) == ("pipectl", ["list", "--overdue"])
    listed = json.loads(pipectl(*arguments, "--format", "json", cwd=other).out)
    assert listed["count"] == step["count"] > 0
    assert listed["filters"] == ["owner Ann", "amount>=100"]
    assert listed["as_of"] == "2026-11-16"


def test_the_hint_below_a_screen_finds_the_same_findings(other):
    for verb in (("report",), ("list",), ("check", "--min-coverage", "0")):
        out = pipectl(*verb, "Ann's $HOME `x`.csv", "-c", PLAN, "--width", "200", cwd=other).out
        line = next(each for each in out.splitlines() if " → pipectl validate " in each)
        arguments = shlex.split(line.partition(" → pipectl ")[2])
        assert "5 findings" in line
        assert ", 5 of them while reading: " in pipectl(*arguments, cwd=other).out


def test_a_hint_has_only_options_that_its_command_takes():
    reading = Reading(files=["a b.csv", "-x.csv", "-"], config="p.yaml", strict=True, rejects="r.csv", date_order="dmy")
    asking = Asking(as_of="2026-11-16", period="2026-Q4", lookback="90d", owner=["Ann", "Bo"])
    data = "'a b.csv' ./-x.csv - --config p.yaml --date-order dmy"
    assert dict(repeated(reading, asking)) == {
        "list": f"{data} --as-of 2026-11-16 --lookback 90d --owner Ann --owner Bo",
        "validate": f"{data} --as-of 2026-11-16",
        "explain": f"{data} --as-of 2026-11-16 --period 2026-Q4 --lookback 90d --owner Ann --owner Bo",
    }


def test_where_nothing_was_typed_the_hint_stays_plain(other):
    (other / "opportunities.csv").write_bytes(CSV)
    assert repeated(Reading(strict=True, rejects="r.csv"), Asking()) == ()
    assert _next(cwd=other)["command"] in ("pipectl list --overdue", "pipectl list --sort age")


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_long_hint_is_broken_between_arguments_and_can_be_copied(width, other):
    asked = ("Ann's $HOME `x`.csv", "-c", "plan.yaml", "--as-of", "2026-11-16", "--where", "amount>=100")
    out = pipectl("report", *asked, "--width", str(width), cwd=other).out
    assert max(map(len, out.splitlines())) <= width
    if width > 40:
        shown = out[out.index("pipectl list") : out.index("\nData")].replace("\\\n", "")
        assert shlex.split(shown) == shlex.split(_next(*asked, cwd=other)["command"])


def test_a_name_typed_never_leaves_its_code_span_or_reaches_the_terminal_as_a_command(tmp_path):
    name = "a`b\x1b[31m\n# c.csv"
    (tmp_path / name).write_bytes(CSV)
    arguments = ("report", name, "-c", PLAN, "--as-of", "2026-11-16")
    out = pipectl(*arguments, "--format", "markdown", cwd=tmp_path).out
    assert "`` pipectl list --overdue 'a`b\\x1b[31m⏎# c.csv' --config " in out
    assert "\x1b" not in pipectl(*arguments, cwd=tmp_path).out


def test_what_was_piped_in_is_named_in_the_hint_for_the_same_place_in_the_pipe(tmp_path):
    data = (EXAMPLES / "minimal.csv").read_bytes()
    shown = pipectl("report", "--as-of", "2026-11-16", stdin=data, cwd=tmp_path).out
    assert " - --as-of 2026-11-16" in " ".join(shown.replace("\\", " ").split())


@pytest.mark.parametrize(
    "lines",
    [("Name,Stage,Deal amounts", "a,Won,12", "b,Lost,1"), ("Name,Stage,Amount,Code", "a,Won,12,USD", "b,Lost,1,EUR")],
)
def test_a_hint_that_names_a_column_can_be_run_as_it_stands(lines, tmp_path):
    (tmp_path / "my deals.csv").write_text("\n".join(lines), encoding="utf-8")
    refused = pipectl("report", "my deals.csv", cwd=tmp_path)
    assert refused.code == 2
    _, *arguments = shlex.split(refused.err.split("`")[1])
    assert pipectl(*arguments, cwd=tmp_path).code == 0
    assert pipectl("report", cwd=tmp_path).code == 0
