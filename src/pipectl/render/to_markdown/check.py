"""The verdict of `pipectl check` as Markdown: checks with the failures first, what is behind them, the quotas."""

from collections.abc import Iterator

from ...domain.values import Unit
from ...domain.verdict import Behind, CheckLine, CheckResult, Coverage, CoverageLine, Party, Verdict
from ..harmless import for_markdown
from ..spell import UNDEFINED, long_day, short_day, short_money, spell
from ..words.check import (
    before_words,
    behind_words,
    bound_words,
    gap_words,
    holders_words,
    line_words,
    measured_words,
    only_words,
    required_words,
    sum_words,
    verdict_words,
    waiver_words,
    way_words,
)
from .parts import data, joined, name, only, table, warned

#: Opportunities of a check that is no pass.
SHOWN = 5
_MISSED = (Verdict.FAILED, Verdict.WARNED, Verdict.UNDEFINED)


def page(found: CheckResult) -> str:
    """Every check with what was measured, the verdict, and where the figures come from."""
    parts = [
        f"# {for_markdown(found.pipeline)} · {for_markdown(found.period.label)}",
        f"as of {long_day(found.as_of)} · {_verdict(found)}",
        *only(found.filters),
        *warned(found.rows),
        table(
            ("Verdict", "Measure", ">Measured", "Asked for", "Missing"),
            [_row(found, line) for line in found.gravest_first],
        ),
        *_details(found),
        *(_coverage(found, found.coverage) if found.coverage else []),
        *(["\n".join(f"- {waiver_words(line, for_markdown)}" for line in found.waivers)] if found.waivers else []),
        *data(found.rows, found.findings, found.notes, found.selected),
    ]
    return joined(parts)


def _verdict(found: CheckResult) -> str:
    only_told = found.warn_only and found.verdict is Verdict.FAILED
    return f"**{found.verdict.value}**{' (only told)' if only_told else ''} · {verdict_words(found)}"


def _row(found: CheckResult, line: CheckLine) -> tuple[str, ...]:
    missing = "; ".join(
        each
        for each in (
            gap_words(line, found.currency),
            for_markdown(line.undefined or ""),
            for_markdown(line.reason or "") if line.verdict is not Verdict.PASSED else "",
            for_markdown(line.waiver.reason) if line.waiver else "",
            *map(for_markdown, line.notes),
        )
        if each
    )
    return (
        f"**{line.verdict.value}**",
        line_words(line, found, for_markdown),
        measured_words(line, found.currency),
        bound_words(line, found.currency),
        missing,
    )


def _details(found: CheckResult) -> Iterator[str]:
    for line in found.gravest_first:
        told = [words for words in _told(found, line) if words]
        if told:
            yield f"**{line_words(line, found, for_markdown)}**"
            yield "\n".join(f"- {words}" for words in told)
            if line.behind is not None and line.behind.shown and line.verdict in _MISSED:
                yield _parties(found, line.behind)


def _told(found: CheckResult, line: CheckLine) -> Iterator[str]:
    if line.verdict in _MISSED:
        yield way_words(line.way, line, found.currency)
        yield for_markdown(only_words(line, found))
        yield before_words(line, found.currency)
        yield behind_words(line.behind, found.currency)
        yield holders_words(line.behind, found.currency, for_markdown)
    if found.explained:
        halves = sum_words(line)
        yield for_markdown(line.definition)
        yield for_markdown(f"{line.formula} = {halves}" if halves else line.formula)


def _parties(found: CheckResult, behind: Behind) -> str:
    titles = ("Deal", "Owner", "Stage", ">Amount", "Close", "Found")
    return table(titles, [_party(found, each) for each in behind.shown[:SHOWN]])


def _party(found: CheckResult, each: Party) -> tuple[str, ...]:
    return (
        name(each.name or str(each.place)),
        name(each.owner),
        name(each.stage),
        short_money(each.amount, each.currency or found.currency),
        short_day(each.day, found.as_of),
        for_markdown(f"{each.place}: {each.code} {each.why}") if each.why else "",
    )


def _coverage(found: CheckResult, coverage: Coverage) -> list[str]:
    titles = ("Quota of", ">Quota", ">Won", ">Due", ">Coverage", ">Of the rest", ">Weighted")
    return [
        f"## Coverage · {required_words(coverage)}",
        table(titles, [_quota(found, each) for each in coverage.lines]),
    ]


def _quota(found: CheckResult, each: CoverageLine) -> tuple[str, ...]:
    whose = for_markdown(each.period.label)
    whose += "" if each.by is None else f" · {name(each.key or f'no {each.by}')}"
    return (
        whose,
        short_money(each.quota, found.currency),
        short_money(each.won, found.currency),
        short_money(each.due, found.currency),
        spell(each.coverage, Unit.MULTIPLE),
        "met" if each.met else spell(each.remaining, Unit.MULTIPLE),
        spell(each.weighted, Unit.MULTIPLE) or UNDEFINED,
    )
