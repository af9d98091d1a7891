"""The stays in stages that a table shows, each with when it began, when it ended and what came next."""

from typing import NamedTuple

import numpy as np

from .table import LOST, NONE, OPEN, WON, Flags, Ints, Table

#: What comes next, where it is no stage.
TO_WON, TO_LOST, TO_NOTHING = -2, -3, -4
_DECIDED = {WON: TO_WON, LOST: TO_LOST}


class Visits(NamedTuple):
    """Columns of equal length; days are ordinals."""

    who: Ints
    stage: Ints
    entered: Ints
    """`NONE` where nobody knows."""
    begin: Ints
    """First day it was seen there."""
    left: Ints
    next: Ints
    """The stage it went to, or `TO_WON`, `TO_LOST`, `TO_NOTHING`."""

    def some(self, which: Flags) -> "Visits":
        """Those for which it holds."""
        return Visits(*(column[which] for column in self))


def visits_of(table: Table) -> Visits:
    """All stays of a table."""
    here = np.flatnonzero((table.outcome == OPEN) & (table.stage != NONE))
    if not len(here):
        return Visits(*(np.zeros(0, dtype=np.int64) for _ in Visits._fields))
    first = np.ones(len(here), dtype=bool)
    first[1:] = ~(
        (table.who[here[1:]] == table.who[here[:-1]])
        & (table.stage[here[1:]] == table.stage[here[:-1]])
        & (table.begin[here[1:]] == table.end[here[:-1]])
    )
    begins = here[first]
    ends = here[np.append(np.flatnonzero(first)[1:] - 1, len(here) - 1)]
    return Visits(
        table.who[begins],
        table.stage[begins],
        table.entered[begins],
        table.begin[begins],
        table.end[ends],
        _next(table, ends),
    )


def _next(table: Table, ends: Ints) -> Ints:
    """What each last row of a stay was followed by, without a gap."""
    after = np.minimum(ends + 1, len(table.who) - 1)
    follows = (after > ends) & (table.who[after] == table.who[ends]) & (table.begin[after] == table.end[ends])
    found = np.where(table.outcome[after] == OPEN, table.stage[after], TO_NOTHING)
    for outcome, code in _DECIDED.items():
        found = np.where(table.outcome[after] == outcome, code, found)
    return np.where(follows & (found != NONE), found, TO_NOTHING)
