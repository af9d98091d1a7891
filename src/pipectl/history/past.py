"""All that the past adds up to for one set of opportunities, and for each group of them.

An opportunity belongs to the group of what it looks like now (of what is gone, what it last did), so that no move
between two owners opens a hole in either's waterfall, and the groups pool to the whole.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from ..domain.currencies import carried
from ..domain.opportunity import Opportunity
from ..domain.period import Period
from ..domain.totals import Additive
from ..domain.values import Outcome
from .chronicle import Chronicle, Life
from .conversion import Passage, passages
from .durations import Stay, stays
from .paths import Path, paths
from .pushes import NO_PUSHES, Pushes, pushes
from .slips import NO_SLIPS, Slips, slips
from .waterfall import NONE, Bucket, Level, waterfall

Key = str | None
Grouping = Callable[[Opportunity], Key]
Keep = Callable[[Opportunity], bool]


class Frame(NamedTuple):
    """What the past is seen through."""

    as_of: date
    period: Period
    lookback: Period
    positions: Mapping[str, int]
    """Open stages by name, with their position among the open stages."""
    since: date | None
    """The day at whose end the waterfall starts; None where there is none before as-of."""


@dataclass(frozen=True, slots=True)
class Past(Additive):
    """Counts and sums that add. `Past()` is that of no opportunity."""

    passages: tuple[Passage, ...] = ()
    """By position of the open stage; those that reached it in the lookback."""
    pushes: Pushes = NO_PUSHES
    """Of the opportunities that are open now."""
    slips: Slips = NO_SLIPS
    start: Level = NONE
    """Open in the window at the start of the waterfall."""
    end: Level = NONE
    buckets: tuple[Level, ...] = ()
    """In the order of `Bucket`."""
    currencies: frozenset[str] = frozenset()
    """What the amounts are in, now and then: sums over more than one mean nothing."""

    def bucket(self, bucket: Bucket) -> Level:
        """What one bucket holds."""
        return self.buckets[list(Bucket).index(bucket)] if self.buckets else NONE


class Group(NamedTuple):
    """The past of the opportunities that share a key."""

    past: Past
    stays: Mapping[str, Stay]
    """By open stage; they don't add."""


def fold(chronicle: Chronicle, frame: Frame, keep: Keep, groupings: Sequence[Grouping]) -> tuple[dict[Key, Group], ...]:
    """The past of each group of those that are kept, one mapping per grouping."""
    known = paths(chronicle, frame.as_of)
    kept = {key: path for key, path in known.items() if keep(path.last)}
    found: list[dict[Key, Group]] = []
    for grouping in groupings:
        parts: dict[Key, dict[str, Path]] = {}
        for key, path in kept.items():
            parts.setdefault(grouping(path.last), {})[key] = path
        found.append({group: _group(chronicle, part, frame) for group, part in parts.items()})
    return tuple(found)


def nobody(frame: Frame) -> Group:
    """The past of no opportunity."""
    return Group(Past(passages=(Passage(),) * len(frame.positions)), dict.fromkeys(frame.positions, Stay()))


def _group(chronicle: Chronicle, part: Mapping[str, Path], frame: Frame) -> Group:
    lives = {key: chronicle.lives[key] for key in part}
    some = list(part.values())
    past = Past(
        passages=passages(some, frame.positions, frame.lookback),
        pushes=_pushes(lives, part, frame),
        slips=_slips(lives, frame),
        currencies=carried(moment.state for life in lives.values() for moment in life if moment.state is not None),
    )
    return Group(_with_waterfall(past, lives, frame), stays(some, frame.positions, frame.lookback, frame.as_of))


def _pushes(lives: Mapping[str, Life], part: Mapping[str, Path], frame: Frame) -> Pushes:
    still = [lives[key] for key, path in part.items() if path.outcome is Outcome.OPEN]
    return pushes(still, frame.period, frame.as_of)


def _slips(lives: Mapping[str, Life], frame: Frame) -> Slips:
    start = frame.period.start
    if start is None or frame.period.end is None or start > frame.as_of:
        return NO_SLIPS
    return slips(lives.values(), frame.period, frame.as_of)


def _with_waterfall(past: Past, lives: Mapping[str, Life], frame: Frame) -> Past:
    if frame.since is None:
        return past
    found = waterfall(lives, frame.since, frame.as_of, frame.period)
    return replace(past, start=found.start, end=found.end, buckets=tuple(found.buckets.values()))


def change_since(chronicle: Chronicle, as_of: date, period: Period) -> date | None:
    """The day that changes are counted from: that of the last look at the whole pipeline but one.

    Where nobody looked, as with a CRM's history alone, the day before the period, as far back as history tells amounts
    and close dates; None where it does not.
    """
    looks = [day for day in chronicle.seen if day <= as_of]
    if len(looks) > 1:
        return looks[-2]
    since = chronicle.amounts_since
    if since is None or since >= as_of:
        return None
    start = since if period.start is None else max(since, period.start - timedelta(days=1))
    return start if start < as_of else None
