"""Looks at decided opportunities with how they ended, in columns, and which of them belong together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from ...domain.cells import loose
from ...domain.values import Outcome
from ..seen import Seen
from ..table import Floats, Ints
from .looks import Look, is_decided

#: Never decided, as far as is known.
NEVER = date.max.toordinal()
#: Share of the looks that have ended within the days after which they are learnt from.
RIPE = 0.9


class Rows(NamedTuple):
    """Columns of equal length, by day and key."""

    looks: tuple[Look, ...]
    group: Ints
    """Number of the opportunity, the same for all that may be one."""
    day: Ints
    closed: Ints
    settled: Ints
    """The day by which all of its group were decided; NEVER where one of them is open."""
    won: Floats
    entered: Floats
    """Close % as it was entered; NaN where nobody knows it."""

    def outcomes(self, rows: Ints) -> tuple[int, int]:
        """How many opportunities of some rows were won, and lost."""
        wins = self.won[rows] > 0
        return len(np.unique(self.group[rows][wins])), len(np.unique(self.group[rows][~wins]))


def ripe(rows: Rows, day: int) -> Ints:
    """The rows of what had ended by a day, looked at so long before that nine of ten looks have ended in that time."""
    ended = np.flatnonzero(rows.settled <= day)
    found: Ints = ended[rows.day[ended] <= ripe_until(rows, day)]
    return found


def ripe_until(rows: Rows, day: int) -> int:
    """The last day that what has ended by a day can be judged of.

    Of what was looked at later only the quick ones have ended, and those may be mostly lost ones, or mostly won.
    """
    ended = np.flatnonzero(rows.settled <= day)
    if not len(ended):
        return day
    return day - int(np.quantile(rows.closed[ended] - rows.day[ended], RIPE, method="higher"))


class Groups(NamedTuple):
    """Which opportunities may be one."""

    number: Mapping[str, int]
    """By key."""
    settled: Mapping[int, int]
    """By number: the day by which all were decided."""
    twice: frozenset[str]
    """Keys of those that stand a second time: decided alike on the same day as another of their group."""


def groups_of(today: Iterable[Seen], as_of: date) -> Groups:
    """Which opportunities may be one: those of one name, account, amount and day of creation."""
    numbers: dict[object, int] = {}
    number: dict[str, int] = {}
    settled: dict[int, int] = {}
    ends: set[object] = set()
    twice: set[str] = set()
    for one in sorted(today, key=lambda one: one.key):
        at = number[one.key] = numbers.setdefault(_look(one), len(numbers))
        end = one.closed.toordinal() if one.closed is not None and is_decided(one, as_of) else NEVER
        settled[at] = max(settled.get(at, end), end)
        if end != NEVER and (at, end, one.outcome) in ends:
            twice.add(one.key)
        ends.add((at, end, one.outcome))
    return Groups(number, settled, frozenset(twice))


def _look(one: Seen) -> object:
    state = one.opportunity
    if state.created is None or (state.amount is None and state.account is None):
        return one.key
    return (loose(state.name), loose(state.account or ""), state.amount, state.created)


def rows_of(looks: Iterable[Look], today: Sequence[Seen], as_of: date, groups: Groups) -> Rows:
    """The looks at what was decided later, up to as-of; those of an opportunity that stands twice count once."""
    ended = {one.key: one for one in today if is_decided(one, as_of) and one.key not in groups.twice}
    kept = sorted((look for look in looks if _is_before_end(look, ended)), key=lambda look: (look.day, look.seen.key))
    ends = [ended[look.seen.key] for look in kept]
    group = np.array([groups.number[one.key] for one in ends], dtype=np.int64)
    entered = [look.seen.probability for look in kept]
    return Rows(
        tuple(kept),
        group,
        np.array([look.day.toordinal() for look in kept], dtype=np.int64),
        np.array([one.closed.toordinal() for one in ends if one.closed is not None], dtype=np.int64),
        np.array([groups.settled[number] for number in group.tolist()], dtype=np.int64),
        np.array([one.outcome is Outcome.WON for one in ends], dtype=np.float64),
        np.array([np.nan if one is None else float(one) for one in entered], dtype=np.float64),
    )


def _is_before_end(look: Look, ended: Mapping[str, Seen]) -> bool:
    """Whether it shows an open opportunity before the day that it was decided on."""
    one = ended.get(look.seen.key)
    return look.seen.outcome is Outcome.OPEN and one is not None and one.closed is not None and look.day < one.closed
