"""What `history list` and `verify` say as a table: a row a file."""

from collections.abc import Iterator

from ...domain.remembered import Remembered
from ..to_json.remembered import tree as document

COLUMNS = ("day", "taken", "count", "set_aside", "note", "file", "wrong")

Cells = tuple[object, ...]


def rows(found: Remembered) -> Iterator[Cells]:
    """All rows, of `COLUMNS`."""
    for line in document(found)["snapshots"]:
        yield tuple(line[column] for column in COLUMNS)
