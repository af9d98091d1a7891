"""A workbook unpacked once and thrown away, so that one made to fill the memory is refused before it can."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from ..domain.errors import InputProblem

#: Bytes a workbook may unpack to, how many times its own size once it is larger than `_HARMLESS`, and its cells.
LARGEST, _RATIO, _HARMLESS, CELLS = 1 << 30, 200, 16 << 20, 20_000_000
_CHUNK = 1 << 20
_REFERENCE = re.compile(rb'r="([A-Z]{1,3})([0-9]{1,7})"')
#: Declarations that no spreadsheet writes: entities can be made to unfold without end.
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def refuse_bombs(name: str, stream: IO[bytes]) -> None:
    """Unpack every part of a workbook, holding none of it.

    Raises:
        InputProblem: it is damaged, unpacks to more than is read, declares entities, or has cells too far out.
    """
    stream.seek(0, io.SEEK_END)
    most = min(LARGEST, max(_HARMLESS, _RATIO * stream.tell()))
    unpacked = 0
    try:
        with zipfile.ZipFile(stream) as packed:
            for part in packed.infolist():
                for size in _inspected(name, packed, part):
                    unpacked += size
                    if unpacked > most:
                        raise InputProblem(
                            f"{name} unpacks to more than {most >> 20} MB, as no sheet of its size does; "
                            "save the sheet as CSV"
                        )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise InputProblem(f"{name} is a damaged or protected workbook ({error}); save the sheet as CSV") from None


def _inspected(name: str, packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[int]:
    """Sizes of a part's chunks, each looked through for declarations and for cells too far out."""
    tail = b""
    extent = _extent(part.filename)
    with packed.open(part) as unpacking:
        while chunk := unpacking.read(_CHUNK):
            yield len(chunk)
            if _DECLARED.search(tail + chunk):
                raise InputProblem(f"{name} declares entities of its own, as no spreadsheet does; it is not read")
            if extent is not None and extent.cells(tail, chunk) > CELLS:
                raise InputProblem(f"{name} has room for more than {CELLS:,} cells; save the sheet as CSV")
            tail = chunk[-32:]


def _extent(part: str) -> "_References | _Repeats | None":
    if part.startswith("xl/worksheets/"):
        return _References()
    return _Repeats() if part == "content.xml" else None


class _References:
    """How far out the cells of an .xlsx sheet stand, by their references: A1 to XFD1048576."""

    def __init__(self) -> None:
        self._columns = self._rows = 0

    def cells(self, tail: bytes, chunk: bytes) -> int:
        """Cells of the smallest sheet that holds all that were seen."""
        for letters, number in _REFERENCE.findall(tail + chunk):
            self._columns, self._rows = max(self._columns, _column(letters)), max(self._rows, int(number))
        return self._columns * self._rows


class _Repeats:
    """How many cells an .ods sheet unfolds to: rows and cells say how often they are repeated."""

    def __init__(self) -> None:
        self._cells = self._row = self._filled = self._times = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end

    def cells(self, _tail: bytes, chunk: bytes) -> int:
        """Cells up to the last one of each row that holds anything."""
        try:
            self._parser.Parse(chunk)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from None
        return self._cells

    def _begin(self, element: str, given: dict[str, str]) -> None:
        if element == "table:table-row":
            self._row, self._filled = 0, 0
            self._times = int(given.get("table:number-rows-repeated", "1"))
        elif element == "table:table-cell":
            self._row += int(given.get("table:number-columns-repeated", "1"))
            if "office:value-type" in given:
                self._filled = self._row

    def _end(self, element: str) -> None:
        if element == "table:table-row":
            self._cells += self._filled * self._times


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
