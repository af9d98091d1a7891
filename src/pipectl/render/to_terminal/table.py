"""Tables: Rich lays them out and cuts their roomiest columns; which of them leave where room is short is said here."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.box import SIMPLE_HEAD, Box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import SegmentLines
from rich.table import Table
from rich.text import Text

from ..harmless import END, ISOLATE
from ..words.shared import counted
from .apart import Apart
from .bars import Bar, Floating, Shrinking, Track
from .ink import BLANK, Ink

MARGIN = 1
#: Columns of the screen that the words before an end keep.
_STAYING = 6


class Ended(Shrinking):
    """Words with an end that stays where they are cut: the group that tells a row from the next."""

    def __init__(self, words: Text, end: Text) -> None:
        self.words, self.end = words, end
        self.cell_len = words.cell_len + end.cell_len

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The words as far as there is room before the end."""
        words = self.words.copy()
        words.truncate(max(_STAYING, options.max_width - self.end.cell_len), overflow="ellipsis")
        words.append(END * (words.plain.count(ISOLATE) - words.plain.count(END)))
        yield Text.assemble(words, self.end, no_wrap=True, overflow="ellipsis")


class Parted(Shrinking):
    """Parts with commas between them: where room is short the last ones leave whole, and the first alone is cut."""

    def __init__(self, parts: Sequence[Text]) -> None:
        self.parts = parts
        self.cell_len = sum(part.cell_len for part in parts) + 2 * max(len(parts) - 1, 0)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """As many parts as there is room for."""
        shown = Text(no_wrap=True, overflow="ellipsis")
        for part in self.parts:
            if shown and shown.cell_len + 2 + part.cell_len > options.max_width:
                break
            shown.append(", " if shown else "", part.style).append_text(part)
        shown.truncate(options.max_width, overflow="ellipsis")
        yield shown


