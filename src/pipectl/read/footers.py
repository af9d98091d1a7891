"""The lines some exports put below the rows: totals, copyright, who ran the report."""

import re
from collections.abc import Sequence

#: What the first cell of a footer begins with.
_PHRASE = re.compile(
    r"((grand|overall|report) )?totals?\b|overall:?$"
    r"|sums?\b|copyright\b|©|\(c\)|confidential information|generated (by|on)\b|report generated",
    re.IGNORECASE,
)
#: Lines of a footer hold no more cells than this.
THIN = 2
#: In a file of more columns than this, a single cell above a phrase that is known is no row.
_NARROW = 3


def is_thin(cells: Sequence[str]) -> bool:
    """Whether a record holds too little to be an opportunity."""
    return sum(1 for cell in cells if cell.strip()) <= THIN


class Footer:
    """Finds the footer of a file among the thin and blank records that end it, told of them as they come.

    A footer stands after a blank line and begins with a phrase that is known, or, in a file of many columns (`width`),
    with lines of one cell above it, such as the report's name; any other line between the two is a row.
    `phrases` are those that a CRM's own footers begin with, in lower case.
    """

    def __init__(self, width: int, phrases: tuple[str, ...] = ()) -> None:
        self._width, self._phrases = width, phrases
        self.begin: int | None = None
        """Number of its first record; all behind it that are not blank belong to it."""
        self.rows = 0
        """How many of its records look like rows."""
        self._below_blank = False
        self._single: int | None = None

    def clear(self) -> None:
        """A row: what ends the file begins behind it."""
        self.begin = self._single = None
        self._below_blank = False
        self.rows = 0

    def add(self, number: int, cells: Sequence[str], *, is_row: bool = False) -> None:
        """The next record, if it is thin; a blank one has no cells."""
        if not cells:
            self._below_blank = True
        elif self._below_blank:
            self.rows += is_row
            if self.begin is None:
                self._look(number, cells)

    def _look(self, number: int, cells: Sequence[str]) -> None:
        """Whether the footer begins here, or with the lines of one cell above."""
        first = number if self._single is None else self._single
        if _begins(cells, self._phrases):
            self.begin = first
        elif self._width > _NARROW and _is_single(cells):
            self._single = first
        else:
            self._single, self.rows = None, 0


def _is_single(cells: Sequence[str]) -> bool:
    return sum(1 for cell in cells if cell.strip()) == 1


def _begins(cells: Sequence[str], phrases: tuple[str, ...]) -> bool:
    first = next(cell.strip() for cell in cells if cell.strip())
    return bool(_PHRASE.match(first)) or first.casefold().startswith(phrases)
