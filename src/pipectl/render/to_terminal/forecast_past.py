"""The methods side by side with what they were worth, and the backtest that says so."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ...domain.forecast import Forecast, Horizon, Judged, MethodLine, Score
from ...domain.values import Unit
from ..spell import UNDEFINED, many, short_money, spell
from ..words.forecast import (
    part_words,
)
from ..words.forecast_past import (
    INSIDE,
    METHODS,
    OWN_DAYS,
    SKILL,
    band_label,
    bias_words,
    counts_words,
    error_words,
    horizon_words,
    inside_words,
    of_horizons,
    of_methods,
    skill_words,
    wape_words,
    weight_words,
)
from .headline import undefined_lines
from .ink import BLANK, Ink
from .table import Cell, Column, lacking_lines, table

_METHODS = (
    Column("Method"),
    Column("Counts", right=True, rank=6),
    Column("Expected", right=True),
    Column("Booked", right=True, rank=5),
    Column("Open", right=True, rank=3),
    Column("New", right=True, rank=3),
    Column("Fair", right=True, rank=4),
    Column("WAPE", right=True),
    Column("Bias", right=True),
    Column("Inside P10–P90", right=True, rank=1),
    Column("Past days", right=True, rank=2),
)
_SCORES = (
    Column("Method"),
    Column("Past days", right=True),
    Column("WAPE", right=True),
    Column("Bias", right=True),
    Column("Inside P10–P90", right=True),
    Column("Better than run rate", right=True, rank=1),
    Column("Better than entered", right=True, rank=2),
)


def method_lines(ink: Ink, found: Forecast) -> list[RenderableType]:
    """What each method says and what it was worth."""
    rows = [_method(ink, found, each) for each in found.methods]
    lines: list[RenderableType] = [table(ink, _METHODS, rows), *lacking_lines(ink, _METHODS, rows)]
    reasons = undefined_lines(ink, of_methods(found.methods))
    legend = ink.wrap(ink.say(OWN_DAYS, "quiet"), Text(" ")) if found.no_claim is None else []
    return [*lines, *([BLANK] if legend or reasons else []), *legend, *reasons]


def _method(ink: Ink, found: Forecast, line: MethodLine) -> list[Cell]:
    taken = "strong" if line.method == found.method else ""
    expected, booked, opened, new = part_words(line.parts, found.currency)
    days = UNDEFINED if line.score is None else f"{many(line.score.days)}"
    texts = (
        METHODS[line.method],
        weight_words(line),
        expected,
        booked,
        opened,
        new,
        short_money(line.fair, found.currency),
        wape_words(line.score),
        bias_words(line.score),
        inside_words(line.score),
        days,
    )
    return [ink.say(text, taken) for text in texts]


def backtest_lines(ink: Ink, found: Forecast) -> list[RenderableType]:
    """All scores by days left, and calibration; or what is missing for them."""
    if not found.shows_backtest:
        return []
    told = found.backtest
    if told is None:
        return list(ink.wrap(ink.say(f"Backtest: {error_words(found, ink.foreign)}", "strong")))
    days = f"{many(told.days)} past days, {many(told.closed)} closed and {many(told.won)} won in the lookback"
    lines: list[RenderableType] = [*ink.wrap(ink.say(f"Backtest: {days}", "strong"))]
    for horizon in told.horizons:
        lines += [BLANK, *_horizon(ink, horizon)]
    lines += [BLANK, *ink.wrap(ink.say(f"{INSIDE} {SKILL}", "quiet"), Text(" "))]
    lines += undefined_lines(ink, of_horizons(told.horizons))
    for judged in told.judged:
        if judged.method == found.method or len(told.judged) == 1:
            lines += [BLANK, *_calibration(ink, judged)]
    return lines


def _horizon(ink: Ink, horizon: Horizon) -> Iterator[RenderableType]:
    yield ink.say(f" {horizon_words(horizon)}", "strong")
    rows = [_score(ink, method, score) for method, score in horizon.scores]
    yield table(ink, _SCORES, rows)
    if horizon.days_left is None:  # said once: columns leave all of these tables alike
        yield from lacking_lines(ink, _SCORES, rows)


def _score(ink: Ink, method: str, score: Score) -> list[Cell]:
    skills = (skill_words(score.over_run_rate), skill_words(score.over_entered))
    texts = (
        METHODS[method],
        f"{many(score.days)}",
        wape_words(score),
        bias_words(score),
        inside_words(score),
        *skills,
    )
    return [ink.say(text) for text in texts]


def _calibration(ink: Ink, judged: Judged) -> Iterator[RenderableType]:
    told = f"Brier score {judged.brier} (one chance for all {judged.base}) over {many(judged.opportunities)} looks"
    title = f"Chances of single opportunities by {METHODS[judged.method]}: {told}"
    yield from ink.wrap(ink.say(title, "strong"), Text(" "))
    columns = [Column("Chance"), Column("Mean chance", right=True), Column("Won", right=True), Column("Of", right=True)]
    bounds = [band.until for band in judged.bands]
    yield table(
        ink,
        columns,
        [
            [
                ink.say(band_label(bounds, place)),
                ink.say(spell(band.chance, Unit.PERCENT)),
                ink.say(spell(band.won.value, Unit.PERCENT)),
                ink.say(counts_words(band.won)),
            ]
            for place, band in enumerate(judged.bands)
        ],
    )
