"""Writing to the disk so that what is said to be kept is kept: whole writes, and flushes that are believed."""

import contextlib
import errno
import os
from pathlib import Path

from ..domain.errors import PipectlError
from .files import reason

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_BINARY"))
#: What a filesystem without hard links answers; a folder that may not be written refuses the move as well.
NO_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV}
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_FOLDER = frozenset({errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.ELOOP, errno.ENOENT})


def make_folder(folder: Path) -> None:
    """Create a folder and those above it, and flush that they are there, whoever created them."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in reversed(missing):
        flush(each.parent)
    if not missing:
        with contextlib.suppress(PermissionError):
            flush(folder.parent)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, and flush it."""
    descriptor = os.open(path, _NEW, 0o666)
    try:
        left = memoryview(content)
        while left:
            done = os.write(descriptor, left)
            if not done:
                raise OSError(errno.EIO, "nothing more can be written")
            left = left[done:]
        os.fsync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(descriptor)
        raise
    os.close(descriptor)


def flush(path: Path) -> None:
    """Flush a file's content, or which names a folder holds. Windows flushes folders by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a file where that is possible; what is left behind is harmless."""
    with contextlib.suppress(OSError):
        os.unlink(path)  # noqa: PTH108 - one of the calls whose failing is tried


def refused(what: str, error: OSError) -> PipectlError:
    """The error that says what could not be done, why, and what to do."""
    return PipectlError(f"{what} ({reason(error)}); {_remedy(error)}")


def _remedy(error: OSError) -> str:
    if error.errno in _FULL:
        return "make room on the disk"
    if error.errno in _FORBIDDEN:
        return "allow writing there, or name another folder"
    if error.errno in _NO_FOLDER:
        return "name another folder"
    return "check the disk, or name another folder"
