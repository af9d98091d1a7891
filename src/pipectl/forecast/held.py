"""How past forecasts held, each with the interval that would have been shown on its day."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from ..domain.values import EXACT, Undefined
from .auto import mixed
from .backtest import Trials, about
from .conformal import Held, scale_of
from .distribution import distribution_of
from .estimate import Method, Rates
from .many import has_many, tenths
from .methods import booked, estimate_of
from .seen import View
from .target import Target

#: Points of the grid of a past distribution: quick, and finer than its width is known.
CELLS = 1024


class _Past(NamedTuple):
    target: Target
    booked: Decimal
    held: Held


class Record:
    """The past forecasts of one method."""

    def __init__(self, view: View, trials: Trials, method: Method) -> None:
        self._view, self._trials, self._method = view, trials, method

    @cached_property
    def scale(self) -> Decimal:
        """By what its width has to be multiplied to hold what it promises."""
        return scale_of([one.held.position for one in self._past])

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
        return scale_of([one.held.position for one in self._past if one.target.end <= day + timedelta(1)])

    @cached_property
    def _past(self) -> Sequence[_Past]:
        found = []
        for one, chosen in zip(self._trials.past, self._trials.choices, strict=True):
            rates = mixed(one.rates, chosen.shares) if self._method is Method.AUTO else one.rates[self._method]
            if not isinstance(rates, Undefined):
                then = self._view.before(one.day)
                known = booked(then, one.target)
                held = Held(booked(self._view, one.target), *_tenths(then, one.target, rates, known, self._method))
                found.append(_Past(one.target, known, held))
        return found


def _tenths(
    then: View, target: Target, rates: Rates, known: Decimal, method: Method
) -> tuple[Decimal, Decimal, Decimal]:
    """P10, P50 and P90 as of then, before any scaling."""
    if has_many(rates):
        return tenths(rates, known)
    spread = distribution_of(estimate_of(method, then, target, rates), cells=CELLS)
    return spread.p10, spread.p50, spread.p90


def _is_inside(past: _Past, scale: Decimal) -> bool:
    """Whether the interval held the actual; nothing lies below what was booked."""
    held = past.held
    low, high = (_scaled(end, held.p50, scale) for end in (held.p10, held.p90))
    floor = min(past.booked, held.p10)
    return max(low, floor) <= held.actual <= high


def _scaled(end: Decimal, middle: Decimal, scale: Decimal) -> Decimal:
    return EXACT.add(middle, EXACT.multiply(scale, EXACT.subtract(end, middle)))
