"""A file's text in pieces: decoded anew, from its first byte, each time it is asked for."""

import codecs
from collections.abc import Iterable, Iterator

from .source import Source

_MARK = "\ufeff"


class Text:
    """The text of a file in pieces, without byte order mark and zero bytes."""

    def __init__(self, source: Source, codec: str, skipped: int = 0) -> None:
        self.source = source
        self.codec = codec
        """One that has an incremental decoder."""
        self.errors = "strict"
        """How it takes bytes that are not of the codec."""
        self.zeros = False
        """Whether there are zero bytes to leave out."""
        self._skipped = skipped

    def __iter__(self) -> Iterator[str]:
        if not self.zeros:
            return self.pieces()
        return (piece.replace("\0", "") for piece in self.pieces())

    def pieces(self) -> Iterator[str]:
        """Its pieces with zero bytes, a mark of `skipped` bytes in front passed over.

        Raises:
            UnicodeError: bytes are not of the codec.
        """
        decoder = codecs.getincrementaldecoder(self.codec)(self.errors)
        chunks = self.source.chunks()
        begun = next(chunks, b"")
        while len(begun) <= self._skipped and (chunk := next(chunks, b"")):
            begun += chunk
        first = decoder.decode(begun[self._skipped :])
        while not first and (chunk := next(chunks, b"")):
            first = decoder.decode(chunk)
        yield first.removeprefix(_MARK)
        for chunk in chunks:
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)


class Tally:
    """What the first look at a text finds."""

    def __init__(self) -> None:
        self.length = 0
        """Characters, zero ones among them."""
        self.lost = 0
        """Places that read �."""
        self.zeros = 0
        self.tail = 0
        """Zero characters at its end."""
        self.first_zero = 0
        """Where the first of them stands."""
        self.blank = True
        """Whether it holds nothing but space."""

    def add(self, piece: str) -> None:
        """Count a piece."""
        if "\0" in piece:
            if not self.zeros:
                self.first_zero = self.length + piece.index("\0")
            body = len(piece.rstrip("\0"))
            self.tail = len(piece) - body + (0 if body else self.tail)
            self.zeros += piece.count("\0")
        elif piece:
            self.tail = 0
        if self.blank:
            self.blank = not piece.replace("\0", "").strip()
        self.lost += piece.count("\ufffd")
        self.length += len(piece)


def tally(text: Text) -> Tally:
    """What a first look at a text finds.

    Raises:
        UnicodeError: bytes are not of its codec.
    """
    seen = Tally()
    for piece in text.pieces():
        seen.add(piece)
    return seen


def line_at(text: str, position: int) -> int:
    """Number of the line, from 1, that a position stands on; lines end in LF, CR or both."""
    returns = text.count("\r", 0, position) - text.count("\r\n", 0, position)
    return 1 + text.count("\n", 0, position) + returns


def line_in(pieces: Iterable[str], position: int | None = None) -> int:
    """Number of the line, from 1, that a position of a text in pieces stands on; without one, its end."""
    line, last = 1, ""
    for piece in pieces:
        part = piece if position is None else piece[:position]
        line += line_at(last + part, len(last + part)) - line_at(last, len(last))
        if position is not None:
            if position <= len(piece):
                break
            position -= len(piece)
        last = piece[-1:] or last
    return line
