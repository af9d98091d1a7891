"""Text to records: the csv module where quotes are well formed, and one record at a time by hand where they are not."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .window import Start, Window

if TYPE_CHECKING:
    from .mending import Mender

#: Characters one cell may have to the csv module, whose own limit is 131,072; it is only given a window's worth.
CELL_LIMIT = 2**31 - 1

#: Line the record starts on, its cells, and the number of the cell whose quotes don't match, or 0.
Record = tuple[int, list[str], int]


def records(name: str, text: Iterable[str], delimiter: str, start: Start) -> Iterator[tuple[Start, Record]]:
    """Each record of the text from a place on, with the place the next one starts at.

    Line numbers are those records start on, also after line breaks in quotes. Spaces around quoted cells are dropped;
    a quote inside an unquoted cell is text; backslash-quote is a quote where doubling can't be meant. A record whose
    quotes don't match ends at its first line, so that it takes no other record with it. The text comes in pieces, of
    which no more is held than a window and the record being read.

    Raises:
        InputProblem: a quote is never closed, or a record is too long; names the line.
    """
    csv.field_size_limit(CELL_LIMIT)
    window, line, at = Window(text, start.position), start.line, 0
    mender: Mender | None = None
    while window.advance(at):
        at, size, stream = 0, len(window.whole), io.StringIO(window.whole, newline="")
        while at < size or not at:
            stream.seek(at)
            reader = csv.reader(stream, delimiter=delimiter, strict=True, skipinitialspace=True)
            before = line - 1
            try:
                for cells in reader:
                    begun, line, at = line, before + reader.line_num + 1, stream.tell()
                    yield Start(window.begin + at, line), (begun, cells, 0)
                cut = size > 0
            except csv.Error:
                cut = False
            if not cut:
                mender = mender or _mender(name, window, delimiter)
                begun, mended = line, mender.record(at, line)
                line, at = mended.line, mended.end
                yield Start(window.begin + at, line), (begun, mended.cells, mended.flaw)


def _mender(name: str, window: Window, delimiter: str) -> "Mender":
    """What cuts records that the csv module can't read, or is not given to their ends; few files have one."""
    from .mending import Mender

    return Mender(name, window, delimiter)
