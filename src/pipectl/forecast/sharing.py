"""A forecast parted among groups, so that they add to the whole to the cent.

What is booked and what is open belong to the group of each opportunity. Of those not yet created nobody knows whose
they will be: a group has the share of them that it has of the amount won in the lookback. Cents that are left over go
to those that lost most by rounding down.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from ..domain.opportunity import Opportunity
from ..domain.values import DIVIDE, EXACT, ZERO
from .estimate import CENT, Arrivals, Chance, Estimate
from .seen import View
from .target import Target, booked_rows, won_in

Key = str | None
Grouping = Callable[[Opportunity], Key]


class Part(NamedTuple):
    """What is forecast of one group."""

    estimate: Estimate
    new: Decimal
    """From those not yet created, to the cent."""
    open_count: int


def shared(view: View, target: Target, whole: Estimate, grouped: Grouping) -> Mapping[Key, Part]:
    """The part of each group that has anything open, booked, or won in the lookback."""
    booked, rows = _booked(view, target, grouped), _open(view, whole, grouped)
    wins = _wins(view, target, grouped)
    sums = {key: sum(amounts, ZERO) for key, amounts in wins.items()}
    new = allotted(whole.new_amount, sums)
    found = {}
    for key in dict.fromkeys((*rows, *booked, *(key for key, amount in new.items() if amount))):
        arrivals = _arrivals(new.get(key, ZERO), wins.get(key, ()))
        part = replace(whole, booked=booked.get(key, ZERO), rows=tuple(rows.get(key, ())), new=arrivals)
        found[key] = Part(part, new.get(key, ZERO), len(rows.get(key, ())))
    return found


def _booked(view: View, target: Target, grouped: Grouping) -> dict[Key, Decimal]:
    found: dict[Key, Decimal] = {}
    for row in booked_rows(view, target):
        state = view.table.states[row]
        key = grouped(state)
        found[key] = EXACT.add(found.get(key, ZERO), state.amount or ZERO)
    return found


def _open(view: View, whole: Estimate, grouped: Grouping) -> dict[Key, list[Chance]]:
    table = view.table
    states = {table.keys[table.who[row]]: table.states[row] for row in view.open}
    found = defaultdict[Key, list[Chance]](list)
    for one in whole.rows:
        found[grouped(states[one.key])].append(one)
    return found


def _wins(view: View, target: Target, grouped: Grouping) -> dict[Key, list[Decimal]]:
    found = defaultdict[Key, list[Decimal]](list)
    for row in won_in(view, *target.learnt_from(view)):
        state = view.table.states[row]
        if state.amount is not None and state.amount > 0:
            found[grouped(state)].append(state.amount)
    return found


def allotted(whole: Decimal, weights: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
    """An amount parted by weights, to the cent and nothing left over; to nobody in particular without weights."""
    total = sum(weights.values(), ZERO)
    if total <= 0:
        return {None: whole} if whole else {}
    exact = {key: DIVIDE.divide(EXACT.multiply(whole, weight), total) for key, weight in weights.items()}
    found = {key: amount.quantize(CENT, ROUND_FLOOR) for key, amount in exact.items()}
    left = int((whole - sum(found.values(), ZERO)) / CENT)
    for key in sorted(exact, key=lambda one: (found[one] - exact[one], one or ""))[:left]:
        found[key] += CENT
    rest = whole - sum(found.values(), ZERO)
    if rest:  # parts of a cent
        found[next(iter(found))] += rest
    return found


def _arrivals(amount: Decimal, sizes: Sequence[Decimal]) -> Arrivals | None:
    """So many of a group's own wins as bring the amount; one of that amount where it has none."""
    if amount <= 0:
        return None
    own = [float(size) for size in sizes] or [float(amount)]
    return Arrivals(float(amount) * len(own) / sum(own), own)
