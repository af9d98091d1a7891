"""How a file's records are laid out, and what one record is by its cells alone."""

from enum import IntEnum

from ..domain.cells import unguarded
from .dialect import Layout
from .headers import normal
from .rejects import LEADING

#: What stands before a cell that a spreadsheet would run, in exports that say so.
_AS_TEXT = ("'=", "'+", "'-", "'@", "'\t", "'\r")


class Kind(IntEnum):
    """What a record is."""

    ROW = 0
    MISFIT = 1
    QUOTES = 2
    BLANK = 3
    FOOTER = 4
    HEADER = 5
    CUT = 6
    """The end of the file stands in the middle of it."""


class Shape:
    """How a file's records are laid out, and whether one fits."""

    def __init__(self, layout: Layout) -> None:
        columns = layout.chosen.columns
        self.width = len(layout.header)
        name = [columns[one] for one in ("name", "id") if one in columns][:1]
        stands = [columns[one] for one in ("stage", "status") if one in columns]
        self.needed = tuple(group for group in (name, stands) if group)
        """Positions of which a row has to fill one each: what it is called, and where it stands."""
        self._reach = 1 + max([*name, *stands[:1], *(columns[one] for one in ("amount",) if one in columns)], default=0)
        self._first = layout.header[0].strip().casefold()
        self._header = [normal(cell) for cell in layout.header]
        preset = layout.chosen.preset
        if layout.chosen.filled is not None:
            self.needed = tuple([columns[one] for one in group] for group in layout.chosen.filled)
            self._reach = 1 + max((min(group) for group in self.needed), default=0)
        self.phrases = () if preset is None else preset.footers
        self._empty = frozenset() if preset is None else preset.empty
        empty_in = {} if preset is None else preset.empty_in
        self._empty_in = [(columns[field], texts) for field, texts in empty_in.items() if field in columns]
        self._apostrophes = preset is not None and preset.apostrophes
        self._looks, self._amounts = layout.looks, layout.chosen.amounts
        self._own_currency = "currency" in columns
        self._rejects = layout.header[: len(LEADING)] == LEADING

    def kind(self, cells: list[str], flaw: int) -> Kind:
        """What a record is, by its cells alone; a row may lack optional cells and have surplus empty ones."""
        if flaw:
            return Kind.QUOTES
        if not "".join(cells).strip():
            return Kind.BLANK
        if (
            cells[0].lstrip("\ufeff").strip().casefold() == self._first
            and [normal(cell) for cell in cells] == self._header
        ):
            return Kind.HEADER
        if len(cells) < self._reach:
            return Kind.MISFIT
        return Kind.MISFIT if len(cells) > self.width and "".join(cells[self.width :]).strip() else Kind.ROW

    def stood(self, cells: list[str]) -> list[str]:
        """Cells as they stood in the file they come from, where this one holds rows that were set aside there."""
        return [unguarded(cell) for cell in cells] if self._rejects else cells

    def shown(self, line: int, cells: list[str]) -> list[str]:
        """Cells of a line with their amounts as a workbook shows them, unless a column says their currency."""
        if self._looks is None:
            return cells
        cells = cells[:]
        for at in self._amounts:
            if at < len(cells):
                cells[at] = self._looks.shown(line - 1, at, cells[at], priced=not self._own_currency)
        return cells

    def fitted(self, cells: list[str]) -> list[str]:
        """A row's cells, as many as there are columns, without what the export adds to them."""
        cells = self.stood(cells)
        missing = self.width - len(cells)
        if missing:
            cells = cells + [""] * missing if missing > 0 else cells[: self.width]
        if self._empty or self._apostrophes or '="' in "".join(cells):
            cells = [self._bare(cell) for cell in cells]
        for at, texts in self._empty_in:
            if cells[at].strip() in texts:
                cells = [*cells[:at], "", *cells[at + 1 :]]
        return cells

    def _bare(self, cell: str) -> str:
        """A cell without the formula or apostrophe that keeps a spreadsheet from changing it, and words for nothing."""
        if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
            cell = cell[2:-1].replace('""', '"')
        if self._apostrophes and cell.startswith(_AS_TEXT):
            cell = cell[1:]
        return "" if cell.strip() in self._empty else cell

    def complete(self, cells: list[str]) -> bool:
        """Whether a row says what it is called and where it stands."""
        for group in self.needed:
            for position in group:
                if cells[position].strip():
                    break
            else:
                return False
        return True
