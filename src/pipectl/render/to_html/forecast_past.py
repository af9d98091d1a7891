"""What forecasts were worth on past days: the methods by days left, and the chances of single opportunities."""

from collections.abc import Iterator
from decimal import Decimal

from ...domain.forecast import Forecast, Horizon, Judged, Score
from ...domain.values import Unit
from ..exact import exact
from ..spell import many
from ..words.forecast_past import (
    INSIDE,
    METHODS,
    SKILL,
    band_label,
    bias_words,
    counts_words,
    error_words,
    horizon_words,
    inside_words,
    of_horizons,
    skill_words,
    wape_words,
)
from .blocks import Block, Cell, Column, Heading, table
from .parts import number, reasons_why, text, words

_SCORES = (
    Column("Method"),
    Column("Past days", right=True, term="t-past_days"),
    Column("WAPE", right=True, term="t-wape"),
    Column("Bias", right=True, term="t-bias"),
    Column("Inside P10–P90", right=True, term="t-inside"),
    Column("Better than run rate", right=True, term="t-skill"),
    Column("Better than entered", right=True, term="t-skill"),
)


def backtest(found: Forecast) -> Iterator[Block]:
    """All of it, where it is asked for; why there is none, where nothing can be claimed."""
    if not found.shows_backtest:
        return
    told = found.backtest
    if told is None:
        yield from words(error_words(found, str))
        return
    yield from words(
        f"{many(told.days)} past days, {many(told.closed)} closed and {many(told.won)} won in the lookback."
    )
    for horizon in told.horizons:
        yield from _horizon(horizon)
    yield from words(f"{INSIDE} {SKILL}", style="quiet")
    yield from reasons_why(of_horizons(told.horizons))
    for judged in told.judged:
        yield from _calibration(judged)


def _horizon(horizon: Horizon) -> Iterator[Block]:
    title = horizon_words(horizon)
    yield Heading(title)
    yield from table(title, _SCORES, (_score(method, score) for method, score in horizon.scores))


def _score(method: str, score: Score) -> tuple[Cell, ...]:
    return (
        text(METHODS[method]),
        number(score.days),
        _share(wape_words(score), score.wape.value),
        _share(bias_words(score), score.bias.value),
        text(inside_words(score)),
        _share(skill_words(score.over_run_rate), score.over_run_rate),
        _share(skill_words(score.over_entered), score.over_entered),
    )


def _share(words_of: str, value: Decimal | None) -> Cell:
    """A share as it is told, the exact one behind it."""
    return Cell(words_of, exact(value, Unit.PERCENT) or "")


def _calibration(judged: Judged) -> Iterator[Block]:
    yield Heading(f"Chances of single opportunities by {METHODS[judged.method]}")
    said = f"Brier score {judged.brier} (one chance for all {judged.base}) over {many(judged.opportunities)} looks."
    yield from words(said)
    bounds = [band.until for band in judged.bands]
    columns = (Column("Chance"), Column("Mean chance", right=True), Column("Won", right=True), Column("Of", right=True))
    rows = (
        (
            text(band_label(bounds, place)),
            number(band.chance, Unit.PERCENT),
            number(band.won.value, Unit.PERCENT),
            text(counts_words(band.won)),
        )
        for place, band in enumerate(judged.bands)
    )
    yield from table("What came of chances that lay in one band", columns, rows, sorts=False)
