"""What `history list` and `verify` say as the plain tree that JSON is written from."""

from ...domain.remembered import Remembered, SnapshotLine
from .parts import Tree, day_text, said


def tree(found: Remembered) -> Tree:
    """Everything `pipectl history list` says."""
    return {
        "schema": "pipectl.history/1",
        "folder": found.folder,
        "verified": found.verified,
        "damaged": found.damaged,
        "snapshots": [_snapshot(each) for each in found.snapshots],
    } | said(found.findings, found.notes)


def _snapshot(line: SnapshotLine) -> Tree:
    return {
        "file": line.file,
        "day": day_text(line.day),
        "taken": None if line.taken is None else line.taken.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "count": line.opportunities,
        "set_aside": line.set_aside,
        "note": line.note,
        "wrong": line.wrong,
    }
