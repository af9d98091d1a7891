"""One table for each `--by` of `pipectl changes`: start, what came and went, end; one line a group."""

from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from ...domain.changes import Changes, ChangeTable
from ...domain.values import Unit
from ..spell import UNDEFINED, short_day, short_money, signed
from ..words.change import CAME, WENT, count_words, named, sum_of
from .groups import GAP, SHOWN, key_cell, key_column, not_shown
from .ink import Ink
from .table import Column, staying, table

#: What a column adds up: its title, and the keys of its buckets.
Sum = tuple[str, tuple[str, ...]]


def group_lines(ink: Ink, found: Changes) -> list[list[RenderableType]]:
    """All tables."""
    return [_table(ink, found, by or "", list(groups)) for by, groups in groupby(found.groups, lambda one: one.by)]


def _table(ink: Ink, found: Changes, by: str, groups: list[ChangeTable]) -> list[RenderableType]:
    shown = groups[:SHOWN]
    sums = _each(groups)
    columns, rows = _columns(ink, found, by, sums), [_cells(ink, found, group, sums) for group in shown]
    summed = len(staying(ink, columns, rows, GAP)) < len(columns)
    if summed:
        sums = [("Came", CAME), ("Won", ("won",)), ("Went", WENT)]
        columns, rows = _columns(ink, found, by, sums), [_cells(ink, found, group, sums) for group in shown]
    lines: list[RenderableType] = [table(ink, columns, rows, gap=GAP), *not_shown(ink, groups)]
    if summed:
        words = f"Came: {named(found, CAME)}. Went: {named(found, WENT)}."
        lines += ink.wrap(ink.say(words, "quiet"), Text(" "))
    return lines


def _each(groups: list[ChangeTable]) -> list[Sum]:
    """Each bucket that is not empty in some group, in their order."""
    return [
        (line.title, (line.key,))
        for line in groups[0].lines
        if any(group.line(line.key).opportunities for group in groups)
    ]


def _columns(ink: Ink, found: Changes, by: str, sums: list[Sum]) -> list[Column]:
    """All but the name and both ends leave where room is short, the count first."""
    return [
        key_column(ink, by),
        Column("Deals", right=True, rank=2),
        Column(short_day(found.start, found.end), right=True),
        *(Column(title, right=True, rank=1) for title, _ in sums),
        Column(short_day(found.end, found.end), right=True),
    ]


def _cells(ink: Ink, found: Changes, group: ChangeTable, sums: list[Sum]) -> list[Text]:
    ends = [short_money(each, found.currency) for each in (group.start, group.end)]
    moves = [_sum(ink, found, group, keys) for _, keys in sums]
    return [key_cell(ink, group.key), ink.say(count_words(group)), ink.say(ends[0]), *moves, ink.say(ends[1])]


def _sum(ink: Ink, found: Changes, group: ChangeTable, keys: tuple[str, ...]) -> Text:
    if not any(group.line(key).opportunities for key in keys):
        return ink.say(UNDEFINED, "quiet")
    return ink.say(signed(sum_of(group, keys), Unit.MONEY, found.currency, short=True))
