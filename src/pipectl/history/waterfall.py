"""The waterfall: how the open pipeline of one day became that of another, to the cent.

start + created + pulled in + reopened + increased - decreased - pushed out - won - lost - removed = end

Each step of an opportunity's life between the two days moves its amount into or out of what stands open in the window
of close dates, and each such move is one entry of one bucket. So the sums balance whatever happened, and an opportunity
may stand in several buckets: pulled in, then lost.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from typing import NamedTuple

from ..domain.opportunity import Opportunity
from ..domain.period import Period
from ..domain.totals import Additive
from ..domain.values import EXACT, ZERO, Outcome
from .chronicle import Life, state_at


class Bucket(StrEnum):
    """Why the amount that stands open in the window changed, in the order of the waterfall."""

    CREATED = "created"
    """It was not there before; or appeared already decided, with a close date in the window."""
    PULLED_IN = "pulled_in"
    """Its expected close was moved into the window, from whichever side; or it was won there, due outside."""
    REOPENED = "reopened"
    """It is open again after it was won, lost or gone."""
    INCREASED = "increased"
    DECREASED = "decreased"
    PUSHED_OUT = "pushed_out"
    """Its expected close was moved out of the window, to whichever side, or taken away."""
    WON = "won"
    LOST = "lost"
    REMOVED = "removed"
    """It is gone from the export, as what was deleted is."""


#: Buckets that make the open amount smaller.
OUTWARD = frozenset({Bucket.DECREASED, Bucket.PUSHED_OUT, Bucket.WON, Bucket.LOST, Bucket.REMOVED})


class Entry(NamedTuple):
    """One move of one opportunity."""

    bucket: Bucket
    key: str
    day: date
    amount: Decimal
    """What it adds to the open amount of the window; less than zero where it takes away."""
    before: Opportunity | None
    after: Opportunity | None

    @property
    def opportunity(self) -> Opportunity:
        """What it looked like then; what is gone, what it last did."""
        known = self.after or self.before
        if known is None:
            raise ValueError("a move of nothing")
        return known


@dataclass(frozen=True, slots=True)
class Level(Additive):
    """So many opportunities, and what they are worth."""

    opportunities: int = 0
    amount: Decimal = ZERO


NONE = Level()


class Waterfall(NamedTuple):
    """From what stood open at the end of one day to what did at the end of another, by way of the entries."""

    start: Level
    end: Level
    entries: tuple[Entry, ...]
    """In order of time; those of one opportunity as they came."""

    @property
    def buckets(self) -> Mapping[Bucket, Level]:
        """Every bucket, empty ones too: how many opportunities it holds, and what they add (less than zero: take)."""
        found: dict[Bucket, list[Entry]] = {bucket: [] for bucket in Bucket}
        for entry in self.entries:
            found[entry.bucket].append(entry)
        return {
            bucket: Level(len({entry.key for entry in some}), _sum(entry.amount for entry in some))
            for bucket, some in found.items()
        }


def waterfall(lives: Mapping[str, Life], start: date, end: date, window: Period) -> Waterfall:
    """What stood open in a window of close dates at the end of two days, and every move between them.

    A window without bounds holds every open opportunity. Opportunities without an amount move, and add nothing.
    """
    first, last = (_level(lives, day, window) for day in (start, end))
    entries = [entry for key, life in lives.items() for entry in _entries(key, life, (start, end), window)]
    entries.sort(key=lambda entry: entry.day)
    return Waterfall(first, last, tuple(entries))


def _level(lives: Mapping[str, Life], day: date, window: Period) -> Level:
    states = (state_at(life, day) for life in lives.values())
    standing = [_amount(state) for state in states if _stands(state, window)]
    return Level(len(standing), _sum(standing))


def _entries(key: str, life: Life, days: tuple[date, date], window: Period) -> Iterator[Entry]:
    """The moves of one life after the first day, up to and with the second."""
    before, known = None, False
    for moment in life:
        if moment.day > days[1]:
            return
        if moment.day > days[0]:
            for bucket, amount in _moves(before, moment.state, window, known=known):
                yield Entry(bucket, key, moment.day, amount, before, moment.state)
        before, known = moment.state, True


def _moves(
    before: Opportunity | None, after: Opportunity | None, window: Period, *, known: bool
) -> Iterator[tuple[Bucket, Decimal]]:
    """What one step moves; `known` where the opportunity was there at any time before."""
    was, stands = _stands(before, window), _stands(after, window)
    if not (was or stands or _ends_inside(before, after, window)):
        return
    value = _amount(before)
    if not was:
        bucket = _arrival(before, known=known)
        value = value if bucket is Bucket.PULLED_IN else _amount(after)
        yield bucket, value
    if stands or _is(after, Outcome.WON):
        change = EXACT.subtract(_amount(after), value)
        if change:
            yield Bucket.INCREASED if change > 0 else Bucket.DECREASED, change
        value = _amount(after)
    if not stands:
        yield _departure(after), EXACT.minus(value)


def _arrival(before: Opportunity | None, *, known: bool) -> Bucket:
    if _is(before, Outcome.OPEN):
        return Bucket.PULLED_IN
    return Bucket.REOPENED if known else Bucket.CREATED


def _departure(after: Opportunity | None) -> Bucket:
    if after is None:
        return Bucket.REMOVED
    return {Outcome.WON: Bucket.WON, Outcome.LOST: Bucket.LOST}.get(after.outcome, Bucket.PUSHED_OUT)


def _ends_inside(before: Opportunity | None, after: Opportunity | None, window: Period) -> bool:
    """Whether it was decided in the window without ever having stood open in it.

    What was due elsewhere and is lost is no loss of the window; what appears already lost is, by its close date.
    """
    if after is None or after.outcome is Outcome.OPEN or _is(before, after.outcome):
        return False
    if after.outcome is Outcome.LOST and _is(before, Outcome.OPEN):
        return False
    return _within(after.close_date, window)


def _stands(state: Opportunity | None, window: Period) -> bool:
    """Whether it is open and due in the window."""
    return state is not None and state.outcome is Outcome.OPEN and _within(state.expected_close, window)


def _within(day: date | None, window: Period) -> bool:
    return day in window or (day is None and window.start is None and window.end is None)


def _is(state: Opportunity | None, outcome: Outcome) -> bool:
    return state is not None and state.outcome is outcome


def _amount(state: Opportunity | None) -> Decimal:
    return ZERO if state is None or state.amount is None else state.amount


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return reduce(EXACT.add, amounts, ZERO)
