"""Records of a text that is held as a whole: slow, plain, and what the reader of pieces is measured against."""

import csv
import io
import re

from pipectl.domain.errors import InputProblem
from pipectl.read.text import line_at


def records(text, delimiter):
    """Each record: the position behind it, the line it starts on, its cells and its flaw."""
    stream, position, line = io.StringIO(text, newline=""), 0, 1
    while position < len(text):
        stream.seek(position)
        reader = csv.reader(stream, delimiter=delimiter, strict=True, skipinitialspace=True)
        before = line - 1
        try:
            for cells in reader:
                begun, line, position = line, before + reader.line_num + 1, stream.tell()
                yield position, begun, cells, 0
        except csv.Error:
            cells, end, flaw = _mended(text, delimiter, position)
            begun, line, position = line, line + line_at(text[position:end], end - position) - 1, end
            yield position, begun, cells, flaw


def _mended(text, delimiter, position):
    cells: list[str] = []
    at = position
    while True:
        cell = _cell(text, delimiter, at)
        if cell is None:
            return _flawed(text, delimiter, position, at, len(cells) + 1)
        value, at = cell
        cells.append(value)
        if not text.startswith(delimiter, at):
            return cells, min(at + (2 if text.startswith("\r\n", at) else 1), len(text)), 0
        at += 1


def _cell(text, delimiter, at):
    mark = re.escape(delimiter)
    end = rf" *+(?={mark}|[\r\n]|\Z)"
    if found := re.compile(rf' *+"([^"]*+(?:""[^"]*+)*+)"{end}').match(text, at):
        return found[1].replace('""', '"'), found.end()
    if found := re.compile(rf' *+"([^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+)"{end}', re.DOTALL).match(text, at):
        return found[1].replace('\\"', '"').replace('""', '"'), found.end()
    found = re.compile(rf'(?! *+")[^{mark}\r\n]*+').match(text, at)
    return (found[0].lstrip(" "), found.end()) if found else None


def _flawed(text, delimiter, position, at, number):
    opening = text.index('"', at)
    closing = text.find('"', opening + 1)
    while closing >= 0 and text.startswith('"', closing + 1):
        closing = text.find('"', closing + 2)
    if closing < 0:
        raise InputProblem(
            f"deals.csv:{line_at(text, opening)}:{number}: the quote that opens here is never closed; "
            "close it or remove it"
        )
    line = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)").match(text, position)
    end = line.end() if line else len(text)
    return text[position:end].rstrip("\r\n").split(delimiter), end, number
