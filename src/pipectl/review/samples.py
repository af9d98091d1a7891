"""The single values behind the figures that don't add, owner by owner."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..domain.opportunity import Opportunity
from ..domain.quiet import Reach, quiet_of
from ..domain.values import Outcome
from ..engines.membership import MEMBERS, Scope, died_at
from ..engines.rows import Grouping, Key


class Sample(NamedTuple):
    """Values of one set of opportunities; those of two sets pool."""

    average_deal_size: tuple[Decimal, ...] = ()
    """Amounts of those won in the lookback."""
    sales_cycle: tuple[int, ...] = ()
    """Their days from creation to close; negative ones left out."""
    days_since_activity: tuple[int, ...] = ()
    """Of the open ones, to as-of; those are left out of which only is told that they are more."""
    lost_at: tuple[str | None, ...] = ()
    """Stages that those lost in the lookback died in; None where nothing tells."""


def pooled(some: Iterable[Sample]) -> Sample:
    """The values of all together."""
    parts = list(some)
    return Sample(
        average_deal_size=tuple(value for each in parts for value in each.average_deal_size),
        sales_cycle=tuple(value for each in parts for value in each.sales_cycle),
        days_since_activity=tuple(value for each in parts for value in each.days_since_activity),
        lost_at=tuple(value for each in parts for value in each.lost_at),
    )


def samples(
    opportunities: Iterable[Opportunity], scope: Scope, grouped: Grouping, reach: Reach | None = None
) -> dict[Key, Sample]:
    """The values of each group; `reach` is how far back files of activities tell what was done."""
    parts: dict[Key, list[Opportunity]] = {}
    for each in opportunities:
        parts.setdefault(grouped(each), []).append(each)
    return {key: _sample(part, scope, reach) for key, part in parts.items()}


def _sample(some: Sequence[Opportunity], scope: Scope, reach: Reach | None) -> Sample:
    won, lost = (
        [each for each in some if each.outcome is outcome and MEMBERS[outcome.value].row(each, scope)]
        for outcome in (Outcome.WON, Outcome.LOST)
    )
    quiet = (quiet_of(each, scope.as_of, reach) for each in some if each.outcome is Outcome.OPEN)
    stages, died = tuple(scope.positions), [died_at(each, scope) for each in lost]
    return Sample(
        average_deal_size=tuple(each.amount for each in won if each.amount is not None),
        sales_cycle=tuple(days for each in won if (days := each.cycle_days) is not None and days >= 0),
        days_since_activity=tuple(max(0, each.days) for each in quiet if each is not None and not each.at_least),
        lost_at=tuple(None if at is None else stages[at] for at in died),
    )
