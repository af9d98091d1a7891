"""What metrics mean as plain data, with figures where there are data; schema `pipectl.explain/1`."""

from collections.abc import Sequence

from ...domain.result import Measure
from ...domain.risk import RuleEntry
from ..entry import Entry
from .parts import Tree, measured
from .risk import explained


def tree(
    measure: Measure | None, entries: Sequence[Entry], currency: str | None = None, rules: Sequence[RuleEntry] = ()
) -> Tree:
    """The metrics of `entries`; figures of `measure` stand at the metric of its key."""
    metrics = [
        {
            "key": each.key,
            "title": each.title,
            "unit": each.unit.published,
            "definition": each.definition,
            "formula": each.formula,
            "source": each.source,
            "measure": measured(measure) if measure is not None and measure.key == each.key else None,
        }
        for each in entries
    ]
    risks = [explained(each, None) for each in rules]
    return {"schema": "pipectl.explain/1", "currency": currency, "metrics": metrics, "risks": risks}
