"""Files of snapshots: their names, and reading one so that neither a link, a pipe nor damage is taken for it."""

import errno
import os
import re
import stat
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from .canonical import FORMS, Head, head_of
from .codes import UNREADABLE
from .problems import Unusable

#: Beginning and end of the names of files that are being written.
TEMPORARY = (".pipectl-", ".tmp")
_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})_([0-9a-f]{64})\.csv")
#: Bytes read in one go, and the longest first line.
_CHUNK, _LONGEST_HEAD = 1 << 22, 1 << 20
#: A link is not followed, a pipe not waited for; bytes come as they stand.
_HOW = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


class Named(NamedTuple):
    """What the name of a snapshot says of it."""

    day: date
    digest: str
    """SHA-256 of the whole file, in hexadecimal."""


class Snapshot(NamedTuple):
    """The content of one snapshot, whose bytes are those that were written."""

    head: Head
    lines: list[bytes]
    """One opportunity each, without the line's end."""


def name_of(day: date, content: bytes) -> str:
    """The name of the file that holds this content."""
    return f"{day.isoformat()}_{sha256(content).hexdigest()}.csv"


def named(name: str) -> Named | None:
    """What a file's name says; None where it is not that of a snapshot."""
    found = _NAME.fullmatch(name)
    try:
        return Named(date.fromisoformat(found[1]), found[2]) if found else None
    except ValueError:
        return None


def content(path: Path) -> bytes:
    """All bytes of a regular file.

    Raises:
        Unusable: it is a link, a folder or a device, or can't be read.
    """
    return b"".join(_bytes(path, _CHUNK))


def first_line(path: Path) -> bytes:
    """A file's first line with its end, as far as one may be long.

    Raises:
        Unusable: it is a link, a folder or a device, or can't be read.
    """
    found = b""
    for chunk in _bytes(path, 1 << 12):
        found += chunk
        if b"\n" in chunk or len(found) > _LONGEST_HEAD:
            break
    return found[: found.find(b"\n") + 1]


def _bytes(path: Path, size: int) -> Iterator[bytes]:
    try:
        descriptor = os.open(path, _HOW)
        try:
            _refuse_irregular(os.fstat(descriptor).st_mode)
            while chunk := os.read(descriptor, size):
                yield chunk
        finally:
            os.close(descriptor)
    except OSError as error:
        link = error.errno in (errno.ELOOP, errno.EMLINK) and path.is_symlink()
        raise Unusable("it is a link" if link else f"it can't be read ({reason(error)})", UNREADABLE) from None


def _refuse_irregular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise Unusable("it is a folder" if stat.S_ISDIR(mode) else "it is a device or a pipe", UNREADABLE)


def reason(error: OSError) -> str:
    """Why the operating system refuses, in its words."""
    return error.strerror or type(error).__name__


def head_in(path: Path) -> Head:
    """The facts of a snapshot, from its first line alone; that the rest is whole is not looked at.

    Raises:
        Unusable: it has no such line, or its name says another day.
    """
    try:
        head = head_of(first_line(path))
        _same_day(path, head)
    except Unusable as found:
        if found.newer:
            load(path)  # a first line that is damaged only looks so
        raise found.named(str(path)) from None
    return head


def load(path: Path) -> Snapshot:
    """A snapshot whose bytes are those that were written.

    Raises:
        Unusable: it is damaged, can't be read, or is of a newer pipectl.
    """
    try:
        return _checked(path, content(path))
    except Unusable as found:
        raise found.named(str(path)) from None


def _checked(path: Path, data: bytes) -> Snapshot:
    told = named(path.name)
    lines = data.split(b"\n")
    if told is None or sha256(data).hexdigest() != told.digest:
        raise Unusable(_what_changed(lines))
    head = head_of(lines[0])
    _same_day(path, head)
    if lines[-1] or lines[1:2] != [FORMS[head.schema].header.encode()]:
        raise Unusable("its header or its last line is not that of a snapshot")
    rows = lines[2:-1]
    if len(rows) != head.rows:
        raise Unusable(f"it holds {len(rows):,} rows and says {head.rows:,}")
    return Snapshot(head, rows)


def _what_changed(lines: list[bytes]) -> str:
    """In which way it is not what its name says."""
    if len(lines) == 1:
        return "it is cut off in its first line" if lines[0] else "it is empty"
    try:
        rows = head_of(lines[0]).rows
    except Unusable:
        rows = None
    has = max(len(lines) - 3, 0)
    if rows is not None and (lines[-1] or has < rows):
        return f"it is cut off: {has:,} of {rows:,} rows are whole"
    return "its content is not what was written, or it was renamed (SHA-256 is another than in its name)"


def _same_day(path: Path, head: Head) -> None:
    told = named(path.name)
    if told is not None and told.day != head.day:
        raise Unusable(f"it was renamed: it shows {head.day}, and its name says {told.day}")
