"""`pipectl review` as Markdown to paste into the notes of the meeting: a heading a section, a box an action to tick."""

from collections.abc import Sequence

from ...domain.coaching import Person
from ...domain.result import Attention
from ...domain.review import Review
from ..harmless import for_markdown
from ..reasons import gathered
from ..spell import days_left, days_of, many, short_day
from ..words.change import left_words, moved_words
from ..words.coaching import action_line, apart_words, hint_words
from ..words.lesson import decided_words, learnt_words
from ..words.past import past_notes
from ..words.review import (
    BEFORE,
    NO_DIFFERENCE,
    NO_OWNERS,
    bottleneck_words,
    commits_words,
    coverage_words,
    do_words,
    figure_words,
    graver,
    headline_words,
    mild_words,
    not_shown_words,
    owner_words,
    past_words,
    reasons_of,
    risks_words,
    short,
    since_day,
    slipped_words,
    stood_words,
    stuck_words,
    sum_words,
    why_words,
)
from ..words.risk import unjudged_words
from ..words.shared import day_words, repeated, told_apart
from .parts import Row, data, joined, name, only, reasons_why, table, warned

FIGURES = (
    ("win_rate", "Win rate"),
    ("average_deal_size", "Deal size"),
    ("sales_cycle", "Cycle"),
    ("slippage", "Overdue"),
    ("days_since_activity", "Quiet"),
)


def page(found: Review) -> str:
    """All of it."""
    span = (
        days_of(found.period, found.as_of),
        *day_words(found.as_of, found.rows),
        days_left(found.period, found.as_of),
    )
    first, *rest = headline_words(found, for_markdown)
    parts = [
        f"# {for_markdown(found.pipeline)} · review · {for_markdown(found.period.label)}",
        " · ".join(part for part in span if part),
        *only(found.filters),
        *warned(found.rows),
        _list([f"**{first}**", *rest]),
        *_commits(found),
        *_risks(found),
        *_slipped(found),
        *_stuck(found),
        *_lessons(found),
        *_people(found),
        "## Next",
        "\n".join(f"- [ ] {action_line(each, found, for_markdown)}" for each in found.actions),
        *data(found.rows, found.findings, (*found.notes, *past_notes(found.past_findings)), found.selected),
    ]
    return joined(parts)


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _commits(found: Review) -> list[str]:
    shown = found.commits.shown
    twice = repeated(each.deal for each in shown)
    rows = [
        (
            name(told_apart(each.deal, twice)),
            name(each.deal.owner),
            short(each.amount, each.currency),
            short_day(each.deal.expected_close, found.as_of),
            why_words(each.signs, for_markdown, each.currency, len(each.signs)) if each.signs else "nothing",
        )
        for each in shown
    ]
    said = commits_words(found.commits, for_markdown)
    return ["## Commits to inspect", said, *_table(("Deal", "Owner", ">Amount", "Close", "Against it"), rows)]


def _table(titles: Row, rows: Sequence[Row]) -> list[str]:
    return [table(titles, rows)] if rows else []


def _risks(found: Review) -> list[str]:
    untold = unjudged_words(found.risks.rules, for_markdown)
    parts = ["## At risk", risks_words(found.risks), *([untold] if untold else [])]
    twice = repeated(each for one in found.risks.owners for each in graver(one))
    for one in (one for one in found.risks.owners if graver(one)):
        shown = graver(one)
        more = f" · {many(len(shown))} shown" if len(shown) < one.sum.opportunities else ""
        parts.append(f"### {owner_words(one.owner, for_markdown)} · {sum_words(one.sum)}{more}")
        rows = [_risk(found, each, told_apart(each, twice)) for each in shown]
        parts += _table(("Deal", "Stage", ">Amount", "Close", "Grave", "Why", "What to do"), rows)
    rest = not_shown_words(found.risks, for_markdown)
    mild = mild_words(found.risks, for_markdown)
    return [*parts, *([rest] if rest else []), *([mild] if mild else [])]


def _risk(found: Review, each: Attention, called: str) -> Row:
    past = past_words(each.signs, for_markdown)
    return (
        name(called),
        name(each.stage),
        short(each.amount, each.currency),
        short_day(each.expected_close, found.as_of),
        each.severity.value,
        why_words(each.signs, for_markdown, each.currency, len(each.signs)) + (f" ({past})" if past else ""),
        do_words(each.signs[0], for_markdown, each.currency),
    )


