"""The screen of `pipectl check`: verdicts with the failures first, then what stands behind each of these."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ...domain.verdict import Behind, CheckLine, CheckResult, Party, Verdict
from ..canvas import Canvas
from ..spell import days_of, long_day, many, short_day, short_money
from ..words.check import (
    before_words,
    behind_words,
    bound_words,
    gap_words,
    holders_words,
    line_parts,
    line_words,
    measured_words,
    only_words,
    sum_words,
    verdict_words,
    waiver_words,
    way_words,
)
from .coverage import coverage_lines
from .footer import data_lines
from .headline import aside_lines
from .ink import BLANK, Ink
from .table import Cell, Column, Ended, table

#: Below NARROW columns a bound may be cut; from ROOMY on it is spelled in words, and what is missing has a column.
NARROW, ROOMY = 60, 80
#: Columns of the screen that names of checks have to get before anything is spelled in words.
_NAMED = 24
#: Checks that are no pass and whose opportunities are shown, and opportunities of each.
DETAILED, SHOWN = 5, 3
_STYLES = {
    Verdict.PASSED: "good",
    Verdict.WARNED: "",
    Verdict.FAILED: "alarm",
    Verdict.UNDEFINED: "alarm",
    Verdict.TOO_FEW: "quiet",
    Verdict.WAIVED: "quiet",
}
#: A warning asks for a look, not for a person.
_VERDICT = _STYLES | {Verdict.WARNED: "strong"}
_MISSED = (Verdict.FAILED, Verdict.WARNED, Verdict.UNDEFINED)


def screen(result: CheckResult, canvas: Canvas) -> str:
    """All checks, what is behind those that are no pass, the quotas, and the verdict over all."""
    ink = Ink(canvas)
    roomy = _is_roomy(ink, result)
    checks = table(ink, _columns(ink, roomy), _rows(ink, result, roomy))
    data = data_lines(ink, result.rows, result.findings, result.notes, result.see_findings, selected=result.selected)
    parts: list[RenderableType] = [*_head(ink, result), BLANK, checks, *_details(ink, result, roomy)]
    if result.coverage is not None:
        parts += [BLANK, *coverage_lines(ink, result, result.coverage)]
    return ink.page([*parts, *_waivers(ink, result), BLANK, *_verdict(ink, result), BLANK, *data])


def _is_roomy(ink: Ink, result: CheckResult) -> bool:
    """Whether there is room for bounds in words and for what is missing, beside names that can be told apart."""
    if ink.width < ROOMY:
        return False
    columns, rows = _columns(ink, roomy=True), _rows(ink, result, roomy=True)
    widths = [max(len(column.title), *(row[at].cell_len for row in rows)) for at, column in enumerate(columns)]
    widths[1] = min(widths[1], _NAMED)
    return 1 + sum(widths) + 2 * (len(widths) - 1) <= ink.width


def _rows(ink: Ink, result: CheckResult, roomy: bool) -> list[list[Cell]]:
    return [_cells(ink, result, line, roomy) for line in result.gravest_first]


def _columns(ink: Ink, roomy: bool) -> list[Column]:
    columns = [
        Column("Verdict"),
        Column("Measure", least=8, most=44, first=True),
        Column("Measured", right=True),
        Column("Asked for", least=0 if ink.width >= NARROW else 14),
    ]
    return [*columns, Column("Missing", least=24, most=100)] if roomy else columns


def _head(ink: Ink, result: CheckResult) -> list[Text]:
    days = "" if ".." in result.period.key else days_of(result.period, result.as_of)
    parts = [part for part in (days, f"as of {long_day(result.as_of)}") if part]
    lines = ink.parts(ink.say(ink.foreign(result.period.label), "title"), parts)
    only = [ink.name(f"only {each}", ink.width, "strong") for each in result.filters]
    return [*lines, *only, *aside_lines(ink, result.rows)]


def _cells(ink: Ink, result: CheckResult, line: CheckLine, roomy: bool) -> list[Cell]:
    return [
        ink.say(line.verdict.value, _STYLES[line.verdict]),
        Ended(*map(ink.say, line_parts(line, result, ink.foreign))),
        ink.say(measured_words(line, result.currency), "strong"),
        ink.say(bound_words(line, result.currency, brief=not roomy)),
        ink.say(gap_words(line, result.currency)),
    ]


def _details(ink: Ink, result: CheckResult, roomy: bool) -> Iterator[RenderableType]:
    """For each check that is no pass, why, whose it is, what is behind it and what would close it."""
    lines = [line for line in result.gravest_first if _has_more(line) or result.explained]
    shown = 0
    for line in lines:
        told = list(_told(ink, result, line, roomy))
        if not told:
            continue
        yield BLANK
        yield from ink.wrap(ink.say(line_words(line, result, ink.foreign), "strong"))
        yield from told
        shown += line.verdict in _MISSED
        behind = line.behind if line.verdict in _MISSED else None
        if behind is not None and behind.shown and (shown <= DETAILED or behind.tally == "found"):
            yield _parties(ink, result, behind)


def _has_more(line: CheckLine) -> bool:
    return line.verdict in _MISSED or bool(line.undefined or line.notes)


def _told(ink: Ink, result: CheckResult, line: CheckLine, roomy: bool) -> Iterator[Text]:
    """Words below a check, each behind its label."""
    currency = result.currency
    labelled = [
        ("Missing", gap_words(line, currency) if not roomy else ""),
        ("Undefined" if line.verdict is not Verdict.TOO_FEW else "Too few", ink.foreign(line.undefined or "")),
        ("Reason", ink.foreign(line.reason or "") if line.verdict is not Verdict.PASSED else ""),
        ("Only", ink.foreign(only_words(line, result).removeprefix("only "))),
        ("Before", before_words(line, currency)),
        ("To close", way_words(line.way, line, currency)),
        ("Behind it", behind_words(line.behind, currency)),
        ("Whose", holders_words(line.behind, currency, ink.foreign)),
        ("Left out", f"{many(line.left_out)}, waived" if line.left_out else ""),
        *(("Note", ink.foreign(note)) for note in line.notes),
    ]
    if result.explained:
        labelled += [("Means", ink.foreign(line.definition)), ("Sum", _sum(line))]
    for label, words in labelled:
        if words:
            yield from ink.wrap(ink.say(words), ink.say(f" {label:<10}", "quiet"))


def _sum(line: CheckLine) -> str:
    halves = sum_words(line)
    return f"{line.formula} = {halves}" if halves else line.formula


_DEALS = (
    Column("Deal", least=14, most=34),
    Column("Owner", rank=3, least=5, most=16),
    Column("Stage", rank=2, least=8, most=20),
    Column("Amount", right=True),
    Column("Close", rank=1),
)
_ROWS = (Column("Found", least=24, most=100, first=True), Column("Deal", least=10, most=24), Column("Owner", most=16))


def _parties(ink: Ink, result: CheckResult, behind: Behind) -> RenderableType:
    """The first opportunities, or the first rows with what was found."""
    shown = behind.shown[:SHOWN]
    if behind.tally == "found":
        return table(ink, _ROWS, [_row(ink, each) for each in shown])
    return table(ink, _DEALS, [_deal(ink, result, each) for each in shown])


def _row(ink: Ink, each: Party) -> list[Text]:
    found = ink.foreign(f"{each.place} {each.code} {each.why}")
    return [ink.say(found), ink.name(each.name or None, 40), ink.name(each.owner, 30)]


def _deal(ink: Ink, result: CheckResult, each: Party) -> list[Text]:
    return [
        ink.name(each.name, 60),
        ink.name(each.owner, 30),
        ink.name(each.stage, 40),
        ink.say(short_money(each.amount, each.currency or result.currency)),
        ink.say(short_day(each.day, result.as_of)),
    ]


def _waivers(ink: Ink, result: CheckResult) -> Iterator[Text]:
    if result.waivers:
        yield BLANK
    for line in result.waivers:
        verdict = Verdict.WAIVED if line.verdict is Verdict.PASSED else line.verdict
        yield from ink.wrap(ink.say(waiver_words(line, ink.foreign)), ink.say(f" {verdict.value:<8}", _STYLES[verdict]))


def _verdict(ink: Ink, result: CheckResult) -> list[Text]:
    words = verdict_words(result)
    if result.warn_only and result.verdict is Verdict.FAILED:
        words += "; only told, for --warn-only"
    return ink.wrap(ink.say(words, _VERDICT[result.verdict]), Text(" "))
