"""How past forecasts held, each with the interval that would have been shown on its day."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from ..domain.values import EXACT, Undefined
from .auto import mixed
from .backtest import Trials, about
from .conformal import Held, number_of, scale_of, weight_of
from .distribution import distribution_of
from .estimate import Method, Rates
from .many import ends, has_many, tenths
from .methods import booked, estimate_of
from .narrowing import is_by_many, narrowed
from .seen import View
from .target import Target

#: Points of the grid of a past distribution: quick, and finer than its width is known.
CELLS = 1024


class _Past(NamedTuple):
    target: Target
    held: Held
    least: Decimal | None
    most: Decimal | None
    by_many: bool


class Record:
    """The past forecasts of one method."""

    def __init__(self, view: View, trials: Trials, method: Method) -> None:
        self._view, self._trials, self._method = view, trials, method

    @cached_property
    def scale(self) -> Decimal:
        """By what its width has to be multiplied to hold what it promises."""
        return self._scale_on(self._view.as_of)

    @property
    def inside(self) -> tuple[int, int]:
        """How many actuals lay in P10-P90, of how many: scaled by those whose period was over on the day."""
        return self.inside_with(None)

    def inside_with(self, days_left: int | None) -> tuple[int, int]:
        """The same of the days with about so many left; None for all."""
        told = [
            inside
            for one, inside in zip(self._past, self._inside, strict=True)
            if days_left is None or about(one.target.window.until) == days_left
        ]
        return sum(told), len(told)

    @cached_property
    def _inside(self) -> Sequence[bool]:
        return [_is_inside(one, self._scale_on(one.target.as_of)) for one in self._past]

    def _scale_on(self, day: date) -> Decimal:
        """By those whose period was over on the day."""
        over = [one for one in self._past if one.target.end <= day + timedelta(1)]
        weights = [weight_of((day - one.target.as_of).days) for one in over]
        periods: dict[date, float] = {}
        for one, weight in zip(over, weights, strict=True):
            periods[one.target.end] = periods.get(one.target.end, 0.0) + weight
        return scale_of([one.held.position for one in over], weights, number_of(periods.values()))

    @cached_property
    def _past(self) -> Sequence[_Past]:
        found = []
        for one, chosen in zip(self._trials.past, self._trials.choices, strict=True):
            rates = mixed(one.rates, chosen.shares) if self._method is Method.AUTO else one.rates[self._method]
            if not isinstance(rates, Undefined):
                found.append(self._of(one.target, rates))
        return found

    def _of(self, target: Target, rates: Rates) -> _Past:
        """One past forecast, before any scaling."""
        then, actual = self._view.before(target.as_of), booked(self._view, target)
        by_many = is_by_many(rates)
        if has_many(rates):
            known = booked(then, target)
            return _Past(target, Held(actual, *tenths(rates, known)), *ends(rates, known), by_many)
        spread = distribution_of(estimate_of(self._method, then, target, rates), cells=CELLS)
        return _Past(target, Held(actual, spread.p10, spread.p50, spread.p90), spread.floor, spread.ceiling, by_many)


def _is_inside(past: _Past, scale: Decimal) -> bool:
    """Whether the interval held the actual; as shown, it tells nothing that could not come at all."""
    held, scale = past.held, narrowed(scale, by_many=past.by_many)
    low, high = (_scaled(end, held.p50, scale) for end in (held.p10, held.p90))
    low = low if past.least is None else max(low, past.least)
    high = high if past.most is None else min(high, past.most)
    return low <= held.actual <= high


def _scaled(end: Decimal, middle: Decimal, scale: Decimal) -> Decimal:
    return EXACT.add(middle, EXACT.multiply(scale, EXACT.subtract(end, middle)))
