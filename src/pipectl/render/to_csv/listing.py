"""The list as one table, a row an opportunity."""

from collections.abc import Iterator

from ...domain.listing import Listed, Listing
from ..to_json.listing import listed

COLUMNS = (
    "stage", "name", "amount", "probability", "created", "expected_close", "closed", "outcome", "id", "owner",
    "account", "age_days", "days_overdue", "next_step", "file", "line", "currency",
    "push_count", "days_in_stage",
)  # fmt: skip

Cells = tuple[object, ...]


def rows(found: Listing) -> Iterator[Cells]:
    """One row an opportunity, in the order of the list."""
    return (cells_of(row) for band in found.bands for row in band.rows)


def cells_of(row: Listed) -> Cells:
    """One opportunity, cell by cell."""
    cells = listed(row)
    place = cells.pop("place")
    cells |= {"file": place["file"], "line": place["line"]}
    return tuple(cells[column] for column in COLUMNS)
