"""Time between two moments: all hours, or those that are worked."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from ..domain.moment import Moment

NOTHING = timedelta()
_DAY = timedelta(days=1)
_WEEK = 7


class WorkingTime:
    """Hours that are worked: so many from `opens` on [since midnight] on some days of the week, but for holidays."""

    def __init__(
        self, weekdays: Iterable[int], opens: timedelta, closes: timedelta, holidays: Iterable[date] = ()
    ) -> None:
        self._weekdays = frozenset(weekdays)
        self._opens, self._closes = opens, closes
        self._free = sorted(day.toordinal() for day in set(holidays) if day.weekday() in self._weekdays)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Time that is worked from one moment to a later one; nothing where it is not later."""
        if end <= start:
            return NOTHING
        first, last = start.date(), end.date()
        if first == last:
            return self._within(first, start, end)
        whole = self._days(first.toordinal() + 1, last.toordinal())
        night = datetime.combine(first, time()) + _DAY
        ends = self._within(first, start, night) + self._within(last, datetime.combine(last, time()), end)
        return whole * (self._closes - self._opens) + ends

    def _within(self, day: date, start: datetime, end: datetime) -> timedelta:
        """What is worked between two moments of one day."""
        ordinal = day.toordinal()
        if not self._days(ordinal, ordinal + 1):
            return NOTHING
        midnight = datetime.combine(day, time())
        return max(NOTHING, min(end, midnight + self._closes) - max(start, midnight + self._opens))

    def _days(self, first: int, end: int) -> int:
        """Working days from one day up to, not including, another; both as ordinals."""
        weeks, rest = divmod(max(0, end - first), _WEEK)
        # Day 1, of the year 1, was a Monday.
        odd = sum((ordinal - 1) % _WEEK in self._weekdays for ordinal in range(end - rest, end))
        free = bisect_left(self._free, end) - bisect_left(self._free, first)
        return weeks * len(self._weekdays) + odd - free


class Passed(NamedTuple):
    """How much time passed between two moments, as finely as these tell it."""

    least: timedelta
    most: timedelta


def passed(start: Moment, end: Moment, hours: WorkingTime | None) -> Passed:
    """Time from one moment to another: of days alone the least and the most that it can have been."""
    if start.timed and end.timed:
        apart = end.at - start.at - _turned(start, end) if hours is None else hours.between(start.at, end.at)
        return Passed(max(NOTHING, apart), max(NOTHING, apart))
    if hours is not None:
        return Passed(hours.between(start.latest, end.earliest), hours.between(start.earliest, end.latest))
    return Passed(max(NOTHING, end.earliest - start.latest), max(NOTHING, end.latest - start.earliest))


def is_backwards(start: Moment, end: Moment) -> bool:
    """Whether one moment is surely before another that should be before it."""
    if start.timed and end.timed:
        return end.at - _turned(start, end) < start.at
    return end.day < start.day


def _turned(start: Moment, end: Moment) -> timedelta:
    """How far the clocks were turned forward in between: for summer, or by another offset."""
    return NOTHING if start.east is None or end.east is None else end.east - start.east
