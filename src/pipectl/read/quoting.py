"""Text to records: the csv module where quotes are well formed, and one record at a time by hand where they are not."""

import csv
import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..domain.errors import InputProblem
from .encoding import line_at

#: Characters one cell may have; the csv module's own limit is 131,072.
CELL_LIMIT = 2**31 - 1
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)")


class Start(NamedTuple):
    """Where in the text records begin, and the number of that line from 1."""

    position: int = 0
    line: int = 1


class _Mended(NamedTuple):
    cells: list[str]
    end: int
    flaw: int
    """Number, from 1, of the cell whose quotes don't match; 0 where the record could be read."""


#: Line the record starts on, its cells, and the number of the cell whose quotes don't match, or 0.
Record = tuple[int, list[str], int]


def records(name: str, text: str, delimiter: str, start: Start) -> Iterator[tuple[Start, Record]]:
    """Each record of the text from a place on, with the place the next one starts at.

    Line numbers are those records start on, also after line breaks in quotes. Spaces around quoted cells are dropped;
    a quote inside an unquoted cell is text; backslash-quote is a quote where doubling can't be meant. A record whose
    quotes don't match ends at its first line, so that it takes no other record with it.

    Raises:
        InputProblem: a quote is never closed; names the line it opens on.
    """
    csv.field_size_limit(CELL_LIMIT)
    stream = io.StringIO(text, newline="")
    position, line = start.position, start.line
    while position < len(text):
        stream.seek(position)
        reader = csv.reader(stream, delimiter=delimiter, strict=True, skipinitialspace=True)
        before = line - 1
        try:
            for cells in reader:
                begun, line, position = line, before + reader.line_num + 1, stream.tell()
                yield Start(position, line), (begun, cells, 0)
        except csv.Error:
            mended = _mended(name, text, delimiter, position)
            begun, line = line, line + line_at(text[position : mended.end], mended.end - position) - 1
            position = mended.end
            yield Start(position, line), (begun, mended.cells, mended.flaw)


def _mended(name: str, text: str, delimiter: str, position: int) -> _Mended:
    """The record at a position that the csv module could not read."""
    cells: list[str] = []
    at = position
    while True:
        cell = _cell(text, delimiter, at)
        if cell is None:
            return _unmended(name, text, delimiter, position, at, len(cells) + 1)
        value, at = cell
        cells.append(value)
        if text.startswith(delimiter, at):
            at += len(delimiter)
            continue
        at += 2 if text.startswith("\r\n", at) else 1
        return _Mended(cells, min(at, len(text)), 0)


def _cell(text: str, delimiter: str, at: int) -> tuple[str, int] | None:
    """Value and end of the cell at a position; None where its quotes don't match."""
    doubled, escaped, plain = _patterns(delimiter)
    found = doubled.match(text, at)
    if found:
        return found[1].replace('""', '"'), found.end()
    found = escaped.match(text, at)
    if found:
        return found[1].replace('\\"', '"').replace('""', '"'), found.end()
    found = plain.match(text, at)
    return (found[0].lstrip(" "), found.end()) if found else None


def _unmended(name: str, text: str, delimiter: str, position: int, at: int, number: int) -> _Mended:
    opening = text.index('"', at)
    if _closing(text, opening) < 0:
        line = line_at(text, opening)
        raise InputProblem(f"{name}:{line}:{number}: the quote that opens here is never closed; close it or remove it")
    found = _LINE.match(text, position)
    end = found.end() if found else len(text)
    return _Mended(text[position:end].rstrip("\r\n").split(delimiter), end, number)


def _closing(text: str, opening: int) -> int:
    """Position of the quote that closes the one at a position, doubled ones passed over; -1 where none does."""
    at = text.find('"', opening + 1)
    while at >= 0 and text.startswith('"', at + 1):
        at = text.find('"', at + 2)
    return at


@lru_cache(maxsize=8)
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    mark = re.escape(delimiter)
    end = rf" *+(?={mark}|[\r\n]|\Z)"
    doubled = re.compile(rf' *+"([^"]*+(?:""[^"]*+)*+)"{end}')
    escaped = re.compile(rf' *+"([^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+)"{end}', re.DOTALL)
    plain = re.compile(rf'(?! *+")[^{mark}\r\n]*+')
    return doubled, escaped, plain
