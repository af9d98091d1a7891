"""What a chart is made of before it is drawn: rows by name, words, and the room around the plot.

Pictures are laid out by numbers of ours, never by the measure of a font: the same rows give the same picture wherever
it is drawn. Words are cut by what their characters take in a usual typeface, rather too early than too late.
"""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from ...domain.values import Unit
from ..harmless import for_picture
from ..spell import spell
from ..words.shared import cut as shortened

#: One row of a spec's data: text that is shown as it stands, and numbers that place marks.
Row = dict[str, str | float | int | None]
#: Characters of a name that words beside a picture have room for; in it they are cut to their place.
LONGEST = 120
#: From the edge of the picture to its words, and from one line of a legend to the next [px].
MARGIN, LINE = 20, 18
#: Points of the type of labels.
TYPE = 13
_NARROW, _WIDE = frozenset("ijlft.,:;'|!()[]{} ·-I"), frozenset("mwMW@%—…")


class Room(NamedTuple):
    """What is left free around the plot, for words [px]."""

    left: int
    right: int
    top: int = 16
    bottom: int = 30


class Picture(NamedTuple):
    """One chart of one result, ready to be drawn."""

    data: dict[str, list[Row]]
    """Rows by the name that the spec knows them by."""
    height: int
    """Of the plot [px]."""
    room: Room
    subtitle: str
    alt: str
    """A sentence with the figures, for who can't see it."""
    table: tuple[tuple[str, ...], ...]
    """The same figures as words, the header first."""


def foreign(text: str | None) -> str:
    """Text from a file or an option, made harmless; none is `(none)`."""
    return "(none)" if text is None else for_picture(shortened(text, LONGEST))


def breadth(text: str, size: int = TYPE) -> float:
    """What a text takes in a line, more or less [px]."""
    return size * sum(map(_share, text))


def _share(character: str) -> float:
    """What a character takes, as a share of the size of the type."""
    if combining(character):
        return 0
    if character in _NARROW:
        return 0.34
    if character in _WIDE:
        return 0.98
    if east_asian_width(character) in "WF":
        return 1.05
    return 0.72 if character.isupper() else 0.58


def cut(text: str, room: float, size: int = TYPE) -> str:
    """The text, or its beginning and `…` where it takes more than its room."""
    if breadth(text, size) <= room:
        return text
    kept, left = [], room - breadth("…", size)
    for character in text:
        left -= size * _share(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def fitting(words: str, room: float) -> str:
    """Figures as far as they fit: whole parts of them are left out from the end, and no figure is ever cut."""
    while breadth(words) > room and (end := max(words.rfind(", "), words.rfind(" · "))) > 0:
        words = words[:end]
    return words


def beside(words: Sequence[str], most: float) -> int:
    """The room that figures behind their marks take: no less than the first part of each."""
    whole = max((breadth(each) for each in words), default=0.0)
    return ceil(max(min(whole, most), *(breadth(fitting(each, 0)) for each in words)))


def labelled(labels: Sequence[str], width: int, share: float = 0.3) -> tuple[int, list[str]]:
    """The room that labels beside the plot take, a share of the width at most, and the labels cut to it."""
    most = width * share
    room = min(most, max((breadth(each) for each in labels), default=0.0))
    return ceil(room) + 24, [cut(each, ceil(room)) for each in labels]


def steps(low: Decimal, high: Decimal, most: int = 6) -> list[Decimal]:
    """Round numbers from below `low` to above `high`, 0 among them where they stand on both sides of it."""
    span = max(high, low) - min(low, high) or Decimal(1)
    size = Decimal(1).scaleb((span / most).adjusted())
    size *= next(each for each in (1, 2, Decimal("2.5"), 5, 10, 20) if size * each * most >= span)
    first, last = (low / size).to_integral_value("ROUND_FLOOR"), (high / size).to_integral_value("ROUND_CEILING")
    return [size * number for number in range(int(first), max(int(last), int(first) + 1) + 1)]


def ticks(low: Decimal, high: Decimal, unit: Unit, currency: str | None, most: int = 6) -> list[Row]:
    """Round numbers along an axis with their words."""
    return [
        {"at": float(each), "words": spell(each, unit, currency, short=True), "zero": int(not each)}
        for each in steps(low, high, most)
    ]


def ticks_for(width: int) -> int:
    """How many words an axis has room for."""
    return max(2, min(8, width // 90))


def legend(entries: Sequence[tuple[str, str]], left: int, width: int, base: int = -14) -> list[Row]:
    """What each colour stands for, side by side above the plot, in as many lines as that takes.

    `left` is the room beside the plot, `width` that of the whole picture, `base` where the last line stands.
    """
    rows: list[Row] = []
    start, end = float(MARGIN - left), float(width - left - 8)
    at, line = start, 0
    for role, words in entries:
        wide = 16 + breadth(words, 12)
        if at > start and at + wide > end:
            at, line = start, line + 1
        rows.append({"role": role, "x": at + 5, "text_x": at + 16, "y": line, "words": words})
        at += wide + 18
    return [{**row, "y": base - LINE * (line - int(row["y"] or 0))} for row in rows]


def above(rows: Sequence[Row]) -> int:
    """What a legend takes more than the one line that there is room for [px]."""
    return LINE * (len({row["y"] for row in rows}) - 1) if rows else 0
