"""Second pass: what becomes of each record of a file."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from ..domain.finding import About, Place
from ..domain.ledger import Ledger
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Reject
from .codes import MISFIT, QUOTES
from .exchange import Exchange
from .records import RowReader
from .remarks import Remarks, Seen
from .shape import Kind
from .table import Record, Table

if TYPE_CHECKING:
    from .merging import Dropped, Newer, Superseded

#: What can't be matched to the columns.
_MISFITS = frozenset({Kind.MISFIT, Kind.CUT, Kind.QUOTES})
_AGAIN = "export the file again; if the row is whole, end its line"
#: An opportunity, or why its row is set aside.
Read = Opportunity | tuple[str, ...]


class Taken:
    """What was taken from the records of all files."""

    def __init__(self, *, keep_rejects: bool) -> None:
        self.opportunities: list[Opportunity] = []
        self.rejects: list[Reject] = []
        self.dropped: list[Dropped] = []
        """Rows that a newer file has."""
        self.seen: dict[int, Place] = {}
        """Rows without an id."""
        self.keep_rejects = keep_rejects


class Intake:
    """Takes the records of one file, whose columns are settled."""

    def __init__(
        self, table: Table, exchange: Exchange, ledger: Ledger, as_of: date, taken: Taken, newer: "Superseded"
    ) -> None:
        self._table, self._exchange, self._ledger, self._as_of, self._taken = table, exchange, ledger, as_of, taken
        self._fitted, self._newer = table.survey.shape.fitted, newer
        self._rows = self._row_reader(ledger, exchange)
        self._read = self._heard(self._rows, ledger, Seen(taken.seen))
        # What is wrong with a row that doesn't count is nobody's concern.
        unheard = Ledger(0)
        self._unheard = self._heard(self._row_reader(unheard, exchange.anew()), unheard, Seen({}))

    @property
    def said(self) -> tuple[str, ...]:
        """What was converted, and what is not known of some rows, in words."""
        return self._rows.said

    def take(self, record: Record) -> None:
        """Keep what a record holds, or note why it can't be used."""
        if record.kind is Kind.ROW:
            cells = self._fitted(record.cells)
            if record.line in self._newer:
                self._drop(record.line, cells, self._newer[record.line])
            else:
                self._keep(record, self._read(record.line, cells))
        elif record.kind in _MISFITS:
            self._keep(record, self._misfit(record))

    def _row_reader(self, ledger: Ledger, exchange: Exchange) -> RowReader:
        table = self._table
        settled = table.layout.chosen, table.resolved, table.book
        return RowReader(table.name, *settled, ledger, exchange, is_sheet=table.is_sheet)

    def _heard(self, rows: RowReader, ledger: Ledger, seen: Seen) -> Callable[[int, list[str]], Read]:
        remarks = Remarks(self._table.layout.chosen, self._as_of, seen, ledger, self._table.book)
        return lambda line, cells: rows.read(line, cells, remarks)

    def _keep(self, record: Record, read: Read) -> None:
        if isinstance(read, Opportunity):
            self._taken.opportunities.append(read)
        elif self._taken.keep_rejects:
            place = Place(self._table.name, record.line)
            cells = tuple(self._table.survey.shape.stood(record.cells))
            self._taken.rejects.append(Reject(place, self._table.layout.header, cells, read))

    def _drop(self, line: int, cells: list[str], newer: "Newer") -> None:
        """Note a row that a newer file has."""
        from .merging import Dropped, digest

        columns, values = self._table.layout.chosen.columns, digest(self._unheard(line, cells))
        owner = cells[columns["owner"]].strip() or None if "owner" in columns else None
        about = About(cells[columns["id"]].strip(), owner)
        self._taken.dropped.append(Dropped(Place(self._table.name, line), about, values, newer))

    def _misfit(self, record: Record) -> tuple[str, ...]:
        """Note a record whose cells can't be matched to the columns, and say why."""
        flaw, number = record.flaw, len(record.cells)
        code, column = (QUOTES, flaw) if flaw else (MISFIT, None)
        had = "1 cell" if number == 1 else f"{number:,} cells"
        text = f"the row has {had} and not {self._table.survey.shape.width}"
        text = f"the quotes of cell {flaw} don't match" if flaw else text
        cut = record.kind is Kind.CUT
        text = f"the file ends in the middle of it: {text}, and no line end" if cut else text
        self._ledger.add(code, Place(self._table.name, record.line, column), text, remedy=_AGAIN if cut else "")
        return (f"{code.code} {text}",)
