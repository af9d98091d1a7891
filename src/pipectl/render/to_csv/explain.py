"""What metrics mean as one table, a row a metric, with figures where there are data."""

from collections.abc import Iterator, Sequence

from ...domain.result import Measure
from ...domain.risk import RuleEntry
from ..entry import Entry
from .report import COLUMNS as FIGURES
from .report import figure_cells

COLUMNS = (*FIGURES[3:], "title", "definition", "formula", "source", "currency")
_NONE = (None,) * 5
Cells = tuple[object, ...]


def rows(
    measure: Measure | None, entries: Sequence[Entry], currency: str | None = None, rules: Sequence[RuleEntry] = ()
) -> Iterator[Cells]:
    """One row a metric with its meaning and, for that of `measure`, its value; then its details, a row each."""
    for entry in entries:
        here = measure if measure is not None and measure.key == entry.key else None
        nothing = (entry.key, None, entry.unit.published, *_NONE)
        figures = figure_cells("", None, None, entry.key, here)[3:] if here else nothing
        yield (*figures, entry.title, entry.definition, entry.formula, entry.source, currency)
        for detail in here.details if here else ():
            cells = figure_cells("", None, None, f"{entry.key}.{detail.key}", detail)[3:]
            yield (*cells, detail.title, None, None, None, currency)
    for rule in rules:
        yield (f"risk:{rule.key}", None, None, *_NONE, rule.title, rule.fires, None, rule.source, None)
