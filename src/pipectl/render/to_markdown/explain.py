"""What metrics mean as Markdown, with their figures where there are data."""

from collections.abc import Sequence

from ...domain.result import Measure
from ...domain.risk import RuleEntry
from ..entry import Entry
from ..harmless import for_markdown
from ..words.shared import (
    unit_words,
)
from .parts import figure, joined, table


def page(
    measure: Measure | None, entries: Sequence[Entry], currency: str | None = None, rules: Sequence[RuleEntry] = ()
) -> str:
    """What each metric and each risk rule means; with `measure`, its figures on the data at hand."""
    parts = []
    for entry in entries:
        title = f"{'#' if len(entries) == 1 else '##'} {for_markdown(entry.title)}"
        meaning = f"- Key: `{entry.key}`\n- Unit: {unit_words(entry.unit)}\n- Formula: {for_markdown(entry.formula)}"
        parts += [title, for_markdown(entry.definition), f"{meaning}\n- Source: {for_markdown(entry.source)}"]
    if measure is not None:
        rows = [figure("Here", measure, currency), *(figure(each.title, each, currency) for each in measure.details)]
        parts.append(table(("Figure", ">Value", "From"), rows))
    for rule in rules:
        parts += [f"## {for_markdown(rule.title)}", for_markdown(rule.fires), f"- Key: `risk:{rule.key}`"]
    return joined(parts)
