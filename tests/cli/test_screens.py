"""Every command's screen, by the program itself, at the widths of windows that people have."""

import re
from itertools import pairwise
from typing import Any

import pytest
from rich.cells import cell_len

from pipectl.cli.app import COMMANDS

from .past import THIRD, begin, keep
from .process import EXAMPLES, pipectl, started

DAY = ("--as-of", "2026-11-16")
PLANNED = ("-c", str(EXAMPLES / "pipeline.yaml"), *DAY)
SAMPLE = (str(EXAMPLES / "opportunities.csv"), *PLANNED)
KEPT = (f"deals-{THIRD}.csv", *DAY)
#: What is asked, and of which folder: the sample, or one with a history.
SCREENS: dict[str, tuple[str, ...]] = {
    "report": ("report", *SAMPLE, "--by", "owner", "--by", "source"),
    "list": ("list", *SAMPLE),
    "board": ("board", *SAMPLE),
    "list of nothing": ("list", *SAMPLE, "--where", "amount>110000", "--stage", "Closed Lost", "--overdue"),
    "funnel": ("funnel", *SAMPLE, "--by", "owner"),
    "funnel of a history": ("funnel", *KEPT),
    "changes": ("changes", *KEPT, "--since", "2026-11-01", "--by", "owner"),
    "no changes": ("changes", *KEPT),
    "review": ("review", *SAMPLE),
    "review of a history": ("review", *KEPT),
    "explain": ("explain",),
    "explain a metric": ("explain", "remaining_coverage", *SAMPLE),
    "explain a risk": ("explain", "risk:overdue", *SAMPLE),
    "check": ("check", *SAMPLE, "--min", "win_rate=1", "--explain"),
    "validate": ("validate", *SAMPLE),
    "playbook": ("playbook", *SAMPLE),
    "playbook of a stage": ("playbook", "Negotiation", *SAMPLE),
    "qualify": ("qualify", *SAMPLE),
    "leads": ("leads", str(EXAMPLES / "leads.csv"), *PLANNED),
    "activity": ("activity", str(EXAMPLES / "activities.csv"), *PLANNED),
    "history list": ("history", "list"),
    "history verify": ("history", "verify"),
    "history show": ("history", "show", THIRD),
    "demo": ("demo",),
}
WIDTHS = (60, 80, 100, 140)
#: A figure of which something is cut off, by either sign; and not one inside a name, behind a letter or a dash.
CUT = re.compile(r"(?<![\w–-] )(?<![\w–.-])[$€£+-]?\d[\d,.]*(?:[kMBT%×]|/d)?(?:…|~)(?=\s*$|\s\s)")
#: A title of which fewer than three letters are left.
BARE_TITLE = re.compile(r"(?:^| )\w{1,2}(?:…|~)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = begin(tmp_path_factory.mktemp("screens"))
    keep(place)
    return place


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_fits_its_window_and_cuts_no_figure_and_no_title_to_nothing(name, width, folder):
    ran = pipectl(*SCREENS[name], "--width", str(width), cwd=folder)
    assert ran.code in (0, 1), ran.err
    assert ran.out
    # A finding is one line however long, for editors and logs.
    lines = [line for line in ran.out.rstrip("\n").split("\n") if not re.search(r"csv:\d+:\d+: ", line)]
    assert [line for line in lines if cell_len(line) > width] == []
    assert [line for line in lines if CUT.search(line)] == []
    titles = [above for above, below in pairwise(lines) if set(below.strip()) == {"─"}]
    assert [line for line in titles if BARE_TITLE.search(line)] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SCREENS)
def test_no_column_is_one_letter_wide(name, width, folder):
    lines = pipectl(*SCREENS[name], "--width", str(width), cwd=folder).out.split("\n")
    assert [line for line in lines if re.search(r"(?:^|\s\s)\S…(?:\s\s|$)", line)] == []


@pytest.mark.parametrize("width", [WIDTHS[0], WIDTHS[-1]])
@pytest.mark.parametrize("verb", COMMANDS)
def test_a_page_of_help_fits_its_window(verb, width):
    ran = started(verb, "--help", COLUMNS=str(width))
    assert ran.code == 0
    assert [line for line in ran.out.split("\n") if cell_len(line) > width] == []


@pytest.mark.parametrize("form", ["--color=never", "NO_COLOR", "TERM"])
def test_without_colour_there_is_no_escape_and_every_sign_stays(form, folder):
    coloured = pipectl(*SCREENS["report"], "--color", "always", cwd=folder).out
    plain = pipectl(*SCREENS["report"], "--color", "never", cwd=folder).out
    settings: dict[str, dict[str, Any]] = {"NO_COLOR": {"NO_COLOR": "1", "FORCE_COLOR": "1"}, "TERM": {"TERM": "dumb"}}
    surroundings = settings.get(form, {})
    options = ("--color", "never") if not surroundings else ()
    ran = pipectl(*SCREENS["report"], *options, cwd=folder, **surroundings)
    assert "\x1b" not in ran.out
    assert ran.out == plain == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


@pytest.mark.parametrize("line", [" Foo   $12…  Ann", " Ann  1.2…", " Bo   31%~  x", " Bo  $2.6k…"])
def test_a_figure_that_is_cut_would_be_found(line):
    assert CUT.search(line)


@pytest.mark.parametrize(
    "line", [" Silverline – 7…  $42k", " Cobalt Works, phase 2…  $1", " LEAD-0280…   3 d", "25% … of it"]
)
def test_a_name_with_a_digit_that_is_cut_is_no_figure(line):
    assert not CUT.search(line)


def test_colour_can_be_forced_where_nobody_watches(folder):
    assert "\x1b[" in pipectl(*SCREENS["report"], cwd=folder, FORCE_COLOR="1").out


def test_every_command_with_a_screen_is_among_them():
    without = {"check", "forecast", "snapshot", "init", "schema", "doctor", "ui"}
    assert set(COMMANDS) - without <= {call[0] for call in SCREENS.values()}
