"""Past days on which a forecast is tried: what each method said then, from what was known then, and what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..domain.values import Undefined
from .estimate import Method, Rates
from .methods import METHODS
from .seen import View
from .spans import shifted, steps_to
from .target import Target, amounts_won, booked_rows

#: Months looked back on.
MOST = 36
#: Days before a period's end that are tried, where no end of a month lies as near as `NEAR`.
BEFORE_END, NEAR = (30, 60, 90), 3
#: Days to the nearest look at the pipeline within which one is tried on that look instead.
REACH = 15
_A_DAY = timedelta(1)


class Trial(NamedTuple):
    """One past day."""

    target: Target
    rates: Mapping[Method, Rates | Undefined]
    booked: float
    """Won in the period, as known on that day."""

    @property
    def day(self) -> date:
        """The day the forecast would have been made on."""
        return self.target.as_of

    def forecast(self, method: Method) -> float | None:
        """What a method said of the whole period; None where it said nothing."""
        said = self.rates[method]
        return None if isinstance(said, Undefined) else self.booked + said.rest


def trial(view: View, target: Target) -> Trial:
    """What all methods say on the day of a view."""
    rates = {method: forecast(view, target) for method, forecast in METHODS.items()}
    return Trial(target, rates, booked_on(view, target))


def booked_on(view: View, target: Target) -> float:
    """Won in the period, as known in the view."""
    return float(amounts_won(view, booked_rows(view, target)).sum())


def days_of(view: View, target: Target) -> Iterator[Target]:
    """The past days to try, in order, each with the period asked about on it: as far ahead as the one of today is.

    Ends of months, and 30, 60 and 90 days before the end of a period, or the days near them on which the pipeline was
    looked at; the period over by the day of the view.
    """
    since, last = view.since, view.as_of
    if since is None:
        return
    lead = -steps_to(target.start, target.end, view.as_of + _A_DAY)
    first = max(date.fromordinal(since), _months_before(last, MOST))
    ends = list(_month_ends(first, last))
    near = {day + timedelta(off) for day in ends for off in range(-NEAR, NEAR + 1)}
    planned = sorted({*ends, *(day for day in _before_ends(target, first, last) if day not in near)})
    for seen, day in _looked_at(planned, view.looks):
        steps = steps_to(target.start, target.end, day + _A_DAY) + lead
        found = Target(*shifted(target.start, target.end, steps), seen, target.lookback)
        if found.end <= last + _A_DAY:
            yield found


def _looked_at(planned: Sequence[date], looks: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Each day on which a forecast is made, and the one that its period is counted from.

    Where the pipeline was looked at now and then, a planned day moves to the nearest look, as in between nobody knows
    what it was; one that is as near as `NEAR` counts as the planned one.
    """
    taken: dict[date, date] = {}
    for day in planned:
        look = min(looks, key=lambda one: abs(one - day), default=day)
        off = abs((look - day).days)
        seen = look if off <= REACH else day
        if seen not in taken or off <= NEAR:
            taken[seen] = day if off <= NEAR else seen
    yield from sorted(taken.items())


def _months_before(day: date, months: int) -> date:
    return shifted(day.replace(day=1), _next_month(day), -months)[0]


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(32)).replace(day=1)


def _month_ends(first: date, last: date) -> Iterator[date]:
    day = _next_month(first) - _A_DAY
    while day < last:
        yield day
        day = _next_month(day + _A_DAY) - _A_DAY


def _before_ends(target: Target, first: date, last: date) -> Iterator[date]:
    """The days before the end of each period that lie in it."""
    steps = steps_to(target.start, target.end, first)
    while True:
        start, end = shifted(target.start, target.end, steps)
        if start > last:
            return
        found = (end - timedelta(days + 1) for days in BEFORE_END)
        yield from (day for day in found if max(start - _A_DAY, first) <= day < last)
        steps += 1
