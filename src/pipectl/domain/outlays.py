"""Whether spend fits together: what was spent on one source stands once for each day."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .period import Period


class Outlay(NamedTuple):
    """One entry of spend with its place in the list it came from."""

    number: int
    source: str
    """As names are compared; empty for what names none."""
    period: Period
    """With both bounds."""


class Twice(NamedTuple):
    """An entry that shares days with one before it in the list."""

    number: int
    first: int
    same: bool
    """It is for the very same days."""


def twice(outlays: Iterable[Outlay]) -> Iterator[Twice]:
    """Entries of one source that share a day, each told once.

    A month inside its quarter, too: nothing says whether it is a part of it or comes on top.
    """
    held: dict[str, list[Outlay]] = {}
    for each in outlays:
        held.setdefault(each.source, []).append(each)
    for theirs in held.values():
        told = set[int]()
        furthest: Outlay | None = None
        for each in sorted(theirs, key=lambda one: (_bounds(one), one.number)):
            if furthest is not None and _bounds(each)[0] < _bounds(furthest)[1]:
                first, later = sorted((each.number, furthest.number))
                if later not in told:
                    told.add(later)
                    yield Twice(later, first, same=_bounds(each) == _bounds(furthest))
            if furthest is None or _bounds(each)[1] > _bounds(furthest)[1]:
                furthest = each


def _bounds(outlay: Outlay) -> tuple[int, int]:
    start, end = outlay.period.start, outlay.period.end
    return start.toordinal() if start else 0, end.toordinal() if end else 0
