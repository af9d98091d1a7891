"""What a baseline keeps: the findings that were known on a day, and what checks measured on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .validation import Baseline

#: Name and version of the file that keeps a baseline.
BASELINE_SCHEMA = "pipectl.baseline/3"
#: Versions that are read: the first one has no measures, the second one does not say what money is in.
BASELINE_SCHEMAS = ("pipectl.baseline/1", "pipectl.baseline/2", BASELINE_SCHEMA)


class Asked(NamedTuple):
    """What a measure is known by from one run to the next."""

    metric: str
    period: str | None = None
    """Key of its period; None where the measure speaks of none."""
    filters: tuple[str, ...] = ()
    """Keys of its conditions, which are the same however they are written."""
    by: str | None = None
    key: str | None = None
    lookback: str | None = None
    """Key of what rates are learnt from."""
    name: str | None = None
    """What pipeline.yaml calls the check: two that are waived differently are two."""
    without: tuple[str, ...] = ()
    """Opportunities that waivers leave out."""


class Was(NamedTuple):
    """What a measure was; with its halves, where it is a ratio."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The content of a baseline file."""

    known: Baseline = field(default_factory=dict)
    measures: Mapping[Asked, Was] = field(default_factory=dict)
    as_of: date | None = None
    """The day the measures speak of; None where there are none."""
    currency: str | None = None
    """What their money is in; None where it is not known."""
    snapshot: bool = False
    """Whether it is what the last snapshot before shows, where no baseline was named."""
