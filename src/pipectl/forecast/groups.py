"""An estimate by owner, team or any other group, such that the groups add up to the whole to the cent."""

from collections.abc import Callable, Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from ..domain.opportunity import Opportunity
from ..domain.values import DIVIDE, EXACT, ZERO
from .estimate import CENT, Estimate
from .seen import View
from .table import Ints
from .target import Target, booked_rows, won_in

Key = str | None
Grouping = Callable[[Opportunity], Key]


class Part(NamedTuple):
    """What one group is expected to bring."""

    booked: Decimal = ZERO
    open: Decimal = ZERO
    new: Decimal = ZERO

    @property
    def expected(self) -> Decimal:
        """All of it."""
        return EXACT.add(EXACT.add(self.booked, self.open), self.new)


def nobodys(_: Opportunity) -> Key:
    """The group of what has no name."""
    return None


def by_group(
    estimate: Estimate, view: View, target: Target, grouping: Grouping, of_new: Grouping | None = None
) -> Mapping[Key, Part]:
    """Each group's part; what is not created yet is shared out as what was won in the lookback was.

    Args:
        estimate: The whole.
        view: What was known on its day.
        target: The period.
        grouping: What gives the group of an opportunity.
        of_new: The same of a win whose like is to be created; `grouping` where left out.
    """
    table = view.table
    states = {table.keys[table.who[row]]: table.states[row] for row in view.open.tolist()}
    opened: dict[Key, Decimal] = {}
    for row in estimate.rows:
        group = grouping(states[row.key]) if row.key in states else None  # nobody's: it is supposed
        _add(opened, group, row.contribution)
    booked = _amounts(view, booked_rows(view, target), grouping)
    won = {key: max(ZERO, amount) for key, amount in _won(view, target, of_new or grouping).items()}
    new = shared_out(estimate.new_amount, won)
    keys = {**booked, **opened, **new}
    return {key: Part(booked.get(key, ZERO), opened.get(key, ZERO), new.get(key, ZERO)) for key in keys}


def _won(view: View, target: Target, grouping: Grouping) -> dict[Key, Decimal]:
    return _amounts(view, won_in(view, *target.learnt_from(view)), grouping)


def _amounts(view: View, rows: Ints, grouping: Grouping) -> dict[Key, Decimal]:
    found: dict[Key, Decimal] = {}
    for row in rows.tolist():
        state = view.table.states[row]
        _add(found, grouping(state), state.amount or ZERO)
    return found


def _add(sums: dict[Key, Decimal], key: Key, amount: Decimal) -> None:
    sums[key] = EXACT.add(sums.get(key, ZERO), amount)


def shared_out(amount: Decimal, weights: Mapping[Key, Decimal]) -> Mapping[Key, Decimal]:
    """An amount in shares to the cent that add up to it: rounded down, the cents left go to the largest remainders."""
    whole = sum(weights.values(), ZERO)
    if not amount:
        return {}
    if not whole:
        return {None: amount}
    exact = {key: DIVIDE.divide(DIVIDE.multiply(amount, weight), whole) for key, weight in weights.items()}
    found = {key: share.quantize(CENT, ROUND_FLOOR) for key, share in exact.items()}
    left = int((amount - sum(found.values(), ZERO)) / CENT)
    first = set(sorted(exact, key=lambda key: (found[key] - exact[key], key or ""))[:left])
    return {key: share + CENT * (key in first) for key, share in found.items()}
