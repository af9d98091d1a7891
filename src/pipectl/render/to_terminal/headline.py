"""Period, the five figures that answer "will I make it?", and why one of them is undefined."""

from typing import NamedTuple

from rich.console import RenderableType
from rich.table import Column, Table
from rich.text import Text

from ...domain.pipeline import RowCount
from ...domain.result import Measure, Report
from ...domain.values import EXACT, Unit
from ..reasons import SUMS, unsummed
from ..spell import UNDEFINED, days_left, days_of, interval, short_money, spell
from ..words.shared import aside_words, counted, day_words
from .ink import BLANK, Ink

WIDEST_GAP = 5


class Tile(NamedTuple):
    """One figure with what it stands on."""

    title: str
    figure: str
    under: tuple[str, ...]


def period_lines(ink: Ink, report: Report) -> list[Text]:
    """`Q1 2026 · Jan 1 – Mar 31 · as of Mon 2 Feb 2026 · 57 days left`, the pipeline's name, and filters."""
    label, as_of = ink.foreign(report.period.label), report.as_of
    days = "" if ".." in report.period.key else days_of(report.period, as_of)
    parts = [days, *day_words(as_of, report.rows), days_left(report.period, as_of)]
    lines = ink.parts(ink.say(label, "title"), [part for part in parts if part])
    name = ink.name(report.pipeline, ink.width, "quiet")
    if lines[0].cell_len + 3 + name.cell_len <= ink.width:
        name.align("right", ink.width - lines[0].cell_len)
        lines[0] += name
    only = [ink.name(f"only {each}", ink.width, "strong") for each in report.filters]
    return [*lines, *only, *aside_lines(ink, report.rows)]


def aside_lines(ink: Ink, rows: RowCount) -> list[Text]:
    """A warning above the figures where many rows are in none of them."""
    words = aside_words(rows)
    return ink.wrap(ink.say(words, "alarm")) if words else []


def tile_lines(ink: Ink, report: Report) -> list[RenderableType]:
    """The five figures side by side, in as many rows as the width asks for."""
    return side_by_side(ink, tiles(report))


def tiles(report: Report) -> list[Tile]:
    """The five figures."""
    return [_won(report), _open(report), _weighted(report), _win_rate(report), _cycle(report)]


def side_by_side(ink: Ink, tiles: list[Tile]) -> list[RenderableType]:
    """Some figures beside each other, in as many rows as the width asks for."""
    widths = [max(len(ink.own(text)) for text in (tile.title, tile.figure, *tile.under)) for tile in tiles]
    lines: list[RenderableType] = []
    for row in _rows(widths, ink.width):
        gap = min(WIDEST_GAP, (ink.width - sum(widths[i] for i in row)) // max(1, len(row) - 1))
        beside = Table.grid(*(Column(width=widths[i]) for i in row), padding=(0, gap, 0, 0))
        beside.add_row(*(_tile_text(ink, tiles[i]) for i in row))
        lines += [*([BLANK] if lines else []), beside]
    return lines


def _rows(widths: list[int], width: int) -> list[list[int]]:
    """Indices of the tiles by row: all in one where they fit two spaces apart."""
    rows: list[list[int]] = [[]]
    for index, own in enumerate(widths):
        if rows[-1] and sum(widths[i] + 2 for i in rows[-1]) + own > width:
            rows.append([])
        rows[-1].append(index)
    return rows


def _tile_text(ink: Ink, tile: Tile) -> Text:
    """Title, figure and what it stands on, one below the other."""
    lines = [ink.say(tile.title, "quiet"), ink.say(tile.figure, "strong")]
    lines += [ink.say(text, "quiet" if place else "") for place, text in enumerate(tile.under)]
    return ink.say("\n").join(lines)


def _money(report: Report, key: str) -> str:
    return short_money(report.measure(key).value, report.currency)


def _deals(measure: Measure) -> str:
    count = measure.detail("count")
    return "" if count is None or count.value is None else counted(int(count.value), "deal")


def _won(report: Report) -> Tile:
    return Tile("WON", _money(report, "won_amount"), (_deals(report.measure("won_amount")),))


def _open(report: Report) -> Tile:
    whole, due = report.measure("pipeline_value"), report.measure("due_amount")
    if due.value is None or report.period.start is report.period.end:
        return Tile("OPEN", _money(report, "pipeline_value"), (_deals(whole),))
    label = f" {report.period.label}" if len(report.period.label) <= 8 and report.period.label.isascii() else ""
    of_all = f"of {_deals(whole).split(' ')[0]} open, {_money(report, 'pipeline_value')}"
    return Tile(f"OPEN, DUE{label}".upper(), _money(report, "due_amount"), (_deals(due), of_all))


def _weighted(report: Report) -> Tile:
    due, won = report.measure("weighted_due").value, report.measure("won_amount").value
    whole = _money(report, "weighted_pipeline")
    if due is None:
        return Tile("WEIGHTED", whole, (_deals(report.measure("weighted_pipeline")),))
    sum_of_both = "" if won is None else f"+ won = {short_money(EXACT.add(due, won), report.currency)}"
    return Tile("WEIGHTED", _money(report, "weighted_due"), (sum_of_both, f"of {whole} open"))


def _win_rate(report: Report) -> Tile:
    rate = report.measure("win_rate")
    if rate.value is None:
        return Tile("WIN RATE", UNDEFINED, ("", report.lookback.label))
    counts = f"{spell(rate.numerator, Unit.COUNT)} of {spell(rate.denominator, Unit.COUNT)}"
    between = f" ({interval(rate.interval)})" if rate.interval else ""
    return Tile("WIN RATE", spell(rate.value, rate.unit), (counts + between, report.lookback.label))


def _cycle(report: Report) -> Tile:
    cycle, speed = report.measure("sales_cycle"), report.measure("pipeline_velocity")
    figures = [spell(each.value, each.unit, report.currency, short=True) for each in (cycle, speed)]
    figure = UNDEFINED if set(figures) == {UNDEFINED} else " · ".join(figures)
    of = "" if cycle.value is None else f"mean of {spell(cycle.denominator, Unit.COUNT)} won"
    booked = report.measure("booked_per_day")
    held = "" if booked.value is None else f"booked {spell(booked.value, booked.unit, report.currency, short=True)}"
    return Tile("CYCLE · VELOCITY", figure, (of, held))


SHOWN = (
    "won_amount", "due_amount", "weighted_due", "win_rate", "sales_cycle", "pipeline_velocity", "booked_per_day",
)  # fmt: skip


def reason_lines(ink: Ink, report: Report) -> list[Text]:
    """Why a figure above is `–`: one line a reason."""
    once = unsummed(report)
    titles: dict[str, list[str]] = {why: [SUMS] for why in once}
    for key in SHOWN:
        measure = report.measure(key)
        if measure.value is None and measure.undefined and measure.undefined not in once:
            titles.setdefault(measure.undefined, []).append(measure.title)
    return undefined_lines(ink, titles)


def undefined_lines(ink: Ink, titles: dict[str, list[str]]) -> list[Text]:
    """`– Win rate, Velocity: no opportunity was won or lost`, for each reason and the figures it holds for."""
    return [
        line
        for reason, names in titles.items()
        for line in ink.wrap(ink.say(f"{' · '.join(names)}: {ink.foreign(reason)}", "quiet"), ink.say("– ", "quiet"))
    ]
