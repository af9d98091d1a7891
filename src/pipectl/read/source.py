"""Paths, globs and standard input to sources of bytes, with limits and clear refusals."""

import os.path
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..domain.errors import InputProblem, UsageProblem
from .stored import CHUNK, Held, Open, Stored, kept

if TYPE_CHECKING:
    from .looks import Looks

#: The largest file that is read [bytes]; a reader that holds rows in memory can't use more.
LARGEST = 2 * 1024**3
#: A file is read at once up to this size, and what comes through a pipe kept in memory up to that one [bytes].
SMALL, IN_MEMORY = 1 << 16, 1 << 20
#: What bytes begin with that are compressed.
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
STDIN = "-"
_LISTED = 5


class Source:
    """The bytes of one file, as often as they are asked for, and the name messages call it by."""

    def __init__(
        self,
        name: str,
        data: bytes | Stored,
        said: tuple[str, ...] = (),
        *,
        sheet: str | None = None,
        is_packed: bool = False,
    ) -> None:
        self.name = name
        self.modified = 0.0
        """When it was last written to [seconds]; infinite for what comes through a pipe, which is written now."""
        self.sheet = sheet
        """The sheet of a workbook that they were."""
        self.other_sheets: tuple[str, ...] = ()
        """The sheets of the workbook that were not read, where nobody named one."""
        self.looks: Looks | None = None
        """How the cells of the sheet look."""
        self.is_packed = is_packed
        """Whether it is compressed with gzip."""
        self.said = said
        """What was decided to come by its bytes, in words."""
        self._stored: Stored = Held(data) if isinstance(data, bytes) else data

    @property
    def is_sheet(self) -> bool:
        """Whether they were a sheet of a workbook."""
        return self.sheet is not None

    @property
    def size(self) -> int:
        """How many bytes it is, compressed ones where it is compressed."""
        return self._stored.size

    def chunks(self) -> Iterator[bytes]:
        """Its bytes from the first on.

        Raises:
            InputProblem: it can't be read any more, or can't be unpacked.
        """
        try:
            yield from self._stored.chunks()
        except OSError as error:
            raise _unreadable(self.name, error) from None

    def head(self, size: int) -> bytes:
        """Its first bytes, that many where it has them."""
        found = b""
        for chunk in self.chunks():
            found += chunk[: size - len(found)]
            if len(found) == size:
                break
        return found

    def refuse_changed(self) -> None:
        """Raise where the file was written to since it was opened.

        Raises:
            InputProblem: it was.
        """
        try:
            changed = self._stored.changed()
        except OSError:
            changed = True
        if changed:
            raise InputProblem(f"{self.name}: changed while it was read; run it again once nothing writes to it")


@contextmanager
def unchanged(sources: Sequence[Source]) -> Iterator[None]:
    """Read several sources as they were opened: where one was written to meanwhile, that is what is wrong.

    Raises:
        InputProblem: names the source.
    """
    try:
        yield
    except Exception:
        for source in sources:
            source.refuse_changed()
        raise
    for source in sources:
        source.refuse_changed()


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


def load(path: str, *, stdin: BinaryIO | None = None, sheet: str | None = None) -> Source:
    """A file, or standard input for "-"; unpacked where it is compressed with gzip, its `sheet` where it is a workbook.

    Raises:
        InputProblem: it doesn't exist, is a folder or a device, can't be read, or is larger than `LARGEST`.
        UsageProblem: a sheet is named that it has not.
    """
    if path == STDIN:
        return _piped(stdin, sheet)
    file = Path(path)
    try:
        _check(file, path)
        source = _unpacked(path, _stored(file, path), sheet)
        found = file.stat()
        source.modified = found.st_mtime if stat.S_ISREG(found.st_mode) else inf
        return source
    except InputProblem:
        raise
    except FileNotFoundError:
        raise InputProblem(f"{path}: no such file{_did_you_mean(file)}") from None
    except OSError as error:
        raise _unreadable(path, error) from None
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


def _piped(stdin: BinaryIO | None, sheet: str | None) -> Source:
    if stdin is None:
        raise InputProblem("stdin: nothing is piped in; name a file, or pipe one: pipectl report - < deals.csv")
    try:
        source = _unpacked("stdin", _spooled(stdin, "stdin"), sheet)
        source.modified = inf
        return source
    except OSError as error:
        raise InputProblem(f"stdin: can't be read: {(error.strerror or str(error)).lower()}; name a file") from None


def _check(file: Path, path: str) -> None:
    mode = file.stat().st_mode
    if stat.S_ISDIR(mode):
        raise InputProblem(f"{path}: is a folder; {_contents(file, path)}")
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raise InputProblem(f"{path}: is not a regular file; name a CSV file")


def _stored(file: Path, path: str) -> Stored:
    """A file on a disk as it is; what comes through a pipe, or is small, as it was read at once."""
    with file.open("rb", buffering=0) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > LARGEST:
            raise _too_large(path)
        if size <= SMALL:
            return _spooled(stream, path)
        return kept(stream, file)


def _spooled(stream: BinaryIO, name: str) -> Stored:
    """What can be read only once: kept in memory, or where it is long in a file that has no name."""
    parts: list[bytes] = []
    size = 0
    chunks = _limited(stream, name)
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size > IN_MEMORY:
            return _on_disk(chain(parts, chunks), name)
    return Held(b"".join(parts))


def _on_disk(chunks: Iterable[bytes], name: str) -> Stored:
    import tempfile

    try:
        with tempfile.TemporaryFile() as file:
            file.writelines(chunks)
            file.flush()
            return Open(file)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputProblem(
            f"{name}: can't be kept while it is read: {reason}; save it as a file and name that"
        ) from None


def _limited(stream: BinaryIO, name: str) -> Iterator[bytes]:
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise _too_large(name)
        yield chunk


def _unpacked(name: str, stored: Stored, sheet: str | None) -> Source:
    source = Source(name, stored)
    head = source.head(len(ZIP))
    if head == ZIP:
        return _of_sheet(name, source, sheet)
    if head[: len(GZIP)] == GZIP:
        from .packed import Packed

        source = Source(name, Packed(name, stored, LARGEST), is_packed=True)
        if source.head(len(ZIP)) == ZIP:
            return _of_sheet(name, source, sheet)
    if sheet is not None:
        raise UsageProblem(f"--sheet {sheet!r}: {name} is no workbook; leave it out")
    return source


def _of_sheet(name: str, source: Source, sheet: str | None) -> Source:
    """A sheet of a workbook as CSV; the workbook itself is held in a file without a name, if it is not small."""
    import tempfile

    from .workbook import as_csv

    with tempfile.SpooledTemporaryFile(IN_MEMORY) as packed:
        packed.writelines(source.chunks())
        found = as_csv(name, packed, sheet)
    read = Source(name, found.data, found.said, sheet=found.name)
    read.other_sheets, read.looks = found.others, found.looks
    return read


def _too_large(name: str) -> InputProblem:
    return InputProblem(f"{name}: is larger than {LARGEST // 1024**3} GB; split it, or export fewer columns")


def _unreadable(name: str, error: OSError) -> InputProblem:
    reason = (error.strerror or str(error)).lower()
    return InputProblem(f"{name}: can't be read: {reason}; check the file and its permissions")


def _contents(folder: Path, path: str) -> str:
    names = sorted(one.name for one in folder.iterdir() if one.suffix.lower() in (".csv", ".xlsx", ".ods", ".tsv"))
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
