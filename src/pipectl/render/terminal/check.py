"""The screen of `pipectl check`: what was asked, what was measured, what is missing."""

from ...domain.result import CheckLine, CheckResult, Verdict
from ..canvas import Canvas
from ..spell import days_of, long_day
from ..words import bound_words, gap_words, measured_words, verdict_words
from .footer import data_lines
from .ink import BLANK, Ink, Line
from .table import Column, table

_STYLES = {Verdict.PASSED: "good", Verdict.WARNED: "", Verdict.FAILED: "alarm", Verdict.UNDEFINED: "alarm"}
_COLUMNS = (
    Column("Verdict", least=9),
    Column("Measure", least=12, most=32),
    Column("Measured", right=True),
    Column("Asked for", least=14, most=34),
    Column("Missing", rank=1, gap=3, least=24, most=100),
)


def screen(result: CheckResult, canvas: Canvas) -> str:
    """All checks and the verdict over them."""
    ink = Ink(canvas)
    rows = [_cells(ink, result, line) for line in result.lines]
    verdict = ink.say(verdict_words(result.lines), "good" if result.verdict is Verdict.PASSED else "alarm")
    if result.verdict is Verdict.WARNED:
        verdict = ink.say(verdict_words(result.lines), "strong")
    data = data_lines(ink, result.rows, result.findings, result.notes)
    body = [*table(ink, _COLUMNS, rows), *_details(ink, result), BLANK, Line((" ", "")) + verdict]
    return ink.page([*_head(ink, result), BLANK, *body, BLANK, *data])


def _head(ink: Ink, result: CheckResult) -> list[Line]:
    parts = [days_of(result.period, result.as_of), f"as of {long_day(result.as_of)}"]
    line = Line((ink.foreign(result.period.label), "title"))
    line += ink.say("".join(f" · {part}" for part in parts if part))
    return [line, *(ink.name(f"only {each}", ink.width, "accent") for each in result.filters)]


def _cells(ink: Ink, result: CheckResult, line: CheckLine) -> list[Line]:
    return [
        ink.say(line.verdict.value, _STYLES[line.verdict]),
        ink.say(line.title),
        ink.say(measured_words(line, result.currency), "strong"),
        ink.say(bound_words(line, result.currency)),
        ink.say(gap_words(line, result.currency)),
    ]


def _details(ink: Ink, result: CheckResult) -> list[Line]:
    """Why nothing was measured, and the reason given for a bound: too long for a cell, too useful to cut."""
    lines = []
    for line in result.lines:
        texts = [line.undefined, line.reason if line.verdict is not Verdict.PASSED else None]
        for text in texts:
            if text:
                lines += ink.wrap(f"{ink.own(line.title)}: {ink.foreign(text)}", "quiet", ink.own(" – "))
    return [BLANK, *lines] if lines else []
