"""The screen of `pipectl history list` and `verify`: a line a snapshot, and what is wrong where anything is."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from ...domain.remembered import Remembered, SnapshotLine
from ...domain.values import Unit
from ..canvas import Canvas
from ..spell import UNDEFINED, moment, spell
from ..words.remembered import BEGIN, kept_words, next_words, nothing_words, verdict_words, wrong_lines
from .footer import step_lines
from .ink import BLANK, Ink
from .table import Column, Ended, table
from .told import told_lines

#: Characters at the end of a file's name that stay where it is cut.
END = 12
_COLUMNS = (
    Column("Day"),
    Column("Kept at, UTC", rank=5),
    Column("Deals", right=True),
    Column("Set aside", right=True, rank=3),
    Column("Note", rank=4, least=12, most=40),
    Column("File", rank=1, most=24),
)


def screen(found: Remembered, canvas: Canvas) -> str:
    """The whole of it."""
    ink = Ink(canvas)
    parts: list[Sequence[RenderableType]] = [
        _head(ink, found),
        _snapshots(ink, found),
        _wrong(ink, found),
        _next(ink, found),
        told_lines(ink, (), found.notes, found.findings),
    ]
    lines: list[RenderableType] = []
    for part in parts:
        lines += [*([BLANK] if lines and part else []), *part]
    return ink.page(lines)


def _head(ink: Ink, found: Remembered) -> list[Text]:
    if not found.snapshots:
        return [*ink.wrap(ink.say(nothing_words(found, ink.foreign))), ink.say(f"  {BEGIN}", "strong")]
    lines = ink.parts(ink.say("History", "title"), [kept_words(found), ink.name(found.folder, ink.width - 3).plain])
    verdict = verdict_words(found)
    return [*lines, *(ink.wrap(ink.say(verdict, "alarm" if found.damaged else "good")) if verdict else [])]


def _snapshots(ink: Ink, found: Remembered) -> list[RenderableType]:
    if not found.snapshots:
        return []
    noted = any(line.note for line in found.snapshots)
    keep = [place for place, column in enumerate(_COLUMNS) if noted or column.title != "Note"]
    rows = [_cells(ink, line) for line in found.snapshots]
    return [table(ink, [_COLUMNS[place] for place in keep], [[row[place] for place in keep] for row in rows])]


def _next(ink: Ink, found: Remembered) -> list[Text]:
    words, command = next_words(found)
    return step_lines(ink, words, command) if words else []


def _cells(ink: Ink, line: SnapshotLine) -> list[Text | Ended]:
    style = "alarm" if line.wrong else ""
    return [
        ink.say(UNDEFINED if line.day is None else line.day.isoformat(), style),
        ink.say(moment(line.taken)),
        ink.say(spell(line.opportunities, Unit.COUNT)),
        ink.say(spell(line.set_aside, Unit.COUNT), "" if line.set_aside else "quiet"),
        ink.name(line.note or "", 60),
        _file(ink, line.file, style),
    ]


def _file(ink: Ink, name: str, style: str) -> Ended:
    """The name, cut in the middle where it is long."""
    return Ended(ink.name(name[:-END], 60, style), ink.name(name[-END:], END, style))


def _wrong(ink: Ink, found: Remembered) -> list[Text]:
    """A paragraph a file that something is wrong with."""
    return [
        each
        for line in wrong_lines(found)
        for each in ink.wrap(ink.say(ink.foreign(f"{line.file}: {line.wrong}"), "alarm"))
    ]
