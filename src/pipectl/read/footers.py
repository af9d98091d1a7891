"""The lines some exports put below the rows: totals, copyright, who ran the report."""

import re
from collections.abc import Sequence

#: What the first cell of a footer begins with.
_PHRASE = re.compile(
    r"(grand )?totals?\b|sums?\b|copyright\b|©|\(c\)|confidential information|generated (by|on)\b|report generated",
    re.IGNORECASE,
)
#: Lines of a footer hold no more cells than this.
THIN = 2
#: In a file of more columns than this, a single cell above a phrase that is known is no row.
_NARROW = 3


def is_thin(cells: Sequence[str]) -> bool:
    """Whether a record holds too little to be an opportunity."""
    return sum(1 for cell in cells if cell.strip()) <= THIN


def footer_of(tail: Sequence[tuple[int, Sequence[str]]], width: int, phrases: tuple[str, ...] = ()) -> tuple[int, ...]:
    """Numbers of the records that are a footer, of the thin and blank ones that end a file (blank ones have no cells).

    A footer stands after a blank line and begins with a phrase that is known, or, in a file of many columns (`width`),
    with lines of one cell above it, such as the report's name; any other line between the two is a row.
    `phrases` are those that a CRM's own footers begin with, in lower case.
    """
    blank = next((at for at, (_, cells) in enumerate(tail) if not cells), None)
    if blank is None:
        return ()
    lines = [(number, cells) for number, cells in tail[blank:] if cells]
    first = next((at for at, (_, cells) in enumerate(lines) if _begins(cells, phrases)), len(lines))
    while width > _NARROW and 0 < first < len(lines) and _is_single(lines[first - 1][1]):
        first -= 1
    return tuple(number for number, _ in lines[first:])


def _is_single(cells: Sequence[str]) -> bool:
    return sum(1 for cell in cells if cell.strip()) == 1


def _begins(cells: Sequence[str], phrases: tuple[str, ...]) -> bool:
    first = next(cell.strip() for cell in cells if cell.strip())
    return bool(_PHRASE.match(first)) or first.casefold().startswith(phrases)
