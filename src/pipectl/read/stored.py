"""Where the bytes of a source are kept, to be read as often as needed: in memory, in an open file, compressed."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

#: Bytes read in one go.
CHUNK = 1 << 18
#: Files that are kept open at the same time, and as many as any operating system allows.
OPEN_AT_ONCE, _ANYWHERE = 100, 5


class Stored(Protocol):
    """Bytes that can be read several times."""

    @property
    def size(self) -> int:
        """How many they are as they are stored."""

    def chunks(self) -> Iterator[bytes]:
        """All of them, from the first on."""

    def changed(self) -> bool:
        """Whether they are others than when they were stored."""


class Held:
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def chunks(self) -> Iterator[bytes]:
        """All of them, from the first on."""
        return (self._data[begin : begin + CHUNK] for begin in range(0, self.size, CHUNK))

    def changed(self) -> bool:
        """Never."""
        return False


class Open:
    """A file that stays open, so that one put in its place under its name is not taken for it."""

    now_open = 0
    """How many are."""
    _descriptor = -1

    def __init__(self, file: BinaryIO) -> None:
        self._descriptor = os.dup(file.fileno())
        Open.now_open += 1
        self._stamp = _stamp(os.fstat(self._descriptor))
        self.size = self._stamp[0]

    def __del__(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            Open.now_open -= 1

    def chunks(self) -> Iterator[bytes]:
        """All that it held when it was opened, from the first byte on."""
        return _chunks(self._descriptor, self.size)

    def changed(self) -> bool:
        """Whether it was written to."""
        return _stamp(os.fstat(self._descriptor)) != self._stamp


class Named:
    """A file that is opened anew each time, where too many are open already."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = self._now()
        self.size = self._stamp[0]

    def chunks(self) -> Iterator[bytes]:
        """All that it holds, from the first byte on."""
        with self._path.open("rb", buffering=0) as file:
            yield from _chunks(file.fileno(), self.size)

    def changed(self) -> bool:
        """Whether it was written to, or another one stands in its place."""
        return self._now() != self._stamp

    def _now(self) -> tuple[int, ...]:
        found = self._path.stat()
        return (*_stamp(found), found.st_dev, found.st_ino)


def kept(file: BinaryIO, path: Path) -> Open | Named:
    """A file that stays open, else one that is opened anew where the operating system allows no more of them."""
    if Open.now_open >= _most_open():
        return Named(path)
    try:
        return Open(file)
    except OSError as error:
        if error.errno not in (errno.EMFILE, errno.ENFILE):
            raise
        return Named(path)


def _most_open() -> int:
    """How many files may stay open: at most half of what this process is allowed, so that it can open others."""
    if Open.now_open < _ANYWHERE:
        return OPEN_AT_ONCE
    try:
        import resource
    except ImportError:  # not on Windows
        return OPEN_AT_ONCE
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return OPEN_AT_ONCE if allowed == resource.RLIM_INFINITY else min(OPEN_AT_ONCE, allowed // 2)


def _chunks(descriptor: int, size: int) -> Iterator[bytes]:
    """The first bytes of a file, up to a size; several readers may take turns."""
    position = 0
    while position < size:
        os.lseek(descriptor, position, os.SEEK_SET)
        chunk = os.read(descriptor, min(CHUNK, size - position))
        if not chunk:
            return
        position += len(chunk)
        yield chunk


def _stamp(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns
