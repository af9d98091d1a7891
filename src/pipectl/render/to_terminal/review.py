"""The screen of `pipectl review`: the meeting, section by section, in the order it is held in."""

from collections.abc import Sequence

from rich.console import RenderableType

from ...domain.review import Review
from ..canvas import Canvas
from ..spell import days_left, days_of
from ..words.coaching import action_line
from ..words.past import past_notes
from ..words.review import headline_words
from ..words.shared import day_words
from .footer import data_lines
from .headline import aside_lines
from .ink import BLANK, Ink
from .review_deals import commit_lines, lesson_lines, risk_lines, slipped_lines, stuck_lines
from .review_people import people_lines


def screen(found: Review, canvas: Canvas) -> str:
    """The whole of it."""
    ink = Ink(canvas)
    parts: list[Sequence[RenderableType]] = [
        _head(ink, found),
        commit_lines(ink, found),
        risk_lines(ink, found),
        slipped_lines(ink, found),
        stuck_lines(ink, found),
        lesson_lines(ink, found),
        people_lines(ink, found),
        _actions(ink, found),
        data_lines(
            ink,
            found.rows,
            found.findings,
            (*found.notes, *past_notes(found.past_findings)),
            found.see_findings,
            selected=found.selected,
        ),
    ]
    lines: list[RenderableType] = []
    for part in parts:
        lines += [*([BLANK] if lines and part else []), *part]
    return ink.page(lines)


def _head(ink: Ink, found: Review) -> list[RenderableType]:
    span = "" if ".." in found.period.key else days_of(found.period, found.as_of)
    parts = [span, *day_words(found.as_of, found.rows), days_left(found.period, found.as_of)]
    title = ink.name(f"{found.pipeline} · {found.period.label}", 60, "title")
    lines: list[RenderableType] = [*ink.parts(title, [part for part in parts if part])]
    lines += [ink.name(f"only {each}", ink.width, "strong") for each in found.filters]
    lines += [*aside_lines(ink, found.rows), BLANK]
    for place, words in enumerate(headline_words(found, ink.foreign)):
        lines += ink.wrap(ink.say(words, "" if place else "strong"))
    return lines


def _actions(ink: Ink, found: Review) -> list[RenderableType]:
    """What to do next, most money first."""
    lines: list[RenderableType] = [ink.say("Next", "title")]
    for number, each in enumerate(found.actions, 1):
        lines += ink.wrap(ink.say(action_line(each, found, ink.foreign)), ink.say(f" {number}  ", "strong"))
    return lines
