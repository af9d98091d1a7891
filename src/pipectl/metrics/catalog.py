"""All metrics, in the order outputs show them: whatever `Metric` a family module holds."""

from collections.abc import Mapping
from types import MappingProxyType

from . import cost, flow, health, moving, quota, stock, winning
from .forecasting import FORECAST_METRICS
from .metric import Metric

FAMILIES = (stock, winning, quota, health, flow, moving, cost)

METRICS: Mapping[str, Metric] = MappingProxyType(
    {found.key: found for family in FAMILIES for found in vars(family).values() if isinstance(found, Metric)}
)
#: Those that a check may name: of a forecast as well, which no report works out.
CHECKED: Mapping[str, Metric] = MappingProxyType({**METRICS, **FORECAST_METRICS})
