"""One column of won, lost and open opportunities: who has which value, and how many open ones were to have it.

Columns come and go, and so do sellers and campaigns. So open ones are compared with decided ones that were created in
the same quarter, as far as there are such; what is expected of them is what those have.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from math import inf, log
from typing import NamedTuple

from ...domain.cells import loose
from ...domain.opportunity import Opportunity
from ...domain.values import Outcome
from .features import Cell

#: Places in a `Count`.
WON, LOST, OPEN = range(3)
DECIDED = (WON, LOST)
_PLACE = {Outcome.WON: WON, Outcome.LOST: LOST, Outcome.OPEN: OPEN}
#: Decided ones of a quarter, at least, to compare open ones with.
_FEWEST = 5
#: Open ones that can be compared so, at least, where they are fewer than half; else all are, with all.
_ENOUGH = 30

Level = str | None


class Count(NamedTuple):
    """How many opportunities."""

    won: int
    lost: int
    open: int

    @property
    def decided(self) -> int:
        """Won and lost ones."""
        return self.won + self.lost


class Beside(NamedTuple):
    """Open ones that can be compared: how many have something, and which share was to have it."""

    have: int
    of: int
    usual: float

    @property
    def share(self) -> float:
        """Share that has it."""
        return self.have / self.of if self.of else 0.0

    def is_rare(self, most: float, once_in: int = 1000) -> bool:
        """Whether that is at most a part of what is usual, and too little to be chance (Chernoff's bound)."""
        return (
            self.share < self.usual
            and self.share <= most * self.usual
            and is_unlikely(self.of, self.share, self.usual, once_in)
        )

    @property
    def rest(self) -> "Beside":
        """The same of those that don't have it."""
        return Beside(self.of - self.have, self.of, 1 - self.usual)


class Census:
    """Opportunities as they are today, with how they stand and the quarter they were created in."""

    def __init__(self, opportunities: Sequence[Opportunity]) -> None:
        self.opportunities = opportunities
        self.outcomes = [_PLACE[one.outcome] for one in opportunities]
        self.quarters = [_quarter(one) for one in opportunities]
        self.each = Counter(zip(self.outcomes, self.quarters, strict=True))
        self.open_in = sorted(quarter for outcome, quarter in self.each if outcome == OPEN)
        counts = Counter(self.outcomes)
        self.of = Count(counts[WON], counts[LOST], counts[OPEN])


def _quarter(one: Opportunity) -> int:
    """Its number; 0 where nobody knows it."""
    return 0 if one.created is None else one.created.year * 4 + (one.created.month - 1) // 3


class Sheet:
    """Values as they are compared: without regard to case and spaces; None for a gap."""

    def __init__(self, cell: Cell, census: Census) -> None:
        self._census, self.of = census, census.of
        self.spelled: dict[str, str] = {}
        known: dict[Level, Level] = {None: None}
        texts = [cell(one) for one in census.opportunities]
        for text in dict.fromkeys(texts):
            if text is not None:
                known[text] = loose(text)
                self.spelled.setdefault(loose(text), text)
        levels = [known[text] for text in texts]
        self._counts = Counter(zip(census.outcomes, levels, strict=True))
        self._cells = Counter(zip(census.outcomes, census.quarters, levels, strict=True))
        self.levels: dict[Level, Count] = {level: self.having((level,)) for level in (*sorted(self.spelled), None)}

    def having(self, levels: Collection[Level]) -> Count:
        """How many have one of some values."""
        return Count(*(sum(self._counts[each, level] for level in levels) for each in (WON, LOST, OPEN)))

    def lacking(self, levels: Collection[Level]) -> Count:
        """How many have none of some values."""
        return Count(*(of - have for of, have in zip(self.of, self.having(levels), strict=True)))

    def beside(self, levels: Collection[Level], outcomes: Sequence[int] = DECIDED) -> Beside:
        """Open ones that have one of some values, beside decided ones of these outcomes."""
        have, of, expected = 0, 0, 0.0
        for quarter in self._census.open_in:
            there = sum(self._census.each[each, quarter] for each in outcomes)
            if there >= _FEWEST:
                opened = self._census.each[OPEN, quarter]
                of += opened
                have += sum(self._cells[OPEN, quarter, level] for level in levels)
                same = sum(self._cells[each, quarter, level] for each in outcomes for level in levels)
                expected += opened * same / there
        is_enough = of >= _ENOUGH or (of and 2 * of >= self.of.open)
        return Beside(have, of, expected / of) if is_enough else self._whole(levels, outcomes)

    def _whole(self, levels: Collection[Level], outcomes: Sequence[int]) -> Beside:
        """The same whenever they were created."""
        total = sum(self.of[each] for each in outcomes)
        same = sum(self._counts[each, level] for each in outcomes for level in levels)
        return Beside(self.having(levels).open, self.of.open, same / total if total else 0.0)


def is_unlikely(number: int, share: float, usual: float, once_in: int = 1000) -> bool:
    """Whether a share of so many is so far from what is usual that chance gives it once in so many times at most."""
    return number * _apart(share, usual) >= log(once_in)


def _apart(share: float, usual: float) -> float:
    """Relative entropy of two shares, by which Chernoff bounds what chance gives: exp(-number × this)."""
    if (share > 0 and usual <= 0) or (share < 1 and usual >= 1):
        return inf
    found = share * log(share / usual) if share > 0 else 0.0
    return found + ((1 - share) * log((1 - share) / (1 - usual)) if share < 1 else 0.0)
