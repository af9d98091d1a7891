"""Opportunities that went under one id and came back under another, as where a CRM was moved."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..domain.opportunity import Opportunity
from .chronicle import Life
from .matching import Match, keyed


class Renumbered(NamedTuple):
    """Two lives that seem to be one."""

    before: Opportunity
    """What it last looked like under its old id."""
    after: Opportunity
    """What it first looked like under its new one."""
    day: date
    """The look at which the one was gone and the other there."""


def renumbered(lives: Mapping[str, Life], seen: Sequence[date]) -> Iterator[Renumbered]:
    """Lives that end at the look at which another one of the same name and account begins, in order of keys.

    `seen` has the days of all looks. One that has no account is known by too little.
    """
    name = keyed(Match.NAME_AND_ACCOUNT)
    begun: dict[tuple[str | None, date], Opportunity] = {}
    for life in lives.values():
        first = life[0].state
        if first is not None and first.account and (look := _look(life[0].day, seen)) is not None:
            begun.setdefault((name(first), look), first)
    for life in lives.values():
        last = life[-2].state if len(life) > 1 and life[-1].state is None else None
        look = None if last is None or not last.account else _look(life[-1].day, seen)
        after = None if last is None or look is None else begun.get((name(last), look))
        if last is not None and look is not None and after is not None and after.id != last.id:
            yield Renumbered(last, after, look)


def _look(day: date, seen: Sequence[date]) -> date | None:
    """The first look on or after a day, but for the very first of all, at which everything begins."""
    at = bisect_left(seen, day)
    return seen[at] if 0 < at < len(seen) else None
