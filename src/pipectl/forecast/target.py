"""The period asked for, as a method sees it from a day."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from ..domain.period import lookback
from .estimate import Rates
from .seen import View
from .spans import Window, shifted, steps_to, window
from .table import Floats, Ints, some

#: Past periods that are looked back on, if the lookback has fewer; and the most.
LEAST, MOST = 4, 36


class Target(NamedTuple):
    """A period with both bounds, seen from the end of a day."""

    start: date
    end: date
    """The first day behind it."""
    as_of: date
    lookback: str = "365d"
    """How far back rates are learnt from, as pipeline.yaml has it."""

    @property
    def window(self) -> Window:
        """The days of it to come."""
        return window(self.start, self.end, self.as_of)

    def earlier(self, steps: int) -> "Target":
        """The same so many periods before, with as many days to come, however many the period has in all."""
        start, end = shifted(self.start, self.end, -steps)
        return Target(start, end, end - timedelta(self.window.until + 1), self.lookback)

    def on(self, day: date) -> "Target":
        """The same seen from another day; what has begun is begun on that day, too, so that it has no days to skip."""
        start = self.start if self.window.skip else min(self.start, day + timedelta(1))
        return self._replace(start=start, as_of=day)

    def learnt_from(self, view: View) -> tuple[int, int]:
        """First and last day that rates are learnt from: the lookback, from the first decision on."""
        start = lookback(self.lookback, view.as_of).start
        since = view.since or view.as_of.toordinal()
        return max(since, start.toordinal()) if start else since, view.as_of.toordinal()


def past_ones(view: View, target: Target) -> list[Target]:
    """The period as it was seen with as many days left, of each past one that ended in the lookback; latest first.

    At least the last `LEAST`, where anything was decided that early.
    """
    first, last = target.learnt_from(view)
    found: list[Target] = []
    for steps in range(steps_to(target.start, target.end, view.as_of), -MOST, -1):
        past = target.earlier(-steps)
        if past.end.toordinal() > last + 1:
            continue
        enough = past.end.toordinal() <= first and len(found) >= LEAST
        if enough or past.as_of.toordinal() < (view.since or last):
            break
        found.append(past)
    return found


def won_in(view: View, first: int, last: int) -> Ints:
    """Rows of what was won from a day to another, both included, as known in the view."""
    closed = view.table.closed[view.won]
    return some(view.won, (closed >= first) & (closed <= last))


def amounts_won(view: View, rows: Ints) -> Floats:
    """What they were won with, those that have an amount."""
    amounts = view.table.amount[rows]
    known: Floats = amounts[~np.isnan(amounts)]
    return known


def booked_rows(view: View, target: Target) -> Ints:
    """Rows of what was won in the period, as known in the view; of the period asked about today, as exported.

    What was won with a close date behind as-of is among them, as it is in the report.
    """
    rows = won_in(view, target.start.toordinal(), target.end.toordinal() - 1)
    return some(rows, view.exported(rows)) if target.as_of == view.as_of else rows


def gone_rows(view: View, target: Target) -> Ints:
    """Rows of what history says was won in the period asked about, which today's export has no more."""
    rows = won_in(view, target.start.toordinal(), target.end.toordinal() - 1)
    return some(rows, ~view.exported(rows) & (target.as_of == view.as_of))


def spread_of_mean(amounts: Floats) -> float:
    """Coefficient of variation of a sum of so many wins: that of a Poisson number of such amounts.

    sqrt((1 + cv^2) / n), the error of count x mean when both are learnt from the same n wins.
    """
    mean = float(amounts.mean()) if len(amounts) else 0.0
    if not mean:
        return 1.0
    return float(np.sqrt((1 + (float(amounts.std()) / mean) ** 2) / len(amounts)))


def spread_of_share(chance: float, wins: int) -> float:
    """Coefficient of variation of a share learnt from so many wins: sqrt((1 - share) / wins), as binomial counts vary.

    What is open has its amount, so that sizes of wins are no part of it, and what is all but certain varies little.
    """
    return float(np.sqrt((1 - chance) / wins)) if wins else 1.0


def error_of(rates: Rates, wins: int) -> Rates:
    """The same with the error of its rates: that of shares for open ones, that of sums for those not yet created."""
    whole, amounts = rates.rest, float(np.abs(rates.amounts).sum())
    if not whole > 0:
        return rates._replace(error=1.0)
    chance = min(1.0, max(0.0, rates.open_amount) / amounts) if amounts else 0.0
    new = spread_of_mean(rates.sizes) if rates.sizes is not None else 0.0
    return rates._replace(error=(rates.open_amount * spread_of_share(chance, wins) + rates.new_amount * new) / whole)
