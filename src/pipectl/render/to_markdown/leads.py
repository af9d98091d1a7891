"""`pipectl leads` as Markdown: figures of the period, months of creation, sources and other groups, to paste."""

from itertools import groupby

from ...domain.leads import LeadLine, Leads
from ..harmless import for_markdown
from ..reasons import heading
from ..spell import UNDEFINED, long_day, many, short_money
from ..words.lead import (
    RUNNING,
    SO_FAR,
    of_costs,
    of_lines,
    rows_words,
    share_words,
    summary,
    value_words,
    within_title,
    won_words,
)
from ..words.spend import NO_SOURCE
from . import lead_scores as markdown_lead_scores
from .parts import Row, joined, name, only, reasons_why, table, told, warned


def page(found: Leads) -> str:
    """All of it."""
    figures = "\n".join(f"- **{label}**: {words}" for label, words in summary(found, for_markdown))
    scores = [] if found.scores is None else markdown_lead_scores.parts(found.scores)
    parts = [
        f"# {for_markdown(found.pipeline)} · leads",
        f"Leads created: {for_markdown(found.period.label)} · as of {long_day(found.as_of)}",
        *only(found.filters),
        *warned(found.rows),
        *([] if found.is_of_one else [figures, *_months(found), *_groups(found)]),
        *scores,
        "---",
        f"Data: {for_markdown(rows_words(found))}",
        *told((), found.notes, found.findings)[1:],
    ]
    return joined(parts)


def _titles(found: Leads) -> Row:
    score = (">Score",) if found.scores is not None else ()
    return (">Leads", ">Answered", ">Median", ">p90", *score, f">{within_title(found)}", ">Converted")


def _cells(found: Leads, line: LeadLine) -> Row:
    response = line.measure("lead_response_time")
    return (
        f"{many(line.leads)}",
        value_words(line.measure("new_leads").detail("answered")),
        value_words(response),
        value_words(response.detail("p90")),
        *([value_words(line.measure("lead_score"))] if found.scores is not None else []),
        share_words(response.detail("inside")),
        share_words(line.measure("lead_conversion")),
    )


def _months(found: Leads) -> list[str]:
    if not found.months:
        return []
    months = found.recent_months
    rows = [(f"{line.key}{f' ({RUNNING})' if line.is_running else ''}", *_cells(found, line)) for line in months]
    why = reasons_why(of_lines(months, found))
    return ["## By month of creation", table(("Created in", *_titles(found)), rows), *why]


def _groups(found: Leads) -> list[str]:
    parts = []
    for by, group in groupby(found.groups, key=lambda line: line.by):
        lines, head = list(group), name(heading(by or ""))
        handed = (">Open", ">Won", ">Lost", ">Won amount") if found.opportunities is not None else ()
        rows = [(name(line.key), *_cells(found, line), *_handover(line)) for line in lines]
        parts += [f"## By {head}", table((head, *_titles(found), *handed), rows)]
        parts += reasons_why(of_lines(lines, found))
        if any(line.spend is not None for line in lines):
            titles = (head, ">Spent", ">Leads", ">Per lead", ">Converted", ">Per opportunity")
            so_far = f", {SO_FAR}" if found.is_cost_so_far else ""
            rest = found.spend_without_source if by == "source" else None
            more = [] if rest is None else [(NO_SOURCE, short_money(rest, found.currency), *[""] * 4)]
            parts += [f"## Cost by {head}{so_far}", table(titles, [*(_cost(line, found) for line in lines), *more])]
            parts += reasons_why(of_costs(lines))
    return parts


def _handover(line: LeadLine) -> Row:
    handed = line.handover
    if handed is None:
        return ()
    counts = [f"{many(count)}" for count in (handed.open, handed.won, handed.lost)]
    return (*counts, won_words(handed))


def _cost(line: LeadLine, found: Leads) -> Row:
    cost = line.measure("cost_per_lead")
    return (
        name(line.key),
        short_money(line.spend, found.currency) if line.spend is not None else UNDEFINED,
        f"{many(line.leads)}",
        value_words(cost, found.currency),
        value_words(line.measure("new_leads").detail("converted")),
        value_words(cost.detail("per_opportunity"), found.currency),
    )
