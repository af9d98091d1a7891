"""The screen of `pipectl leads`: figures of the period, then months of creation, sources and other groups."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from ...domain.leads import LeadLine, Leads
from ..canvas import Canvas
from ..spell import long_day, many, short_money
from ..words.lead import (
    RUNNING,
    of_costs,
    of_lines,
    rows_words,
    share_words,
    summary,
    value_words,
    within_title,
    won_words,
)
from ..words.shared import aside_words
from ..words.spend import NO_SOURCE
from . import lead_scores
from .funnel_tables import reason_lines
from .groups import SHOWN, key_cell, key_column, not_shown
from .ink import BLANK, Ink
from .table import Cell, Column, staying, table
from .told import LABEL as TOLD
from .told import told_lines

LABEL, DATA = "{:<15}", TOLD.format("Data")


def screen(found: Leads, canvas: Canvas) -> str:
    """The whole of it."""
    ink = Ink(canvas)
    parts: list[Sequence[RenderableType]] = [
        _head(ink, found),
        *_figures_parts(ink, found),
        *([] if found.scores is None else lead_scores.parts(ink, found.scores)),
        [
            *ink.wrap(ink.say(rows_words(found)), ink.say(DATA, "strong")),
            *told_lines(ink, (), found.notes, found.findings),
        ],
    ]
    lines: list[RenderableType] = []
    for part in parts:
        lines += [*([BLANK] if lines and part else []), *part]
    return ink.page(lines)


def _figures_parts(ink: Ink, found: Leads) -> list[Sequence[RenderableType]]:
    """What is said of all leads; nothing where one alone is asked about."""
    return [] if found.is_of_one else [_summary(ink, found), _months(ink, found), *_groups(ink, found)]


def _head(ink: Ink, found: Leads) -> list[Text]:
    parts = [f"leads created: {ink.foreign(found.period.label)}", f"as of {long_day(found.as_of)}"]
    lines = ink.parts(ink.name(found.pipeline, 40, "title"), parts)
    lines += [ink.name(f"only {each}", ink.width, "strong") for each in found.filters]
    words = aside_words(found.rows)
    return [*lines, *(ink.wrap(ink.say(words, "alarm")) if words else [])]


def _summary(ink: Ink, found: Leads) -> list[Text]:
    return [
        line
        for label, words in summary(found, ink.foreign)
        for line in ink.wrap(ink.say(words), ink.say(LABEL.format(label), "strong"))
    ]


def _months(ink: Ink, found: Leads) -> list[RenderableType]:
    """How each month's leads were answered, and how many of them became opportunities."""
    if not found.months:
        return []
    columns = [Column("Created in", most=24), *_figures(found)]
    rows = [[_month(ink, line), *_cells(ink, found, line)] for line in found.recent_months]
    shown = {columns[at].title for at in staying(ink, columns, rows)}
    return [table(ink, columns, rows), *reason_lines(ink, of_lines(found.recent_months, found), shown)]


def _month(ink: Ink, line: LeadLine) -> Text:
    return ink.say(line.key or "") + ink.say(f" {RUNNING}" if line.is_running else "", "quiet")


def _figures(found: Leads) -> list[Column]:
    return [
        Column("Leads", right=True),
        Column("Answered", right=True, rank=3),
        Column("Median", right=True, rank=1),
        Column("p90", right=True, rank=4),
        *([Column("Score", right=True, rank=3)] if found.scores is not None else []),
        Column(within_title(found), right=True),
        Column("Converted", right=True),
    ]


def _cells(ink: Ink, found: Leads, line: LeadLine) -> list[Cell]:
    response = line.measure("lead_response_time")
    texts = [
        f"{many(line.leads)}",
        value_words(line.measure("new_leads").detail("answered")),
        value_words(response),
        value_words(response.detail("p90")),
        *([value_words(line.measure("lead_score"))] if found.scores is not None else []),
        share_words(response.detail("inside")),
        share_words(line.measure("lead_conversion")),
    ]
    return [ink.say(text) for text in texts]


def _groups(ink: Ink, found: Leads) -> list[list[RenderableType]]:
    """A table for each grouping; behind that of sources, what they cost."""
    parts = []
    for by, group in groupby(found.groups, key=lambda line: line.by):
        lines = list(group)
        parts.append(_group(ink, found, by or "", lines))
        if any(line.spend is not None for line in lines):
            parts.append(_costs(ink, found, by or "", lines))
    return parts


def _group(ink: Ink, found: Leads, by: str, lines: list[LeadLine]) -> list[RenderableType]:
    shown = lines[:SHOWN]
    columns = [key_column(ink, by), *_figures(found), *(_HANDOVER if found.opportunities is not None else ())]
    rows = [[key_cell(ink, line.key), *_cells(ink, found, line), *_handover(ink, line)] for line in shown]
    stay = {columns[at].title for at in staying(ink, columns, rows)}
    return [
        table(ink, columns, rows),
        *not_shown(ink, lines),
        *reason_lines(ink, of_lines(shown, found), stay),
    ]


_HANDOVER = (
    Column("Open", right=True, rank=5),
    Column("Won", right=True),
    Column("Lost", right=True, rank=5),
    Column("Won amount", right=True, rank=2),
)


def _handover(ink: Ink, line: LeadLine) -> list[Cell]:
    handed = line.handover
    if handed is None:
        return []
    counts = [f"{many(count)}" for count in (handed.open, handed.won, handed.lost)]
    return [ink.say(text) for text in (*counts, won_words(handed))]


def _costs(ink: Ink, found: Leads, by: str, lines: list[LeadLine]) -> list[RenderableType]:
    """What the leads of each group cost, and those of them that became opportunities."""
    columns = [
        key_column(ink, by),
        Column("Spent", right=True),
        Column("Leads", right=True),
        Column("Per lead", right=True),
        Column("Converted", right=True),
        Column("Per opportunity", right=True),
    ]
    shown = lines[:SHOWN]
    rows = [[key_cell(ink, line.key), *(ink.say(text) for text in _cost(line, found))] for line in shown]
    if by == "source" and found.spend_without_source is not None:
        rest = short_money(found.spend_without_source, found.currency)
        rows.append([ink.say(text) for text in (NO_SOURCE, rest, *[""] * 4)])
    titles = {column.title for column in columns}
    return [table(ink, columns, rows), *not_shown(ink, lines), *reason_lines(ink, of_costs(shown), titles)]


def _cost(line: LeadLine, found: Leads) -> list[str]:
    cost = line.measure("cost_per_lead")
    return [
        short_money(line.spend, found.currency),
        f"{many(line.leads)}",
        value_words(cost, found.currency),
        value_words(line.measure("new_leads").detail("converted")),
        value_words(cost.detail("per_opportunity"), found.currency),
    ]
