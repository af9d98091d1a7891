"""What is written from right to left stands in isolates on a terminal, so that it moves no figure beside it."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pipectl.render import to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.harmless import END, ISOLATE, closed, isolated
from tests.changing import replace
from tests.render.samples import LISTING, REPORT

HEBREW, ARABIC, MIXED = "שלום בע״מ 42", "محمد للتجارة", "Acme שלום 7 כהן"
LONG = "חברה ארוכה מאוד עם שם שלא נגמר אף פעם ויש בו הרבה מילים"
NAMES = (HEBREW, ARABIC, MIXED, LONG)


def listing_of(names=NAMES, **canvas):
    rows = tuple(
        replace(row, name=names[i % len(names)], owner=names[-1 - i % len(names)], account=LONG, next_step=MIXED)
        for i, row in enumerate(LISTING.bands[0].rows * 4)
    )
    listing = replace(LISTING, pipeline=HEBREW, bands=(replace(LISTING.bands[0], stage=ARABIC, rows=rows),))
    return to_terminal.render("listing", listing, Canvas(**canvas))


def outside(line):
    """What stands outside of all isolates."""
    while ISOLATE in line:
        line, changed = re.subn(f"{ISOLATE}[^{ISOLATE}{END}]*{END}", "", line)
        assert changed, line
    return line


def turned(text):
    return [sign for sign in text if unicodedata.bidirectional(sign) in ("R", "AL", "AN")]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_nothing_from_right_to_left_stands_outside_of_an_isolate_in_any_line(width):
    for line in listing_of(width=width, isolates=True).split("\n"):
        assert line.count(ISOLATE) == line.count(END)
        assert turned(outside(line)) == []


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
@pytest.mark.parametrize("colour", [False, True])
def test_isolates_take_no_room_and_change_nothing_else(width, colour):
    with_them = listing_of(width=width, isolates=True, colour=colour)
    assert with_them.replace(ISOLATE, "").replace(END, "") == listing_of(width=width, colour=colour)
    assert max(cell_len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in with_them.split("\n")) <= width


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_names_in_sentences_that_are_broken_over_lines_stay_isolated_in_each(width):
    step = replace(REPORT.next_step, names=(LONG, MIXED))
    attention = tuple(replace(each, name=f"{LONG} {i}", owner=HEBREW) for i, each in enumerate(REPORT.attention))
    report = replace(REPORT, next_step=step, attention=attention, filters=(ARABIC,))
    text = to_terminal.render("report", report, Canvas(width, isolates=True))
    assert LONG.split(maxsplit=1)[0] in text
    for line in text.split("\n"):
        assert line.count(ISOLATE) == line.count(END)
        assert turned(outside(line)) == []


def test_without_a_terminal_there_are_none():
    assert ISOLATE not in listing_of(width=100)
    assert ISOLATE not in listing_of(width=100, isolates=True, ascii_only=True)


def test_a_command_to_copy_has_none():
    command = f"pipectl list --owner '{HEBREW}'"
    report = replace(REPORT, next_step=replace(REPORT.next_step, command=command))
    assert command in to_terminal.render("report", report, Canvas(140, isolates=True))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Acme 42", "Acme 42"),
        ("株式会社", "株式会社"),
        (HEBREW, f"{ISOLATE}{HEBREW}{END}"),
        ("42 שלום Ltd", f"{ISOLATE}42 שלום Ltd{END}"),
        ("Acme שלום עולם 7", f"Acme {ISOLATE}שלום עולם{END} 7"),
        ("d.csv:7:4: Stage 'שלום' 42", f"d.csv:7:4: Stage '{ISOLATE}שלום{END}' 42"),
    ],
)
def test_a_name_is_isolated_as_a_whole_and_words_inside_a_sentence_by_themselves(text, shown):
    assert isolated(text) == shown


@given(st.text(alphabet=f"aב {ISOLATE}{END}…"))
def test_a_line_cut_anywhere_gets_both_ends_of_its_isolates(line):
    whole = closed(line)
    assert whole.count(ISOLATE) == whole.count(END)
    assert ISOLATE not in outside(whole)
    assert END not in outside(whole)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("👩\u200d💻 Dev", "👩💻 Dev"), ("❤\ufe0f team", "❤ team"), ("👍🏽 ok", "👍 ok"), ("x\u200dy", r"x\u200dy")],
)
def test_of_emoji_only_what_every_terminal_draws_as_wide_is_shown(name, shown):
    assert f" {shown} " in listing_of((name,), width=140)
