"""Tables that fit: columns drop from the least important one, then the roomiest are cut."""

from collections.abc import Sequence
from typing import NamedTuple

from .ink import BLANK, Ink, Line


class Column(NamedTuple):
    """One column; its width is that of its widest cell, within bounds."""

    title: str
    right: bool = False
    """Numbers stand flush right."""
    rank: int = 0
    """The highest rank is dropped first where room is short; rank 0 always stays."""
    least: int = 6
    """What it may be cut to before columns are dropped."""
    most: int = 60
    gap: int = 2
    """Space before it."""


def table(
    ink: Ink, columns: Sequence[Column], rows: Sequence[Sequence[Line]], total: Sequence[Line] | None = None
) -> list[Line]:
    """Title row, rule and rows, one space in from the left; `total` stands apart below."""
    cells = [*rows, *([total] if total else [])]
    kept, widths = fitted(ink, columns, cells)
    lines = title_lines(ink, columns, kept, widths)
    lines += [row_line(ink, columns, kept, widths, row) for row in rows]
    if total:
        lines += [BLANK, row_line(ink, columns, kept, widths, total)]
    return lines


def title_lines(ink: Ink, columns: Sequence[Column], kept: list[int], widths: dict[int, int]) -> list[Line]:
    """Titles over a rule."""
    titles = [ink.say(column.title, "quiet") for column in columns]
    rule = ink.say(" " + "─" * (taken(columns, kept, widths) - 1), "quiet")
    return [row_line(ink, columns, kept, widths, titles), rule]


def fitted(ink: Ink, columns: Sequence[Column], rows: Sequence[Sequence[Line]]) -> tuple[list[int], dict[int, int]]:
    """Which columns stay, and how wide each is."""
    natural = {
        index: min(
            max([len(ink.own(column.title)), *(row[index].width for row in rows)]),
            max(column.most, len(ink.own(column.title))),
        )
        for index, column in enumerate(columns)
    }
    kept = list(natural)
    while _least(columns, kept, natural) > ink.width and (rank := max(columns[i].rank for i in kept)):
        kept.remove(max(i for i in kept if columns[i].rank == rank))
    return kept, _cut(ink, columns, kept, natural)


def _least(columns: Sequence[Column], kept: list[int], natural: dict[int, int]) -> int:
    """The narrowest these columns can get."""
    return taken(
        columns, kept, {i: min(natural[i], columns[i].least) if not columns[i].right else natural[i] for i in kept}
    )


def taken(columns: Sequence[Column], kept: list[int], widths: dict[int, int]) -> int:
    """Columns of the screen a row takes, with one space before it."""
    return 1 + sum(widths[i] for i in kept) + sum(columns[i].gap for i in kept[1:])


def _cut(ink: Ink, columns: Sequence[Column], kept: list[int], natural: dict[int, int]) -> dict[int, int]:
    """Widths that fit: text columns give way, the widest first, down to their least while another is above its own."""
    widths = {i: natural[i] for i in kept}
    while taken(columns, kept, widths) > ink.width:
        texts = [i for i in kept if not columns[i].right and widths[i] > 1]
        if not texts:
            break
        widths[max(texts, key=lambda i: (widths[i] > columns[i].least, widths[i]))] -= 1
    return widths


def row_line(
    ink: Ink, columns: Sequence[Column], kept: list[int], widths: dict[int, int], cells: Sequence[Line]
) -> Line:
    """The kept cells at their widths."""
    line = Line((" ", ""))
    for index in kept:
        column, width = columns[index], widths[index]
        gap = Line((" " * column.gap, "")) if index != kept[0] else Line()
        line += gap + ink.fit(cells[index], width).padded(width, right=column.right)
    return line
