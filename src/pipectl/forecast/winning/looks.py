"""Looks at opportunities while they were open: what chances are learnt from.

Each is one opportunity as it stood on one day. Days are evenly spaced, so that what was open for long is looked at more
often, just as it is more often among those open on any day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from math import ceil
from statistics import median_low
from typing import NamedTuple

from ...domain.values import Outcome
from ..seen import Seen

#: A look is taken at about every third of a usual life, but neither more nor less often than so [days].
OFTEN, SELDOM = 7, 30
#: Days looked at, at most; further back customers and sellers were others.
MOST_DAYS = 60
#: Looks in all, about: beyond it fewer days are looked at, down to so many, then fewer opportunities.
MOST_LOOKS, FEWEST_DAYS = 40_000, 15


class Look(NamedTuple):
    """An open opportunity as it was known at the end of a day."""

    day: date
    seen: Seen


class Plan(NamedTuple):
    """What is looked at."""

    days: tuple[date, ...]
    """Evenly spaced, the first first."""
    keys: frozenset[str]
    """Of the decided ones."""


def plan_of(today: Iterable[Seen], as_of: date) -> Plan:
    """The days of the past on which some of those that are decided by now are looked at."""
    ended = sorted((one for one in today if _has_lived(one, as_of)), key=lambda one: one.key)
    if not ended:
        return Plan((), frozenset())
    begins, ends = sorted(_begun(one) for one in ended), sorted(_end(one) for one in ended)
    step = min(max(median_low(_end(one) - _begun(one) for one in ended) // 3, OFTEN), SELDOM)
    days = [day for back in range(MOST_DAYS, 0, -1) if (day := as_of.toordinal() - step * back) >= begins[0]]
    looks = sum(bisect_right(begins, day) - bisect_right(ends, day) for day in days)
    while looks > MOST_LOOKS and len(days) >= 2 * FEWEST_DAYS:
        days, looks = days[::-2][::-1], looks // 2
    every = max(ceil(looks / MOST_LOOKS), 1)
    return Plan(tuple(map(date.fromordinal, days)), frozenset(one.key for one in ended[::every]))


def _has_lived(one: Seen, as_of: date) -> bool:
    return is_decided(one, as_of) and one.created is not None and _begun(one) < _end(one)


def _begun(one: Seen) -> int:
    return 0 if one.created is None else one.created.toordinal()


def _end(one: Seen) -> int:
    return 0 if one.closed is None else one.closed.toordinal()


def by_dates(today: Iterable[Seen], plan: Plan) -> Iterator[Look]:
    """What the dates of decided ones alone prove: on which days they were open, and how old they were."""
    days = [day.toordinal() for day in plan.days]
    for one in today:
        if one.key in plan.keys:
            bare = untold(one)
            for place in range(bisect_left(days, _begun(one)), bisect_left(days, _end(one))):
                yield Look(plan.days[place], bare)


def untold(one: Seen) -> Seen:
    """An opportunity without anything that was different at other times, as far as nobody knows."""
    return one._replace(
        outcome=Outcome.OPEN, amount=None, stage=None, probability=None, expected_close=None, entered=None, pushes=None
    )


def is_decided(one: Seen, as_of: date) -> bool:
    """Whether it was won or lost on a known day by as-of."""
    return one.outcome is not Outcome.OPEN and one.closed is not None and one.closed <= as_of
