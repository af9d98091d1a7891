"""The measures of a forecast: worked out where a check or `explain` names one, once for all groups."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from ..domain.errors import UsageProblem
from ..domain.values import ZERO, Answer, Undefined
from ..forecast.distribution import Distribution
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
            return _nothing(found, quota)
        said = found.ground.estimate
        if isinstance(said, Undefined):
            return _nothing(said, quota, self._worth(found))
        return _told(said.expected, found.ground.distribution, quota, self._worth(found))

    def group(self, key: Key, quota: Decimal | Undefined) -> Foretold:
        """Of one group."""
        found = self._standing
        if isinstance(found, Undefined):
            return _nothing(found, quota)
        said, worth = found.ground.estimate, (OF_WHOLE, OF_WHOLE)
        if isinstance(said, Undefined):
            return _nothing(said, quota, worth)
        own = self._shared.get(key)
        if own is None:
            chance = quota if isinstance(quota, Undefined) else Decimal(int(quota <= ZERO))
            return Foretold(ZERO, chance, *worth, quota, ZERO, ZERO)
        spread = quota if isinstance(quota, Undefined) else found.ground.spread(own.estimate, CELLS)  # it takes time
        return _told(own.part.expected, spread, quota, worth)

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


def _told(
    expected: Decimal,
    spread: Distribution | Undefined,
    quota: Decimal | Undefined,
    worth: tuple[Answer, Answer],
) -> Foretold:
    if isinstance(spread, Undefined):
        return Foretold(expected, spread, *worth, quota, spread, spread)
    chance = quota if isinstance(quota, Undefined) else spread.p_at_least(quota)
    return Foretold(expected, chance, *worth, quota, spread.p10, spread.p90)


def _nothing(why: Undefined, quota: Decimal | Undefined, worth: tuple[Answer, Answer] | None = None) -> Foretold:
    chance = quota if isinstance(quota, Undefined) else why
    return Foretold(why, chance, *(worth or (why, why)), quota, why, why)