class Closed(Shrinking):
    """A cell with words from right to left: where it is cut, what holds them apart from the next one still ends."""

    def __init__(self, words: Text) -> None:
        self.words = words
        self.cell_len = words.cell_len

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The words as far as there is room."""
        words = self.words.copy()
        words.truncate(options.max_width, overflow="ellipsis")
        words.append(END * (words.plain.count(ISOLATE) - words.plain.count(END)))
        yield words


class Parts(Shrinking):
    """Several things in one cell: where there is no room for all, the first of them whole, and how many more."""

    def __init__(self, ink: Ink, parts: Sequence[str]) -> None:
        self.ink, self.parts = ink, parts
        self.cell_len = ink.say(", ".join(parts)).cell_len

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """As many as there is room for; the first is cut where not even that fits."""
        for count in range(len(self.parts), 0, -1):
            more = f" +{left}" if (left := len(self.parts) - count) else ""
            words = self.ink.say(", ".join(self.parts[:count]))
            if words.cell_len + len(more) <= options.max_width or count == 1:
                words.truncate(options.max_width - len(more), overflow="ellipsis")
                yield words + self.ink.say(more, "quiet")
                return
        yield BLANK


Cell = Text | Bar | Floating | Track | Ended | Parted | Parts | Apart


class Column(NamedTuple):
    """One column; its width is that of its widest cell, within bounds."""

    title: str
    right: bool = False
    """Numbers stand flush right."""
    rank: int = 0
    """The highest rank is dropped first where room is short; rank 0 always stays."""
    least: int = 0
    """What it may be cut to before columns are dropped; 0 for one that is not cut, as numbers are not."""
    most: int = 60
    first: bool = False
    """Where others must be cut too, it is cut last."""


def table(
    ink: Ink, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], total: Sequence[Cell] = (), gap: int = 2
) -> Padding:
    """Title row, rule and rows, one space in from the left and `gap` apart; `total` stands apart below."""
    cells = [*rows, total] if total else rows
    widths = _widths(ink, columns, cells)
    stay = _kept(ink, columns, widths, gap)
    given = _shrunk(ink, columns, widths, stay, gap)
    drawn = _ruled(ink, gap)
    drawn.show_footer = bool(total)
    for index in stay:
        column = columns[index]
        drawn.add_column(
            ink.say(column.title, "quiet"),
            total[index] if total else BLANK,
            justify="right" if column.right else "left",
            width=given[index],
            max_width=column.most,
        )
    for row in rows:
        drawn.add_row(*(_whole(row[index]) for index in stay))
    return Padding(drawn, (0, 0, 0, MARGIN))


def _whole(cell: Cell) -> RenderableType:
    return Closed(cell) if isinstance(cell, Text) and ISOLATE in cell.plain else cell


#: What heads some rows, given how wide the table is; and the rows.
Band = tuple[Callable[[int], Text], Sequence[Sequence[Cell]]]


def banded(ink: Ink, columns: Sequence[Column], bands: Sequence[Band]) -> list[RenderableType]:
    """One table whose rows stand in bands, each under a line of its own."""
    drawn = ink.console.render_lines(table(ink, columns, [row for _, rows in bands for row in rows]))
    head, body = drawn[:2], drawn[2:]
    width = len("".join(piece.text for piece in head[1]).rstrip())
    lines: list[RenderableType] = [SegmentLines(head, new_lines=True)]
    place = 0
    for title, rows in bands:
        lines += [*([BLANK] if rows else []), title(width)]
        lines.append(SegmentLines(body[place : place + len(rows)], new_lines=True))
        place += len(rows)
    return lines


def staying(ink: Ink, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], gap: int = 2) -> list[int]:
    """Indices of the columns that a table of these rows has room for."""
    return _kept(ink, columns, _widths(ink, columns, rows), gap)


def lacking_lines(ink: Ink, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[Text]:
    """Says so where columns are left out for want of room."""
    lacking = len(columns) - len(staying(ink, columns, rows))
    if not lacking:
        return []
    words = f"{counted(lacking, 'more column')} in a wider window, or with --format csv"
    return ink.wrap(ink.say(f"… and {words}", "quiet"), Text(" "))


def _ruled(ink: Ink, gap: int) -> Table:
    """A table without columns yet, whose one line is the rule below its titles."""
    return Table(
        box=Box(ink.own(str(SIMPLE_HEAD)), ascii=True) if ink.ascii_only else SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 0, 0, gap - 1),
        header_style="",
        footer_style="",
        border_style="quiet",
    )


def _widths(ink: Ink, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Columns of the screen that each column takes at most."""
    return [_width(ink, column, [row[index] for row in rows]) for index, column in enumerate(columns)]


def _width(ink: Ink, column: Column, cells: Sequence[Cell]) -> int:
    """Columns of the screen its widest cell takes."""
    return min(max([ink.say(column.title).cell_len, *(cell.cell_len for cell in cells)]), column.most)


def _shrunk(ink: Ink, columns: Sequence[Column], widths: list[int], stay: list[int], gap: int) -> dict[int, int | None]:
    """Widths that fit: the widest is cut first, down to its least; where that is not enough, Rich cuts the rest."""
    given, least = list(widths), _least(columns, widths)
    while _taken(stay, given, gap) > ink.width:
        cut = [index for index in stay if given[index] > least[index]]
        if not cut:
            return {index: None if columns[index].least else given[index] for index in stay}
        given[max(cut, key=lambda index: (not columns[index].first, given[index], index))] -= 1
    return {index: given[index] for index in stay}


def _least(columns: Sequence[Column], widths: list[int]) -> list[int]:
    return [min(width, column.least or width) for column, width in zip(columns, widths, strict=True)]


def _kept(ink: Ink, columns: Sequence[Column], widths: list[int], gap: int) -> list[int]:
    """The columns that stay: the others leave by rank until the narrowest that the rest can get fits."""
    least = _least(columns, widths)
    kept = list(range(len(columns)))
    while _taken(kept, least, gap) > ink.width and (rank := max(columns[index].rank for index in kept)):
        kept.remove(max(index for index in kept if columns[index].rank == rank))
    return kept


def _taken(kept: list[int], widths: list[int], gap: int) -> int:
    """Columns of the screen a row takes."""
    return MARGIN + sum(widths[index] for index in kept) + gap * (len(kept) - 1)
