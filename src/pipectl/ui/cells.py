"""Cells and columns: text made harmless and cut to a width, and which columns there is room for."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from ..render.harmless import for_terminal

CUT = "…"
#: Between two columns.
GAP = 2
#: Meaning to how it looks; `rows.py` and look.tcss say in which colours.
STYLES = ("quiet", "strong", "good", "alarm")


class Cell(NamedTuple):
    """Clean text, and what it means."""

    text: str
    style: str = ""


class Column(NamedTuple):
    """One column; the highest rank leaves first where room is short."""

    title: str
    least: int
    most: int = 0
    """Wider than `least` where there is room."""
    right: bool = False
    rank: int = 0
    comfort: int = 0
    """How wide the first column is to be before any with a rank come in."""
    hidden: bool = False
    """Whether nothing stands in it."""


def clean(text: str | None, most: int = 200) -> str:
    """Foreign text as a terminal may have it, its beginning alone where it is very long; an empty one is `–`."""
    if text is None:
        return "–"
    return for_terminal(text if len(text) <= most else f"{text[:most]}{CUT}")


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """The text in so many cells of the terminal, cut with an ellipsis."""
    size = cell_len(text)
    if size > width:
        return set_cell_size(text, max(0, width - 1)) + CUT if width else ""
    room = " " * (width - size)
    return room + text if right else text + room


def widths(columns: Sequence[Column], room: int) -> dict[int, int]:
    """The place of each column there is room for, and how wide it is; the first is wide before others come in."""
    left, found = room + GAP, dict[int, int]()
    for place, each in sorted(enumerate(columns), key=lambda one: one[1].rank):
        comfort = 0 if not found or not each.rank else max(0, columns[0].comfort - columns[0].least)
        if not each.hidden and (not each.rank or each.least + GAP + comfort <= left):
            found[place] = each.least
            left -= each.least + GAP
    for place in found:
        more = max(0, min(left, columns[place].most - columns[place].least))
        found[place] += more
        left -= more
    return dict(sorted(found.items()))
