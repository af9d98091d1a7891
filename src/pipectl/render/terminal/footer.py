"""What to do next, where the figures come from, and the small print."""

from ...domain.finding import Findings
from ...domain.pipeline import RowCount
from ...domain.result import Report
from ..words import counted, next_words, rows_words
from .ink import Ink, Line

LABEL = "{:<6}"


def next_lines(ink: Ink, report: Report) -> list[Line]:
    """One step, with the command that shows what it is about."""
    text = next_words(report, ink.foreign)
    lines = ink.wrap(ink.own(text), "", LABEL.format("Next"))
    command = report.next_step.command
    if command:
        shown = ink.name(command, ink.width - len(LABEL.format("")), "accent")
        if lines[-1].width + 3 + shown.width <= ink.width:
            lines[-1] += Line(("   ", "")) + shown
        else:
            lines.append(Line((LABEL.format(""), "")) + shown)
    return [_labelled(lines[0]), *lines[1:]]


def data_lines(
    ink: Ink, rows: RowCount, findings: Findings, notes: tuple[str, ...], *, selected: int | None = None
) -> list[Line]:
    """Rows read and set aside, how many of them are spoken of, and notes."""
    words = rows_words(rows)
    if selected is not None and selected != rows.accepted:
        words += f", {selected:,} selected"
    if findings.total:
        words += f" · {counted(findings.total, 'finding')} → pipectl validate"
    lines = ink.wrap(ink.own(words), "", LABEL.format("Data"))
    if rows.set_aside:
        lines = [_alarmed(line, f"{rows.set_aside:,} set aside") for line in lines]
    small = [line for note in notes for line in ink.wrap(ink.foreign(note), "quiet", LABEL.format("Note"))]
    return [_labelled(lines[0]), *lines[1:], *small]


def _labelled(line: Line) -> Line:
    """The label of a line in bold."""
    text, style = line.spans[0]
    cut = len(LABEL.format(""))
    return Line((text[:cut], "strong"), (text[cut:], style)) + Line(*line.spans[1:])


def _alarmed(line: Line, words: str) -> Line:
    """What needs a person, in the one colour that says so."""
    before, found, after = line.text.partition(words)
    return Line((before, ""), (found, "alarm" if found else ""), (after, ""))
