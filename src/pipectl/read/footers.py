"""The lines some exports put below the rows: totals, copyright, who ran the report."""

import re
from collections.abc import Sequence
from itertools import dropwhile

#: What the first cell of a footer begins with.
_PHRASE = re.compile(
    r"(grand )?totals?\b|sums?\b|copyright\b|©|\(c\)|confidential information|generated (by|on)\b|report generated",
    re.IGNORECASE,
)
#: Lines of a footer hold no more cells than this.
THIN = 2


def is_thin(cells: Sequence[str]) -> bool:
    """Whether a record holds too little to be an opportunity."""
    return sum(1 for cell in cells if cell.strip()) <= THIN


def footer_of(tail: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, ...]:
    """Numbers of the records that are a footer, of the thin and blank ones that end a file (blank ones have no cells).

    A footer stands after a blank line and begins with a phrase that is known; a line between the two is a row.
    """
    blank = next((at for at, (_, cells) in enumerate(tail) if not cells), None)
    if blank is None:
        return ()
    lines = [(number, cells) for number, cells in tail[blank:] if cells]
    return tuple(number for number, _ in dropwhile(lambda line: not _begins(line[1]), lines))


def _begins(cells: Sequence[str]) -> bool:
    return bool(_PHRASE.match(next(cell.strip() for cell in cells if cell.strip())))
