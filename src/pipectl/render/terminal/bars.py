"""Bars, which never stand without their number."""

from decimal import Decimal

from .ink import Ink, Line

DONE, LIKELY, REST, MARK = "█", "▓", "░", "│"


def columns_of(part: Decimal, whole: Decimal, width: int) -> int:
    """Columns a part takes of a bar: none only for nothing, all of them only for everything."""
    if part <= 0 or whole <= 0 or width <= 0:
        return 0
    if part >= whole:
        return width
    return min(max(1, int(part * width / whole)), max(1, width - 1))


def progress(ink: Ink, parts: list[tuple[Decimal, str, str]], mark: Decimal, whole: Decimal, width: int) -> Line:
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
    return Line(*((ink.own(glyph), style) for glyph, style in _joined(cells)))


def within(ink: Ink, part: Decimal, amount: Decimal, most: Decimal, width: int) -> Line:
    """A bar of `amount` on a scale up to `most`, its part filled."""
    length = columns_of(amount, most, width)
    filled = columns_of(part, amount, length)
    return Line((ink.own(DONE * filled), "accent"), (ink.own(REST * (length - filled)), "quiet"))


def _joined(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours of one style as one span."""
    spans: list[tuple[str, str]] = []
    for glyph, style in cells:
        if spans and spans[-1][1] == style:
            spans[-1] = (spans[-1][0] + glyph, style)
        else:
            spans.append((glyph, style))
    return spans
