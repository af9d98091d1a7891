"""The screen of `pipectl changes`: the waterfall, then the opportunities behind it, then groups."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise

from rich.console import RenderableType
from rich.text import Text

from ...domain.changes import ChangedDeal, ChangeLine, Changes, ChangeTable
from ...domain.values import EXACT, ZERO, Unit
from ..canvas import Canvas
from ..spell import long_day, many, short_day, short_money, signed
from ..words.change import (
    ASKING,
    NOTHING,
    TWICE,
    by_words,
    counts_add,
    headline_words,
    moved_words,
    span_words,
    window_words,
)
from ..words.shared import counted, repeated, told_apart
from .bars import DONE, LIKELY, REST, Floating
from .change_groups import group_lines
from .ink import BLANK, Ink
from .table import Cell, Column, banded, table
from .told import told_lines

MOST_BAR = 80
#: From how many columns on accounts are named.
WIDER = 120
_WATERFALL = (
    Column("", most=24),
    Column("Amount", right=True),
    Column("Deals", right=True),
    Column("█ open ▓ more ░ less", rank=1, least=12, most=MOST_BAR),
)
_DEALS = {
    "deal": Column("Deal", least=14, most=44, first=True),
    "account": Column("Account", rank=4, least=8, most=24),
    "owner": Column("Owner", rank=2, least=5, most=18),
    "day": Column("On", rank=3),
    "moved": Column("What changed", rank=1, least=16, most=60),
    "amount": Column("Amount", right=True),
}


def screen(found: Changes, canvas: Canvas) -> str:
    """The whole of it."""
    ink = Ink(canvas)
    parts: list[Sequence[RenderableType]] = [
        _head(ink, found),
        _waterfall(ink, found),
        _behind(ink, found),
        *group_lines(ink, found),
        told_lines(ink, found.sources, found.notes, found.findings),
    ]
    lines: list[RenderableType] = []
    for part in parts:
        lines += [*([BLANK] if lines and part else []), *part]
    return ink.page(lines)


def _head(ink: Ink, found: Changes) -> list[Text]:
    days = f"{long_day(found.start)} → {long_day(found.end)}"
    window = ink.foreign(window_words(found))
    lines = ink.parts(
        ink.name(found.pipeline, 40, "title"), [part for part in (window, days, span_words(found)) if part]
    )
    only = [ink.name(f"only {each}", ink.width, "strong") for each in found.filters]
    return [*lines, *only, *ink.wrap(ink.say(headline_words(found), "strong"))]


def _waterfall(ink: Ink, found: Changes) -> list[RenderableType]:
    """What stood at the start, what each bucket added or took, what stands at the end."""
    whole, told = found.whole, [line for line in found.whole.lines if line.opportunities]
    levels = _levels(whole, told)
    scale = min(ZERO, *levels), max(levels)
    start = short_day(found.start, found.end), whole.start, whole.start_count
    end = short_day(found.end, found.end), whole.end, whole.end_count
    rows = [_end(ink, found, *start, scale)]
    rows += [_move(ink, found, line, ends, scale) for line, ends in zip(told, pairwise(levels), strict=False)]
    lines: list[RenderableType] = [table(ink, _WATERFALL, rows, _end(ink, found, *end, scale))]
    if not told:
        lines += [BLANK, *ink.wrap(ink.say(NOTHING, "quiet"), Text(" "))]
    elif not counts_add(whole):
        lines += [BLANK, *ink.wrap(ink.say(TWICE, "quiet"), Text(" "))]
    return lines


def _levels(whole: ChangeTable, told: Sequence[ChangeLine]) -> list[Decimal]:
    """What is open at the start, and after each bucket."""
    levels = [whole.start]
    for line in told:
        levels.append(EXACT.add(levels[-1], line.amount))
    return [*levels, whole.end]


def _end(ink: Ink, found: Changes, day: str, amount: Decimal, count: int, scale: tuple[Decimal, Decimal]) -> list[Cell]:
    money = short_money(amount, found.currency)
    cells = [ink.say(text, "strong") for text in (f"Open {day}", money, f"{many(count)}")]
    return [*cells, Floating(ink, (ZERO, amount), scale, DONE, "accent", MOST_BAR)]


def _move(
    ink: Ink, found: Changes, line: ChangeLine, ends: tuple[Decimal, Decimal], scale: tuple[Decimal, Decimal]
) -> list[Cell]:
    money = signed(line.amount, Unit.MONEY, found.currency, short=True)
    cells = [ink.say(line.title), ink.say(money, _style(line.key)), ink.say(f"{many(line.opportunities)}")]
    bar = Floating(ink, ends, scale, LIKELY if line.amount > 0 else REST, _style(line.key) or "accent", MOST_BAR)
    return [*cells, bar]


def _style(key: str) -> str:
    if key == "won":
        return "good"
    return "alarm" if key in ASKING else ""


def _behind(ink: Ink, found: Changes) -> list[RenderableType]:
    """The opportunities of each bucket, those that moved most first."""
    told = [line for line in found.whole.lines if line.deals]
    if not told:
        return []
    deals = [deal for line in told for deal in line.deals]
    keys = _keys(ink, deals)
    called = frozenset() if "account" in keys else repeated({deal.key: deal for deal in deals}.values())
    bands = [
        (
            partial(_band_line, ink, found, line),
            [_deal(ink, found, line.key, deal, called, keys) for deal in line.deals],
        )
        for line in told
    ]
    return banded(ink, [_DEALS[key] for key in keys], bands)


def _keys(ink: Ink, deals: Sequence[ChangedDeal]) -> list[str]:
    """Columns that some opportunity has something for."""
    has = {
        "account": ink.width >= WIDER and any(deal.account for deal in deals),
        "owner": any(deal.owner for deal in deals),
    }
    return [key for key in _DEALS if has.get(key, True)]


def _band_line(ink: Ink, found: Changes, line: ChangeLine, width: int) -> Text:
    """The bucket with its count and amount, over a rule as wide as the table."""
    money = signed(line.amount, Unit.MONEY, found.currency, short=True)
    more = f" · {many(len(line.deals))} shown" if len(line.deals) < line.opportunities else ""
    words = f"  {counted(line.opportunities, 'deal')} · {money}{more}"
    text = ink.say(f" {line.title}", "title") + ink.say(words, "quiet")
    rule = width - text.cell_len - 1
    return text + ink.say(f" {'─' * rule}", "quiet") if rule > 0 else text


def _deal(
    ink: Ink, found: Changes, key: str, deal: ChangedDeal, called: frozenset[str], keys: Sequence[str]
) -> list[Cell]:
    cells = {
        "deal": ink.name(told_apart(deal, called), 60),
        "account": ink.name(deal.account, 40),
        "owner": ink.name(deal.owner, 30),
        "day": ink.say(short_day(deal.day, found.end)),
        "moved": ink.say(moved_words(deal, key, found, ink.foreign)),
        "amount": ink.say(by_words(deal.amount, found)),
    }
    return [cells[each] for each in keys]
