"""The measures of a forecast, which only those are asked for who name them: they take all of the past."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..domain.values import Answer, Unit
from .metric import Figure, Metric, Part, metric

_PIPECTL = "docs/forecast.md"
_SKILL = "Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.8"


class Foretold(NamedTuple):
    """What is forecast, of everybody or of one group."""

    expected: Answer
    p_quota: Answer
    error: Answer
    bias: Answer
    quota: Answer
    p10: Answer
    p90: Answer


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
def p_quota(foretold: Foretold) -> Figure:
    """Chance that what is won in the period reaches its quota.

    Beside it the quota, what is expected, and what nine of ten times is passed and not passed.
    """
    beside = (
        ("quota", "Quota", foretold.quota),
        ("expected", "Expected", foretold.expected),
        ("p10", "P10", foretold.p10),
        ("p90", "P90", foretold.p90),
    )
    return Figure(foretold.p_quota, tuple(Part(key, title, Unit.MONEY, answer) for key, title, answer in beside))


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
