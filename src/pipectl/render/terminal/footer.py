"""What to do next, where the figures come from, and the small print."""

from rich.text import Text

from ...domain.finding import Findings
from ...domain.pipeline import RowCount
from ...domain.result import Report
from ..words import counted, next_words, rows_words
from .ink import Ink

LABEL = "{:<6}"


def next_lines(ink: Ink, report: Report) -> list[Text]:
    """One step, with the command that shows what it is about."""
    lines = _labelled(ink, "Next", ink.say(next_words(report, ink.foreign)))
    command = report.next_step.command
    if command:
        shown = ink.name(command, ink.width - len(LABEL.format("")), "strong")
        if lines[-1].cell_len + 3 + shown.cell_len <= ink.width:
            lines[-1] += Text("   ") + shown
        else:
            lines.append(Text(LABEL.format("")) + shown)
    return lines


def data_lines(
    ink: Ink, rows: RowCount, findings: Findings, notes: tuple[str, ...], *, selected: int | None = None
) -> list[Text]:
    """Rows read and set aside, how many of them are spoken of, and notes."""
    words = rows_words(rows)
    if selected is not None and selected != rows.accepted:
        words += f", {selected:,} selected"
    if findings.total:
        words += f" · {counted(findings.total, 'finding')} → pipectl validate"
    data = ink.say(words)
    data.highlight_words([f"{rows.set_aside:,} set aside"], "alarm")
    lines = _labelled(ink, "Data", data)
    for note in notes:
        lines += ink.wrap(ink.say(ink.foreign(note), "quiet"), ink.say(LABEL.format("Note"), "quiet"))
    return lines


def _labelled(ink: Ink, label: str, text: Text) -> list[Text]:
    return ink.wrap(text, ink.say(LABEL.format(label), "strong"))
