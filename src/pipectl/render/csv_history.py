"""What `history list` and `verify` say as a table: a row a file."""

from collections.abc import Iterator

from ..domain.remembered import Remembered
from . import document_history

COLUMNS = ("day", "taken", "count", "set_aside", "note", "file", "wrong")

Cells = tuple[object, ...]


def rows(found: Remembered) -> Iterator[Cells]:
    """All rows, of `COLUMNS`."""
    for line in document_history.tree(found)["snapshots"]:
        yield tuple(line[column] for column in COLUMNS)
