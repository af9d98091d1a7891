"""What the chances of single opportunities were worth: their Brier score, and how often what was likely came."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from ..domain.totals import BANDS
from ..domain.values import Ratio, Undefined
from .estimate import DIGITS, Method, Rates
from .seen import View
from .table import Flags, Floats
from .target import Target

_ENDS = np.array([float(end) for end in BANDS])


class Said(NamedTuple):
    """Opportunities whose chance lay in one band."""

    until: Decimal
    """The highest chance of the band, which holds it; the first one holds 0 as well."""
    won: Ratio
    """Share that was won in the period."""
    chance: Decimal | None
    """Mean chance; None where there was none."""


class Judged(NamedTuple):
    """What one method's chances were worth."""

    opportunities: int
    """Counted once for every past day they were open on."""
    brier: Decimal
    """Mean squared difference between chance and what came, 0 or 1; four digits, smaller is better."""
    base: Decimal
    """That of one chance for all, the share that was won."""
    bands: tuple[Said, ...]


class Tally:
    """Sums that grow from day to day."""

    def __init__(self) -> None:
        self.squares = 0.0
        self.sums = np.zeros((3, len(_ENDS)))
        """By band: how many, won ones, and the sum of chances."""

    def add(self, chances: Floats, won: Flags) -> None:
        """Take what was said of some, and what came of them."""
        band = np.minimum(np.searchsorted(_ENDS, chances), len(_ENDS) - 1)
        self.squares += float(((chances - won) ** 2).sum())
        for place, values in enumerate((None, won, chances)):
            self.sums[place] += np.bincount(band, values, len(_ENDS))


class Judging:
    """The chances of all methods against what is known now."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.tallies: dict[Method, Tally] = {}

    def add(self, target: Target, said: Mapping[Method, Rates | Undefined]) -> None:
        """Take one past day; the run rate says nothing of single ones."""
        closed = self._view.won_by[0]
        for method, rates in said.items():
            if isinstance(rates, Undefined) or method is Method.RUN_RATE:
                continue
            on = closed[self._view.table.who[rates.rows]]
            won = (on >= target.start.toordinal()) & (on < target.end.toordinal())
            self.tallies.setdefault(method, Tally()).add(rates.chances, won)


def judged_of(tally: Tally) -> Judged:
    """What the sums come to."""
    counts, wins, chances = tally.sums.tolist()
    count, won = int(sum(counts)), sum(wins)
    share = won / count if count else 0.0
    bands = tuple(
        Said(end, Ratio(int(came), int(many)), _digits(said / many) if many else None)
        for end, came, many, said in zip(BANDS, wins, counts, chances, strict=True)
    )
    return Judged(count, _digits(tally.squares / count if count else 0.0), _digits(share * (1 - share)), bands)


def _digits(value: float) -> Decimal:
    return Decimal(f"{value:.{DIGITS}f}")
