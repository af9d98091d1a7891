"""The page of `pipectl report`: will I make it, where does it stand, what is open, and what each figure means."""

from collections.abc import Iterator

from ...domain.beside import ALONE, Beside
from ...domain.pipeline import only_one
from ...domain.result import Report
from ...domain.values import EXACT, Unit
from ..reasons import SUMS, unsummed
from ..spell import UNDEFINED, days_left, days_of, interval, long_day, short_money, spell
from ..words.past import past_notes, since_words
from ..words.risk import unjudged_words
from ..words.shared import aside_words, counted, day_words, decided_words, next_words
from .blocks import Block, Cell, Command, Page, Section, Tile, Tiles
from .board import lanes as board_blocks
from .changes import waterfall
from .forecast import headline as forecast_headline
from .forecast import weeks
from .funnel import stage_blocks as funnel_blocks
from .gauges import gauges
from .glossary import used
from .opportunities import opportunities
from .parts import data_words, definition, money, number, reasons_why, section, spans, words
from .pictures import pictures
from .report_tables import change_table, group_sections, stage_blocks


def page(found: Report, beside: Beside = ALONE) -> Page:
    """All of it, with what other commands say to the same question."""
    sections = tuple(_sections(found, beside))
    defined = tuple(definition(each, found.currency) for each in found.measures)
    return Page(
        title=found.period.label,
        pipeline=found.pipeline,
        span=spans(
            "" if ".." in found.period.key else days_of(found.period, found.as_of),
            *day_words(found.as_of, found.rows),
            days_left(found.period, found.as_of),
        ),
        sections=sections,
        definitions=(*defined, *used(sections)),
        filters=found.filters,
        warning=aside_words(found.rows),
        data=data_words(found.rows, found.findings, found.selected, only_one(found.files)),
        see=found.see_findings if found.findings.total else "",
        notes=(*decided_words(found.files), *found.notes, *past_notes(found.past_findings)),
    )


def _sections(found: Report, beside: Beside) -> Iterator[Section]:
    yield from section("Headline", (_tiles(found), *_reasons(found)), "headline", "bare")
    yield from section("Against the quota", gauges(found), "quota")
    yield from section("Next", _next(found), "next")
    yield from section("Open pipeline by stage", stage_blocks(found), "stages")
    yield from section("Forecast", _forecast(beside), "forecast")
    yield from section("Pictures", pictures("report", found, but=("quota", "stages")), "pictures")
    yield from section("What changed", _changes(found, beside), "changes")
    if beside.board is not None:
        yield from section("Board", board_blocks(beside.board), "board")
    yield from group_sections(found)
    yield from section("Opportunities", _opportunities(found), "opportunities")
    if beside.funnel is not None:
        yield from section("Funnel", funnel_blocks(beside.funnel), "funnel")


def _forecast(beside: Beside) -> Iterator[Block]:
    """What the period will bring, week by week; or why nobody can tell."""
    if beside.forecast is not None:
        yield from forecast_headline(beside.forecast)
        yield from tuple(pictures("forecast", beside.forecast)) or weeks(beside.forecast)
    yield from _lacking(beside, "Forecast")


def _changes(found: Report, beside: Beside) -> Iterator[Block]:
    """The waterfall since the last look, or its figures alone; or why there is none."""
    if beside.changes is None:
        yield from change_table(found)
    else:
        yield from words(f"{long_day(beside.changes.start)} → {long_day(beside.changes.end)}", style="quiet")
        yield from waterfall(beside.changes)
        yield from pictures("changes", beside.changes)
    yield from _lacking(beside, "What changed")


def _lacking(beside: Beside, title: str) -> Iterator[Block]:
    yield from reasons_why({why: [each] for each, why in beside.lacking if each == title})


def _next(found: Report) -> Iterator[Block]:
    yield Command(next_words(found, str), found.next_step.command or "")
    since = since_words(found)
    if since is not None:
        yield from words(f"{since[0].upper()}{since[1:]}")


def _opportunities(found: Report) -> Iterator[Block]:
    table = opportunities(found)
    if table is not None:
        yield table
    yield from words("" if table else "Nothing is open.", unjudged_words(found.risks, str), style="quiet")


def _tiles(found: Report) -> Tiles:
    return Tiles((_won(found), _open(found), _weighted(found), _win_rate(found), *_pace(found)))


def _money(found: Report, key: str) -> Cell:
    return money(found.measure(key).value, found.currency)


def _deals(found: Report, key: str) -> str:
    count = found.measure(key).detail("count")
    return "" if count is None or count.value is None else counted(int(count.value), "deal")


def _won(found: Report) -> Tile:
    return Tile("Won", _money(found, "won_amount"), (_deals(found, "won_amount"),), "won_amount")


def _open(found: Report) -> Tile:
    if found.measure("due_amount").value is None or found.period.start is found.period.end:
        return Tile("Open", _money(found, "pipeline_value"), (_deals(found, "pipeline_value"),), "pipeline_value")
    whole = f"of {_deals(found, 'pipeline_value').split(' ')[0]} open, {_money(found, 'pipeline_value').text}"
    return Tile("Open, due", _money(found, "due_amount"), (_deals(found, "due_amount"), whole), "due_amount")


def _weighted(found: Report) -> Tile:
    due, won = found.measure("weighted_due").value, found.measure("won_amount").value
    whole = _money(found, "weighted_pipeline")
    if due is None:
        return Tile("Weighted", whole, (_deals(found, "weighted_pipeline"),), "weighted_pipeline")
    both = "" if won is None else f"+ won = {short_money(EXACT.add(due, won), found.currency)}"
    return Tile("Weighted", _money(found, "weighted_due"), (both, f"of {whole.text} open"), "weighted_due")


def _win_rate(found: Report) -> Tile:
    rate = found.measure("win_rate")
    if rate.value is None:
        return Tile("Win rate", Cell(UNDEFINED, style="quiet"), (found.lookback.label,), "win_rate")
    counts = f"{spell(rate.numerator, Unit.COUNT)} of {spell(rate.denominator, Unit.COUNT)}"
    between = f" ({interval(rate.interval)})" if rate.interval else ""
    return Tile("Win rate", number(rate.value, rate.unit), (counts + between, found.lookback.label), "win_rate")


def _pace(found: Report) -> tuple[Tile, Tile]:
    cycle, speed, booked = (found.measure(key) for key in ("sales_cycle", "pipeline_velocity", "booked_per_day"))
    of = "" if cycle.value is None else f"mean of {spell(cycle.denominator, Unit.COUNT)} won"
    held = "" if booked.value is None else f"booked {spell(booked.value, booked.unit, found.currency, short=True)}"
    return (
        Tile("Cycle", number(cycle.value, cycle.unit), (of,), "sales_cycle"),
        Tile("Velocity", number(speed.value, speed.unit, found.currency), (held,), "pipeline_velocity"),
    )


SHOWN = (
    "won_amount", "due_amount", "weighted_due", "win_rate", "sales_cycle", "pipeline_velocity", "booked_per_day",
)  # fmt: skip


def _reasons(found: Report) -> Iterator[Block]:
    """Why a figure above is `–`: one line a reason."""
    once = unsummed(found)
    titles: dict[str, list[str]] = {why: [SUMS] for why in once}
    for key in SHOWN:
        measure = found.measure(key)
        if measure.value is None and measure.undefined and measure.undefined not in once:
            titles.setdefault(measure.undefined, []).append(measure.title)
    yield from reasons_why(titles)
