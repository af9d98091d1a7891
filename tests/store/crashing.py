"""A disk as it may be found after a crash, from the calls that were made until then.

What was written and not flushed may be there, be missing, be torn or be zero bytes; each name that was given or taken
and whose folder was not flushed may or may not be so. Every combination is tried.
"""

import itertools
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

_CALLS = ("open", "mkdir", "write", "fsync", "link", "unlink", "rename")


class Made(NamedTuple):
    """One call that changes what is on the disk."""

    call: str
    path: str
    more: Any = None


class Recorder:
    """Writes down the calls that change the disk, and lets them through; `stop` may end the writer before one."""

    def __init__(self, monkeypatch: Any, stop: Callable[[Made], bool] = lambda made: False) -> None:
        self.calls: list[Made] = []
        self._stop = stop
        self._paths: dict[int, str] = {}
        for call in _CALLS:
            monkeypatch.setattr(os, call, getattr(self, f"_{call}")(getattr(os, call)))

    def _note(self, call: str, path: Any, more: Any = None) -> None:
        made = Made(call, os.fspath(path), more)
        if self._stop(made):
            raise KeyboardInterrupt
        self.calls.append(made)

    def _open(self, real: Any) -> Any:
        def opened(path: Any, flags: int, mode: int = 0o777) -> int:
            if flags & os.O_CREAT:
                self._note("create", path)
            descriptor: int = real(path, flags, mode)
            self._paths[descriptor] = os.fspath(path)
            return descriptor

        return opened

    def _write(self, real: Any) -> Any:
        def write(descriptor: int, data: Any) -> Any:
            self._note("write", self._paths[descriptor], bytes(data))
            return real(descriptor, data)

        return write

    def _fsync(self, real: Any) -> Any:
        def fsync(descriptor: int) -> None:
            folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
            self._note("flush folder" if folder else "flush file", self._paths[descriptor])

        return fsync

    def _mkdir(self, real: Any) -> Any:
        def mkdir(path: Any, *more: Any) -> None:
            real(path, *more)
            self._note("mkdir", path)

        return mkdir

    def _link(self, real: Any) -> Any:
        def link(source: Any, target: Any) -> None:
            real(source, target)
            self._note("link", target, os.fspath(source))

        return link

    def _rename(self, real: Any) -> Any:
        def rename(source: Any, target: Any) -> None:
            self._note("rename", target, os.fspath(source))
            real(source, target)

        return rename

    def _unlink(self, real: Any) -> Any:
        def unlink(path: Any, **more: Any) -> None:
            real(path, **more)
            self._note("unlink", path)

        return unlink


class _File:
    """What is in a file, and how much of that is flushed."""

    def __init__(self, data: bytes = b"") -> None:
        self.data, self.flushed = data, data

    def found(self) -> Iterator[bytes]:
        """What a crash may leave of it."""
        yield self.data
        if self.data != self.flushed:
            yield self.flushed
            yield self.data[: len(self.data) // 2]
            yield bytes(len(self.data))


class _Name(NamedTuple):
    """A name that was given to a file (or a folder), or taken away (None)."""

    path: str
    file: _File | None
    is_folder: bool = False


def crashes(before: dict[str, bytes], calls: list[Made]) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Each state the disk may be found in, as files by path, with how many of the calls had been made.

    `before` was there and flushed when the first one was made.
    """
    for count in range(len(calls) + 1):
        flushed, names, files = _after(before, calls[:count])
        for held in itertools.product((True, False), repeat=len(names)):
            there = dict(flushed)
            for name, holds in zip(names, held, strict=True):
                if holds:
                    there[name.path] = name
            for state in _contents(there, files):
                yield count, state


def _after(before: dict[str, bytes], calls: list[Made]) -> tuple[dict[str, _Name], list[_Name], list[_File]]:
    """Names that are flushed, those that are not in their order, and all files."""
    flushed = {path: _Name(path, _File(data)) for path, data in before.items()}
    now: dict[str, _File | None] = {path: name.file for path, name in flushed.items()}
    names: list[_Name] = []
    files: list[_File] = []
    for made in calls:
        if made.call == "create":
            file = now[made.path] = _File()
            files.append(file)
            names.append(_Name(made.path, file))
        elif made.call == "write":
            _there(now, made).data += made.more
        elif made.call == "flush file":
            file = _there(now, made)
            file.flushed = file.data
        elif made.call == "flush folder":
            of_it = [name for name in names if str(Path(name.path).parent) == made.path]
            flushed |= {name.path: name for name in of_it}
            names = [name for name in names if name not in of_it]
        else:
            names += list(_renamed(made, now))
    return flushed, names, files


def _there(now: dict[str, _File | None], made: Made) -> _File:
    file = now[made.path]
    assert file is not None
    return file


def _renamed(made: Made, now: dict[str, _File | None]) -> Iterator[_Name]:
    if made.call == "mkdir":
        yield _Name(made.path, None, is_folder=True)
        return
    if made.call in ("link", "rename"):
        now[made.path] = now[made.more]
        yield _Name(made.path, now[made.path])
    if made.call in ("unlink", "rename"):
        gone = made.path if made.call == "unlink" else made.more
        now[gone] = None
        yield _Name(gone, None)


def _contents(there: dict[str, _Name], files: list[_File]) -> Iterator[dict[str, bytes]]:
    """The names that hold, with everything their files may hold."""
    made = {name.path for name in there.values() if name.is_folder}
    named = [name for name in there.values() if name.file is not None]
    for found in itertools.product(*(file.found() for file in files)):
        data = {id(file): content for file, content in zip(files, found, strict=True)}
        contents = {name.path: data.get(id(name.file), name.file.data) for name in named if name.file}
        yield contents | dict.fromkeys(made, b"")


def put(state: dict[str, bytes], needed: set[str], target: Path, origin: Path) -> None:
    """Make a folder what the disk is; what stands in a folder that is not there (of `needed`) is lost with it."""
    target.mkdir()
    for path, data in state.items():
        relative = Path(path).relative_to(origin)
        folders = {str(origin / parent) for parent in relative.parents} & needed
        if path in needed or not folders <= state.keys():
            continue
        place = target / relative
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
