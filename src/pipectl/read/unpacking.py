"""A workbook looked through before it is read, so that one made to fill the memory is refused before it can.

Every part that a workbook can be read from is unpacked once and parsed as a stream, and nothing of it is held but what
reading would lose: cells that hold an error, formulas without a value, and how cells look.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, NamedTuple

from ..domain.errors import InputProblem
from .excel_parts import Book, Cells, Links, Strings, Styles
from .opendocument_parts import Tables
from .parts import Marks, Part

#: Bytes a workbook may unpack to, and how many times its own size once it is larger than `_HARMLESS`.
LARGEST, _RATIO, _HARMLESS = 1 << 30, 200, 16 << 20
#: What a workbook can be read from; a picture may be declared as it likes.
_READ = (".xml", ".rels")
_CHUNK = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, RuntimeError, EOFError, OSError,
    ValueError, OverflowError,
)  # fmt: skip


class Looked(NamedTuple):
    """What was seen of a workbook."""

    sheets: Mapping[str, str]
    """Name of each sheet to the part it is kept in."""
    marks: Mapping[str, Marks]
    """Part to its cells that would be read as empty."""

    def marks_of(self, sheet: str) -> Marks | None:
        """The cells of a sheet that would be read as empty, by row and column; None where it is not to be found."""
        return self.marks.get(self.sheets.get(sheet, sheet))


def look_through(name: str, stream: IO[bytes]) -> Looked:
    """Unpack and parse every part of a workbook that it can be read from.

    Raises:
        InputProblem: it is damaged, unpacks to more than is read, declares entities, or has cells too far out.
    """
    stream.seek(0, io.SEEK_END)
    most = min(LARGEST, max(_HARMLESS, _RATIO * stream.tell()))
    try:
        with zipfile.ZipFile(stream) as packed:
            return _Look(name, most).over(packed)
    except _DAMAGED as error:
        raise InputProblem(
            f"{name} is a damaged or protected workbook ({str(error) or 'it ends too early'}); save the sheet as CSV"
        ) from None


class _Look:
    """One look through the parts of a workbook."""

    def __init__(self, name: str, most: int) -> None:
        self._name, self._most, self._unpacked = name, most, 0
        self._lengths: list[int] = []
        self._currencies: list[str] = []
        self._books: dict[str, Book] = {}
        self._marks: dict[str, Marks] = {}

    def over(self, packed: zipfile.ZipFile) -> Looked:
        """What is seen in all parts."""
        for key, info in _in_order(packed):
            if key.endswith("/workbook.bin"):
                raise InputProblem(f"{self._name} is a binary workbook (.xlsb); save it as .xlsx, or the sheet as CSV")
            part = self._part(key) if key.endswith(_READ) else None
            for chunk in self._chunks(packed, info):
                if part is not None:
                    part.feed(chunk)
            if part is not None:
                part.close()
        found = (one for book in self._books.values() for one in book.sheets(self._marks))
        return Looked(dict(found), self._marks)

    def _part(self, key: str) -> Part:
        """What a part is parsed as."""
        folder, _, file = key.rpartition("/")
        if file == "workbook.xml":
            return Links(self._name, self._books.setdefault(folder, Book(folder)))
        if key.endswith("_rels/workbook.xml.rels"):
            folder = folder.removesuffix("_rels").rstrip("/")
            return Links(self._name, self._books.setdefault(folder, Book(folder)))
        if key == "content.xml":
            return Tables(self._name, self._marks)
        if file == "sharedstrings.xml":
            return Strings(self._name, self._lengths)
        if file == "styles.xml":
            return Styles(self._name, self._currencies)
        return Cells(self._name, self._lengths, self._currencies, self._marks.setdefault(key, Marks(self._name)))

    def _chunks(self, packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
        with packed.open(info) as unpacking:
            while chunk := unpacking.read(_CHUNK):
                self._unpacked += len(chunk)
                if self._unpacked > self._most:
                    raise InputProblem(
                        f"{self._name} unpacks to more than {self._most >> 20} MB, as no sheet of its size does; "
                        "save the sheet as CSV"
                    )
                yield chunk


def _in_order(packed: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """The parts under their names as they are looked up, texts and styles that several cells share in front."""
    parts = [(info.filename.replace("\\", "/").lower(), info) for info in packed.infolist()]
    return sorted(parts, key=lambda part: not part[0].endswith(("sharedstrings.xml", "styles.xml")))
