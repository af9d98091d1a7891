"""One record by hand, where the csv module could not read it or was not given all of it."""

import re
from functools import lru_cache
from typing import NamedTuple

from ..domain.errors import InputProblem
from . import window as held
from .text import line_at
from .window import Start, Window

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)")


class Mended(NamedTuple):
    """A record, and where the next one starts."""

    cells: list[str]
    end: int
    line: int
    flaw: int = 0
    """Number, from 1, of the cell whose quotes don't match; 0 where the record could be read."""


class Mender:
    """Cuts single records of a window."""

    def __init__(self, name: str, window: Window, delimiter: str) -> None:
        self._name, self._window, self._delimiter, self._start = name, window, delimiter, Start()
        self._patterns = _patterns(delimiter)

    def record(self, at: int, line: int) -> Mended:
        """The record at a position of the window, which starts on a line.

        Raises:
            InputProblem: a quote is never closed, or the record is too long.
        """
        self._start = Start(at, line)
        if at == len(self._window.text) and not self._window.widen(at):
            self._window.cut_off_here()
        if self._window.text.startswith(("\r", "\n"), at):
            return self._mended([], at)
        cells: list[str] = []
        while True:
            cell = self._cell(at)
            if cell is None:
                return self._flawed(at, len(cells) + 1)
            value, at = cell
            cells.append(value)
            if not self._window.text.startswith(self._delimiter, at):
                return self._mended(cells, at)
            at += len(self._delimiter)

    def _cell(self, at: int) -> tuple[str, int] | None:
        """Value and end of the cell at a position; None where its quotes don't match."""
        found = self._patterns.plain.match(self._window.text, at)
        if found:
            return found[0].lstrip(" "), found.end()
        found = self._quoted(self._patterns.doubled, at)
        if found:
            return found[1].replace('""', '"'), found.end()
        found = self._quoted(self._patterns.escaped, at)
        return (found[1].replace('\\"', '"').replace('""', '"'), found.end()) if found else None

    def _quoted(self, quoted: "_Quoted", at: int) -> re.Match[str] | None:
        """A quoted cell; as long as its quote is open where the lines that are held end, more of them are read."""
        window = self._window
        while not (found := quoted.whole.match(window.text, at)):
            inside = quoted.inside.match(window.text, at)
            if inside is None or inside.end() < len(window.text) or not window.widen(self._start.position):
                return None
        return found

    def _mended(self, cells: list[str], at: int, flaw: int = 0) -> Mended:
        """The record whose last cell ends at a position."""
        text, (begin, line) = self._window.text, self._start
        end = min(at + (2 if text.startswith("\r\n", at) else 1), len(text))
        if self._window.cut_off or end - begin > held.LONGEST:
            raise InputProblem(
                f"{self._name}:{line}: the row that begins here is longer than {_most()}; check quotes and line ends"
            )
        return Mended(cells, end, line + line_at(text[begin:end], end - begin) - 1, flaw)

    def _flawed(self, at: int, number: int) -> Mended:
        """The first line of a record whose quotes don't match in a cell."""
        text, (begin, line) = self._window.text, self._start
        opening = text.index('"', at)
        if _closing(text, opening) < 0:
            within = "" if self._window.ended and not self._window.cut_off else f" within {_most()}"
            line += line_at(text[begin:opening], opening - begin) - 1
            raise InputProblem(
                f"{self._name}:{line}:{number}: the quote that opens here is never closed{within}; "
                "close it or remove it"
            )
        found = _LINE.match(text, begin)
        end = found.end() if found else len(text)
        first = text[begin:end].rstrip("\r\n")
        return self._mended(first.split(self._delimiter), begin + len(first), number)


def _most() -> str:
    return f"{held.LONGEST >> 20} MB"


def _closing(text: str, opening: int) -> int:
    """Position of the quote that closes the one at a position, doubled ones passed over; -1 where none does."""
    at = text.find('"', opening + 1)
    while at >= 0 and text.startswith('"', at + 1):
        at = text.find('"', at + 2)
    return at


class _Quoted(NamedTuple):
    """One way to write quotes inside quotes."""

    inside: re.Pattern[str]
    """A cell up to the quote that closes it."""
    whole: re.Pattern[str]


class _Patterns(NamedTuple):
    plain: re.Pattern[str]
    doubled: _Quoted
    escaped: _Quoted


@lru_cache(maxsize=8)
def _patterns(delimiter: str) -> _Patterns:
    mark, spaces = re.escape(delimiter), "" if delimiter == " " else " *+"
    end = rf"{spaces}(?={mark}|[\r\n]|\Z)"
    doubled, escaped = r' *+"([^"]*+(?:""[^"]*+)*+)', r' *+"([^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+)'
    plain = re.compile(rf'(?! *+") *+[^{mark}\r\n]*+')
    return _Patterns(plain, _quoted(doubled, end), _quoted(escaped, end))


def _quoted(inside: str, end: str) -> _Quoted:
    return _Quoted(re.compile(inside, re.DOTALL), re.compile(f'{inside}"{end}', re.DOTALL))
