"""What is asked of a pipeline: the day, the spans, the grouping and the filters."""

from datetime import date
from typing import NamedTuple

from .domain.period import Period
from .domain.rule import Rule


class Question(NamedTuple):
    """Everything a report depends on besides the data and pipeline.yaml."""

    as_of: date
    """The day the report speaks about; nothing else stands for today."""
    period: Period
    lookback: Period
    """Closed opportunities that rates are learnt from."""
    by: tuple[str, ...] = ()
    """Fields, derived fields or headers to group by, one table of groups each."""
    rules: tuple[Rule, ...] = ()
    """Conditions an opportunity must all meet to be spoken of."""
    filters: tuple[str, ...] = ()
    """The same conditions in words, as they were given."""
