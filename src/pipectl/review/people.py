"""Owners side by side: each against the others, and against the lookback before.

An owner is held against all others together, never against a team that has their own deals in it. Nobody is ranked:
what chance makes of so few is said to be alike.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, overload

from ..domain.coaching import Against, Compared, Person
from ..domain.result import Detail, Measure
from ..domain.sums import Sum
from ..domain.values import EXACT, ZERO, Mean, Ratio, Unit
from ..engines.spread import HALF, percentile
from .apart import LEAST, Ranked, by_intervals, by_ranks, ranked
from .coaching import hint
from .samples import Sample

#: Shares of counts; the others are means, or a median.
_SHARES = ("win_rate", "slippage")
#: Figures learnt from what was decided, which have a past in the export itself.
LEARNT = ("win_rate", "average_deal_size", "sales_cycle")
ACTIVITY = "days_since_activity"
KEYS = (*LEARNT, "slippage", ACTIVITY)
NO_ACTIVITY_COLUMN = (
    "the file has no day of the last activity; name its column under columns: last_activity in pipeline.yaml"
)
NO_ACTIVITY = "no open opportunity has a day of its last activity"
NO_OTHERS = "nobody else has any"


class Without(Sequence[int]):
    """Ascending numbers of all less those of some of them, never written out: that would be once for each owner."""

    def __init__(self, whole: Sequence[int], some: Sequence[int]) -> None:
        self._whole, self._some = whole, some

    def __len__(self) -> int:
        return len(self._whole) - len(self._some)

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...

    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        return self._whole[bisect_right(self._whole, at, key=self._left_up_to)]

    def _left_up_to(self, value: int) -> int:
        """How many of those that are left are no more than a value."""
        return bisect_right(self._whole, value) - bisect_right(self._some, value)


class Side(NamedTuple):
    """What is known of somebody."""

    measures: Mapping[str, Measure]
    sample: Sample
    currency: str | None
    """The one all their amounts are in."""


class Ground(NamedTuple):
    """What somebody is held against, and what may be asked of them."""

    team: Side
    target_coverage: Decimal
    can_add: bool
    """Whether the period goes on, so that pipeline can be added to it."""
    tells_activity: bool
    ranks: Mapping[str, Ranked]
    """Of the team's values, by the key of the figure."""
    activity: Sequence[int]
    """The team's days since the last activity, ascending."""


def ground_of(team: Side, target_coverage: Decimal, *, can_add: bool, tells_activity: bool) -> Ground:
    """The ground that a team makes."""
    ranks = {key: ranked(_values(key, team.sample)) for key in KEYS}
    return Ground(team, target_coverage, can_add, tells_activity, ranks, sorted(team.sample.days_since_activity))


def team_of(now: Side, before: Side | None, ground: Ground) -> Person:
    """The team, against its own past."""
    figures = tuple(_compared(key, now, before, ground, is_team=True) for key in KEYS)
    return _person(None, now, figures)


def owner_of(owner: str | None, now: Side, before: Side | None, ground: Ground) -> Person:
    """One owner, who is of the team."""
    figures = tuple(_compared(key, now, before, ground) for key in KEYS)
    found = _person(owner, now, figures)
    return found._replace(hint=hint(found, now.measures, now.sample, ground.target_coverage, can_add=ground.can_add))


def _person(owner: str | None, now: Side, figures: tuple[Compared, ...]) -> Person:
    stock = now.measures["pipeline_value"]
    return Person(
        owner=owner,
        decided=int(now.measures["win_rate"].denominator or 0),
        open=Sum(int(now.measures["opportunities"].value or 0), stock.value, now.currency),
        currency=now.currency,
        coverage=now.measures["remaining_coverage"],
        figures=figures,
        hint=None,
    )


def _compared(key: str, now: Side, before: Side | None, ground: Ground, *, is_team: bool = False) -> Compared:
    own, behind = _figure(key, now, ground)
    others, others_behind = (None, 0) if is_team else _others(key, now, ground)
    then, then_behind = (None, 0) if before is None or key not in LEARNT else _figure(key, before, ground)
    values, earlier = _values(key, now.sample), () if before is None else _values(key, before.sample)
    return Compared(
        own=own,
        behind=behind,
        others=others,
        others_behind=others_behind,
        against_others=_against(own, others, values, ground.ranks[key]),
        before=then,
        before_behind=then_behind,
        against_before=_against(own, then, values, ranked((*values, *earlier))),
    )


def _values(key: str, sample: Sample) -> Sequence[Decimal | int]:
    found: Sequence[Decimal | int] = () if key in _SHARES else getattr(sample, key)
    return found


def _figure(key: str, side: Side, ground: Ground) -> tuple[Detail, int]:
    """A figure of somebody, and how many opportunities it is made of."""
    if key == ACTIVITY:
        return _activity(sorted(side.sample.days_since_activity), ground)
    found = side.measures[key]
    halves = (found.value, found.numerator, found.denominator, found.interval, found.undefined)
    return Detail(found.key, found.title, found.unit, *halves), int(found.denominator or 0)


def _activity(days: Sequence[int], ground: Ground) -> tuple[Detail, int]:
    median = percentile(days, HALF)
    why = None if median is not None else NO_ACTIVITY if ground.tells_activity else NO_ACTIVITY_COLUMN
    detail = Detail(ACTIVITY, "Days since last activity, median", Unit.DAYS, median, undefined=why)
    return detail, len(days)


def _others(key: str, now: Side, ground: Ground) -> tuple[Detail, int]:
    """The figure of the team without somebody: what pools is taken away again, half by half."""
    if key == ACTIVITY:
        return _activity(Without(ground.activity, sorted(now.sample.days_since_activity)), ground)
    own, team = now.measures[key], ground.team.measures[key]
    if team.numerator is None or team.denominator is None:
        return Detail(team.key, team.title, team.unit, None, undefined=team.undefined), 0
    above = EXACT.subtract(team.numerator, own.numerator or ZERO)
    below = int(team.denominator - (own.denominator or ZERO))
    ratio = Ratio(int(above), below) if key in _SHARES else Mean(above, below)
    why = None if below else NO_OTHERS
    halves = (ratio.value, Decimal(above), Decimal(below), ratio.interval, why)
    return Detail(team.key, team.title, team.unit, *halves), below


def _against(one: Detail, other: Detail | None, values: Sequence[Decimal | int], whole: Ranked) -> Against:
    """How one figure stands against another, where there is enough behind both and both are told."""
    if other is None or _is_untold(one) or _is_untold(other):
        return Against.UNTOLD
    if one.key in _SHARES:
        few = min(int(each.denominator or 0) for each in (one, other)) < LEAST
        return Against.TOO_FEW if few else by_intervals(one.interval, other.interval)
    if min(len(values), whole.size - len(values)) < LEAST:
        return Against.TOO_FEW
    found = by_ranks(values, whole)
    return found if found is _by_value(one, other) else Against.ALIKE


def _is_untold(found: Detail) -> bool:
    """Whether the file does not tell it, or it has no sum; that there is nothing to take it of is another thing."""
    return found.value is None and found.denominator is None and found.undefined != NO_ACTIVITY


def _by_value(one: Detail, other: Detail) -> Against:
    if one.value is None or other.value is None or one.value == other.value:
        return Against.ALIKE
    return Against.HIGHER if one.value > other.value else Against.LOWER
