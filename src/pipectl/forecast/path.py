"""Week by week: what a period has booked by the end of each that is over, and will have by the end of each to come.

A forecast by the end of a week is that of the period cut there, by the same method: weighted takes what is due until
then, hazard the chances until then. The run rate goes by days, as it does to the end; stage and time by the share of
what past periods won from as many days left on until there were so many left as then.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from ..domain.values import EXACT, ZERO, Undefined
from .distribution import Distribution
from .estimate import DIGITS, Estimate, Method, Rates
from .ground import Ground
from .methods import METHODS
from .seen import View
from .target import Target, amounts_won, booked_rows, past_ones, won_in

#: Longer periods go by months.
MOST_WEEKS = 18
#: Steps that are shown at most.
MOST = 18
#: Points of the grid of a distribution on the way.
CELLS = 2048


class Step(NamedTuple):
    """The end of one week, or month."""

    last: date
    is_over: bool
    amount: Decimal
    spread: Distribution | None


def steps(ground: Ground) -> Iterator[Step]:
    """All of them, where anything is known of today; those to come end where the method says nothing."""
    target = ground.target
    if ground.unread is not None:
        return
    for last in ends(target.start, target.end):
        if last <= target.as_of:
            yield Step(last, True, _booked_by(ground.view, target, last), None)
            continue
        whole = last == target.end - timedelta(1)
        said = ground.estimate if whole else _by(ground, last)
        if isinstance(said, Undefined):
            return
        spread = ground.distribution if whole else ground.spread(said, CELLS)
        yield Step(last, False, said.expected, None if isinstance(spread, Undefined) else spread)


def ends(start: date, end: date) -> list[date]:
    """Last days of the weeks of a period, Sundays and its own last day; of a long one those of months."""
    final = end - timedelta(1)
    sunday = start + timedelta(6 - start.weekday())
    if (end - start).days <= 7 * MOST_WEEKS:
        found = [sunday + timedelta(7 * week) for week in range(MOST_WEEKS + 1)]
    else:
        months = (end.year - start.year) * 12 + end.month - start.month
        every = -(-max(1, months) // MOST)
        found = [_month_on(start, every * number) - timedelta(1) for number in range(1, months // every + 1)]
    return [*(day for day in found if start <= day < final), final]


def _month_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _booked_by(view: View, target: Target, last: date) -> Decimal:
    total, table = ZERO, view.table
    for row in booked_rows(view, target._replace(end=last + timedelta(1))):
        total = EXACT.add(total, table.states[row].amount or ZERO)
    return total


def _by(ground: Ground, last: date) -> Estimate | Undefined:
    cut = ground.target._replace(end=last + timedelta(1))
    rates = {method: _cut(ground, cut, method) for method in ground.shares}
    return ground.exact(rates, cut, ground.view)


def _cut(ground: Ground, cut: Target, method: Method) -> Rates | Undefined:
    whole = ground.now.rates[method]
    if isinstance(whole, Undefined):
        return whole
    if cut.window.days <= 0:
        return _part(whole, 0.0)
    if method is Method.RUN_RATE:
        return _part(whole, cut.window.days / ground.target.window.days)
    if method is Method.STAGE_TIME:
        return _part(whole, _usual_share(ground.view, ground.target, cut))
    return METHODS[method](ground.view, cut)


def _part(rates: Rates, share: float) -> Rates:
    """The same of which only a share has come."""
    return rates._replace(chances=np.round(rates.chances * share, DIGITS), number=rates.number * share)


def _usual_share(view: View, target: Target, cut: Target) -> float:
    """Of what past periods won from as many days left on, what they had won with as many left as at the cut."""
    early = whole = 0.0
    for one in past_ones(view, target):
        first, last = one.as_of.toordinal() + one.window.skip + 1, one.end.toordinal() - 1
        until = one.as_of.toordinal() + cut.window.until
        early += float(amounts_won(view, won_in(view, first, until)).sum())
        whole += float(amounts_won(view, won_in(view, first, last)).sum())
    return early / whole if whole > 0 else cut.window.days / target.window.days
