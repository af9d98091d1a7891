"""All that is forecast of one period from one day: worked out once, where it is asked for."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from ..domain.values import ONE, Undefined
from .auto import Weights, mixed
from .backtest import Backtest, Trials, backtest_of, estimates, trials_of
from .distribution import Distribution, distribution_of
from .estimate import Estimate, Method, Rates
from .held import Record
from .methods import METHODS, estimate_of
from .narrowing import is_estimate_by_many, narrowed
from .seen import View
from .target import Target
from .trials import Trial, trial


class Ground:
    """What all methods say of a period, what one of them that is taken comes to, and what they were worth.

    Where `unread` says why nothing is known of today, none of them says anything.
    """

    def __init__(
        self, view: View, target: Target, taken: Method = Method.AUTO, unread: Undefined | None = None
    ) -> None:
        self.view, self.target, self.taken, self.unread = view, target, taken, unread
        self._records: dict[Method, Record] = {}

    @cached_property
    def trials(self) -> Trials:
        """The past days."""
        return trials_of(self.view, self.target)

    @cached_property
    def now(self) -> Trial:
        """What the methods say today, in numbers."""
        if self.unread is not None:
            return Trial(self.target, dict.fromkeys(METHODS, self.unread), 0.0)
        return trial(self.view, self.target)

    @cached_property
    def said(self) -> Mapping[Method, Estimate | Undefined]:
        """What they say, exact."""
        return estimates(self.view, self.trials, self.now)

    @cached_property
    def backtest(self) -> Backtest | Undefined:
        """What they were worth."""
        return backtest_of(self.view, self.trials)

    @cached_property
    def estimate(self) -> Estimate | Undefined:
        """What the method that is taken says."""
        return self.said[self.taken]

    @cached_property
    def shares(self) -> Weights:
        """What each method counts for in the one that is taken."""
        if self.taken is not Method.AUTO:
            return {self.taken: ONE}
        return {} if isinstance(self.estimate, Undefined) else self.estimate.weights

    @property
    def scale(self) -> Decimal:
        """By what the width of the distribution is multiplied."""
        return self.record(self.taken).scale

    @cached_property
    def distribution(self) -> Distribution | Undefined:
        """What the period may bring."""
        return self.spread(self.estimate)

    def spread(self, said: Estimate | Undefined, cells: int | None = None) -> Distribution | Undefined:
        """The distribution of an estimate, as wide as those of the past had to be."""
        if isinstance(said, Undefined):
            return said
        return _distributed(said, self.scale, cells)

    def plain_spread(self, method: Method) -> Distribution | Undefined:
        """The distribution of one method, as wide as its own past forecasts had to be."""
        said = self.said[method]
        if isinstance(said, Undefined):
            return said
        same = method is self.taken
        return self.distribution if same else _distributed(said, self.record(method).scale)

    def record(self, method: Method) -> Record:
        """How a method's past forecasts held."""
        if method not in self._records:
            self._records[method] = Record(self.view, self.trials, method)
        return self._records[method]

    def exact(self, rates: Mapping[Method, Rates | Undefined], target: Target, view: View) -> Estimate | Undefined:
        """What rates come to in the method that is taken, on another day or for a part of the period."""
        found = mixed(rates, self.shares)
        return found if isinstance(found, Undefined) else estimate_of(self.taken, view, target, found)


def _distributed(said: Estimate, scale: Decimal, cells: int | None = None) -> Distribution:
    """As wide as past ones had to be, and narrower only where many opportunities decide."""
    fitting = narrowed(scale, by_many=scale >= ONE or is_estimate_by_many(said))
    return distribution_of(said, scale=fitting, **({} if cells is None else {"cells": cells}))
