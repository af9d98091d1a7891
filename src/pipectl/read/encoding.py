"""Bytes to text: byte order marks, UTF-16 by its zero bytes, strict UTF-8, else Windows-1252 with a note."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from ..domain.errors import InputProblem, UsageProblem
from ..domain.finding import Place
from ..domain.ledger import Ledger
from .codes import BYTES_REPLACED, ENCODING_ASSUMED, ENCODING_BROKEN, ZERO_BYTES, ZERO_TAIL
from .source import Source
from .text import Tally, Text, line_in, tally

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
_BEYOND, _ESCAPED = re.compile(r"[^\x00-\x7f]"), re.compile("[\udc80-\udcff]")


class Decoded(NamedTuple):
    """The text of a file, as often as it is asked for, and the name of the encoding it is read with."""

    text: Text
    encoding: str
    length: int
    """How many characters it has."""


def decode(source: Source, encoding: str | None, ledger: Ledger) -> Decoded:
    """The text of a file, without byte order mark and zero bytes; what was done about it goes to the ledger.

    Raises:
        InputProblem: the file is empty, is no text, or is not in the encoding that was named.
        UsageProblem: the encoding that was named doesn't exist.
    """
    head = source.head(SAMPLE)
    if not head:
        raise InputProblem(f"{source.name} is empty; export it again")
    text, title, seen = _named(source, encoding, head) if encoding else _detected(source, head, ledger)
    if seen.zeros:
        _note_zeros(text, seen, ledger)
        text.zeros = True
    if seen.blank:
        raise InputProblem(f"{source.name} has no rows: it is empty but for blank lines; export it again")
    return Decoded(text, title, seen.length - seen.zeros)


def _named(source: Source, encoding: str, head: bytes) -> tuple[Text, str, Tally]:
    text = Text(source, _known(encoding, head))
    try:
        return text, encoding, tally(text)
    except UnicodeError as error:
        line = _line_of(text, error)
        raise InputProblem(
            f"{source.name}:{line}: is not {encoding}: a byte there is no letter of it; leave --encoding out"
        ) from None


def _known(encoding: str, head: bytes) -> str:
    """The codec of an encoding; of UTF-16 and UTF-32 the one whose mark the file begins with, if it does."""
    try:
        with suppress(UnicodeError):
            b"\n".decode(encoding)
        codec = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise UsageProblem(f"--encoding {encoding} is not an encoding; use utf-8, utf-16, cp1252 or latin-1") from None
    if codec not in ("utf-16", "utf-32"):
        return codec
    return f"{codec}-be" if head.startswith("\ufeff".encode(f"{codec}-be")) else f"{codec}-le"


def _detected(source: Source, head: bytes, ledger: Ledger) -> tuple[Text, str, Tally]:
    for mark, codec, title in _MARKS:
        if head.startswith(mark):
            return _tolerant(Text(source, codec, len(mark)), title, ledger)
    codec16 = _sixteen(head)
    if codec16:
        return _tolerant(Text(source, codec16), "UTF-16", ledger)
    text = Text(source, "utf-8")
    try:
        seen = tally(text)
    except UnicodeDecodeError as error:
        _refuse_binary(source, head, most=0.02)
        _note_assumed(text, error, ledger)
        return _tolerant(Text(source, "cp1252"), "Windows-1252", ledger)
    _refuse_binary(source, head, most=0.2)
    return text, "UTF-8", seen


def _note_assumed(text: Text, error: UnicodeError, ledger: Ledger) -> None:
    """A word about a file that is not UTF-8; one that nearly is wants a look at the first byte that is not."""
    name, lenient = text.source.name, Text(text.source, text.codec)
    lenient.errors = "surrogateescape"
    good = bad = 0
    for piece in lenient.pieces():
        if not piece.isascii():
            lost = len(_ESCAPED.findall(piece))
            good, bad = good + len(_BEYOND.findall(piece)) - lost, bad + lost
    if good <= bad:
        ledger.add(ENCODING_ASSUMED, Place(name), "is not UTF-8, so it was read as Windows-1252")
        return
    bytes_ = "1 byte is" if bad == 1 else f"{bad:,} bytes are"
    letters = f"{good:,} letter{'s' * (good > 1)} beyond ASCII"
    said = f"{bytes_} not UTF-8, the first here, so {letters} that would be were read as Windows-1252 and look wrong"
    ledger.add(ENCODING_BROKEN, Place(name, _line_of(text, error)), said)


def _tolerant(text: Text, title: str, ledger: Ledger) -> tuple[Text, str, Tally]:
    """The text with � for what can't be read, and a word about it."""
    try:
        return text, title, tally(text)
    except UnicodeDecodeError as error:
        line = _line_of(text, error)
    text.errors = "replace"
    seen = tally(text)
    ledger.add(
        BYTES_REPLACED,
        Place(text.source.name, line),
        f"{seen.lost:,} {'place is' if seen.lost == 1 else 'places are'} no {title} text and read �, the first here",
    )
    return text, title, seen


def _line_of(text: Text, error: UnicodeError) -> int:
    """Number of the line, from 1, of the first byte that is no letter."""

    def before() -> Iterator[str]:
        with suppress(UnicodeError):
            yield from text.pieces()
        data: bytes = getattr(error, "object", b"")[: getattr(error, "start", 0)]
        try:
            yield data.decode(text.codec, errors="replace")
        except UnicodeError:  # a codec that can replace nothing
            yield "\n" * data.count(b"\n")

    return line_in(before())


def _sixteen(head: bytes) -> str | None:
    """The UTF-16 codec of data without a mark, by where its zero bytes stand; None for anything else."""
    sample = head[:4096].rstrip(b"\0")
    half = len(sample) // 2
    first, second = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if half and first <= half * 0.05 and second > half * 0.5:
        return "utf-16-le"
    if half and second <= half * 0.05 and first > half * 0.5:
        return "utf-16-be"
    return None


def _refuse_binary(source: Source, head: bytes, most: float) -> None:
    """Raise where more than this share of the bytes are control characters; zero bytes that end a file are none."""
    for start, kind in _KINDS:
        if head.startswith(start):
            raise InputProblem(f"{source.name} is {kind}")
    body = len(head.rstrip(b"\0"))
    sample = head if body < len(head) and _goes_on(source, len(head)) else head[:body]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if not sample or controls > most * len(sample) + 1:
        raise InputProblem(f"{source.name} is not a text file; export the opportunities as CSV")


def _goes_on(source: Source, behind: int) -> bool:
    """Whether anything but zero bytes stands behind so many bytes."""
    before = 0
    for chunk in source.chunks():
        if chunk[max(0, behind - before) :].strip(b"\0"):
            return True
        before += len(chunk)
    return False


def _note_zeros(text: Text, seen: Tally, ledger: Ledger) -> None:
    """A word about a zero-filled tail, and about zero characters inside."""
    name = text.source.name
    if seen.tail:
        place = Place(name, line_in(text.pieces(), seen.length - seen.tail))
        ledger.add(ZERO_TAIL, place, f"ends in {seen.tail:,} zero bytes, which were dropped")
    inside = seen.zeros - seen.tail
    if inside:
        place = Place(name, line_in(text.pieces(), seen.first_zero))
        ledger.add(ZERO_BYTES, place, f"has {inside:,} zero byte{'s' * (inside > 1)} inside, the first here")
