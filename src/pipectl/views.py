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
    without: frozenset[str] = frozenset()
    """Keys of opportunities that are left out, whoever else goes by them."""
    expected: tuple[str | None, ...] = ()
    """Keys that groups are shown of even where nothing has them: what was there before, and is gone."""
    repeat: tuple[tuple[str, str], ...] = ()
    """For each verb that a hint may name, what stands behind it to ask the same of the same data."""

    def hint(self, command: str) -> str:
        """A command to run next, `pipectl list --overdue`, made to ask the same of the same data."""
        asked_again = dict(self.repeat).get(command.split()[1])
        return f"{command} {asked_again}" if asked_again else command
