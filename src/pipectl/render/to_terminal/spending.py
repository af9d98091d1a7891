"""The table of `report --by source` that says what each source cost and what was won beside it."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from ...domain.result import Group, Report
from ..reasons import heading
from ..spell import UNDEFINED, short_money
from ..words.spend import NO_SOURCE, cell, is_shown, reasons, shown, table_title, unassigned, why_none
from .headline import undefined_lines
from .ink import BLANK, Ink
from .table import Column, staying, table

#: Which columns leave first where room is short.
_RANKS = {"cost_per_qualified": 5, "won_amount": 4, "cost_per_won": 3, "spend_return": 2, "cost_per_opportunity": 1}


def spend_lines(
    ink: Ink, report: Report, by: str, groups: Sequence[Group], named: Sequence[Text]
) -> list[RenderableType]:
    """A row a source, each called as `named` says, one of what names none, and all of it; else why there is none."""
    if by != "source":
        return []
    if not is_shown(report, groups):
        return [BLANK, *undefined_lines(ink, why_none(report))]
    figures = shown(report, groups)
    columns = [
        Column(ink.name(heading(by), 36).plain, least=16, most=36),
        *(Column(title, right=True, rank=_RANKS.get(key, 0)) for key, title in figures),
    ]
    keys = [key for key, _ in figures]
    rows = [[name, *_cells(ink, report, each, keys)] for name, each in zip(named, groups, strict=False)]
    if rest := unassigned(report):
        nothing = [ink.say(UNDEFINED, "quiet") for _ in keys[1:]]
        rows.append([ink.say(NO_SOURCE, "quiet"), ink.say(short_money(rest, report.currency)), *nothing])
    total = [ink.say("All"), *_cells(ink, report, report, keys)]
    stay = {columns[index].title for index in staying(ink, columns, [*rows, total])}
    titles = [(key, title) for key, title in figures if title in stay]
    untold = reasons(report, groups[: len(named)], titles)
    lines: list[RenderableType] = [
        ink.say(table_title(report, ink.foreign(report.period.label)), "title"),
        BLANK,
        table(ink, columns, rows, total),
    ]
    return [BLANK, *lines, *([BLANK, *undefined_lines(ink, untold)] if untold else [])]


def _cells(ink: Ink, report: Report, of: Group | Report, keys: Sequence[str]) -> list[Text]:
    found = [cell(of, key, report.currency) for key in keys]
    return [ink.say(text, "quiet" if text == UNDEFINED else "") + ink.say(count, "quiet") for text, count in found]
