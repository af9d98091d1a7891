"""The screen of `pipectl check`: what was asked, what was measured, what is missing."""

from rich.text import Text

from ...domain.verdict import CheckLine, CheckResult, Verdict
from ..canvas import Canvas
from ..spell import days_of, long_day
from ..words import bound_words, gap_words, measured_words, verdict_words
from .footer import data_lines
from .headline import aside_lines
from .ink import BLANK, Ink
from .table import Column, table

#: Below NARROW columns a bound may be cut; from ROOMY on it is spelled in words, and what is missing has a column.
NARROW, ROOMY = 60, 80
_STYLES = {Verdict.PASSED: "good", Verdict.WARNED: "", Verdict.FAILED: "alarm", Verdict.UNDEFINED: "alarm"}


def screen(result: CheckResult, canvas: Canvas) -> str:
    """All checks and the verdict over them."""
    ink = Ink(canvas)
    checks = table(ink, _columns(ink), [_cells(ink, result, line) for line in result.lines])
    verdict = ink.wrap(ink.say(verdict_words(result.lines), _VERDICT[result.verdict]), Text(" "))
    data = data_lines(ink, result.rows, result.findings, result.notes, result.see_findings, selected=result.selected)
    return ink.page([*_head(ink, result), BLANK, checks, *_details(ink, result), BLANK, *verdict, BLANK, *data])


#: A warning asks for a look, not for a person.
_VERDICT = _STYLES | {Verdict.WARNED: "strong"}


def _columns(ink: Ink) -> list[Column]:
    columns = [
        Column("Verdict"),
        Column("Measure", least=8, most=32),
        Column("Measured", right=True),
        Column("Asked for", least=0 if ink.width >= NARROW else 14),
    ]
    return [*columns, Column("Missing", least=24, most=100)] if ink.width >= ROOMY else columns


def _head(ink: Ink, result: CheckResult) -> list[Text]:
    days = "" if ".." in result.period.key else days_of(result.period, result.as_of)
    parts = [part for part in (days, f"as of {long_day(result.as_of)}") if part]
    lines = ink.parts(ink.say(ink.foreign(result.period.label), "title"), parts)
    only = [ink.name(f"only {each}", ink.width, "strong") for each in result.filters]
    return [*lines, *only, *aside_lines(ink, result.rows)]


def _cells(ink: Ink, result: CheckResult, line: CheckLine) -> list[Text]:
    return [
        ink.say(line.verdict.value, _STYLES[line.verdict]),
        ink.say(line.title),
        ink.say(measured_words(line, result.currency), "strong"),
        ink.say(bound_words(line, result.currency, brief=ink.width < ROOMY)),
        ink.say(gap_words(line, result.currency)),
    ]


def _details(ink: Ink, result: CheckResult) -> list[Text]:
    """Why nothing was measured, and the reason given for a bound: too long for a cell, too useful to cut."""
    lines = []
    for line in result.lines:
        missing = gap_words(line, result.currency) if ink.width < ROOMY else ""
        texts = [missing, line.undefined, line.reason if line.verdict is not Verdict.PASSED else None]
        for text in texts:
            if text:
                words = ink.say(f"{line.title}: {ink.foreign(text)}", "quiet")
                lines += ink.wrap(words, ink.say(" – ", "quiet"))
    return [BLANK, *lines] if lines else []
