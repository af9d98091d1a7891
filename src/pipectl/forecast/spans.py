"""Periods of one length that follow each other, and the days of a period that are still to come."""

from datetime import date, timedelta
from typing import NamedTuple

from ..domain.period import Period


class Window(NamedTuple):
    """The days to come that count, as days after as-of: those behind `skip`, up to and with `until`."""

    skip: int
    """0 in a period that has begun."""
    until: int

    @property
    def days(self) -> int:
        """How many days they are; 0 where the period is over."""
        return self.until - self.skip


def window(start: date, end: date, as_of: date) -> Window:
    """The days of a period that lie behind as-of."""
    until = max(0, (end - as_of).days - 1)
    return Window(min(until, max(0, (start - as_of).days - 1)), until)


def shifted(start: date, end: date, steps: int) -> tuple[date, date]:
    """The span so many lengths later, earlier where less than 0; in months where it is made of months, else in days."""
    if start.day == 1 == end.day:
        length = (end.year - start.year) * 12 + end.month - start.month
        return _months_on(start, steps * length), _months_on(end, steps * length)
    days = timedelta(steps * (end - start).days)
    return start + days, end + days


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def steps_to(start: date, end: date, day: date) -> int:
    """How many lengths the span that holds a day is away."""
    steps = (day - start).days // max(1, (end - start).days)
    while shifted(start, end, steps)[0] > day:
        steps -= 1
    while shifted(start, end, steps)[1] <= day:
        steps += 1
    return steps


def bounds(period: Period) -> tuple[date, date] | None:
    """First day of a period and the first day behind it; None where it has no bound on a side."""
    return None if period.start is None or period.end is None else (period.start, period.end)
