"""What the first rows of a file say of a column whose header says too little."""

from collections.abc import Iterator, Sequence

from .formats import money
from .headers import normal

#: Cells of the first rows of a file, a row each.
Rows = Sequence[Sequence[str]]

#: Of ten cells, how many have to be amounts, and how many of these may be 0 at most.
_MOST, _ZERO = 9, 8
#: Words in the header of an amount, which may be parts of one, and words in that of a number that is none.
_MONEY = ("amount", "revenue", "value", "price", "betrag", "umsatz", "wert", "montant", "valeur", "monto", "importe",
          "valor", "ingreso", "receita")  # fmt: skip
_NO_MONEY = frozenset({
    "id", "number", "no", "count", "quantity", "qty", "days", "day", "age", "months", "weeks", "percent", "score",
    "hours", "rank", "tax", "vat", "discount", "cost", "year", "month", "quarter",
})  # fmt: skip


def holds_amounts(rows: Rows, column: int) -> bool:
    """Whether a column's values read as amounts that are not nearly all zero."""
    cells = list(_cells(rows, column))
    amounts = [found for found in map(money.read, cells) if found.trouble is None]
    zero = sum(not found.point and not found.comma for found in amounts)
    return 10 * len(amounts) >= _MOST * len(cells) > 0 and 10 * zero <= _ZERO * len(amounts)


def holds_numbers(rows: Rows, column: int) -> bool:
    """Whether each of a column's values is a number."""
    cells = list(_cells(rows, column))
    return bool(cells) and all(money.read(cell).trouble is None for cell in cells)


def is_of_money(header: str) -> bool:
    """Whether a header speaks of money."""
    return any(word in normal(header) for word in _MONEY)


def is_no_money(header: str) -> bool:
    """Whether a header speaks of a number that is no amount of an opportunity."""
    return not _NO_MONEY.isdisjoint(normal(header).split())


def _cells(rows: Rows, column: int) -> Iterator[str]:
    return (cell for row in rows if column < len(row) and (cell := row[column].strip()))
