"""What snapshots there are: the listing is made from the files each time, so no index can be wrong."""

from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from ..domain.finding import Findings, Place, quoted
from ..domain.ledger import Ledger
from .canonical import Head, Lines
from .codes import FOREIGN
from .files import content, load, named
from .folder import Folder, looked_at
from .problems import Unusable


class Entry(NamedTuple):
    """One snapshot of a listing."""

    path: Path
    head: Head
    twins: tuple[Path, ...] = ()
    """Others of its day that follow it and hold the same rows, as several writers at once leave them."""

    @property
    def day(self) -> date:
        """The day it shows."""
        return self.head.day

    def rank(self) -> tuple[date, datetime, str]:
        """By what snapshots are in order."""
        return self.head.day, self.head.taken, self.path.name


class Listed(NamedTuple):
    """The snapshots of a folder, and what is wrong with others."""

    entries: tuple[Entry, ...]
    problems: Findings
    newer: tuple[Path, ...] = ()
    """Those that need a newer pipectl."""


class Verdict(NamedTuple):
    """What verifying one file came to."""

    path: Path
    wrong: str | None
    """What is wrong and what to do; None where every byte is as it was written."""


def snapshots(folder: Folder | Path, until: date | None = None) -> Listed:
    """All snapshots of a folder in order, up to a day; none where there is no such folder.

    Only their first lines are read. A file that follows another of its day with the same rows is its twin.

    Raises:
        InputProblem: the folder can't be read.
    """
    looked, ledger, entries, newer = looked_at(folder), Ledger(), [], []
    for path in looked.files:
        told = named(path.name)
        if told is None:
            ledger.add(FOREIGN, Place(str(path)), f"{quoted(path.name)} is not the name of a snapshot")
        elif until is None or told.day <= until:
            try:
                entries.append(Entry(path, looked.head(path)))
            except Unusable as found:
                ledger.add(found.code, Place(str(path)), found.why)
                newer += [path] if found.newer else []
    listed = _once(sorted(entries, key=Entry.rank))
    return Listed(tuple(listed), ledger.findings(()), tuple(newer))


def is_whole(entry: Entry) -> bool:
    """Whether a snapshot's bytes are those that were written, beyond its first line."""
    try:
        load(entry.path)
    except Unusable:
        return False
    return True


def entries_of(folder: Folder | Path, day: date) -> Iterator[Entry]:
    """The snapshots of one day that can be used, twins included."""
    looked = looked_at(folder)
    for path in looked.files:
        told = named(path.name)
        if told is not None and told.day == day:
            try:
                yield Entry(path, looked.head(path))
            except Unusable:
                continue


def _once(entries: list[Entry]) -> list[Entry]:
    """Twins put behind the one they follow."""
    listed = entries[:1]
    for before, entry in pairwise(entries):
        if _twins(before, entry):
            last = listed.pop()
            listed.append(last._replace(twins=(*last.twins, entry.path)))
        else:
            listed.append(entry)
    return listed


def _twins(one: Entry, other: Entry) -> bool:
    """Whether both hold the same; files are read only where their first lines leave it open."""
    if one.head._replace(taken=other.head.taken, note=other.head.note) != other.head:
        return False
    try:
        data = content(one.path)
        return _is_whole(one.path, data) and same_rows(other.path, data)
    except Unusable:
        return False


def same_rows(path: Path, data: bytes) -> bool:
    """Whether a snapshot is whole and holds the rows of this content, whatever the first line says."""
    try:
        found = content(path)
    except Unusable:
        return False
    return _is_whole(path, found) and _behind_head(found) == _behind_head(data)


def _is_whole(path: Path, data: bytes) -> bool:
    told = named(path.name)
    return told is not None and sha256(data).hexdigest() == told.digest


def _behind_head(data: bytes) -> bytes:
    return data.partition(b"\n")[2]


def verify(folder: Folder | Path) -> list[Verdict]:
    """Hash and read every file anew, and say of each what is wrong with it; in order of names.

    Raises:
        InputProblem: the folder can't be read.
    """
    looking = _Looking()
    return [Verdict(path, looking.wrong(path)) for path in looked_at(folder).files]


class _Looking:
    """Looks into one file after the other; a line that stood in the one before is not read again."""

    def __init__(self) -> None:
        self._before: dict[str, frozenset[bytes]] = {}
        self._readers: dict[str, Lines] = {}

    def wrong(self, path: Path) -> str | None:
        """What is wrong with a file and what to do."""
        if named(path.name) is None:
            return f"it is not named as a snapshot is; {FOREIGN.remedy}"
        try:
            self._read(path)
        except Unusable as found:
            return f"{found.why}; {found.code.remedy}"
        return None

    def _read(self, path: Path) -> None:
        head, lines = load(path)
        schema = head.schema
        reader = self._readers.setdefault(schema, Lines(schema))
        there = frozenset(lines)
        if new := there - self._before.get(schema, frozenset()):
            for number, line in enumerate(lines, 3):
                if line in new:
                    reader.opportunity(line, Place(str(path), number))
        self._before[schema] = there
