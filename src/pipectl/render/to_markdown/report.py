"""The report as Markdown: headline, stages, groups, what to look at."""

from collections.abc import Sequence
from itertools import groupby

from ...domain.pipeline import only_one
from ...domain.result import Attention, Group, Report, StageLine
from ...domain.spec import StageKind
from ...domain.values import Unit
from ..harmless import for_markdown
from ..reasons import SUMS, Reasons, heading, of_groups, of_stages, unsummed, untold
from ..spell import UNDEFINED, against, days_left, days_of, many, short_day, short_money, spell
from ..words.past import past_notes, since_words
from ..words.risk import signs_words, unjudged_words
from ..words.shared import day_words, decided_words, next_words, repeated, told_apart
from ..words.spend import NO_SOURCE, cell, is_shown, reasons, shown, table_title, unassigned, why_none
from .parts import Row, code, data, figure, joined, name, only, reasons_why, table, warned

ATTENTION_SHOWN = 10
#: Measures of the headline and of groups.
HEADLINE = (
    "won_amount", "due_amount", "weighted_due", "pipeline_value", "weighted_pipeline", "quota_attainment",
    "remaining_coverage", "win_rate", "average_deal_size", "sales_cycle", "pipeline_velocity",
)  # fmt: skip

GROUP_FIGURES = ("opportunities", "pipeline_value", "weighted_pipeline", "won_amount", "win_rate")
#: Those that a group has where it has a quota.
GROUP_TARGETS = ("quota_attainment", "remaining_coverage")


def page(found: Report) -> str:
    """Headline, stages, groups, what to look at, next step, and where the figures come from."""
    notes = (*decided_words(found.files), *found.notes, *past_notes(found.past_findings))
    since = since_words(found)
    parts = [
        f"# {for_markdown(found.pipeline)} · {for_markdown(found.period.label)}",
        _span(found),
        *only(found.filters),
        *warned(found.rows),
        table(("Figure", ">Value", "From"), [_headline(found, key) for key in HEADLINE]),
        *reasons_why({why: [SUMS] for why in unsummed(found)}),
        "## Open pipeline by stage",
        table(
            ("Stage", ">Deals", ">Amount", ">Weighted", ">Age", ">Moves on", ">Overdue", ">Decay"),
            [_stage(found, each) for each in _open_stages(found)],
        ),
        *reasons_why(_untold(found, of_stages(found, _open_stages(found)))),
        *_groups(found),
        *_attention(found),
        *([f"**Since** {for_markdown(since.removeprefix('since '))}"] if since else []),
        f"**Next:** {_sentence(next_words(found, for_markdown), found.next_step.command)}",
        *data(found.rows, found.findings, notes, found.selected, only_one(found.files)),
    ]
    return joined(parts)


def _span(found: Report) -> str:
    days = days_of(found.period, found.as_of)
    parts = (days, *day_words(found.as_of, found.rows), days_left(found.period, found.as_of))
    return " · ".join(part for part in parts if part)


def _headline(found: Report, key: str) -> Row:
    measure = found.measure(key)
    title, value, behind = figure(measure.title, measure, found.currency)
    if measure.undefined in unsummed(found):
        behind = ""
    if key == "remaining_coverage" and measure.value is not None:
        value = against(measure.value, found.quota.target_coverage, measure.unit)
    return title, value, behind


def _open_stages(found: Report) -> list[StageLine]:
    return [each for each in found.stages if each.kind is StageKind.OPEN]


def _stage(found: Report, stage: StageLine) -> Row:
    moves_on, missing = stage.moves_on, untold(found)
    share = UNDEFINED
    if moves_on is not None and moves_on.value is not None:
        share = f"{spell(moves_on.value, moves_on.unit)} of {spell(moves_on.denominator, Unit.COUNT)}"
    return (
        name(stage.name),
        f"{many(stage.open_count)}",
        short_money(stage.open_amount, stage.currency),
        UNDEFINED if "Weighted" in missing else short_money(stage.weighted, stage.currency),
        spell(stage.average_age, Unit.DAYS),
        share,
        UNDEFINED if "Overdue" in missing else spell(stage.overdue, Unit.COUNT),
        UNDEFINED if "Decay" in missing else spell(stage.at_risk, Unit.COUNT),
    )


def _groups(found: Report) -> list[str]:
    parts = []
    for by, groups in groupby(found.groups, key=lambda group: group.by):
        rows = list(groups)
        targets = [key for key in GROUP_TARGETS if any(each.measure(key).value is not None for each in rows)]
        titles = [(key, rows[0].measure(key).title) for key in (*GROUP_FIGURES, *targets)]
        head, heads = name(heading(by)), [f">{for_markdown(title)}" for _, title in titles]
        parts += [f"## By {head}", table((head, ">Deals", *heads), [_group(each, titles) for each in rows])]
        parts += reasons_why(_untold(found, of_groups(rows, titles)))
        parts += _spent(found, by, rows)
    return parts


def _spent(found: Report, by: str, groups: Sequence[Group]) -> list[str]:
    """What each source cost, what was spent on none in particular, and all of it; else why there is none."""
    if by != "source":
        return []
    if not is_shown(found, groups):
        return reasons_why(why_none(found))
    figures, rest = shown(found, groups), unassigned(found)

    def row(called: str, of: Report | Group) -> Row:
        return (called, *("".join(cell(of, key, found.currency)) for key, _ in figures))

    nothing = (UNDEFINED,) * (len(figures) - 1)
    rows = [
        *(row(name(each.key), each) for each in groups),
        *([(NO_SOURCE, short_money(rest, found.currency), *nothing)] if rest else []),
        row("All", found),
    ]
    heads = (name(heading(by)), *(f">{title}" for _, title in figures))
    return [
        f"### {table_title(found, for_markdown(found.period.label))}",
        table(heads, rows),
        *reasons_why(reasons(found, groups, figures)),
    ]


def _untold(found: Report, reasons: Reasons) -> Reasons:
    """Without what the list below the first table says."""
    return {why: titles for why, titles in reasons.items() if why not in unsummed(found)}


def _group(group: Group, titles: list[tuple[str, str]]) -> Row:
    figures = [group.measure(key) for key, _ in titles]
    cells = [
        spell(each.value, each.unit, group.currency, short=True)
        + (f" of {spell(each.denominator, Unit.COUNT)}" if each.value is not None and each.interval else "")
        for each in figures
    ]
    return (name(group.key), f"{many(group.opportunities)}", *cells)


def _attention(found: Report) -> list[str]:
    untold = unjudged_words(found.risks, for_markdown)
    unjudged = [untold] if untold else []
    if not found.attention:
        return unjudged
    shown = found.attention[:ATTENTION_SHOWN]
    title = f"## Look at these first · {len(shown)} of {many(found.attention_count)}"
    twice = repeated(shown)
    rows = [_attention_row(found, each, told_apart(each, twice)) for each in shown]
    return [title, table(("Deal", "Owner", "Stage", ">Amount", "Close", "Why"), rows), *unjudged]


def _attention_row(found: Report, each: Attention, called: str) -> Row:
    return (
        name(called),
        name(each.owner),
        name(each.stage),
        short_money(each.amount, each.currency),
        short_day(each.expected_close, found.as_of),
        signs_words(each.signs, for_markdown, each.currency),
    )


def _sentence(words: str, command: str | None) -> str:
    return words if command is None else f"{words} {code(command)}"
