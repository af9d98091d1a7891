"""Sheets of .xlsx and .ods workbooks, as the CSV they would be saved as: one line a row, days as ISO dates."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, TYPE_CHECKING, NamedTuple

from ..domain.errors import InputProblem, UsageProblem
from .looks import Looks
from .parts import Marks
from .unpacking import Looked, look_through

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

#: Digits a spreadsheet keeps of a number.
_DIGITS = ".15g"
_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_NAMED = 12


class Sheet(NamedTuple):
    """One sheet as CSV in UTF-8."""

    name: str
    data: bytes
    said: tuple[str, ...]
    """Which sheet was taken of several, and which cells have no value, in words."""
    others: tuple[str, ...] = ()
    """The other sheets with rows that are shown, where none was named."""
    looks: Looks | None = None
    """How its cells look."""


def as_csv(name: str, stream: IO[bytes], sheet: str | None) -> Sheet:
    """The rows of a workbook's sheet; the one named, or the first with rows that is shown.

    A cell that holds an error reads as that, #REF!, and a formula without a value as it is written.

    Raises:
        InputProblem: it can't be read, is no workbook, would unpack to more than is read, or needs the extra `xlsx`.
        UsageProblem: it has no such sheet.
    """
    looked = look_through(name, stream)
    try:
        import python_calamine as calamine
    except ImportError:
        raise InputProblem(
            f"{name} is a workbook; pip install 'sales-pipectl[xlsx]' lets it be read, or save the sheet as CSV"
        ) from None
    stream.seek(0)
    try:
        with calamine.CalamineWorkbook.from_filelike(stream) as book:
            return _taken(name, book, looked, sheet)
    except calamine.PasswordError:
        raise InputProblem(
            f"{name} is protected by a password; save it without one, or save the sheet as CSV"
        ) from None
    except (calamine.CalamineError, OSError) as error:
        raise _unreadable(name, error) from None
    except BaseException as error:
        # What goes wrong inside the library is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: BaseException) -> InputProblem:
    return InputProblem(f"{name} can't be read as a workbook: {error}; save the sheet as CSV")


def _taken(name: str, book: "CalamineWorkbook", looked: Looked, sheet: str | None) -> Sheet:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    with_rows = {one.name: one.visible for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet}
    if not with_rows:
        raise InputProblem(f"{name} has no sheet with rows; export it again, or name another file")
    shown = [one for one, visible in with_rows.items() if visible is SheetVisibleEnum.Visible]
    first = next(iter(shown or with_rows))
    chosen = first if sheet is None else _named(name, book.sheet_names, list(with_rows), sheet)
    marks = _marks(name, looked, chosen)
    data, count = _written(_marked(_rows(book.get_sheet_by_name(chosen)), marks)), len(book.sheet_names)
    if sheet is not None or count == 1:
        return Sheet(chosen, data, tuple(_lost(marks)), looks=marks.looks)
    said = f"read from sheet {chosen!r}, one of {count}; --sheet names another"
    return Sheet(chosen, data, (said, *_lost(marks)), tuple(one for one in shown if one != chosen), marks.looks)


def _named(name: str, sheets: list[str], with_rows: list[str], wanted: str) -> str:
    """The sheet that is meant, by its name or its number."""
    found = [one for one in sheets if one.casefold() == wanted.strip().casefold()]
    if not found and wanted.isdecimal() and 0 < int(wanted) <= len(sheets):
        found = [sheets[int(wanted) - 1]]
    if not found or found[0] not in with_rows:
        such = "such sheet with rows" if found else "such sheet"
        raise UsageProblem(f"--sheet {wanted!r}: {name} has no {such}; it has: {', '.join(with_rows[:_NAMED])}")
    return found[0]


def _marks(name: str, looked: Looked, sheet: str) -> Marks:
    """The cells of a sheet that would be read as empty; a sheet that was not looked through is not read."""
    marks = looked.marks_of(sheet)
    if marks is None:
        raise InputProblem(f"{name}: sheet {sheet!r} is not where the workbook says; save the sheet as CSV")
    marks.looks.refuse_disorder()
    return marks


def _lost(marks: Marks) -> Iterator[str]:
    """What the cells hold that have no value, and what nobody sees, in words."""
    if marks.errors:
        yield f"cells that hold an error and are read as that, such as #REF!: {marks.errors:,}"
    if marks.formulas:
        yield (
            f"formulas without a value, which are read as they are written: {marks.formulas:,}; open the workbook in "
            "a spreadsheet and save it there"
        )
    if marks.looks.hidden:
        yield f"rows that are hidden or filtered out in the sheet and are read like the others: {marks.looks.hidden:,}"


def _rows(sheet: "CalamineSheet") -> Iterator[list[object]]:
    """The rows of a sheet from its first on, each from its first column on."""
    if sheet.start is None:
        return
    before = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield [*before, *row]


def _marked(rows: Iterable[list[object]], marks: Marks) -> Iterator[list[object]]:
    """The rows with what stands in cells without a value."""
    number = -1
    for number, row in enumerate(rows):
        yield _with(row, marks.rows[number]) if number in marks.rows else row
    for beyond in range(number + 1, max(marks.rows, default=-1) + 1):
        yield _with([], marks.rows.get(beyond, {}))


def _with(row: list[object], cells: dict[int, str]) -> list[object]:
    row += [""] * (max(cells, default=-1) + 1 - len(row))
    for column, text in cells.items():
        row[column] = text
    return row


def _written(rows: Iterable[Iterable[object]]) -> bytes:
    stream = io.BytesIO()
    with io.TextIOWrapper(stream, "utf-8", "replace", newline="") as text:
        csv.writer(text, lineterminator="\n").writerows([_text(cell) for cell in row] for row in rows)
        text.flush()
        return stream.getvalue()


def _text(cell: object) -> str:
    """A cell as its sheet shows it, on one line, so that lines are rows."""
    match cell:
        case str():
            return _BREAKS.sub(" ", cell) if "\n" in cell or "\r" in cell else cell
        case bool():
            return str(cell).upper()
        case float():
            plain = format(cell, _DIGITS)
            return f"{Decimal(plain):f}" if "e" in plain else plain
        case datetime():
            return str(cell.date()) if cell.time() == time() else str(cell.replace(microsecond=0))
        case date():
            return str(cell)
        case _:
            return str(cell)
