"""The measures of a forecast: worked out where a check or `explain` names one, once for all groups."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from ..domain.errors import UsageProblem
from ..domain.values import ZERO, Answer, Undefined
from ..forecast.estimate import Method
from ..forecast.groups import Key
from ..forecast.sharing import Shared
from ..metrics.forecasting import Foretold
from .forecast_ground import Sources, Standing, standing
from .forecast_sections import CELLS, shares

OF_WHOLE = Undefined("a backtest is of all that is asked about, not of a group; name one with where")


class Foretelling:
    """What is forecast of a question, and of its groups."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def whole(self, quota: Decimal | Undefined) -> Foretold:
        """Of everybody asked about."""
        found = self._standing
        if isinstance(found, Undefined):
            return Foretold(found, found, found, found)
        said, spread = found.ground.estimate, found.ground.distribution
        expected: Answer = said if isinstance(said, Undefined) else said.expected
        chance: Answer = quota
        if not isinstance(quota, Undefined):
            chance = spread if isinstance(spread, Undefined) else spread.p_at_least(quota)
        return Foretold(expected, chance, *self._worth(found))

    def group(self, key: Key, quota: Decimal | Undefined) -> Foretold:
        """Of one group."""
        found = self._standing
        if isinstance(found, Undefined):
            return Foretold(found, found, found, found)
        said = found.ground.estimate
        if isinstance(said, Undefined):
            return Foretold(said, said, OF_WHOLE, OF_WHOLE)
        own = self._shared.get(key)
        chance: Answer = quota
        if not isinstance(quota, Undefined):
            spread = None if own is None else found.ground.spread(own.estimate, CELLS)
            none = Decimal(int(quota <= ZERO))
            chance = none if spread is None or isinstance(spread, Undefined) else spread.p_at_least(quota)
        return Foretold(ZERO if own is None else own.part.expected, chance, OF_WHOLE, OF_WHOLE)

    def _worth(self, found: Standing) -> tuple[Answer, Answer]:
        past = found.ground.backtest
        if isinstance(past, Undefined):
            return past, past
        score = past.scores.get(found.ground.taken)
        why = "it said nothing on past days" if score is None else score.undefined
        none = Undefined(why or "")
        return (none, none) if score is None or why else (score.wape, score.bias)

    @cached_property
    def _standing(self) -> Standing | Undefined:
        try:
            return standing(self._sources, Method.AUTO)
        except UsageProblem as problem:  # no last day of the period, or several currencies
            return Undefined(problem.message)

    @cached_property
    def _shared(self) -> Mapping[Key, Shared]:
        found = self._standing
        if isinstance(found, Undefined) or isinstance(found.ground.estimate, Undefined):
            return {}
        return shares(found, found.ground.estimate, self._sources.question.by[0])
