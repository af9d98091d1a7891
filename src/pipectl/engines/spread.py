"""Medians and percentiles. They don't add, so they are asked for apart, per group.

Percentiles interpolate linearly between neighbours: Hyndman and Fan (1996), "Sample quantiles in statistical
packages", type 7, which spreadsheets and most statistics programs use.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..domain.opportunity import Opportunity
from ..domain.values import EXACT, Outcome
from .membership import MEMBERS, Scope
from .rows import Grouping, Key

HALF, THREE_QUARTERS, NINE_TENTHS = Decimal("0.5"), Decimal("0.75"), Decimal("0.9")


class Spread(NamedTuple):
    """Medians and percentiles of one set of opportunities; None where there is nothing to take them of."""

    deal_size_median: Decimal | None = None
    """Of won ones of the lookback that have an amount."""
    cycle_median: Decimal | None = None
    """Created to close date of won ones of the lookback, negative ones left out [days]."""
    cycle_p75: Decimal | None = None
    cycle_p90: Decimal | None = None
    cycle_negative: int = 0
    """Won ones of the lookback that closed before they were created: left out of every cycle."""
    age_median: Decimal | None = None
    """Created to as-of of open ones [days]."""


class _Samples:
    __slots__ = ("ages", "cycles", "sizes")

    def __init__(self) -> None:
        self.sizes: list[Decimal] = []
        self.cycles: list[int] = []
        self.ages: list[int] = []

    def spread(self) -> Spread:
        cycles = sorted(days for days in self.cycles if days >= 0)
        return Spread(
            deal_size_median=percentile(sorted(self.sizes), HALF),
            cycle_median=percentile(cycles, HALF),
            cycle_p75=percentile(cycles, THREE_QUARTERS),
            cycle_p90=percentile(cycles, NINE_TENTHS),
            cycle_negative=len(self.cycles) - len(cycles),
            age_median=percentile(sorted(self.ages), HALF),
        )


def percentile(ordered: Sequence[Decimal | int], share: Decimal) -> Decimal | None:
    """The value below which a share (0 to 1) of ascending values lies; None without values."""
    if not ordered:
        return None
    place = EXACT.multiply(share, Decimal(len(ordered) - 1))
    below = int(place)
    low = Decimal(ordered[below])
    if place == below:
        return low
    step = EXACT.subtract(Decimal(ordered[below + 1]), low)
    return EXACT.add(low, EXACT.multiply(step, EXACT.subtract(place, Decimal(below))))


def spreads(
    opportunities: Iterable[Opportunity], scope: Scope, groupings: Sequence[Grouping]
) -> tuple[dict[Key, Spread], ...]:
    """Spread of each group, one mapping per grouping, with every group that has any opportunity."""
    samples: tuple[dict[Key, _Samples], ...] = tuple({} for _ in groupings)
    pairs = tuple(zip(groupings, samples, strict=True))
    is_won = MEMBERS["won"].row
    for opportunity in opportunities:
        is_open = opportunity.outcome is Outcome.OPEN
        taken = is_open or (opportunity.outcome is Outcome.WON and is_won(opportunity, scope))
        days = opportunity.lived_days(scope.as_of) if is_open else opportunity.cycle_days if taken else None
        for grouping, groups in pairs:
            key = grouping(opportunity)
            group = groups.get(key)
            if group is None:
                group = groups[key] = _Samples()
            if days is not None:
                (group.ages if is_open else group.cycles).append(days)
            if taken and not is_open and opportunity.amount is not None:
                group.sizes.append(opportunity.amount)
    return tuple({key: group.spread() for key, group in groups.items()} for groups in samples)


def usual_cycle(opportunities: Iterable[Opportunity], scope: Scope) -> Decimal | None:
    """p75 of the cycles of those that were won in the lookback [days]: longer than that is unusual for a win."""
    is_won = MEMBERS["won"].row
    won = (each for each in opportunities if each.outcome is Outcome.WON and is_won(each, scope))
    cycles = (each.cycle_days for each in won)
    return percentile(sorted(days for days in cycles if days is not None and days >= 0), THREE_QUARTERS)
