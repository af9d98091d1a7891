"""What moved a forecast since an earlier day: each opportunity by what it gave then and gives now."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..domain.opportunity import Opportunity
from ..domain.values import EXACT, ZERO, Undefined
from .estimate import Estimate
from .ground import Ground
from .seen import View
from .target import Target, booked_rows
from .trials import trial


class Moved(NamedTuple):
    """What one opportunity gave, booked or expected."""

    key: str
    opportunity: Opportunity
    """As it is, or as it was last seen."""
    before: Decimal
    after: Decimal


class Moves(NamedTuple):
    """The forecast of then, and every opportunity that moved it."""

    then: Estimate
    moved: tuple[Moved, ...]


def moves(ground: Ground, start: date) -> Moves | Undefined:
    """What the method that is taken, put together as it is today, said at the end of an earlier day; and what moved."""
    now = ground.estimate
    if isinstance(now, Undefined):
        return now
    view = ground.view.before(start)
    target = ground.target._replace(as_of=start)
    then = ground.exact(trial(view, target).rates, target, view)
    if isinstance(then, Undefined):
        return Undefined(f"on {start} there is no forecast by the same method: {then.reason}")
    before, after = _gives(view, target, then), _gives(ground.view, ground.target, now)
    states = _states(view) | _states(ground.view)
    found = [
        Moved(key, states[key], before.get(key, ZERO), after.get(key, ZERO))
        for key in sorted(before.keys() | after.keys())
        if before.get(key, ZERO) != after.get(key, ZERO)
    ]
    return Moves(then, tuple(sorted(found, key=lambda one: -abs(one.after - one.before))))


def _gives(view: View, target: Target, said: Estimate) -> dict[str, Decimal]:
    table, found = view.table, dict[str, Decimal]()
    for row in booked_rows(view, target):
        key = table.keys[table.who[row]]
        found[key] = EXACT.add(found.get(key, ZERO), table.states[row].amount or ZERO)
    for one in said.rows:
        found[one.key] = EXACT.add(found.get(one.key, ZERO), one.contribution)
    return found


def _states(view: View) -> dict[str, Opportunity]:
    table = view.table
    return {table.keys[table.who[row]]: table.states[row] for row in (*view.open, *view.decided)}
