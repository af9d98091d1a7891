"""Charts with a labelled row for each thing: how they are laid out."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ...domain.values import ZERO, Unit
from .parts import Picture, Room, Row, above, beside, fitting, labelled, legend, ticks, ticks_for

#: Pixels of a row: as many as a slide has room for, never more or less than these.
MOST_STEP, LEAST_STEP, SLIDE = 56, 24, 320
#: What part of the width words behind a bar may take.
WORDS = 0.34
#: A share of a whole is drawn paler than what it is a share of.
PALE = 0.22


class Bar(NamedTuple):
    """A part of a row, from one value to another."""

    start: Decimal
    end: Decimal
    role: str
    is_pale: bool = False
    """Only its outline is strong: what lies over it counts."""


class Line(NamedTuple):
    """One row."""

    label: str
    bars: tuple[Bar, ...]
    words: str
    """Behind its bars."""
    aim: Decimal | None = None
    """What they are held against."""

    @property
    def end(self) -> Decimal:
        """Where its words begin: behind all that is drawn of it."""
        return max([ZERO, self.aim or ZERO, *(max(bar.start, bar.end) for bar in self.bars)])


class Words(NamedTuple):
    """What is told of a chart as a whole."""

    subtitle: str
    alt: str
    table: tuple[tuple[str, ...], ...]


def barred(
    lines: Sequence[Line],
    legends: Sequence[tuple[str, str, bool]],
    told: Words,
    width: int,
    *,
    unit: Unit = Unit.MONEY,
    currency: str | None = None,
) -> Picture:
    """The rows of a chart of bars, laid out for a width; `legends` are role, words, and whether it is pale."""
    left, labels = labelled([line.label for line in lines], width)
    right = beside([line.words for line in lines], width * WORDS) + 28
    words = [fitting(line.words, right - 28) for line in lines]
    low = min([ZERO, *(min(bar.start, bar.end) for line in lines for bar in line.bars)])
    high = max([ZERO, *(line.end for line in lines)])
    rows: list[Row] = [
        {"row": number, "label": label, "words": text, "end": float(line.end)}
        for number, (line, label, text) in enumerate(zip(lines, labels, words, strict=True))
    ]
    signs = legend([(role, text) for role, text, _ in legends], left, width)
    for sign, (_, _, pale) in zip(signs, legends, strict=True):
        sign["opacity"] = PALE if pale else 1.0
    return Picture(
        data={
            "ticks": ticks(low, high, unit, currency, ticks_for(width - left - right)),
            "bars": [_bar(number, bar) for number, line in enumerate(lines) for bar in line.bars],
            "aims": [{"row": row, "at": float(line.aim)} for row, line in enumerate(lines) if line.aim is not None],
            "zero": [{"at": 0.0}],
            "lines": rows,
            "legend": signs,
        },
        height=height_of(len(lines)),
        room=Room(left, right, top=30 + above(signs)),
        subtitle=told.subtitle,
        alt=told.alt,
        table=told.table,
    )


def height_of(rows: int) -> int:
    """Of a plot with so many rows."""
    return rows * min(MOST_STEP, max(LEAST_STEP, SLIDE // max(1, rows)))


def _bar(number: int, bar: Bar) -> Row:
    return {
        "row": number,
        "from": float(bar.start),
        "to": float(bar.end),
        "role": bar.role,
        "opacity": PALE if bar.is_pale else 1.0,
    }
