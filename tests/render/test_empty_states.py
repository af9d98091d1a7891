"""A screen without anything to show says so, and what would bring it; one with something says what to do next."""

import pytest

from pipectl.render import to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.to_terminal.ink import Ink
from pipectl.render.to_terminal.table import Column, Parts, table
from tests.changing import replace
from tests.render import pasts, playbooks
from tests.render.samples import LISTING, ROWS

EMPTY = replace(LISTING, bands=(), standings=(), opportunities=0, shown=0)


def shown(verb, *subject, width=100):
    return to_terminal.render(verb, *subject, Canvas(width))


@pytest.mark.parametrize(
    ("listing", "words"),
    [
        (replace(EMPTY, overdue_alone=True), "No open opportunity is overdue; without --overdue all are listed."),
        (replace(EMPTY, rows=replace(ROWS, accepted=0)), "No row could be read, so that nothing can be listed; the"),
        (EMPTY, "There is nothing to list."),
    ],
)
def test_a_list_without_rows_says_why_and_has_no_table(listing, words):
    text = shown("listing", listing)
    assert words in text
    assert "Amount" not in text
    assert words in to_markdown.render("listing", listing)


def test_a_list_ends_with_what_is_overdue_and_the_command_that_shows_it():
    late = replace(LISTING, overdue=4, see_overdue="pipectl list --overdue --as-of 2026-02-02")
    text = shown("listing", late)
    assert "Next  Re-date or close 4 deals whose close date has passed." in text
    assert "pipectl list --overdue --as-of 2026-02-02" in text


def test_a_list_of_overdue_ones_does_not_name_itself():
    assert "Next" not in shown("listing", replace(LISTING, overdue=4, overdue_alone=True))


def test_a_playbook_without_open_opportunities_says_so():
    stages = tuple(replace(each, opportunities=0) for each in playbooks.OVERVIEW.stages)
    assert "Nothing is open." in shown("playbook", replace(playbooks.OVERVIEW, stages=stages))
    assert "Nothing is open." not in shown("playbook", playbooks.OVERVIEW)


@pytest.mark.parametrize("width", [40, 60, 100])
def test_changes_without_any_say_how_to_look_further_back(width):
    assert "--since DAY looks further back." in " ".join(shown("changes", pasts.UNCHANGED, width=width).split())


def test_a_history_that_is_whole_names_what_it_is_good_for():
    kept = replace(pasts.VERIFIED, folder="history", snapshots=pasts.VERIFIED.snapshots[:1])
    assert shown("remembered", kept).endswith("Next  See what has changed since the last one.   pipectl changes\n")
    assert "pipectl changes" not in shown("remembered", pasts.DAMAGED)
    assert "pipectl changes" not in shown("remembered", replace(kept, folder="elsewhere"))
    assert "pipectl snapshot" in shown("remembered", pasts.NOTHING_KEPT)


GIVEN = ["Has a say 40", "Came to us 30", "The right size 5"]


@pytest.mark.parametrize(
    ("width", "cell"),
    [
        (60, "Has a say 40, Came to us 30, The right size 5"),
        (40, "Has a say 40, Came to us 30 +1"),
        (24, "Has a say 40 +2"),
        (14, "Has a say… +2"),
    ],
)
def test_of_what_gave_points_there_are_as_many_as_fit_whole_and_how_many_more(width, cell):
    ink = Ink(Canvas(width))
    drawn = ink.page([table(ink, [Column("Given by", least=9, most=100)], [[Parts(ink, GIVEN)]])])
    assert drawn.split("\n")[2].strip() == cell
