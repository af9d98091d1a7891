"""The page of `pipectl changes`: the waterfall, the opportunities behind it, and groups."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from ...domain.changes import ChangedDeal, ChangeLine, Changes, ChangeTable
from ...domain.values import EXACT, ZERO, Unit
from ..exact import exact
from ..reasons import heading
from ..spell import long_day, many, short_day
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
from ..words.shared import counted, cut, repeated, told_apart
from .blocks import Bar, Block, Cell, Column, Items, Page, Section, Tile, Tiles, table
from .glossary import used
from .parts import NONE, day, money, moved, name, number, past_words, section, share, spans, text, words
from .pictures import pictures
from .report_tables import NO_KEY

_WHAT = Column("What changed", term="t-change")
_AMOUNT = Column("Amount", right=True, term="t-amount")
_DEALS = Column("Deals", right=True, term="t-deals")
_BAR = Column("Open, more, less")


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
    yield from section("Headline", (_tiles(found), *words(headline_words(found))), "headline", "bare")
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
    return Tiles((*ends, Tile("Changed by", moved(by, found.currency), (), "t-change")))


def waterfall(found: Changes) -> Iterator[Block]:
    """Start, what came and went, end; each bar begins where the one above it ends."""
    whole = found.whole
    ends = [(whole.start, whole.start), *_levels(whole), (whole.end, whole.end)]
    low = min(ZERO, *(end for pair in ends for end in pair))
    high = max(ZERO, *(end for pair in ends for end in pair))
    lines = [line for line in whole.lines if line.opportunities]
    bars = (_floating(low, high, before, after) for before, after in _levels(whole))
    rows = [_end(found, found.start, whole.start, whole.start_count, _standing(low, high, whole.start))]
    rows += [
        (text(line.title), _moved(found, line), number(line.opportunities), bar)
        for line, bar in zip(lines, bars, strict=True)
    ]
    rows.append(_end(found, found.end, whole.end, whole.end_count, _standing(low, high, whole.end)))
    yield from table("Why the open amount is another", (_WHAT, _AMOUNT, _DEALS, _BAR), rows, sorts=False)
    if not lines:
        yield from words(NOTHING, style="quiet")
    elif not counts_add(whole):
        yield from words(TWICE, style="quiet")


def _levels(whole: ChangeTable) -> Iterator[tuple[Decimal, Decimal]]:
    """The open amount before and after each line that anything stands in."""
    level = whole.start
    for line in whole.lines:
        if line.opportunities:
            before, level = level, EXACT.add(level, line.amount)
            yield before, level


def _standing(low: Decimal, high: Decimal, level: Decimal) -> Cell:
    """A bar from nothing to a level."""
    found = _floating(low, high, ZERO, level).bar
    return Cell() if found is None else Cell(bar=found._replace(part=found.whole))


def _floating(low: Decimal, high: Decimal, before: Decimal, after: Decimal) -> Cell:
    """A bar from one level to another on a scale."""
    one, other = (share(EXACT.subtract(level, low), EXACT.subtract(high, low)) for level in (before, after))
    return Cell(bar=Bar("0", str(abs(other - one)), str(min(one, other)), "open" if after >= before else "went"))


def _end(found: Changes, at: date, amount: Decimal, count: int, bar: Cell) -> tuple[Cell, ...]:
    return (
        text(f"Open {short_day(at, found.end)}", "strong"),
        money(amount, found.currency, "strong"),
        number(count),
        bar,
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
            tuple(f"{line.title}: {many(len(line.deals))} of {many(line.opportunities)} shown" for line in left),
            "quiet",
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
