"""Sentences about what is kept of the past. Foreign text in them goes through the `clean` of the destination."""

from ...domain.remembered import Remembered, SnapshotLine
from ..spell import many
from .shared import Clean, counted

BEGIN = "pipectl snapshot"
#: Where snapshots are kept unless something else is said, and where other commands look for them.
DEFAULT_FOLDER = "history"


def kept_words(found: Remembered) -> str:
    """`12 snapshots, 2026-01-05 to 2026-11-16`; those that are no snapshots are told apart."""
    days = sorted(line.day for line in found.snapshots if line.day is not None)
    if not days:
        return "no snapshots"
    span = str(days[0]) if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    return f"{counted(len(days), 'snapshot')}, {span}"


def verdict_words(found: Remembered) -> str:
    """What was found wrong; empty where nothing was looked into and nothing is known to be wrong."""
    if found.damaged:
        are = "is" if found.damaged == 1 else "are"
        return f"{many(found.damaged)} of {counted(len(found.snapshots), 'file')} {are} not as written"
    return "Every byte is as it was written." if found.verified and found.snapshots else ""


def nothing_words(found: Remembered, clean: Clean) -> str:
    """How to begin, where nothing is kept."""
    return f"Nothing is kept in {clean(found.folder)} yet; this keeps today's export:"


def next_words(found: Remembered) -> tuple[str, str]:
    """What the snapshots are good for, and the command that shows it; nothing where there are none, or damaged ones."""
    if found.damaged or not found.snapshots or found.folder != DEFAULT_FOLDER:
        return "", ""
    return "See what has changed since the last one.", "pipectl changes"


def wrong_lines(found: Remembered) -> list[SnapshotLine]:
    """Files that something is wrong with."""
    return [line for line in found.snapshots if line.wrong is not None]
