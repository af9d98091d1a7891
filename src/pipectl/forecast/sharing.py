"""A forecast parted among groups, each with what its distribution is made of; their parts are those of `groups`.

Of those not yet created a group has so many of its own wins of the lookback as bring its part.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from .estimate import Arrivals, Chance, Estimate
from .groups import Grouping, Key, Part, by_group
from .seen import View
from .target import Target, won_in


class Shared(NamedTuple):
    """What is forecast of one group."""

    estimate: Estimate
    part: Part
    """To the cent: what its booked, open and new are."""
    open_count: int


def shared(
    view: View, target: Target, whole: Estimate, grouped: Grouping, of_new: Grouping | None = None
) -> Mapping[Key, Shared]:
    """The part of each group that has anything open, booked, or of those not yet created; see `by_group`."""
    rows, wins = _open(view, whole, grouped), _wins(view, target, of_new or grouped)
    found = {}
    for key, part in by_group(whole, view, target, grouped, of_new).items():
        own = tuple(rows.get(key, ()))
        if own or any(part):
            new = _arrivals(part.new, wins.get(key, ()))
            found[key] = Shared(replace(whole, booked=part.booked, rows=own, new=new), part, len(own))
    return found


def _open(view: View, whole: Estimate, grouped: Grouping) -> dict[Key, list[Chance]]:
    table = view.table
    states = {table.keys[table.who[row]]: table.states[row] for row in view.open.tolist()}
    found = defaultdict[Key, list[Chance]](list)
    for one in whole.rows:
        found[grouped(states[one.key]) if one.key in states else None].append(one)  # nobody's: it is supposed
    return found


def _wins(view: View, target: Target, grouped: Grouping) -> dict[Key, list[float]]:
    found = defaultdict[Key, list[float]](list)
    for row in won_in(view, *target.learnt_from(view)).tolist():
        state = view.table.states[row]
        if state.amount is not None and state.amount > 0:
            found[grouped(state)].append(float(state.amount))
    return found


def _arrivals(amount: Decimal, sizes: Sequence[float]) -> Arrivals | None:
    if not amount:
        return None
    own = sizes if sizes and amount > 0 else [float(amount)]
    return Arrivals(float(amount) * len(own) / sum(own), own)
