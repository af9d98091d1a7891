"""Rows that were set aside, as a CSV that can be corrected and read again."""

import csv
import io
import re

from ..domain.cells import guarded
from ..domain.pipeline import Pipeline

#: Columns in front of the file's own, by which such a file is known.
LEADING = ("file", "line", "reason")
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*%?")


def rejects_csv(pipeline: Pipeline) -> str:
    """The set-aside rows: file, line, reason, then the columns of all files; surplus cells stand at the end.

    Cells that a spreadsheet would run as a formula get a leading apostrophe, which is taken off as the file is read.
    """
    headers = {header: None for reject in pipeline.rejects for header in _unique(reject.header)}
    positions = {header: position for position, header in enumerate(headers)}
    surplus = max((0, *(len(reject.cells) - len(reject.header) for reject in pipeline.rejects)))
    lines = [_line([*LEADING, *(_harmless(header) for header in headers), *[""] * surplus])]
    for reject in pipeline.rejects:
        row = [""] * len(headers)
        for header, cell in zip(_unique(reject.header), reject.cells, strict=False):
            row[positions[header]] = _harmless(cell)
        rest = [_harmless(cell) for cell in reject.cells[len(reject.header) :]]
        rest += [""] * (surplus - len(rest))
        place = [_harmless(reject.place.file), str(reject.place.line or "")]
        lines.append(_line([*place, _harmless("; ".join(reject.reasons)), *row, *rest]))
    return "".join(lines)


def _line(cells: list[str]) -> str:
    """A line of the file; the csv module quotes a cell with a carriage return only where lines end in one."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()[:-2] + "\n"


def _unique(header: tuple[str, ...]) -> list[str]:
    """The header's cells, repeated ones numbered so that no cell is lost."""
    found: dict[str, None] = {}
    for cell in header:
        unlike, number = cell, 1
        while unlike in found:
            number += 1
            unlike = f"{cell} ({number})"
        found[unlike] = None
    return list(found)


def _harmless(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else guarded(cell)
