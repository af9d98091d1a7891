"""Bytes to text: byte order marks, UTF-16 by its zero bytes, strict UTF-8, else Windows-1252 with a note."""

import codecs
from typing import NamedTuple

from ..domain.errors import InputProblem, UsageProblem
from ..domain.finding import Place
from .codes import BYTES_REPLACED, ENCODING_ASSUMED, ZERO_BYTES, ZERO_TAIL
from .ledger import Ledger
from .source import Source

#: Bytes looked at to tell text from anything else.
SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or another zip file; save the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; save the sheet as CSV"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"%PDF", "a PDF; export the rows as CSV"),
)
#: Control characters no exported text has many of; tab, line ends, bell, form feeds and escape are left out.
_CONTROL = bytes({*range(7), 8, *range(14, 27)})


class Decoded(NamedTuple):
    """The text of a file and the name of the encoding it was read with."""

    text: str
    encoding: str


def decode(source: Source, encoding: str | None, ledger: Ledger) -> Decoded:
    """The text of a file, without byte order mark and zero bytes; what was done about it goes to the ledger.

    Raises:
        InputProblem: the file is empty, is no text, or is not in the encoding that was named.
        UsageProblem: the encoding that was named doesn't exist.
    """
    if not source.data:
        raise InputProblem(f"{source.name} is empty; export it again")
    decoded = _named(source, encoding) if encoding else _detected(source, ledger)
    text = _without_zeros(source.name, decoded.text.removeprefix("\ufeff"), ledger)
    if not text.strip():
        raise InputProblem(f"{source.name} has no rows: it is empty but for blank lines; export it again")
    return Decoded(text, decoded.encoding)


def line_at(text: str, position: int) -> int:
    """Number of the line, from 1, that a position stands on; lines end in LF, CR or both."""
    returns = text.count("\r", 0, position) - text.count("\r\n", 0, position)
    return 1 + text.count("\n", 0, position) + returns


def _line_of(data: bytes, codec: str, error: UnicodeError) -> int:
    """Number of the line, from 1, of the first byte that is no letter."""
    start = getattr(error, "start", 0)
    try:
        before = data[:start].decode(codec, errors="replace")
    except UnicodeError:  # a codec that can replace nothing
        return data.count(b"\n", 0, start) + 1
    return line_at(before, len(before))


def _named(source: Source, encoding: str) -> Decoded:
    try:
        return Decoded(source.data.decode(encoding), encoding)
    except UnicodeError as error:
        line = _line_of(source.data, encoding, error)
        raise InputProblem(
            f"{source.name}:{line}: is not {encoding}: a byte there is no letter of it; leave --encoding out"
        ) from None
    except (LookupError, ValueError):
        raise UsageProblem(f"--encoding {encoding} is not an encoding; use utf-8, utf-16, cp1252 or latin-1") from None


def _detected(source: Source, ledger: Ledger) -> Decoded:
    data = source.data
    for mark, codec, title in _MARKS:
        if data.startswith(mark):
            return Decoded(_tolerant(source, data[len(mark) :], codec, title, ledger), title)
    codec16 = _sixteen(data)
    if codec16:
        return Decoded(_tolerant(source, data, codec16, "UTF-16", ledger), "UTF-16")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_binary(source, most=0.02)
        place = Place(source.name)
        ledger.add(ENCODING_ASSUMED, place, "is not UTF-8, so it was read as Windows-1252")
        return Decoded(_tolerant(source, data, "cp1252", "Windows-1252", ledger), "Windows-1252")
    _refuse_binary(source, most=0.2)
    return Decoded(text, "UTF-8")


def _tolerant(source: Source, data: bytes, codec: str, title: str, ledger: Ledger) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = _line_of(data, codec, error)
        text = data.decode(codec, errors="replace")
        lost = text.count("\ufffd")
        ledger.add(
            BYTES_REPLACED,
            Place(source.name, line),
            f"{lost:,} {'place is' if lost == 1 else 'places are'} no {title} text and read �, the first here",
        )
        return text


def _sixteen(data: bytes) -> str | None:
    """The UTF-16 codec of data without a mark, by where its zero bytes stand; None for anything else."""
    sample = data[:4096].rstrip(b"\0")
    half = len(sample) // 2
    first, second = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if half and first <= half * 0.05 and second > half * 0.5:
        return "utf-16-le"
    if half and second <= half * 0.05 and first > half * 0.5:
        return "utf-16-be"
    return None


def _refuse_binary(source: Source, most: float) -> None:
    """Raise where more than this share of the bytes are control characters."""
    for start, kind in _KINDS:
        if source.data.startswith(start):
            raise InputProblem(f"{source.name} is {kind}")
    sample = source.data.rstrip(b"\0")[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if not sample or controls > most * len(sample) + 1:
        raise InputProblem(f"{source.name} is not a text file; export the opportunities as CSV")


def _without_zeros(name: str, text: str, ledger: Ledger) -> str:
    """The text without a zero-filled tail and without zero characters inside."""
    if "\0" not in text:
        return text
    body = text.rstrip("\0")
    if len(body) < len(text):
        place = Place(name, line_at(text, len(body)))
        ledger.add(ZERO_TAIL, place, f"ends in {len(text) - len(body):,} zero bytes, which were dropped")
    inside = body.count("\0")
    if inside:
        place = Place(name, line_at(body, body.index("\0")))
        ledger.add(ZERO_BYTES, place, f"has {inside:,} zero byte{'s' * (inside > 1)} inside, the first here")
    return body.replace("\0", "")
