"""`pipectl activity` as Markdown: figures of the period, each kind week by week, ratios, what nobody touches."""

from ...domain.activities import Activities, ActivityLine, Untouched
from ..harmless import for_markdown
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
from .parts import Row, joined, name, only, reasons_why, table, told, warned


def page(found: Activities) -> str:
    """All of it."""
    figures = "\n".join(f"- **{label}**: {words}" for label, words in summary(found, for_markdown))
    parts = [
        f"# {for_markdown(found.pipeline)} · activity",
        f"Activities: {for_markdown(found.period.label)} · {weeks_words(found)} · as of {long_day(found.as_of)}",
        *only(found.filters),
        *warned(found.rows),
        figures,
        *(part for kind in shown_kinds(found) for part in _weeks(found, kind)),
        *_steps(found),
        *_untouched(found),
        "---",
        f"Data: {for_markdown(rows_words(found))}",
        *told((), found.notes, found.findings)[1:],
    ]
    return joined(parts)


def _weeks(found: Activities, kind: str) -> list[str]:
    held = is_held(found, kind)
    titles = (
        "Owner",
        ">A week",
        *((">Standard", ">Of it", ">Met") if held else ()),
        *(f">{title}" for title in week_titles(found)),
    )
    rows = [_pace(line, kind, held=held) for line in (*found.owners, found.whole)]
    paces = [line.pace(kind) for line in (*found.owners, found.whole)]
    return [f"## {name(kind).capitalize()} by week", table(titles, rows), *reasons_why(of_paces(paces, held=held))]


def _pace(line: ActivityLine, kind: str, *, held: bool) -> Row:
    pace = line.pace(kind)
    return (_key(line), *pace_words(pace, held=held), *(f"{many(count)}" for count in pace.done))


def _key(line: ActivityLine) -> str:
    return "All" if line.by is None else name(line.key)


def _steps(found: Activities) -> list[str]:
    told_untouched = found.untouched is not None
    titles = ("Owner", *(f">{title}" for _, title in STEPS), *((">Untouched",) if told_untouched else ()))
    lines = (*found.owners, found.whole)
    rows = [(_key(line), *step_words(line), *((untouched_words(line),) if told_untouched else ())) for line in lines]
    return ["## From step to step", table(titles, rows), *reasons_why(of_steps(lines))]


def _untouched(found: Activities) -> list[str]:
    if not found.untouched:
        return []
    titles = ("Opportunity", "Owner", "Stage", ">Amount", ">Last touch", ">Days")
    return [
        f"## Untouched for more than {many(found.quiet_after)} days",
        table(titles, [_deal(each, found) for each in found.untouched]),
    ]


def _deal(each: Untouched, found: Activities) -> Row:
    return (
        name(each.name),
        name(each.owner),
        name(each.stage),
        short_money(each.amount, each.currency),
        short_day(each.last, found.as_of) if each.last is not None else "never",
        UNDEFINED if each.days is None else f"{many(each.days)}",
    )
