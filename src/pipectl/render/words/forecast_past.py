"""Sentences about what forecasts were worth on past days, and the methods by name."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ...domain.forecast import Forecast, Horizon, MethodLine, Score
from ...domain.values import Ratio, Unit
from ..reasons import Reasons, gathered
from ..spell import UNDEFINED, many, signed, spell
from .shared import Clean, counted

METHODS = {
    "auto": "auto",
    "weighted": "weighted",
    "run_rate": "run rate",
    "hazard": "hazard",
    "stage_time": "stage and time",
}
INSIDE = "Inside: actuals between P10 and P90, as it would have been shown then."
OWN_DAYS = "WAPE, bias and inside are each method's on its own past days, those on which it says something."
SKILL = "Better than: 1 − its error ÷ that of the other, on 6 or more days both said something; below 0 is worse."


def error_words(found: Forecast, clean: Clean) -> str:
    """`On 35 past days it was off by 18% (bias −3%); run rate by 31%, weighted by 44%.`; or what a claim lacks."""
    if found.no_claim is not None:
        return f"Its error is not claimed: {clean(found.no_claim)}."
    own = found.line(found.method)
    score = None if own is None else own.score
    if score is None:
        return "Its error is not known: it said nothing on the past days."
    if score.undefined is not None:
        return f"Its error is not claimed: {clean(score.undefined)}."
    days = counted(score.days, "past day")
    told = f"On {days} it was off by {wape_words(score)} (WAPE), bias {bias_words(score)}"
    return f"{told}{_beside_words(found, score)}."


def _beside_words(found: Forecast, own: Score) -> str:
    """`; on the same days run rate by 31%`, or `; on the 20 days that all have: it by 17%, run rate by 31%`."""
    scores = {} if found.beside is None else dict(found.beside.scores)
    mine = scores.pop(found.method, None)
    naive = ", ".join(f"{METHODS[name]} by {wape_words(each)}" for name, each in scores.items())
    if not naive or mine is None:
        return ""
    if mine.days == own.days:
        return f"; on the same days {naive}"
    return f"; on the {many(mine.days)} days that all have: it by {wape_words(mine)}, {naive}"


def wape_words(score: Score | None) -> str:
    """`18%`."""
    return UNDEFINED if score is None else spell(score.wape.value, Unit.PERCENT)


def bias_words(score: Score | None) -> str:
    """`+3%`: too much was forecast."""
    return UNDEFINED if score is None or score.bias.value is None else signed(score.bias.value, Unit.PERCENT)


def inside_words(score: Score | None) -> str:
    """`27 of 35`."""
    return UNDEFINED if score is None or not score.inside else counts_words(score.inside)


def counts_words(ratio: Ratio) -> str:
    """`27 of 35`; of none `–`."""
    return f"{many(ratio.numerator)} of {many(ratio.denominator)}" if ratio.denominator else UNDEFINED


def skill_words(value: Decimal | None) -> str:
    """`+41%`: its error is smaller by so much."""
    return UNDEFINED if value is None else signed(value, Unit.PERCENT)


def weight_words(line: MethodLine) -> str:
    """What it counts for."""
    return "" if line.weight is None else spell(line.weight, Unit.PERCENT)


def of_methods(lines: Sequence[MethodLine]) -> Reasons:
    """Why the table of methods has a `–` somewhere: the methods that say nothing, and WAPEs, by the reason."""
    silent = ((METHODS[line.method].capitalize(), line.undefined) for line in lines)
    scores = [(line.method, line.score) for line in lines if line.score is not None]
    return gathered([*silent, *((f"WAPE of {METHODS[method]}", score.undefined) for method, score in scores)])


def of_horizons(horizons: Iterable[Horizon]) -> Reasons:
    """The same of tables of scores by days left."""
    return gathered(
        (f"{METHODS[method].capitalize()}, {horizon_words(each).lower()}", score.undefined)
        for each in horizons
        for method, score in each.scores
    )


def horizon_words(horizon: Horizon) -> str:
    """`All days`, `About 60 days left`."""
    return "All days" if horizon.days_left is None else f"About {horizon.days_left} days left"


def band_label(bounds: Sequence[Decimal], place: int) -> str:
    """`10–20%`, of the band that ends with the bound at a place."""
    low = bounds[place - 1] if place else Decimal(0)
    return f"{spell(low, Unit.PERCENT).removesuffix('%')}–{spell(bounds[place], Unit.PERCENT)}"
