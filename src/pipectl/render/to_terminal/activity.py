"""The screen of `pipectl activity`: figures of the period, each kind week by week, ratios, and what nobody touches."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from ...domain.activities import Activities, ActivityLine, Untouched
from ..canvas import Canvas
from ..spell import UNDEFINED, long_day, many, short_day, short_money
from ..words.activity import (
    STEPS,
    is_held,
    of_paces,
    of_steps,
    pace_words,
    rows_words,
    shown_kinds,
    step_words,
    summary,
    untouched_words,
    week_titles,
    weeks_words,
)
from ..words.shared import aside_words, counted
from .funnel_tables import reason_lines
from .groups import SHOWN, key_cell, key_column, not_shown
from .ink import BLANK, Ink
from .table import Cell, Column, staying, table
from .told import LABEL as TOLD
from .told import told_lines

LABEL, DATA = "{:<14}", TOLD.format("Data")
#: Untouched opportunities that are shown; CSV has all.
MOST_UNTOUCHED = 12
#: Which columns of the table of steps leave first where room is short.
_RANKS = {"of_proposal": 2, "of_meeting": 3, "won": 1}


def screen(found: Activities, canvas: Canvas) -> str:
    """The whole of it."""
    ink = Ink(canvas)
    parts: list[Sequence[RenderableType]] = [
        _head(ink, found),
        _summary(ink, found),
        *(_weeks(ink, found, kind) for kind in shown_kinds(found)),
        _steps(ink, found),
        _untouched(ink, found),
        [
            *ink.wrap(ink.say(rows_words(found)), ink.say(DATA, "strong")),
            *told_lines(ink, (), found.notes, found.findings),
        ],
    ]
    lines: list[RenderableType] = []
    for part in parts:
        lines += [*([BLANK] if lines and part else []), *part]
    return ink.page(lines)


def _head(ink: Ink, found: Activities) -> list[Text]:
    parts = [f"activities: {ink.foreign(found.period.label)}", weeks_words(found), f"as of {long_day(found.as_of)}"]
    lines = ink.parts(ink.name(found.pipeline, 40, "title"), parts)
    lines += [ink.name(f"only {each}", ink.width, "strong") for each in found.filters]
    words = aside_words(found.rows)
    return [*lines, *(ink.wrap(ink.say(words, "alarm")) if words else [])]


def _summary(ink: Ink, found: Activities) -> list[Text]:
    return [
        line
        for label, words in summary(found, ink.foreign)
        for line in ink.wrap(ink.say(words), ink.say(LABEL.format(label), "strong"))
    ]


def _weeks(ink: Ink, found: Activities, kind: str) -> list[RenderableType]:
    """One kind: how many a week by owner against the standard, and each week; older ones leave first."""
    held, count = is_held(found, kind), len(found.weeks)
    columns = [
        key_column(ink, kind),
        Column("A week", right=True),
        *([Column("Standard", right=True), Column("Of it", right=True), Column("Met", right=True)] if held else []),
        *(Column(title, right=True, rank=count - at) for at, title in enumerate(week_titles(found))),
    ]
    shown = found.owners[:SHOWN]
    rows = [_pace(ink, line, kind, held=held, key=key_cell(ink, line.key)) for line in shown]
    total = _pace(ink, found.whole, kind, held=held, key=ink.say("All")) if len(found.owners) > 1 else ()
    cells = [*rows, *([total] if total else [])]
    stay = {columns[at].title for at in staying(ink, columns, cells)}
    lacking = len(columns) - len(staying(ink, columns, cells))
    more = f"… and {counted(lacking, 'earlier week')} in a wider window, or with --format csv"
    return [
        table(ink, columns, rows, total),
        *(ink.wrap(ink.say(more, "quiet"), Text(" ")) if lacking else []),
        *not_shown(ink, found.owners),
        *reason_lines(ink, of_paces((line.pace(kind) for line in (*shown, found.whole)), held=held), stay),
    ]


def _pace(ink: Ink, line: ActivityLine, kind: str, *, held: bool, key: Text) -> list[Cell]:
    pace = line.pace(kind)
    return [
        key,
        *(ink.say(text) for text in (*pace_words(pace, held=held), *(f"{many(count)}" for count in pace.done))),
    ]


def _steps(ink: Ink, found: Activities) -> list[RenderableType]:
    """What led to what by owner, and how many of their open ones nobody touches."""
    columns = [
        key_column(ink, "owner"),
        *(Column(title, right=True, rank=_RANKS.get(key, 0)) for key, title in STEPS),
        *([Column("Untouched", right=True)] if found.untouched is not None else []),
    ]
    shown = found.owners[:SHOWN]
    rows = [_step(ink, found, line, key_cell(ink, line.key)) for line in shown]
    total = _step(ink, found, found.whole, ink.say("All")) if len(found.owners) > 1 else ()
    stay = {columns[at].title for at in staying(ink, columns, [*rows, *([total] if total else [])])}
    return [
        table(ink, columns, rows, total),
        *not_shown(ink, found.owners),
        *reason_lines(ink, of_steps((*shown, found.whole)), stay),
    ]


def _step(ink: Ink, found: Activities, line: ActivityLine, key: Text) -> list[Cell]:
    untouched = (untouched_words(line),) if found.untouched is not None else ()
    return [key, *(ink.say(text) for text in (*step_words(line), *untouched))]


def _untouched(ink: Ink, found: Activities) -> list[RenderableType]:
    """Open opportunities that nobody touched for too long."""
    if not found.untouched:
        return []
    columns = [
        Column("Untouched", least=14, most=44, first=True),
        Column("Owner", least=6, most=24, rank=2),
        Column("Stage", least=8, most=24, rank=1),
        Column("Amount", right=True),
        Column("Last touch", right=True),
        Column("Days", right=True),
    ]
    rows = [_deal(ink, each, found) for each in found.untouched[:MOST_UNTOUCHED]]
    left = len(found.untouched) - len(rows)
    more = [ink.say(f" … and {many(left)} more → --format csv has all", "quiet")] if left else []
    return [table(ink, columns, rows), *more]


def _deal(ink: Ink, each: Untouched, found: Activities) -> list[Cell]:
    return [
        ink.name(each.name, 60),
        ink.name(each.owner, 24),
        ink.name(each.stage, 24),
        ink.say(short_money(each.amount, each.currency)),
        ink.say(short_day(each.last, found.as_of) if each.last is not None else "never"),
        ink.say(UNDEFINED if each.days is None else f"{many(each.days)}"),
    ]
