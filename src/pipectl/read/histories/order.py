"""The order in which the changes of one opportunity were made, where moments alone don't tell it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from .rows import UNTOLD, Row

#: Changes of one moment whose order is searched for; of more the order of the file is taken.
_MOST = 8


def newest_first(rows: Sequence[Row]) -> bool:
    """Whether a file has the newest change of each opportunity first."""
    before: dict[str, Row] = {}
    falls = rises = 0
    for row in rows:
        earlier = before.get(row.key, row)
        falls += row.at < earlier.at
        rises += row.at > earlier.at
        before[row.key] = row
    return falls > 0 and not rises


def in_order(rows: Sequence[Row]) -> list[Row]:
    """The changes of one field of one opportunity by time; of one moment, each behind the one that it came from."""
    found: list[Row] = []
    for _, same in groupby(sorted(rows, key=lambda row: row.at), key=lambda row: row.at):
        together = list(same)
        if 1 < len(together) <= _MOST and sum(row.was is UNTOLD for row in together) <= 1:
            before = found[-1] if found else None
            together = _chained(before, together) or _chained(None, together) or together
        found += together
    return found


def _chained(before: Row | None, rows: list[Row]) -> list[Row] | None:
    """The rows in an order in which each begins where the one before it ends; None where there is none."""
    if not rows:
        return []
    tried: list[tuple[object, object]] = []
    for at, row in _may_follow(before, rows):
        # What failed behind one row fails behind another that says the same.
        if (row.was, row.told) in tried:
            continue
        tried.append((row.was, row.told))
        rest = _chained(row, [*rows[:at], *rows[at + 1 :]])
        if rest is not None:
            return [row, *rest]
    return None


def _may_follow(before: Row | None, rows: list[Row]) -> Iterator[tuple[int, Row]]:
    """The rows that may come next: the creation at the beginning, then first those that leave it as it is."""
    found = list(enumerate(rows))
    if before is None:
        found.sort(key=lambda one: one[1].was is not UNTOLD)
    else:
        found = [one for one in found if one[1].was == before.told[before.field]]
        found.sort(key=lambda one: one[1].was != one[1].told[one[1].field])
    return iter(found)
