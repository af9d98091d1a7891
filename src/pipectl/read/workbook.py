"""Sheets of .xlsx and .ods workbooks, as the CSV they would be saved as: one line a row, days as ISO dates."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, NamedTuple

from ..domain.errors import InputProblem, UsageProblem
from .unpacking import refuse_bombs

#: Digits a spreadsheet keeps of a number.
_DIGITS = ".15g"
_BREAKS = re.compile(r"\s*[\r\n]+\s*")


class Sheet(NamedTuple):
    """One sheet as CSV in UTF-8."""

    data: bytes
    said: tuple[str, ...]
    """Which sheet was taken of several, in words."""
    others: tuple[str, ...] = ()
    """The other sheets that are shown, where none was named."""


def as_csv(name: str, stream: IO[bytes], sheet: str | None) -> Sheet:
    """The rows of a workbook's sheet; the one named, or the first that is shown.

    Raises:
        InputProblem: it can't be read, is no workbook, would unpack to more than is read, or needs the extra `xlsx`.
        UsageProblem: it has no such sheet.
    """
    refuse_bombs(name, stream)
    try:
        import python_calamine as calamine
    except ImportError:
        raise InputProblem(
            f"{name} is a workbook; pip install 'sales-pipectl[xlsx]' lets it be read, or save the sheet as CSV"
        ) from None
    stream.seek(0)
    try:
        with calamine.CalamineWorkbook.from_filelike(stream) as book:
            shown = [one.name for one in book.sheets_metadata if one.visible is calamine.SheetVisibleEnum.Visible]
            chosen = _chosen(name, book.sheet_names, shown, sheet)
            rows = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    except calamine.PasswordError:
        raise InputProblem(
            f"{name} is protected by a password; save it without one, or save the sheet as CSV"
        ) from None
    except (calamine.CalamineError, OSError) as error:
        raise InputProblem(f"{name} can't be read as a workbook: {error}; save the sheet as CSV") from None
    others = len(book.sheet_names) - 1
    said = f"read from sheet {chosen!r}, one of {others + 1}; --sheet names another"
    if not others or sheet is not None:
        return Sheet(_written(rows), ())
    return Sheet(_written(rows), (said,), tuple(one for one in shown if one != chosen))


def _chosen(name: str, sheets: list[str], shown: list[str], wanted: str | None) -> str:
    if wanted is None:
        return next(iter(shown or sheets), "")
    found = [one for one in sheets if one.casefold() == wanted.strip().casefold()]
    if not found and wanted.isdecimal() and 0 < int(wanted) <= len(sheets):
        return sheets[int(wanted) - 1]
    if not found:
        raise UsageProblem(f"--sheet {wanted!r}: {name} has no such sheet; it has: {', '.join(sheets[:12])}")
    return found[0]


def _written(rows: Iterable[Iterable[object]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([_text(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8", "replace")


def _text(cell: object) -> str:
    """A cell as its sheet shows it, on one line, so that lines are rows."""
    match cell:
        case bool():
            return str(cell).upper()
        case float():
            return f"{Decimal(format(cell, _DIGITS)):f}"
        case datetime():
            return str(cell.date()) if cell.time() == time() else str(cell.replace(microsecond=0))
        case date():
            return str(cell)
        case _:
            return _BREAKS.sub(" ", str(cell))
