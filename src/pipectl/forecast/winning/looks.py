"""Looks at opportunities while they were open: what chances are learnt from.

Each is one opportunity as it stood on one day. Days are evenly spaced, so that what was open for long is looked at more
often, just as it is more often among those open on any day.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from statistics import median_low
from typing import NamedTuple

from ...domain.values import Outcome
from ..seen import Seen

#: A look is taken at about every third of a usual life, but neither more nor less often than so [days].
OFTEN, SELDOM = 7, 30
#: Days looked at, at most; further back customers and sellers were others.
MOST_DAYS = 60
#: Looks in all, at most: beyond it they are taken less often.
MOST_LOOKS = 60_000


class Look(NamedTuple):
    """An open opportunity as it was known at the end of a day."""

    day: date
    seen: Seen


def days_to_look_at(today: Iterable[Seen], as_of: date) -> list[date]:
    """The days of the past on which those that are decided by now are looked at, the first first."""
    lives = [(one.created, one.closed) for one in today if is_decided(one, as_of)]
    spans = [(begun, end) for begun, end in lives if begun is not None and end is not None and begun < end]
    if not spans:
        return []
    step = min(max(median_low((end - begun).days for begun, end in spans) // 3, OFTEN), SELDOM)
    first = min(begun for begun, _ in spans)
    days = [as_of - timedelta(step * back) for back in range(MOST_DAYS, 0, -1)]
    days = [day for day in days if day >= first]
    begins, ends = sorted(begun for begun, _ in spans), sorted(end for _, end in spans)
    while len(days) > 1 and sum(bisect_right(begins, day) - bisect_right(ends, day) for day in days) > MOST_LOOKS:
        days = days[::-2][::-1]
    return days


def by_dates(today: Iterable[Seen], days: Sequence[date], as_of: date) -> Iterator[Look]:
    """What the dates of decided ones alone prove: on which days they were open, and how old they were."""
    for one in today:
        if one.created is None or one.closed is None or not is_decided(one, as_of):
            continue
        for day in days[bisect_right(days, one.created - timedelta(1)) : bisect_right(days, one.closed - timedelta(1))]:
            yield Look(day, untold(one))


def untold(one: Seen) -> Seen:
    """An opportunity without anything that was different at other times, as far as nobody knows."""
    return one._replace(
        outcome=Outcome.OPEN, amount=None, stage=None, probability=None, expected_close=None, entered=None, pushes=None
    )


def is_decided(one: Seen, as_of: date) -> bool:
    """Whether it was won or lost on a known day by as-of."""
    return one.outcome is not Outcome.OPEN and one.closed is not None and one.closed <= as_of
