"""Paths, globs and standard input to bytes, with limits and clear refusals."""

import os.path
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..domain.errors import InputProblem

#: The largest file that is read [bytes]; a reader that holds rows in memory can't use more.
LARGEST = 2 * 1024**3
STDIN = "-"
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file, and the name messages call it by."""

    name: str
    data: bytes


def expand(patterns: Sequence[str]) -> tuple[str, ...]:
    """The paths that arguments name, each file once: a path that exists is itself, else it is a glob, sorted.

    Raises:
        InputProblem: a pattern matches nothing.
    """
    paths: dict[str, str] = {}
    for pattern in patterns:
        for path in _expanded(pattern):
            paths.setdefault(_real(path), path)
    return tuple(paths.values())


def load(path: str, *, stdin: BinaryIO | None = None) -> Source:
    """The bytes of a file, or of standard input for "-".

    Raises:
        InputProblem: it doesn't exist, is a folder or a device, can't be read, or is larger than `LARGEST`.
    """
    if path == STDIN:
        return _piped(stdin)
    file = Path(path)
    try:
        _check(file, path)
        with file.open("rb") as stream:
            return Source(path, _limited(stream, path))
    except InputProblem:
        raise
    except FileNotFoundError:
        raise InputProblem(f"{path}: no such file{_did_you_mean(file)}") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputProblem(f"{path}: can't be read: {reason}; check the file and its permissions") from None
    except ValueError:
        raise InputProblem(f"{path!r}: is not a path; check its spelling") from None


def _expanded(pattern: str) -> Sequence[str]:
    import glob

    if pattern == STDIN or not glob.has_magic(pattern) or _exists(pattern):
        return (pattern,)
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        raise InputProblem(f"{pattern}: no file matches this pattern; check the folder and the spelling")
    return found


def _real(path: str) -> str:
    """Where a file really is, so that one spelled in two ways (a.csv, ./a.csv, a link) is not read twice."""
    try:
        return path if path == STDIN else os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _piped(stdin: BinaryIO | None) -> Source:
    if stdin is None:
        raise InputProblem("stdin: nothing is piped in; name a file, or pipe one: pipectl report - < deals.csv")
    try:
        return Source("stdin", _limited(stdin, "stdin"))
    except OSError as error:
        raise InputProblem(f"stdin: can't be read: {(error.strerror or str(error)).lower()}; name a file") from None


def _check(file: Path, path: str) -> None:
    mode = file.stat().st_mode
    if stat.S_ISDIR(mode):
        raise InputProblem(f"{path}: is a folder; {_contents(file, path)}")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise InputProblem(f"{path}: is not a regular file; name a CSV file")


def _limited(stream: BinaryIO, path: str) -> bytes:
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputProblem(f"{path}: is larger than {LARGEST // 1024**3} GB; split it, or export fewer columns")
    return data


def _contents(folder: Path, path: str) -> str:
    names = sorted(one.name for one in folder.iterdir() if one.suffix.lower() == ".csv")
    if not names:
        return "name a CSV file; it holds none"
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"name a file in it, such as {', '.join(names[:_LISTED])}{more}, or '{Path(path) / '*.csv'}'"


def _did_you_mean(file: Path) -> str:
    import difflib

    try:
        names = [one.name for one in file.parent.iterdir()]
    except OSError:
        return f"; the folder {file.parent} doesn't exist either"
    if file.name in names:
        return ": it is a link to a file that is gone; name another one"
    close = difflib.get_close_matches(file.name, names, n=1)
    return f"; did you mean {file.parent / close[0]}?" if close else "; check the name and the folder"
