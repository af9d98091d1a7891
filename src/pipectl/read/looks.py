"""What a sheet shows beside its values: which cells are numbers, the currency of their format, and hidden rows."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence

from ..domain.errors import InputProblem
from .formats.currencies import candidates

#: Columns of a sheet, and how often the look of a column may change in one workbook.
_COLUMNS, _CHANGES = 16_384, 1_000_000
_NUMBER = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
#: Decimals of an amount that need nothing to tell them from thousands.
_PLAIN = 2
TEXT, NUMBER, _KINDS = 0, 1, 256


class _Column:
    """Where the look of a column changes, so that little is held of a million alike."""

    __slots__ = ("held", "kind", "kinds", "row", "starts", "texts")

    def __init__(self) -> None:
        self.kind, self.row, self.texts = -1, -1, 0
        self.starts, self.kinds, self.held = array("q"), bytearray(), set[int]()

    def at(self, row: int) -> int:
        """The kind of cell that the last change before a row begins."""
        found = bisect_right(self.starts, row)
        return self.kinds[found - 1] if found else TEXT


class Looks:
    """How the cells of one sheet look, by row and column from 0."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._columns: dict[int, _Column] = {}
        self._currencies = ["", ""]
        """Kind of a cell to the currency it is shown in: text, a bare number, and those that there are."""
        self._changes = 0
        self._disordered = False
        self.hidden = 0
        """Rows with values that are hidden or filtered out."""

    def kind(self, currency: str) -> int:
        """The kind of number that is shown in a currency; beyond those that fit, a bare one."""
        if currency not in self._currencies[NUMBER:]:
            if len(self._currencies) == _KINDS:
                return NUMBER
            self._currencies.append(currency)
        return self._currencies.index(currency, NUMBER)

    def note(self, row: int, column: int, kind: int) -> None:
        """Note the kind of a cell, in the order of rows."""
        found = self._columns.get(column)
        if found is None:
            if column >= _COLUMNS:
                return
            found = self._columns[column] = _Column()
        if row < found.row:
            self._disordered = True
        found.row = row
        if kind == TEXT:
            found.texts += 1
        if kind != found.kind:
            self._change(found, row, kind)

    def _change(self, column: _Column, row: int, kind: int) -> None:
        self._changes += 1
        if self._changes > _CHANGES:
            raise InputProblem(f"{self._name} changes the format of its cells too often; save the sheet as CSV")
        column.kind = kind
        column.starts.append(row)
        column.kinds.append(kind)
        column.held.add(kind)

    def refuse_disorder(self) -> None:
        """Raise where rows stand in no order and it matters, since no spreadsheet writes them so.

        Raises:
            InputProblem: they do.
        """
        if self._disordered and len(self._currencies) > NUMBER + 1:
            raise InputProblem(f"{self._name} has cells in no order, as no spreadsheet does; save the sheet as CSV")

    def shown(self, row: int, column: int, text: str, *, priced: bool) -> str:
        """The text of a cell; of a number, if `priced`, with its currency, and with `=` where it could be another."""
        found, number = self._columns.get(column), _NUMBER.fullmatch(text)
        if found is None or number is None:
            return text
        kind = found.at(row)
        if kind == TEXT:
            return text
        decimals = len(number[1] or "")
        # A column has a text in its header; with more of them, numbers must not say how these are written.
        sure = f"={text}" if decimals and (found.texts > 1 or decimals > _PLAIN) else text
        currency = self._currency(found, kind) if priced else ""
        return f"{currency} {sure}" if currency else sure

    def said(self, columns: Sequence[int]) -> tuple[str, ...]:
        """Which currencies the numbers of some columns are shown in, in words."""
        held = [self._columns[at] for at in columns if at in self._columns]
        named = dict.fromkeys(self._currency(one, kind) for one in held for kind in sorted(one.held))
        shown = ", ".join(filter(None, named))
        return (f"amounts are in the currencies that their cells are shown in: {shown}",) if shown else ()

    def _currency(self, column: _Column, kind: int) -> str:
        """The currency of a kind; one that is not known matters only beside others."""
        currency = self._currencies[kind]
        alone = not candidates(currency) and column.held <= {TEXT, NUMBER, kind}
        return "" if alone else currency
