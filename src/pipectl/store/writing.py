"""Keeping a snapshot: once it is said to be kept, no crash loses it, and no half of one ever has its name.

Written whole under a temporary name in the same folder, flushed, linked to its name (which holds its SHA-256), and the
folder flushed. Writers need no lock: names of different content differ.
"""

import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from ..domain.errors import PipectlError
from ..domain.opportunity import Opportunity
from ..history.matching import Match
from . import disk
from .canonical import Head, text_of
from .files import TEMPORARY, content, name_of
from .listing import Entry, entries_of, is_whole, same_rows
from .problems import Unusable


class Kept(NamedTuple):
    """Where a snapshot is."""

    path: Path
    new: bool
    """Whether it was not there before."""


def keep(folder: Path, head: Head, opportunities: Iterable[Opportunity], match: Match) -> Kept:
    """Keep a snapshot; where the one before it on its day holds the same rows of the same columns, that one is it.

    What they were matched by has to be the same too, since that tells how later commands match.

    Raises:
        PipectlError: it can't be kept; no part of it is left under the name of a snapshot.
    """
    rows = tuple(opportunities)
    data = text_of(head, rows, match)
    try:
        disk.make_folder(folder)
        while (before := _before(folder, head)) is not None:
            if (before.head.match, before.head.fields) == (match, head.fields) and same_rows(before.path, data):
                return _there(before.path)
            if before.head.taken < head.taken or not is_whole(before):
                break
            # Of two that were taken in one second the order would be left open.
            head = head._replace(taken=head.taken + timedelta(seconds=1))
            data = text_of(head, rows, match)
        return _kept(folder, name_of(head.day, data), data)
    except OSError as error:
        raise disk.refused(f"{folder}: nothing was kept", error) from None


def _before(folder: Path, head: Head) -> Entry | None:
    """The last snapshot of the day and pipeline that was not taken after this one."""
    same = (
        entry
        for entry in entries_of(folder, head.day)
        if entry.head.pipeline == head.pipeline and entry.head.currency == head.currency
    )
    return max((entry for entry in same if entry.head.taken <= head.taken), key=Entry.rank, default=None)


def _there(path: Path) -> Kept:
    """One that is there already, flushed: the one who wrote it may not have come to that."""
    disk.flush(path)
    disk.flush(path.parent)
    return Kept(path, new=False)


def _kept(folder: Path, name: str, data: bytes) -> Kept:
    path, temporary = folder / name, folder / f"{TEMPORARY[0]}{os.urandom(8).hex()}{TEMPORARY[1]}"
    try:
        disk.write_new(temporary, data)
        new = _named(temporary, path)
    finally:
        disk.remove(temporary)
    if not new:
        _refuse_other(path, data)
        return _there(path)
    try:
        disk.flush(folder)
    except OSError:
        disk.remove(path)
        raise
    return Kept(path, new=True)


def _named(temporary: Path, path: Path) -> bool:
    """Give a file that is written its name; False where that is taken."""
    if not hasattr(os, "link"):  # Python on Android
        return _moved(temporary, path)
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in disk.NO_LINKS:
            raise
        return _moved(temporary, path)
    return True


def _moved(temporary: Path, path: Path) -> bool:
    """Without hard links: a writer that is as fast can only put the same content in place of what is moved there."""
    if os.path.lexists(path):
        return False
    os.rename(temporary, path)  # noqa: PTH104 - one of the calls whose failing is tried
    return True


def _refuse_other(path: Path, data: bytes) -> None:
    try:
        same = content(path) == data
    except Unusable as found:
        raise found.named(str(path)) from None
    if not same:
        raise PipectlError(
            f"{path}: a damaged file has the name of this snapshot, so nothing was kept; move it out of the folder"
        )
