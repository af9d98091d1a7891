"""All risk rules, in the order documents list them: whatever `Risk` a family module holds."""

from collections.abc import Mapping
from types import MappingProxyType

from . import gap_risks, size_risks, time_risks
from .risk import Risk

FAMILIES = (time_risks, gap_risks, size_risks)

RISKS: Mapping[str, Risk] = MappingProxyType(
    {found.key: found for family in FAMILIES for found in vars(family).values() if isinstance(found, Risk)}
)
