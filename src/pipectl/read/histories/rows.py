"""A row of a history to what it tells, or all that is wrong with it."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from ...domain.finding import About, Code, Place
from ...domain.ledger import Ledger
from ...domain.spec import PipelineSpec
from ...history.codes import BACKWARDS, BEFORE_UNKNOWN, NOBODYS
from ...history.same_record import shortest
from ..codes import MISFIT, QUOTES, Trouble, quoted
from ..shape import Kind
from ..table import Record
from .cells import Cells
from .table import HistoryTable

#: Fields of ours that rows tell in columns of their own.
_OWN = ("stage", "amount", "expected_close", "probability", "forecast_category", "created")
#: Where nothing says what was before.
UNTOLD = object()


class Row(NamedTuple):
    """What one row tells."""

    place: Place
    key: str
    at: datetime
    told: dict[str, Any]
    """Our fields after the change; none where it is the creation that a row tells."""
    field: str = "stage"
    """The field whose value before the change is told."""
    was: Any = UNTOLD
    left: datetime | None = None


class _Problem(NamedTuple):
    code: Code
    position: int
    text: str
    remedy: str
    field: str


class Rows:
    """Reads the rows of one history, whose columns are settled."""

    def __init__(self, table: HistoryTable, spec: PipelineSpec, ledger: Ledger) -> None:
        self._table, self._ledger, self._cells = table, ledger, Cells(table, spec)
        self._columns, self._labels = table.found.layout.chosen.columns, table.chosen.labels
        self.counts: Counter[str] = Counter()
        """What became of the rows: changes, aside, deleted, other."""
        self.others: Counter[str] = Counter()
        """Fields that are not read, by their names in the file."""
        self.fields: set[str] = set()
        """Fields that rows name, `created` where they tell the creation."""

    @property
    def named(self) -> bool:
        """Whether opportunities are told by their names, for want of ids."""
        return "id" not in self._columns

    @property
    def said(self) -> tuple[str, ...]:
        """What was converted, in words."""
        return self._cells.said

    def all(self) -> Iterator[Row]:
        """What every row tells that can be read; what is wrong with the others goes to the ledger."""
        for record in self._table.records():
            if record.kind is Kind.ROW:
                row = self._row(record.line, record.cells)
                if row is not None:
                    self.counts["changes"] += 1
                    self.fields.add(row.field)
                    yield row
            elif record.kind in (Kind.MISFIT, Kind.QUOTES):
                self._misfit(record)

    def _row(self, line: int, cells: list[str]) -> Row | None:
        problems: list[_Problem] = []
        if self._is_deleted(cells, problems):
            self.counts["deleted"] += 1
            return None
        by_field = self._table.found.by_field
        field = self._table.found.field(cells[self._columns["field"]]) if by_field else "stage"
        if field is None:
            self.counts["other"] += 1
            self.others[cells[self._columns["field"]].strip()] += 1
            return None
        key, at = self._key(cells, problems), self._moment("at", cells, problems)
        told = self._change(field, cells, problems) if by_field else self._state(cells, problems)
        left = self._moment("left", cells, problems)
        place = Place(self._table.name, line)
        if problems or at is None:
            self._set_aside(place, key, problems)
            return None
        was = self._was(field, "old" if by_field else "from_stage", cells, place, key)
        return Row(place, shortest(key), at, told, field, was, self._in_order(at, left, place, key))

    def _in_order(self, at: datetime, left: datetime | None, place: Place, key: str) -> datetime | None:
        """The day it left, unless that was before it entered."""
        if left is None or left >= at:
            return left
        text = f"it is left on {left:%Y-%m-%d} and entered on {at:%Y-%m-%d}"
        self._ledger.add(BACKWARDS, place, text, field="left", about=About(key))
        return None

    def _is_deleted(self, cells: list[str], problems: list[_Problem]) -> bool:
        at = self._table.chosen.roles.get("is_deleted")
        told = at is not None and self._cells.is_deleted(cells[at])
        if at is not None and isinstance(told, Trouble):
            self._note(told, "is_deleted", at, cells, problems)
        return told is True

    def _key(self, cells: list[str], problems: list[_Problem]) -> str:
        position = self._columns["name" if self.named else "id"]
        key = cells[position].strip()
        if not key:
            self._note(None, "id", position, cells, problems)
        return key

    def _moment(self, what: str, cells: list[str], problems: list[_Problem]) -> datetime | None:
        position = self._table.found.moments.get(what)
        if position is None:
            return None
        found = self._cells.moment(position, cells[position])
        if isinstance(found, datetime):
            return found
        if found is not None or what == "at":
            self._note(found, what, position, cells, problems)
        return None

    def _state(self, cells: list[str], problems: list[_Problem]) -> dict[str, Any]:
        """The fields of ours that a row tells in columns of their own."""
        told: dict[str, Any] = {}
        for field in _OWN:
            if field in self._columns:
                told |= self._told(field, self._columns[field], cells, problems)
        if "created" in told and told["created"] is None:
            del told["created"]
        return told

    def _change(self, field: str, cells: list[str], problems: list[_Problem]) -> dict[str, Any]:
        """The one field that a row names, after its change; nothing where it names the creation."""
        return {} if field == "created" else self._told(field, self._columns["new"], cells, problems)

    def _told(self, field: str, position: int, cells: list[str], problems: list[_Problem]) -> dict[str, Any]:
        """A field and its value, an amount with its currency; what is wrong with it is noted."""
        value = self._cells.value(field, cells[position])
        if field == "amount" and value is not None and not isinstance(value, Trouble):
            value = self._cells.worth(value, cells[position], cells)
            if not isinstance(value, Trouble):
                return {"amount": value.amount} | ({"currency": value.currency} if value.currency else {})
        if isinstance(value, Trouble) or (value is None and field == "stage"):
            self._note(value, field, position, cells, problems)
        return {field: value}

    def _was(self, field: str, column: str, cells: list[str], place: Place, key: str) -> Any:
        """What was before a change; the row counts for what came after even where that can't be read."""
        position = self._columns.get(column)
        if position is None or field == "created" or (field == "stage" and not cells[position].strip()):
            return UNTOLD
        problems: list[_Problem] = []
        told = self._told(field, position, cells, problems)
        for one in problems:
            at = Place(place.file, place.line, position + 1)
            self._ledger.add(BEFORE_UNKNOWN, at, one.text, field=field, about=About(key))
        return UNTOLD if problems else told[field]

    def _note(
        self, trouble: Trouble | None, field: str, position: int, cells: list[str], problems: list[_Problem]
    ) -> None:
        """Note what is wrong with a cell; without a trouble it is empty."""
        label = self._labels[position]
        if trouble is None:
            problems.append(_Problem(NOBODYS, position, f"{label} is empty", "", field))
        else:
            text = f"{label} {quoted(cells[position])} {trouble.says}"
            problems.append(_Problem(trouble.code, position, text, trouble.remedy, field))

    def _set_aside(self, place: Place, key: str, problems: list[_Problem]) -> None:
        self.counts["aside"] += 1
        for one in problems:
            at = Place(place.file, place.line, one.position + 1)
            self._ledger.add(one.code, at, one.text, remedy=one.remedy, field=one.field, about=About(key or None))

    def _misfit(self, record: Record) -> None:
        """Note a record whose cells can't be matched to the columns."""
        self.counts["aside"] += 1
        code, column = (QUOTES, record.flaw) if record.flaw else (MISFIT, None)
        text = f"the row has {len(record.cells)} cells and not {self._table.survey.shape.width}"
        text = f"the quotes of cell {record.flaw} don't match" if record.flaw else text
        self._ledger.add(code, Place(self._table.name, record.line, column), text)
