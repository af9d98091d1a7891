"""`pipectl forecast` as Markdown: the headline, then tables to paste."""

from collections.abc import Iterator
from itertools import groupby

from ...domain.forecast import Forecast, Horizon, Judged, Outlook, Prospect
from ...domain.values import EXACT, Unit
from ..harmless import for_markdown
from ..reasons import gathered, heading
from ..spell import UNDEFINED, days_left, days_of, long_day, many, short_day, short_money, signed, spell
from ..words.forecast import (
    AS_IT_IS,
    CATEGORIES,
    EXPECTED,
    NOT_CREATED,
    ROLLED,
    band_words,
    cases_words,
    chance_words,
    expected_words,
    gives_words,
    goal_words,
    has_brings,
    learnt_words,
    method_words,
    missing_words,
    move_words,
    new_words,
    no_drivers_words,
    of_quotas,
    others_words,
    part_words,
    quota_words,
    reason_words,
    since_words,
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
from ..words.shared import counted
from .parts import Row, joined, name, only, reasons_why, sum_up, table, told, warned

_PARTS = (">Expected", ">Booked", ">Open", ">New", ">P10 – P90", ">Quota", ">P(≥ quota)")
_METHODS = (
    "Method", ">Counts", ">Expected", ">Booked", ">Open", ">New", ">Fair", ">WAPE", ">Bias", ">Inside P10–P90",
    ">Past days",
)  # fmt: skip
_SCORES = (
    "Method", ">Past days", ">WAPE", ">Bias", ">Inside P10–P90", ">Better than run rate", ">Better than entered",
)  # fmt: skip


def page(found: Forecast) -> str:
    """All of it."""
    days = " · ".join(
        each for each in (days_of(found.period, found.as_of), days_left(found.period, found.as_of)) if each
    )
    parts = [
        f"# {for_markdown(found.pipeline)} · forecast",
        f"{for_markdown(found.period.label)} · as of {long_day(found.as_of)}{f' · {days}' if days else ''}",
        *only(found.filters),
        *warned(found.rows),
        *_headline(found),
        *_weeks(found),
        *_methods(found),
        *_drivers(found),
        *_since(found),
        *_ahead(found),
        *_categories(found),
        *_groups(found),
        *_what_if(found),
        *_backtest(found),
        *([" ".join(goal_words(found, found.goal, for_markdown))] if found.goal is not None else []),
        *told(found.sources, found.notes, found.past_findings),
        f"Data: {sum_up(found.rows, found.findings, found.selected)}",
    ]
    return joined(parts)


def _headline(found: Forecast) -> list[str]:
    if found.outlook.parts is None:
        none = f"**No forecast: {for_markdown(found.outlook.undefined or '')}**"
        return [none, *([error_words(found, for_markdown)] if found.no_claim else [])]
    bold = f"**{expected_words(found)} {cases_words(found)}**"
    clean = for_markdown
    return [
        bold,
        f"{quota_words(found, clean)} {method_words(found, clean)} {error_words(found, clean)} {EXPECTED}",
    ]


def _weeks(found: Forecast) -> list[str]:
    if not found.weeks:
        return []
    rows = [
        (
            short_day(week.last, found.as_of),
            "booked" if week.is_over else "expected",
            short_money(week.amount, found.currency),
            *(short_money(each, found.currency) if each is not None else "" for each in (week.low, week.high)),
        )
        for week in found.weeks
    ]
    return ["## Week by week", table(("By the end of", "", ">Amount", ">P10", ">P90"), rows)]


def _methods(found: Forecast) -> list[str]:
    rows = [
        (
            METHODS[line.method],
            weight_words(line),
            *part_words(line.parts, found.currency),
            short_money(line.fair, found.currency),
            wape_words(line.score),
            bias_words(line.score),
            inside_words(line.score),
            UNDEFINED if line.score is None else f"{many(line.score.days)}",
        )
        for line in found.methods
    ]
    legend = [OWN_DAYS] if found.no_claim is None else []
    return ["## Methods", table(_METHODS, rows), *legend, *reasons_why(of_methods(found.methods))]


def _drivers(found: Forecast) -> list[str]:
    if found.outlook.parts is None:
        return []
    parts = ["## What drives it"]
    if found.prospects:
        learnt = any(each.ever is not None for each in found.prospects)
        brings = [">Brings"] if has_brings(found) else []
        titles = ["Opportunity", "Owner", "Stage", ">Due", ">Amount", *brings, ">Chance", ">Gives"]
        rows = [_driver(found, each, learnt=learnt) for each in found.prospects]
        parts.append(table([*titles, *([">Ever", "Because of"] if learnt else [])], rows))
    said = [each for each in (others_words(found), no_drivers_words(found), missing_words(found)) if each]
    told = [*gives_words(found), *learnt_words(found, for_markdown)]
    return [*parts, *said, " ".join(told)]


def _driver(found: Forecast, each: Prospect, *, learnt: bool) -> Row:
    ever = (spell(each.ever, Unit.PERCENT), for_markdown(reason_words(each)))
    return (
        name(each.name),
        name(each.owner),
        name(each.stage),
        short_day(each.expected_close, found.as_of),
        short_money(each.amount, found.currency),
        *((short_money(each.brings, found.currency),) if has_brings(found) else ()),
        spell(each.probability, Unit.PERCENT),
        short_money(each.gives, found.currency),
        *(ever if learnt else ()),
    )


def _since(found: Forecast) -> list[str]:
    if found.outlook.parts is None:
        return []
    parts, change = ["## What changed", since_words(found, for_markdown)], found.since
    if change is None:
        return parts
    rows: list[Row] = [
        (name(move.name), name(move.owner), *move_words(move, found.currency), move.outcome.value)
        for move in change.moves
    ]
    rest = ((counted(change.others, "other"), change.others_moved), (NOT_CREATED, change.new_moved))
    rows += [
        (title, "", "", "", signed(by, Unit.MONEY, found.currency, short=True), "")
        for title, by in rest
        if by or (change.others and title != NOT_CREATED)
    ]
    return [*parts, *([table(("Opportunity", "Owner", ">Then", ">Now", ">Moved", "Last seen"), rows)] if rows else [])]


def _outlook(outlook: Outlook, currency: str | None) -> Row:
    return (
        *part_words(outlook.parts, currency),
        band_words(outlook.band, currency),
        short_money(outlook.quota, currency),
        chance_words(outlook),
    )


def _ahead(found: Forecast) -> list[str]:
    if len(found.ahead) < 2:
        return []
    rows = [(for_markdown(each.period.label), *_outlook(each.outlook, found.currency)) for each in found.ahead]
    reasons = gathered((each.period.label, each.outlook.undefined) for each in found.ahead[1:])
    return [
        "## This and the next periods",
        table(("Period", *_PARTS), rows),
        *reasons_why(reasons | of_quotas(found.ahead)),
    ]


def _categories(found: Forecast) -> list[str]:
    if found.no_categories is not None:
        return reasons_why({found.no_categories: ["Forecast categories"]})
    rows = [
        (
            for_markdown(each.period.label),
            CATEGORIES[line.category],
            f"{many(line.opportunities)}",
            short_money(line.amount, found.currency),
            "" if line.cumulative is None else short_money(line.cumulative, found.currency),
        )
        for each in found.ahead
        for line in each.categories
    ]
    return ["## Categories", table(("Period", "Category", ">Deals", ">Amount", ">Rolled up"), rows), ROLLED]


def _groups(found: Forecast) -> list[str]:
    parts = []
    for by, each in groupby(found.groups, key=lambda group: group.by):
        groups, head = list(each), name(heading(by))
        rows = [(name(group.key), *_outlook(group.outlook, found.currency)) for group in groups]
        quotas = of_quotas(groups)
        parts += [f"## By {head}", table((head, *_PARTS), rows), new_words(found, by), *reasons_why(quotas)]
    return parts


def _what_if(found: Forecast) -> list[str]:
    whole = found.outlook.parts
    if not found.suppositions or whole is None:
        return []
    lines = [(AS_IT_IS, found.outlook), *((", ".join(each.changes), each.outlook) for each in found.suppositions)]
    rows = []
    for place, (title, outlook) in enumerate(lines):
        parts, band = outlook.parts, outlook.band
        by = EXACT.subtract(parts.expected, whole.expected) if parts is not None and place else None
        cases = (None, None, None) if band is None else (band.p25, band.p50, band.p75)
        rows.append(
            (
                name(title),
                part_words(parts, found.currency)[0],
                "" if by is None else signed(by, Unit.MONEY, found.currency, short=True),
                *(short_money(case, found.currency) for case in cases),
                chance_words(outlook),
            )
        )
    titles = ("Supposed", ">Expected", ">By", ">Bear", ">Fair", ">Bull", ">P(≥ quota)")
    return ["## What if", table(titles, rows)]


def _backtest(found: Forecast) -> list[str]:
    if not found.shows_backtest:
        return []
    told_of = found.backtest
    if told_of is None:
        return ["## Backtest", error_words(found, for_markdown)]
    days = f"{many(told_of.days)} past days, {many(told_of.closed)} closed and {many(told_of.won)} won in the lookback."
    parts = ["## Backtest", days]
    for horizon in told_of.horizons:
        parts += _horizon(horizon)
    parts += [f"{INSIDE} {SKILL}", *reasons_why(of_horizons(told_of.horizons))]
    for judged in told_of.judged:
        parts += _calibration(judged)
    return parts


def _horizon(horizon: Horizon) -> Iterator[str]:
    yield f"### {horizon_words(horizon)}"
    yield table(
        _SCORES,
        [
            (
                METHODS[method],
                f"{many(score.days)}",
                wape_words(score),
                bias_words(score),
                inside_words(score),
                skill_words(score.over_run_rate),
                skill_words(score.over_entered),
            )
            for method, score in horizon.scores
        ],
    )


def _calibration(judged: Judged) -> Iterator[str]:
    yield f"### Chances of single opportunities by {METHODS[judged.method]}"
    yield f"Brier score {judged.brier} (one chance for all {judged.base}) over {many(judged.opportunities)} looks."
    bounds = [band.until for band in judged.bands]
    rows = [
        (
            band_label(bounds, place),
            spell(band.chance, Unit.PERCENT),
            spell(band.won.value, Unit.PERCENT),
            counts_words(band.won),
        )
        for place, band in enumerate(judged.bands)
    ]
    yield table(("Chance", ">Mean chance", ">Won", ">Of"), rows)
