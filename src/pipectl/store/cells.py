"""Cells of a canonical line: one opportunity is one physical line, whatever its cells hold."""

import csv
import re
from collections.abc import Iterable

from ..domain.cells import guarded, unguarded

#: What would cut a line, or be seen by nobody; and what can't be written as UTF-8.
_HIDDEN = re.compile("[\\\\\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_WRITTEN = re.compile(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|.|$)", re.DOTALL)
_SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_LONG = {"\\": "\\", "n": "\n", "r": "\r"}
_CELL = re.compile(r'(?:"((?:[^"]++|"")*+)"|([^",]*+))(,|$)')


def joined(cells: Iterable[str]) -> str:
    """Cells as one line: a cell with a comma or a quote stands in quotes, what would cut the line is escaped."""
    return ",".join(map(_quoted, cells))


def written(text: str) -> str:
    """The text of a cell as it stands in the file, before quoting: no spreadsheet runs it, no reader cuts it."""
    text = guarded(text)
    return _HIDDEN.sub(_escape, text) if _HIDDEN.search(text) else text


def meant(text: str) -> str:
    r"""The text that was written so.

    Raises:
        ValueError: a backslash stands before what is no escape.
    """
    return unguarded(_WRITTEN.sub(_character, text) if "\\" in text else text)


def split(line: str) -> list[str]:
    """The cells of a line, unquoted.

    Raises:
        ValueError: its quotes don't match.
    """
    if '"' not in line:
        return line.split(",")
    try:
        return next(csv.reader((line,), strict=True))
    except csv.Error:
        return _split_long(line)


def _split_long(line: str) -> list[str]:
    """A line with a cell longer than the csv module takes."""
    cells, at = [], 0
    while found := _CELL.match(line, at):
        quoted, plain, comma = found.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        at = found.end()
        if not comma:
            return cells
    raise ValueError("its quotes don't match")


def _quoted(cell: str) -> str:
    if '"' in cell:
        cell = cell.replace('"', '""')
    elif "," not in cell:
        return cell
    return f'"{cell}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    number = ord(character)
    return _SHORT.get(character) or (f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}")


def _character(found: re.Match[str]) -> str:
    told = found[1]
    if len(told) > 1:
        return chr(int(told[1:], 16))
    if told not in _LONG:
        raise ValueError(f"'\\{told}' is no escape")
    return _LONG[told]
