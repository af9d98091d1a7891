"""Amounts that the comma of their file cuts in two: 1,234 without quotes, in rows that are longer than the header."""

import re
from collections.abc import Iterable

from ..domain.errors import HeaderProblem
from .codes import quoted
from .dialect import Layout
from .formats import percent
from .quoting import records

#: What stands before and behind the comma of 1,234 or $12,345.67, and of 1234,50.
_THOUSANDS = (re.compile(r"[^0-9,]{0,4}[0-9]{1,3}"), re.compile(r"[0-9]{3}(?![0-9]).{0,8}"))
_DECIMALS = (
    re.compile(r"[^0-9,]{0,4}(?:[0-9]+|[0-9]{1,3}(?:[.' ][0-9]{3})+)"),
    re.compile(r"[0-9]{2}(?![0-9])[^0-9%]{0,4}"),
)


def refuse_cut(name: str, text: Iterable[str], layout: Layout, named: int) -> None:
    """Raise where most rows that go on behind the `named` columns have an amount that goes on in the next cell.

    Raises:
        HeaderProblem: names the line of the first such row.
    """
    at = layout.chosen.columns.get("amount")
    if layout.delimiter != "," or at is None:
        return
    long = cut = 0
    first: tuple[int, str, str] | None = None
    for _, (line, cells, flaw) in records(name, text, layout.delimiter, layout.start):
        if flaw or not "".join(cells[named:]).strip() or not cells[at].strip():
            continue
        long += 1
        if _is_cut([cell.strip() for cell in cells[at : at + 3]], at + 1 == layout.chosen.columns.get("probability")):
            cut += 1
            first = first or (line, cells[at], cells[at + 1])
    if first and 2 * cut > long:
        _refuse(name, layout, at, first)


def _is_cut(cells: list[str], before_percent: bool) -> bool:
    """Whether the second cell goes on with the amount of the first; a close % has its own place behind the amount."""
    if len(cells) < 2:
        return False
    thousands, decimals = (
        bool(head.fullmatch(cells[0]) and tail.fullmatch(cells[1])) for head, tail in (_THOUSANDS, _DECIMALS)
    )
    if before_percent and decimals:
        return bool(cells[2:] and cells[2]) and percent.read(cells[2]).trouble is None
    return thousands or decimals


def _refuse(name: str, layout: Layout, at: int, first: tuple[int, str, str]) -> None:
    line, amount, rest = first
    raise HeaderProblem(
        f"{name}:{line}:{at + 1}: rows have more cells than there are headers, as if a comma cut their amounts in two: "
        f"{layout.chosen.labels[at]} is {quoted(amount)} and the next cell {quoted(rest)}; "
        "put amounts in quotes, or give each column a header"
    )
