"""Results as GitHub-flavoured Markdown, for a wiki page, an issue or a build's summary. Foreign text is escaped."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ..domain.listing import Band, Listing
from ..domain.pipeline import only_one
from ..domain.result import Attention, Group, Measure, Report, StageLine
from ..domain.spec import StageKind
from ..domain.values import Unit
from .entry import Entry
from .harmless import for_markdown
from .markdown_parts import Row, code, data, figure, joined, name, only, reasons_why, table, warned
from .past_words import past_notes, since_words
from .reasons import SUMS, Reasons, heading, of_groups, of_stages, unsummed, untold
from .risk_words import signs_words, unjudged_words
from .spell import UNDEFINED, against, days_left, days_of, long_day, short_day, short_money, spell
from .spend_words import NO_SOURCE, cell, is_shown, reasons, shown, unassigned, why_none
from .words import (
    counted,
    decided_words,
    next_words,
    repeated,
    standing_words,
    told_apart,
    unit_words,
)

if TYPE_CHECKING:
    from ..domain.activities import Activities
    from ..domain.changes import Changes
    from ..domain.funnel import Funnel
    from ..domain.leads import Leads
    from ..domain.playbook import Playbook
    from ..domain.remembered import Remembered
    from ..domain.review import Review
    from ..domain.risk import RuleEntry, RuleLine
    from ..domain.scorecard import Qualifying
    from ..domain.validation import Validation
    from ..domain.verdict import CheckResult

ATTENTION_SHOWN = 10
#: Measures of the headline and of groups.
HEADLINE = (
    "won_amount", "due_amount", "weighted_due", "pipeline_value", "weighted_pipeline", "quota_attainment",
    "remaining_coverage", "win_rate", "average_deal_size", "sales_cycle", "pipeline_velocity",
)  # fmt: skip
GROUP_FIGURES = ("opportunities", "pipeline_value", "weighted_pipeline", "won_amount", "win_rate")
#: Those that a group has where it has a quota.
GROUP_TARGETS = ("quota_attainment", "remaining_coverage")


def report(found: Report) -> str:
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
            ("Stage", ">Deals", ">Amount", ">Weighted", ">Age", ">Moves on", ">Overdue", ">At risk"),
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


def listing(found: Listing) -> str:
    """A table a stage, each with its subtotal."""
    total = " · ".join((*standing_words(found), f"as of {long_day(found.as_of)}"))
    twice = repeated(row for band in found.bands for row in band.rows)
    parts = [f"# {for_markdown(found.pipeline)}", total, *only(found.filters)]
    for band in found.bands:
        parts += _band(found, band, twice)
    return joined([*parts, *data(found.rows, found.findings, (*found.notes, *past_notes(found.past_findings)))])


def check(found: "CheckResult") -> str:
    """Every check with what was measured, and the verdict."""
    from .markdown_check import page

    return page(found)


def validation(found: "Validation") -> str:
    """The score, what was found by code and by owner, and the first findings."""
    from .markdown_validation import page

    return page(found)


def changes(found: "Changes") -> str:
    """The waterfall, the opportunities behind it, and groups."""
    from .markdown_changes import page

    return page(found)


def funnel(found: "Funnel") -> str:
    """Stages, what holds most back, cohorts and groups."""
    from .markdown_funnel import page

    return page(found)


def playbook(found: "Playbook") -> str:
    """All stages, one of them, or one opportunity."""
    from .markdown_playbook import page

    return page(found)


def leads(found: "Leads") -> str:
    """Figures of the period, months, sources and other groups."""
    from .markdown_leads import page

    return page(found)


def review(found: "Review") -> str:
    """The meeting, a heading a section, with boxes to tick for what to do next."""
    from .markdown_review import page

    return page(found)


def activity(found: "Activities") -> str:
    """`pipectl activity` to paste: figures, owners, and what nobody touches."""
    from .markdown_activity import page

    return page(found)


def remembered(found: "Remembered") -> str:
    """A table of the snapshots, and what is wrong with them."""
    from .markdown_history import page

    return page(found)


def qualifying(found: "Qualifying") -> str:
    """The framework by stage, who lacks what, fit, and how well scores told won from lost; or one scorecard."""
    from .markdown_qualify import page

    return page(found)


def explain(measure: Measure | None, entries: Sequence[Entry], currency: str | None = None) -> str:
    """What each metric means; with `measure`, its figures on the data at hand."""
    parts = []
    for entry in entries:
        title = f"{'#' if len(entries) == 1 else '##'} {for_markdown(entry.title)}"
        meaning = f"- Key: `{entry.key}`\n- Unit: {unit_words(entry.unit)}\n- Formula: {for_markdown(entry.formula)}"
        parts += [title, for_markdown(entry.definition), f"{meaning}\n- Source: {for_markdown(entry.source)}"]
    if measure is not None:
        rows = [figure("Here", measure, currency), *(figure(each.title, each, currency) for each in measure.details)]
        parts.append(table(("Figure", ">Value", "From"), rows))
    return joined(parts)


def explain_risk(line: "RuleLine | None", entry: "RuleEntry", currency: str | None = None) -> str:
    """What a risk rule means; with `line`, what it says of the data at hand."""
    from .markdown_risk import page

    return page(line, entry, currency)


def _span(found: Report) -> str:
    days = days_of(found.period, found.as_of)
    parts = (days, f"as of {long_day(found.as_of)}", days_left(found.period, found.as_of))
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
        f"{stage.open_count:,}",
        short_money(stage.open_amount, stage.currency),
        UNDEFINED if "Weighted" in missing else short_money(stage.weighted, stage.currency),
        spell(stage.average_age, Unit.DAYS),
        share,
        UNDEFINED if "Overdue" in missing else spell(stage.overdue, Unit.COUNT),
        UNDEFINED if "At risk" in missing else spell(stage.at_risk, Unit.COUNT),
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
        f"### Spend in {for_markdown(found.period.label)}",
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
    return (name(group.key), f"{group.opportunities:,}", *cells)


def _attention(found: Report) -> list[str]:
    untold = unjudged_words(found.risks, for_markdown)
    unjudged = [untold] if untold else []
    if not found.attention:
        return unjudged
    shown = found.attention[:ATTENTION_SHOWN]
    title = f"## Look at these first · {len(shown)} of {found.attention_count:,}"
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


def _band(found: Listing, band: Band, twice: frozenset[str]) -> list[str]:
    weighted = "" if band.weighted is None else f" · {short_money(band.weighted, band.currency)} weighted"
    more = f" · {len(band.rows):,} shown" if len(band.rows) != band.opportunities else ""
    head = f"## {name(band.stage)}"
    total = f"{counted(band.opportunities, 'deal')} · {short_money(band.amount, band.currency)}{weighted}{more}"
    rows = [
        (
            name(told_apart(row, twice)),
            name(row.owner),
            spell(row.amount, Unit.MONEY, row.currency),
            spell(row.probability, Unit.PERCENT),
            short_day(row.closed or row.expected_close, found.as_of),
            f"{counted(row.days_overdue, 'day')} past" if row.days_overdue else "",
        )
        for row in band.rows
    ]
    return [head, total, *([table(("Deal", "Owner", ">Amount", ">Chance", "Close", "Look"), rows)] if rows else [])]
