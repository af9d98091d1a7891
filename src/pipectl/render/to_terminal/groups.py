"""One table for each `--by`: what a group has open, and how it wins."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from ...domain.result import Group, Measure, Report
from ...domain.values import Unit
from ..reasons import heading, of_groups, unsummed
from ..spell import UNDEFINED, many, spell
from .headline import undefined_lines
from .ink import BLANK, Ink
from .spending import spend_lines
from .table import Column, staying, table

SHOWN = 25
NO_KEY = "(none)"
#: What a group's name may be cut to before figures leave, and the space between two columns.
LEAST_KEY, GAP = 16, 3
#: Measures a group shows, with the title of their column and which leave first where room is short.
_FIGURES = (
    ("pipeline_value", "Open amount", 0),
    ("weighted_pipeline", "Weighted", 4),
    ("won_amount", "Won", 2),
    ("quota_attainment", "Of quota", 3),
    ("remaining_coverage", "Remaining coverage", 3),
    ("win_rate", "Win rate", 1),
    ("average_deal_size", "Deal size", 6),
    ("sales_cycle", "Cycle", 7),
    ("decay", "Decay", 5),
)


def group_lines(ink: Ink, report: Report) -> list[RenderableType]:
    """All tables, a blank line before each."""
    lines: list[RenderableType] = []
    for by, found in groupby(report.groups, key=lambda group: group.by):
        groups = list(found)
        lines += [BLANK, *_table(ink, by, groups, unsummed(report))]
        lines += spend_lines(ink, report, by, groups, [key_cell(ink, each.key) for each in groups[:SHOWN]])
    return lines


def key_column(ink: Ink, by: str) -> Column:
    """The column of the groups' names."""
    return Column(ink.name(heading(by), 36).plain, least=LEAST_KEY, most=36)


def key_cell(ink: Ink, key: str | None) -> Text:
    """The name of a group."""
    return ink.say(NO_KEY, "quiet") if key is None else ink.name(key, 60)


def not_shown(ink: Ink, groups: Sequence[object]) -> list[Text]:
    """How many groups there are beyond those that are shown, if any."""
    left = len(groups) - SHOWN
    return [ink.say(f" … and {many(left)} more → --format csv has all", "quiet")] if left > 0 else []


def _table(ink: Ink, by: str, groups: list[Group], told: tuple[str, ...]) -> list[RenderableType]:
    """The table of one grouping; `told` is what the headline says already."""
    figures = [each for each in _FIGURES if any(group.measure(each[0]).value is not None for group in groups)]
    columns = [
        key_column(ink, by),
        Column("Deals", right=True, rank=8),
        Column("Open", right=True),
        *(Column(title, right=True, rank=rank) for _, title, rank in figures),
    ]
    shown = groups[:SHOWN]
    rows = [_cells(ink, group, figures) for group in shown]
    lines: list[RenderableType] = [table(ink, columns, rows, gap=GAP), *not_shown(ink, groups)]
    stay = {columns[index].title for index in staying(ink, columns, rows, GAP)}
    reasons = of_groups(shown, [(key, title) for key, title, _ in figures if title in stay])
    for each in told:
        reasons.pop(each, None)
    return [*lines, BLANK, *undefined_lines(ink, reasons)] if reasons else lines


def _cells(ink: Ink, group: Group, figures: list[tuple[str, str, int]]) -> list[Text]:
    counts = [
        ink.say(f"{many(group.opportunities)}"),
        ink.say(spell(group.measure("opportunities").value, Unit.COUNT)),
    ]
    return [
        key_cell(ink, group.key),
        *counts,
        *(_figure(ink, group.currency, group.measure(name)) for name, _, _ in figures),
    ]


def _figure(ink: Ink, currency: str | None, measure: Measure) -> Text:
    """A value with the count it stands on."""
    if measure.value is None:
        return ink.say(UNDEFINED, "quiet")
    text = spell(measure.value, measure.unit, currency, short=True)
    if measure.denominator is None or measure.key == "remaining_coverage":
        return ink.say(text)
    unit = Unit.MONEY if measure.key == "quota_attainment" else Unit.COUNT
    return ink.say(text) + ink.say(f" of {spell(measure.denominator, unit, currency, short=True)}", "quiet")
