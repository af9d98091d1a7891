"""The page of `pipectl changes`: the waterfall, the opportunities behind it, and groups."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from ...domain.changes import ChangedDeal, ChangeLine, Changes, ChangeTable
from ...domain.values import EXACT, Unit
from ..exact import exact
from ..reasons import heading
from ..spell import long_day, short_day
from ..words.change import (
    NOTHING,
    TWICE,
    by_words,
    count_words,
    counts_add,
    moved_words,
    span_words,
    window_words,
)
from ..words.shared import counted, cut, repeated, told_apart
from .blocks import Block, Cell, Column, Items, Page, Section, Tile, Tiles, table
from .glossary import used
from .parts import NONE, day, money, moved, name, number, past_words, section, spans, text, words
from .pictures import pictures
from .report_tables import NO_KEY

_WHAT = Column("What changed", term="t-change")
_AMOUNT = Column("Amount", right=True, term="t-amount")
_DEALS = Column("Deals", right=True, term="t-deals")


def page(found: Changes) -> Page:
    """All of it."""
    sections = tuple(_sections(found))
    return Page(
        title="What changed",
        pipeline=found.pipeline,
        span=spans(f"{long_day(found.start)} → {long_day(found.end)}", span_words(found), window_words(found)),
        sections=sections,
        definitions=used(sections),
        filters=found.filters,
        notes=past_words(found.sources, found.notes, found.findings),
    )


def _sections(found: Changes) -> Iterator[Section]:
    yield from section("Headline", (_tiles(found),), "headline", "bare")
    yield from section("Waterfall", waterfall(found), "waterfall")
    yield from section("Pictures", pictures("changes", found), "pictures")
    yield from section("Deals behind it", _behind(found), "deals")
    for place, (by, some) in enumerate(groupby(found.groups, key=lambda group: group.by), 1):
        head = cut(heading(by or ""), 60)
        yield from section(f"By {head}", _groups(found, head, list(some)), f"by-{place}")


def _tiles(found: Changes) -> Tiles:
    whole = found.whole
    by = EXACT.subtract(whole.end, whole.start)
    ends = [
        Tile(f"Open {short_day(at, found.end)}", money(amount, found.currency), (counted(count, "deal"),), "t-amount")
        for at, amount, count in (
            (found.start, whole.start, whole.start_count),
            (found.end, whole.end, whole.end_count),
        )
    ]
    change = "less" if by < 0 else "more" if by > 0 else "as much as before"
    return Tiles((*ends, Tile("Changed by", moved(by, found.currency), (change,), "t-change")))


def waterfall(found: Changes) -> Iterator[Block]:
    """Start, what came and went, end."""
    whole = found.whole
    rows = [_end(found, found.start, whole.start, whole.start_count)]
    rows += [
        (text(line.title), _moved(found, line), number(line.opportunities))
        for line in whole.lines
        if line.opportunities
    ]
    rows.append(_end(found, found.end, whole.end, whole.end_count))
    yield from table("Why the open amount is another", (_WHAT, _AMOUNT, _DEALS), rows, sorts=False)
    if not any(line.opportunities for line in whole.lines):
        yield from words(NOTHING, style="quiet")
    elif not counts_add(whole):
        yield from words(TWICE, style="quiet")


def _end(found: Changes, at: date, amount: Decimal, count: int) -> tuple[Cell, ...]:
    return (
        text(f"Open {short_day(at, found.end)}", "strong"),
        money(amount, found.currency, "strong"),
        number(count),
    )


def _moved(found: Changes, line: ChangeLine) -> Cell:
    return moved(line.amount, found.currency)


def _behind(found: Changes) -> Iterator[Block]:
    """Every opportunity shown, by what happened to it."""
    lines = [line for line in found.whole.lines if line.deals]
    twice = repeated({deal.key: deal for line in lines for deal in line.deals}.values())
    columns = (
        Column("Deal"),
        Column("What"),
        Column("Account"),
        Column("Owner"),
        Column("On"),
        Column("What changed", wide=True),
        _AMOUNT,
    )
    rows = [_deal(found, line, deal, twice) for line in lines for deal in line.deals]
    yield from (each._replace(filter="Filter") for each in table("The biggest of each first", columns, rows))
    left = [line for line in lines if len(line.deals) < line.opportunities]
    if left:
        yield Items(
            tuple(f"{line.title}: {len(line.deals):,} of {line.opportunities:,} shown" for line in left), "quiet"
        )


def _deal(found: Changes, line: ChangeLine, deal: ChangedDeal, twice: frozenset[str]) -> tuple[Cell, ...]:
    return (
        name(told_apart(deal, twice)),
        text(line.title),
        name(deal.account),
        name(deal.owner),
        day(deal.day, found.end),
        text(moved_words(deal, line.key, found, str)),
        Cell(by_words(deal.amount, found), exact(deal.amount, Unit.MONEY) or ""),
    )


def _groups(found: Changes, head: str, groups: list[ChangeTable]) -> Iterator[Block]:
    kept = [line for line in groups[0].lines if any(one.line(line.key).opportunities for one in groups)]
    start, end = (Column(short_day(at, found.end), right=True, term="t-amount") for at in (found.start, found.end))
    changes = (Column(line.title, right=True, term="t-change") for line in kept)
    columns = (Column(head), _DEALS, start, *changes, end)
    rows = (_group(found, one, [line.key for line in kept]) for one in groups)
    yield from table("Start, what came and went, end", columns, rows)


def _group(found: Changes, group: ChangeTable, keys: list[str]) -> tuple[Cell, ...]:
    lines = [group.line(key) for key in keys]
    return (
        name(NO_KEY if group.key is None else group.key),
        text(count_words(group)),
        money(group.start, found.currency),
        *(_moved(found, line) if line.opportunities else NONE for line in lines),
        money(group.end, found.currency),
    )
