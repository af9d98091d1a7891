"""Bars, which never stand without their number."""

from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from .ink import Ink

DONE, LIKELY, REST, MARK = "█", "▓", "░", "│"


def columns_of(part: Decimal, whole: Decimal, width: int) -> int:
    """Columns a part takes of a bar: none only for nothing, all of them only for everything."""
    if part <= 0 or whole <= 0 or width <= 0:
        return 0
    if part >= whole:
        return width
    return min(max(1, int(part * width / whole)), max(1, width - 1))


def progress(ink: Ink, parts: list[tuple[Decimal, str, str]], mark: Decimal, whole: Decimal, width: int) -> Text:
    """Parts laid end to end on a scale up to `whole`, with the target marked at `mark`."""
    cells, so_far, filled = [], Decimal(0), 0
    for amount, glyph, style in parts:
        so_far += max(amount, Decimal(0))
        end = columns_of(so_far, whole, width)
        cells += [(glyph, style)] * (end - filled)
        filled = max(filled, end)
    cells += [(REST, "quiet")] * (width - filled)
    at = min(width - 1, columns_of(mark, whole, width))
    cells[at] = (MARK, "strong")
    spans = groupby(cells, itemgetter(1))
    return Text.assemble(*((ink.own("".join(glyph for glyph, _ in span)), style) for style, span in spans))


class Shrinking:
    """A cell that makes do with any width, and has its full one where there is room."""

    cell_len: int
    """Its full width [columns of the screen]."""

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """From one column to the full width."""
        return Measurement(1, min(self.cell_len, options.max_width))


class Bar(Shrinking):
    """A bar of `amount` on a scale up to `most`, its part filled; as wide as the column it stands in, up to a limit."""

    def __init__(self, ink: Ink, part: Decimal, amount: Decimal, most: Decimal, limit: int) -> None:
        self.glyphs = ink.own(DONE), ink.own(REST)
        self.part, self.amount, self.most = part, amount, most
        self.cell_len = limit

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The bar as text."""
        length = columns_of(self.amount, self.most, min(self.cell_len, options.max_width))
        filled = columns_of(self.part, self.amount, length)
        done, rest = self.glyphs
        yield Text.assemble((done * filled, "accent"), (rest * (length - filled), "quiet"))


class Floating(Shrinking):
    """A bar from one level to another on a scale from `low` to `high`: the next one starts where this one ends."""

    def __init__(
        self,
        ink: Ink,
        ends: tuple[Decimal, Decimal],
        scale: tuple[Decimal, Decimal],
        glyph: str,
        style: str,
        limit: int,
    ) -> None:
        self.glyph, self.style = ink.own(glyph), style
        self.ends, self.scale = ends, scale
        self.cell_len = limit

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The bar as text, behind as much space as it floats from the left."""
        width = min(self.cell_len, options.max_width)
        low, high = self.scale
        one, other = (columns_of(end - low, high - low, width) for end in self.ends)
        if one == other and self.ends[0] != self.ends[1]:
            # Too small for a column: one at its side of the level.
            one = max(0, one - 1) if self.ends[1] < self.ends[0] or one == width else one
            other = one + 1
        left, right = sorted((one, other))
        yield Text.assemble(" " * left, (self.glyph * (right - left), self.style))


class Track(Shrinking):
    """Three levels of one scale, what is done, what is likely and what may be, with a target marked."""

    def __init__(
        self, ink: Ink, ends: tuple[Decimal, Decimal, Decimal], mark: Decimal | None, most: Decimal, limit: int
    ) -> None:
        self.ink, self.ends, self.mark, self.most = ink, ends, mark, most
        self.cell_len = limit

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The track as text."""
        width = min(self.cell_len, options.max_width)
        cells, filled = [(" ", "")] * width, 0
        for amount, glyph, style in zip(self.ends, (DONE, LIKELY, REST), ("accent", "accent", "quiet"), strict=True):
            end = columns_of(amount, self.most, width)
            cells[filled:end] = [(self.ink.own(glyph), style)] * (end - filled)
            filled = max(filled, end)
        if self.mark is not None:
            cells[min(width - 1, columns_of(self.mark, self.most, width))] = (self.ink.own(MARK), "strong")
        yield Text.assemble(*cells)
