"""`pipectl changes` as Markdown: the waterfall, the opportunities behind it, and groups as tables to paste."""

from itertools import groupby

from ...domain.changes import ChangedDeal, ChangeLine, Changes, ChangeTable
from ...domain.values import Unit
from ..harmless import for_markdown
from ..reasons import heading
from ..spell import UNDEFINED, long_day, many, short_day, short_money, signed
from ..words.change import (
    NOTHING,
    TWICE,
    by_words,
    count_words,
    counts_add,
    headline_words,
    moved_words,
    span_words,
    window_words,
)
from ..words.shared import repeated, told_apart
from .parts import Row, joined, name, only, table, told


def page(found: Changes) -> str:
    """All of it."""
    window = for_markdown(window_words(found))
    parts = [
        f"# {for_markdown(found.pipeline)}{f' · {window}' if window else ''}",
        f"{long_day(found.start)} → {long_day(found.end)} · {span_words(found)}",
        *only(found.filters),
        f"**{headline_words(found)}**",
        table(("What changed", ">Amount", ">Deals"), _waterfall(found)),
        *_remark(found.whole),
        *_behind(found),
        *_groups(found),
        *told(found.sources, found.notes, found.findings),
    ]
    return joined(parts)


def _waterfall(found: Changes) -> list[Row]:
    whole = found.whole
    start, end = (f"**Open {short_day(day, found.end)}**" for day in (found.start, found.end))
    moves = [
        (line.title, _signed(found, line), f"{many(line.opportunities)}") for line in whole.lines if line.opportunities
    ]
    return [
        (start, short_money(whole.start, found.currency), f"{many(whole.start_count)}"),
        *moves,
        (end, short_money(whole.end, found.currency), f"{many(whole.end_count)}"),
    ]


def _signed(found: Changes, line: ChangeLine) -> str:
    return signed(line.amount, Unit.MONEY, found.currency, short=True)


def _remark(whole: ChangeTable) -> list[str]:
    if not any(line.opportunities for line in whole.lines):
        return [NOTHING]
    return [] if counts_add(whole) else [TWICE]


def _behind(found: Changes) -> list[str]:
    """Every opportunity shown, by what happened to it."""
    lines = [line for line in found.whole.lines if line.deals]
    twice = repeated({deal.key: deal for line in lines for deal in line.deals}.values())
    rows = [_deal(found, line, deal, twice) for line in lines for deal in line.deals]
    titles = ("What", "Deal", "Owner", "On", "What changed", ">Amount")
    shown = [
        f"- {line.title}: {many(len(line.deals))} of {many(line.opportunities)} shown"
        for line in lines
        if len(line.deals) < line.opportunities
    ]
    return ["## Deals behind it", table(titles, rows), *(["\n".join(shown)] if shown else [])] if rows else []


def _deal(found: Changes, line: ChangeLine, deal: ChangedDeal, twice: frozenset[str]) -> Row:
    return (
        line.title,
        name(told_apart(deal, twice)),
        name(deal.owner),
        short_day(deal.day, found.end),
        moved_words(deal, line.key, found, for_markdown),
        by_words(deal.amount, found),
    )


def _groups(found: Changes) -> list[str]:
    parts = []
    for by, each in groupby(found.groups, key=lambda group: group.by):
        groups, head = list(each), name(heading(by or ""))
        kept = [line for line in groups[0].lines if any(one.line(line.key).opportunities for one in groups)]
        days = [f">{short_day(day, found.end)}" for day in (found.start, found.end)]
        titles = (head, ">Deals", days[0], *(f">{line.title}" for line in kept), days[1])
        parts += [f"## By {head}", table(titles, [_group(found, one, [line.key for line in kept]) for one in groups])]
    return parts


def _group(found: Changes, group: ChangeTable, keys: list[str]) -> Row:
    lines = [group.line(key) for key in keys]
    moves = [_signed(found, line) if line.opportunities else UNDEFINED for line in lines]
    ends = [short_money(each, found.currency) for each in (group.start, group.end)]
    return (name(group.key), count_words(group), ends[0], *moves, ends[1])
