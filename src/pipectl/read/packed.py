"""Bytes that are compressed with gzip: unpacked as they are read, and refused where they unpack to far too much."""

import zlib
from collections.abc import Iterator

from ..domain.errors import InputProblem
from .stored import CHUNK, Stored

#: How many times its size a file may unpack to, and from how many bytes on that is looked at.
RATIO, FREE = 200, 64 * 1024**2
#: Tells zlib that the format is gzip.
_GZIP = 31


class Packed:
    """Compressed bytes, unpacked anew each time they are read."""

    def __init__(self, name: str, packed: Stored, largest: int) -> None:
        self._name, self._packed, self._largest = name, packed, largest
        self.size = packed.size

    def changed(self) -> bool:
        """Whether the compressed bytes were written to."""
        return self._packed.changed()

    def chunks(self) -> Iterator[bytes]:
        """All that they unpack to.

        Raises:
            InputProblem: they are damaged, or unpack to too much.
        """
        unpacking = _Unpacking()
        try:
            for chunk in unpacking.chunks(self._packed.chunks()):
                self._refuse_huge(unpacking)
                yield chunk
        except zlib.error:
            raise InputProblem(
                f"{self._name}: is damaged gzip: it can't be unpacked; fetch or export it again"
            ) from None
        if not unpacking.whole:
            raise InputProblem(f"{self._name}: is cut off: its gzip data ends too early; fetch or export it again")

    def _refuse_huge(self, unpacking: "_Unpacking") -> None:
        if unpacking.given > FREE and unpacking.given > RATIO * unpacking.taken:
            raise InputProblem(
                f"{self._name}: unpacks to more than {RATIO} times its size, as no export does; unpack and check it"
            )
        if unpacking.given > self._largest:
            raise InputProblem(
                f"{self._name}: unpacks to more than {self._largest // 1024**3} GB; split it, or export fewer columns"
            )


class _Unpacking:
    """One run over compressed bytes; several files that are compressed one behind the other are one."""

    def __init__(self) -> None:
        self._file = zlib.decompressobj(_GZIP)
        self.whole = False
        """Whether all files that have begun have ended."""
        self.taken = 0
        """Compressed bytes that were read."""
        self.given = 0
        """Bytes that they unpacked to."""

    def chunks(self, packed: Iterator[bytes]) -> Iterator[bytes]:
        """What compressed chunks unpack to."""
        for chunk in packed:
            self.taken += len(chunk)
            yield from self._unpacked(chunk)

    def _unpacked(self, rest: bytes) -> Iterator[bytes]:
        """What one chunk unpacks to; zero bytes between and behind files are passed over."""
        more = True
        while more:
            if self.whole:
                rest = rest.lstrip(b"\0")
                if not rest:
                    return
                self._file = zlib.decompressobj(_GZIP)
            found = self._file.decompress(rest, CHUNK)
            self.whole = self._file.eof
            rest = self._file.unused_data if self.whole else self._file.unconsumed_tail
            self.given += len(found)
            if found:
                yield found
            more = bool(rest) or (len(found) == CHUNK and not self.whole)