def _slipped(found: Review) -> list[str]:
    out, overdue = slipped_words(found.slipped, found, for_markdown)
    moved = () if found.change is None else found.change.whole.line("pushed_out").deals
    twice = repeated(moved)
    rows = [
        (
            name(told_apart(each, twice)),
            name(each.owner),
            left_words(each, found.currency),
            "" if found.change is None else moved_words(each, "pushed_out", found.change, for_markdown),
        )
        for each in moved
    ]
    alike = repeated(found.slipped.shown)
    late = [
        (
            name(told_apart(each, alike)),
            name(each.owner),
            short(each.amount, each.currency),
            short_day(each.expected_close, found.as_of),
        )
        for each in found.slipped.shown
    ]
    return [
        f"## Slipped {since_day(found)}",
        out,
        *_table(("Deal", "Owner", ">Amount", "Moved"), rows),
        overdue,
        *_table(("Deal", "Owner", ">Amount", "Was due"), late),
    ]


def _stuck(found: Review) -> list[str]:
    twice = repeated(each.deal for each in found.stuck.shown)
    rows = [
        (
            name(told_apart(each.deal, twice)),
            name(each.deal.owner),
            name(each.stage),
            short(each.amount, each.currency),
            stood_words(each, for_markdown),
        )
        for each in found.stuck.shown
    ]
    return [
        "## Stuck",
        stuck_words(found.stuck, for_markdown),
        *_table(("Deal", "Owner", "Stage", ">Amount", "How long"), rows),
        f"**{bottleneck_words(found.stuck, found, for_markdown)}**",
    ]


def _lessons(found: Review) -> list[str]:
    shown = (*found.lessons.biggest_won, *found.lessons.biggest_lost)
    twice = repeated(shown)
    rows = [
        (
            each.outcome.value,
            name(told_apart(each, twice)),
            name(each.owner),
            short(each.amount, each.currency),
            short_day(each.closed, found.as_of),
            decided_words(each, for_markdown),
        )
        for each in shown
    ]
    titles = ("", "Deal", "Owner", ">Amount", "On", "To learn")
    return [f"## To learn from {since_day(found)}", _list(learnt_words(found, for_markdown)), *_table(titles, rows)]


def _people(found: Review) -> list[str]:
    people = found.people
    head = f"## Owners · {for_markdown(found.lookback.label)}"
    if people.untold is not None or not people.owners:
        return [head, NO_OWNERS if people.untold is None else f"Not told: {for_markdown(people.untold)}."]
    rows = [row for person in people.owners for row in _person(found, person, owner_words(person.owner, for_markdown))]
    rows += _person(found, people.team, "**Team**")
    hints = [
        f"**{owner_words(person.owner, for_markdown)}**: {hint_words(person, people, found, for_markdown)}"
        for person in people.owners
    ]
    apart = apart_words(people, for_markdown)
    before = f"; {BEFORE}: {for_markdown(people.before.label)}" if people.before else f"; {people.no_before}"
    legend = (
        f"Of: deals behind a figure, fewer than {people.least} are too few to say; overdue: share of what is open; "
        f"quiet: days since the last activity of what is open, median{before}."
    )
    return [
        head,
        table(("Owner", *(f">{title}" for _, title in FIGURES), ">Coverage"), rows),
        legend,
        *reasons_why(gathered(reasons_of(people.team.figures))),
        *([_list(apart)] if apart else [NO_DIFFERENCE]),
        "### What to talk about",
        _list(hints),
    ]


def _person(found: Review, person: Person, called: str) -> list[Row]:
    figures = [person.figure(key) for key, _ in FIGURES]
    now = [figure_words(each.own, each.behind, person.currency) for each in figures]
    rows: list[Row] = [(called, *now, coverage_words(person.coverage, found.headline.quota.target_coverage))]
    if any(each.before_behind for each in figures):
        then = [
            "" if each.before is None else figure_words(each.before, each.before_behind, person.currency)
            for each in figures
        ]
        rows.append((BEFORE, *then, ""))
    return rows
