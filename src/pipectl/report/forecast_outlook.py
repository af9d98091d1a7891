"""Estimates as plain data: three parts that add, the band, and the chance of the quota."""

from decimal import Decimal

from ..domain.forecast import Band, Outlook, Parts
from ..domain.values import Undefined
from ..forecast.distribution import Distribution
from ..forecast.estimate import Estimate


def outlook(
    said: Estimate | Undefined,
    spread: Distribution | Undefined | None,
    quota: Decimal | Undefined,
    parts: Parts | None = None,
) -> Outlook:
    """What an estimate says; `parts` stand in for its own, and without a spread there is no range and no chance."""
    goal, no_goal = (None, quota.reason) if isinstance(quota, Undefined) else (quota, None)
    if isinstance(said, Undefined) or isinstance(spread, Undefined):
        why = said if isinstance(said, Undefined) else spread
        return Outlook(None, None, why.reason if isinstance(why, Undefined) else None, goal, no_goal, None)
    if spread is None:
        return Outlook(parts or parts_of(said), None, None, goal, no_goal, None)
    chance = None if goal is None else spread.p_at_least(goal)
    return Outlook(parts or parts_of(said), band_of(spread), None, goal, no_goal, chance)


def parts_of(said: Estimate) -> Parts:
    """Its three parts."""
    return Parts(said.booked, said.open, said.new_amount)


def band_of(spread: Distribution) -> Band:
    """Its quantiles."""
    return Band(spread.p10, spread.p25, spread.p50, spread.p75, spread.p90)
