"""Tables as a workbook: what it is about first, then a sheet a table, each with a filter and its header held in place.

The same answer gives the same bytes: the day it speaks of is when it was made.
"""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain, count
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...domain.errors import UsageProblem
from ...domain.values import Unit
from ..harmless import for_xlsx
from .cells import TEXT, WHOLE, Cell, Siblings, cell, siblings
from .tables import LaidOut, Table

#: Rows of a sheet, its header included, and characters of its name.
ROWS, NAME = 1_048_576, 31
#: Characters that the name of a sheet can't have.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
NARROW, WIDE = 9, 60
#: Rows that the width of a column goes by.
LOOKED_AT = 500
ABOUT = "About"
#: Nothing of a text becomes anything else than that text.
_AS_TEXT = {
    "in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False,
    "nan_inf_to_errors": False,
}  # fmt: skip
_STYLE = "Table Style Light 1"


def written(name: str, found: LaidOut, tree: Mapping[str, Any]) -> bytes:
    """The workbook of a document laid out; `name` is what it is of.

    Raises:
        UsageProblem: a table has more rows than a sheet holds.
    """
    _refuse_too_long(found)
    out = io.BytesIO()
    book = _Book(out, tree.get("currency"))
    book.describe(name, str(tree.get("pipeline") or ""), tree.get("as_of") or tree.get("end"))
    names = _names(found)
    book.about(found, names)
    for sheet, table in zip(names, found.tables, strict=True):
        book.table(sheet, table)
    book.close()
    return out.getvalue()


class _Book:
    """A workbook while it is written."""

    def __init__(self, out: io.BytesIO, currency: str | None) -> None:
        self._book = Workbook(out, _AS_TEXT)
        self._currency = currency
        self._formats: dict[tuple[str, bool], Format] = {}
        self._units = _units()

    def describe(self, name: str, pipeline: str, day: str | None) -> None:
        """Title and day of the file."""
        made = datetime.combine(date.fromisoformat(day) if day else date(2000, 1, 1), datetime.min.time())
        title = for_xlsx(f"pipectl {name}{pipeline and f' · {pipeline}'}"[:200])
        self._book.set_properties({"title": title, "author": "pipectl", "created": made})

    def about(self, found: LaidOut, names: list[str]) -> None:
        """Every value that stands in no table, and which sheets there are."""
        sheet = self._sheet(ABOUT)
        rows: list[tuple[str, Cell]] = [
            (line.title, cell(line.kind, line.value, Siblings(self._currency))) for line in found.lines
        ]
        rows = [row for row in rows if row[1].stored is not None]
        for at, (title, value) in enumerate(rows):
            self._put(sheet, at, 0, Cell(title, TEXT), strong=True)
            self._put(sheet, at, 1, value)
        top = len(rows) + 1
        told: list[tuple[str | float, ...]] = [("Sheet", "Rows", "What it has")] if found.tables else []
        told += [(each, float(len(table.rows)), table.about) for each, table in zip(names, found.tables, strict=True)]
        for at, row in enumerate(told, top):
            for column, told_of in enumerate(row):
                kept = Cell(told_of, TEXT if isinstance(told_of, str) else WHOLE)
                self._put(sheet, at, column, kept, strong=at == top)
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 1, 24)
        sheet.set_column(2, 2, WIDE)

    def table(self, name: str, table: Table) -> None:
        """One table on a sheet of its own."""
        sheet = self._sheet(name)
        sheet.add_table(
            0, 0, len(table.rows), len(table.fields) - 1,
            {
                "name": f"pipectl_{re.sub(r'[^A-Za-z0-9]', '_', name)}",
                "columns": [{"header": field.title, "header_format": self._format("", True)} for field in table.fields],
                "style": _STYLE,
            },
        )  # fmt: skip
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        widths = [len(field.title) + 3 for field in table.fields]
        for at, cells in enumerate(self._cells(table), 1):
            for column, kept in enumerate(cells):
                self._put(sheet, at, column, kept)
                if at <= LOOKED_AT:
                    widths[column] = max(widths[column], _width(kept))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width, NARROW), WIDE))

    def close(self) -> None:
        """Write it."""
        self._book.close()

    def _sheet(self, name: str) -> Worksheet:
        """A sheet that prints as wide as a page."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _cells(self, table: Table) -> Iterator[list[Cell]]:
        places = {field.path: index for index, field in enumerate(table.fields) if field.path}
        for row in table.rows:
            yield [
                cell(
                    field.kind,
                    value,
                    siblings(places, field, row, self._currency, self._units),
                    field.path[-1] if field.path else "",
                )
                for field, value in zip(table.fields, row, strict=True)
            ]

    def _put(self, sheet: Worksheet, row: int, column: int, kept: Cell, *, strong: bool = False) -> None:
        look = self._format(kept.pattern, strong)
        stored = kept.stored
        if isinstance(stored, bool):
            sheet.write_boolean(row, column, stored, look)
        elif isinstance(stored, float):
            sheet.write_number(row, column, stored, look)
        elif isinstance(stored, date):
            sheet.write_datetime(row, column, stored, look)
        elif stored:
            sheet.write_string(row, column, stored, look)

    def _format(self, pattern: str, strong: bool) -> Format | None:
        """The format of a pattern; none for text, which has no need of one."""
        pattern = "" if pattern == TEXT else pattern
        if not pattern and not strong:
            return None
        key = pattern, strong
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"num_format": pattern or "General", "bold": strong})
        return self._formats[key]


def _width(kept: Cell) -> int:
    """Characters that a cell takes, about."""
    if isinstance(kept.stored, float):
        return len(f"{kept.stored:,.2f}") + kept.pattern.count('"') * 2 + 1
    return len(str(kept.stored or "")) + 1


def _units() -> dict[str, Unit]:
    """Every metric with its unit, since JSON tells percentages and multiples apart no more."""
    from ...metrics.activity import ACTIVITY_METRICS
    from ...metrics.catalog import CHECKED
    from ...metrics.leads import LEAD_METRICS

    known = {**CHECKED, **LEAD_METRICS, **ACTIVITY_METRICS}
    return {key: metric.unit for key, metric in known.items()}


def _names(found: LaidOut) -> list[str]:
    """A name for each sheet as spreadsheets allow it, none of them twice, be it but for capitals."""
    names: list[str] = []
    for table in found.tables:
        whole = _FORBIDDEN.sub(" ", table.name).strip("' ")
        taken = {ABOUT.lower(), *(name.lower() for name in names)}
        others = (f"{whole[: NAME - 3].rstrip()} {number}" for number in count(2))
        names.append(next(each for each in chain([whole[:NAME].rstrip()], others) if each.lower() not in taken))
    return names


def _refuse_too_long(found: LaidOut) -> None:
    for table in found.tables:
        if len(table.rows) >= ROWS:
            raise UsageProblem(
                f"{len(table.rows):,} rows of {table.name} are more than the {ROWS - 1:,} a sheet holds; "
                "narrow the question with --where, or write .csv"
            )
