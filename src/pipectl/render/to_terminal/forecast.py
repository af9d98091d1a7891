"""The screen of `pipectl forecast`: what the period brings, week by week, how that is known, and what drives it."""

from collections.abc import Callable, Sequence

from rich.console import RenderableType
from rich.text import Text

from ...domain.forecast import Forecast
from ..canvas import Canvas
from ..spell import UNDEFINED, days_left, days_of, long_day, short_money
from ..words.forecast import (
    EXPECTED,
    band_words,
    chance_words,
    goal_words,
    is_over,
    method_words,
    quota_words,
)
from ..words.forecast_past import (
    error_words,
)
from .footer import data_lines
from .forecast_past import backtest_lines, method_lines
from .forecast_tables import ahead_lines, category_lines, driver_lines, group_lines, since_lines, what_if_lines
from .forecast_weeks import week_lines
from .headline import Tile, aside_lines, side_by_side
from .ink import BLANK, Ink
from .told import told_lines

#: Everything below the headline, in order.
_SECTIONS: tuple[Callable[[Ink, Forecast], Sequence[RenderableType]], ...] = (
    week_lines,
    method_lines,
    driver_lines,
    since_lines,
    ahead_lines,
    category_lines,
    group_lines,
    what_if_lines,
    backtest_lines,
)


def screen(found: Forecast, canvas: Canvas) -> str:
    """The whole of it."""
    ink = Ink(canvas)
    parts: list[Sequence[RenderableType]] = [
        _head(ink, found),
        _tiles(ink, found),
        _said(ink, found),
        *(section(ink, found) for section in _SECTIONS),
        _goal(ink, found),
        told_lines(ink, found.sources, found.notes, found.past_findings),
        data_lines(ink, found.rows, found.findings, (), found.see_findings, selected=found.selected),
    ]
    lines: list[RenderableType] = []
    for part in parts:
        lines += [*([BLANK] if lines and part else []), *part]
    return ink.page(lines)


def _head(ink: Ink, found: Forecast) -> list[Text]:
    label = ink.foreign(found.period.label)
    days = "" if ".." in found.period.key else days_of(found.period, found.as_of)
    parts = [days, f"as of {long_day(found.as_of)}", days_left(found.period, found.as_of)]
    lines = ink.parts(ink.say(label, "title"), [part for part in parts if part])
    name = ink.name(found.pipeline, ink.width, "quiet")
    if lines[0].cell_len + 3 + name.cell_len <= ink.width:
        name.align("right", ink.width - lines[0].cell_len)
        lines[0] += name
    only = (ink.name(f"only {each}", ink.width, "strong") for each in found.filters)
    return [*lines, *only, *aside_lines(ink, found.rows)]


def _tiles(ink: Ink, found: Forecast) -> list[RenderableType]:
    outlook, currency = found.outlook, found.currency
    parts, band = outlook.parts, outlook.band
    if parts is None or band is None:
        return list(ink.wrap(ink.say(f"No forecast: {ink.foreign(outlook.undefined or '')}", "strong")))
    cases = " · ".join(short_money(each, currency) for each in (band.p25, band.p50, band.p75))
    quota = UNDEFINED if outlook.quota is None else f"quota {short_money(outlook.quota, currency)}"
    around = "the period is over" if is_over(found) else f"8 of 10 times {band_words(band, currency)}"
    tiles = [
        Tile("EXPECTED", short_money(parts.expected, currency), ("the mean",)),
        Tile("BOOKED", short_money(parts.booked, currency), ("won by now",)),
        Tile("+ OPEN", short_money(parts.open, currency), ("amount × chance",)),
        Tile("+ NOT YET CREATED", short_money(parts.new, currency), ("and won in time",)),
        Tile("BEAR · FAIR · BULL", cases, (around,)),
        Tile("P(≥ QUOTA)", chance_words(outlook), (quota,)),
    ]
    return side_by_side(ink, tiles)


def _said(ink: Ink, found: Forecast) -> list[Text]:
    """What the tiles mean, by what method, and what that was worth."""
    if found.outlook.parts is None:
        return ink.wrap(ink.say(error_words(found, ink.foreign))) if found.no_claim else []
    said = (quota_words(found, ink.foreign), method_words(found, ink.foreign), error_words(found, ink.foreign))
    lines = [line for words in said for line in ink.wrap(ink.say(words))]
    return [*lines, *ink.wrap(ink.say(EXPECTED, "quiet"))]


def _goal(ink: Ink, found: Forecast) -> list[Text]:
    if found.goal is None:
        return []
    words = goal_words(found, found.goal, ink.foreign)
    return [line for each in words for line in ink.wrap(ink.say(each, "strong"))]
