"""The page of `pipectl forecast`: what the period brings, week by week, how that is known, and what drives it."""

from collections.abc import Iterator

from ...domain.forecast import Forecast, MethodLine
from ...domain.values import Unit
from ..exact import exact
from ..spell import UNDEFINED, days_left, days_of, long_day, short_day, short_money
from ..words.forecast import (
    EXPECTED,
    band_words,
    goal_words,
    method_words,
    quota_words,
)
from ..words.forecast_past import (
    METHODS,
    OWN_DAYS,
    bias_words,
    error_words,
    inside_words,
    of_methods,
    wape_words,
)
from ..words.shared import aside_words
from .blocks import Block, Cell, Column, Page, Section, Tile, Tiles, table
from .forecast_past import backtest
from .forecast_tables import (
    EXPECTED_COLUMN,
    ahead,
    categories,
    chance,
    drivers,
    group_sections,
    since,
    what_if,
)
from .glossary import used
from .parts import NONE, data_words, money, number, past_words, reasons_why, section, spans, text, words
from .pictures import pictures


def page(found: Forecast) -> Page:
    """All of it."""
    sections = tuple(_sections(found))
    return Page(
        title=f"Forecast · {found.period.label}",
        pipeline=found.pipeline,
        span=spans(
            "" if ".." in found.period.key else days_of(found.period, found.as_of),
            f"as of {long_day(found.as_of)}",
            days_left(found.period, found.as_of),
        ),
        sections=sections,
        definitions=used(sections),
        filters=found.filters,
        warning=aside_words(found.rows),
        data=data_words(found.rows, found.findings, found.selected),
        see=found.see_findings if found.findings.total else "",
        notes=past_words(found.sources, found.notes, found.past_findings),
    )


def _sections(found: Forecast) -> Iterator[Section]:
    yield from section("Headline", headline(found), "headline", "bare")
    yield from section("Pictures", pictures("forecast", found), "pictures")
    yield from section("Week by week", weeks(found), "weeks")
    yield from section("Methods", _methods(found), "methods")
    yield from section("What drives it", drivers(found), "drivers")
    yield from section("What changed", since(found), "since")
    yield from section("This and the next periods", ahead(found), "ahead")
    yield from section("Categories", categories(found), "categories")
    yield from group_sections(found)
    yield from section("What if", what_if(found), "what-if")
    yield from section("Goal", _goal(found), "goal")
    yield from section("Backtest", backtest(found), "backtest")


def headline(found: Forecast) -> Iterator[Block]:
    """The three parts, the band, the quota, and what such forecasts were worth."""
    outlook = found.outlook
    if outlook.parts is None or outlook.band is None:
        yield from words(f"No forecast: {outlook.undefined or ''}", style="lead")
        yield from words(error_words(found, str) if found.no_claim else "")
        return
    yield _tiles(found)
    yield from words(quota_words(found, str), method_words(found, str), error_words(found, str))
    yield from words(EXPECTED, style="quiet")


def _tiles(found: Forecast) -> Tiles:
    parts, band, quota = found.outlook.parts, found.outlook.band, found.outlook.quota
    if parts is None or band is None:
        return Tiles(())
    cases = " · ".join(short_money(each, found.currency) for each in (band.p25, band.p50, band.p75))
    said = UNDEFINED if quota is None else f"quota {short_money(quota, found.currency)}"
    return Tiles(
        (
            Tile("Expected", money(parts.expected, found.currency), ("the mean",), "t-expected"),
            Tile("Booked", money(parts.booked, found.currency), ("won by now",), "t-booked"),
            Tile("+ open", money(parts.open, found.currency), ("amount × chance",), "t-open"),
            Tile("+ not yet created", money(parts.new, found.currency), ("and won in time",), "t-new"),
            Tile("P(≥ quota)", chance(found.outlook), (said,), "t-p_quota"),
            Tile(
                "Bear · fair · bull",
                Cell(cases, style="small"),
                (f"8 of 10 times {band_words(band, found.currency)}",),
                "t-cases",
            ),
        )
    )


def weeks(found: Forecast) -> Iterator[Block]:
    """Booked by the end of each week, or expected."""
    columns = (
        Column("By the end of"),
        Column("What"),
        Column("Amount", right=True, term="t-expected"),
        Column("P10", right=True, term="t-band"),
        Column("Fair", right=True, term="t-cases"),
        Column("P90", right=True, term="t-band"),
    )
    rows = [
        (
            Cell(short_day(week.last, found.as_of), order=week.last.isoformat()),
            text("booked" if week.is_over else "expected"),
            *(money(each, found.currency) for each in (week.amount, week.low, week.fair, week.high)),
        )
        for week in found.weeks
    ]
    yield from table("Booked by the end of each week, or expected", columns, rows, sorts=False)


_METHODS = (
    Column("Method"),
    Column("Counts", right=True, term="t-counts"),
    EXPECTED_COLUMN,
    Column("Booked", right=True, term="t-booked"),
    Column("Open", right=True, term="t-open"),
    Column("New", right=True, term="t-new"),
    Column("Fair", right=True, term="t-cases"),
    Column("WAPE", right=True, term="t-wape"),
    Column("Bias", right=True, term="t-bias"),
    Column("Inside P10–P90", right=True, term="t-inside"),
    Column("Past days", right=True, term="t-past_days"),
)


def _methods(found: Forecast) -> Iterator[Block]:
    rows = (_method(found, line) for line in found.methods)
    yield from table("The methods side by side, with what they were worth", _METHODS, rows)
    yield from words(OWN_DAYS if found.no_claim is None else "", style="quiet")
    yield from reasons_why(of_methods(found.methods))


def _method(found: Forecast, line: MethodLine) -> tuple[Cell, ...]:
    parts, score = line.parts, line.score
    amounts = (None,) * 4 if parts is None else (parts.expected, parts.booked, parts.open, parts.new)
    weight = text("") if line.weight is None else number(line.weight, Unit.PERCENT)
    worth = [NONE] * 4
    if score is not None:
        worth = [
            Cell(wape_words(score), exact(score.wape.value, Unit.PERCENT) or ""),
            Cell(bias_words(score), exact(score.bias.value, Unit.PERCENT) or ""),
            text(inside_words(score)),
            number(score.days),
        ]
    return (
        text(METHODS[line.method]),
        weight,
        *(money(each, found.currency) for each in (*amounts, line.fair)),
        *worth,
    )


def _goal(found: Forecast) -> Iterator[Block]:
    if found.goal is not None:
        yield from words(*goal_words(found, found.goal, str), style="strong")
