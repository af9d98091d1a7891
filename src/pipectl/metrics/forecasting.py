"""The measures of a forecast, which only those are asked for who name them: they take all of the past."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..domain.values import Answer, Unit
from .metric import Metric, metric

_PIPECTL = "docs/forecast.md"
_SKILL = "Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.8"


class Foretold(NamedTuple):
    """What is forecast, of everybody or of one group."""

    expected: Answer
    p_quota: Answer
    error: Answer
    bias: Answer


@metric(
    title="Forecast",
    unit=Unit.MONEY,
    formula="booked + Σ open amount × chance to be won in the period + what is not yet created",
    source=_PIPECTL,
    undefined="no method has enough data to say anything",
    of_period=True,
    made_of=("won_in_period", "open"),
    behind="due",
)
def forecast(foretold: Foretold) -> Answer:
    """Won amount that is expected of the period, by the methods that came nearest in the past."""
    return foretold.expected


@metric(
    title="Chance of the quota",
    unit=Unit.PERCENT,
    formula="P(won in the period ≥ quota), of the distribution around the forecast",
    source=_PIPECTL,
    undefined="pipeline.yaml has no quota for the period",
    of_amounts=True,
    of_period=True,
    made_of=("won_in_period", "open"),
    behind="due",
)
def p_quota(foretold: Foretold) -> Answer:
    """Chance that what is won in the period reaches its quota."""
    return foretold.p_quota


@metric(
    title="Backtest error",
    unit=Unit.PERCENT,
    formula="Σ |forecast − actual| ÷ Σ actual, over past days (WAPE)",
    source=_SKILL,
    undefined="nothing was won in the past periods",
    of_amounts=True,
    of_period=True,
)
def backtest_error(foretold: Foretold) -> Answer:
    """How far forecasts of such periods were off, made on past days from what was known then."""
    return foretold.error


@metric(
    title="Backtest bias",
    unit=Unit.PERCENT,
    formula="Σ (forecast − actual) ÷ Σ actual, over past days",
    source=_SKILL,
    undefined="nothing was won in the past periods",
    of_amounts=True,
    of_period=True,
)
def backtest_bias(foretold: Foretold) -> Answer:
    """By how much forecasts of such periods were too high on past days; below 0 where they were too low."""
    return foretold.bias


FORECAST_METRICS: Mapping[str, Metric] = MappingProxyType(
    {each.key: each for each in (forecast, p_quota, backtest_error, backtest_bias)}
)
