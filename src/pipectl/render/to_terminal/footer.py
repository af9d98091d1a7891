"""What to do next, where the figures come from, and the small print."""

import re
from itertools import islice

from rich.text import Text

from ...domain.finding import SEE_FINDINGS, Findings
from ...domain.pipeline import RowCount
from ...domain.result import Report
from ..spell import many
from ..words.past import since_words
from ..words.shared import counted, next_words, rows_words
from .ink import Ink

LABEL = "{:<6}"
#: One argument of a command as a shell has it, quoted parts whole.
_ARGUMENT = re.compile(r"""(?:'[^']*'|"[^"]*"|[^\s'"])+""")
#: The beginning of a command that is our own.
_BARE = re.compile(r"pipectl [a-z]+(?: --overdue| --sort age| remaining_coverage)?")
#: What ends a line of a command that goes on in the next.
GOES_ON = " \\"
#: Lines that a command may take.
MOST_LINES = 4


def next_lines(ink: Ink, report: Report) -> list[Text]:
    """One step, with the command that shows what it is about."""
    return step_lines(ink, next_words(report, ink.foreign), report.next_step.command)


def step_lines(ink: Ink, words: str, command: str | None) -> list[Text]:
    """What to do next in words, and the command that shows what it is about."""
    lines = _labelled(ink, "Next", ink.say(words))
    return _with_command(ink, lines, "   ", command) if command else lines


def since_lines(ink: Ink, report: Report) -> list[Text]:
    """What changed since the last look; nothing without history."""
    words = since_words(report)
    if words is None:
        return []
    said = ink.say(f"{ink.foreign(words.removeprefix('since '))}")
    return _with_command(ink, _labelled(ink, "Since", said), "   ", "pipectl changes", "quiet")


def data_lines(
    ink: Ink,
    rows: RowCount,
    findings: Findings,
    notes: tuple[str, ...],
    see_findings: str = SEE_FINDINGS,
    *,
    selected: int | None = None,
    read_as: str | None = None,
) -> list[Text]:
    """Rows read and set aside, whose export it is, how many of them are spoken of, and notes."""
    words = rows_words(rows, selected, read_as)
    if findings.total:
        words += f" · {counted(findings.total, 'finding')} →"
    data = ink.say(words)
    data.highlight_words([ink.own(f"{many(rows.set_aside)} set aside")], "alarm")
    lines = _labelled(ink, "Data", data)
    if findings.total:
        lines = _with_command(ink, lines, " ", see_findings, "")
    for note in notes:
        lines += ink.wrap(ink.say(ink.foreign(note), "quiet"), ink.say(LABEL.format("Note"), "quiet"))
    return lines


def _with_command(ink: Ink, lines: list[Text], gap: str, command: str, style: str = "strong") -> list[Text]:
    """Lines with a command behind them, on lines of its own where it does not fit."""
    shown = _command_lines(ink, command, style)
    if len(shown) == 1 and lines[-1].cell_len + len(gap) + shown[0].cell_len <= ink.width:
        return [*lines[:-1], lines[-1] + Text(gap) + shown[0]]
    return [*lines, *(Text(LABEL.format("")) + line for line in shown)]


def _command_lines(ink: Ink, command: str, style: str) -> list[Text]:
    """A command broken between its arguments, so that it can be copied; too long for that, without its arguments."""
    room = ink.width - len(LABEL.format(""))
    typed = [found[0] for found in islice(_ARGUMENT.finditer(command), MOST_LINES * ink.width)]
    words = [ink.typed(word, room - len(GOES_ON)) for word in typed]
    lines: list[list[Text]] = [[]]
    for word in words:
        if lines[-1] and sum(each.cell_len + 1 for each in [*lines[-1], word]) + len(GOES_ON) - 1 > room:
            lines.append([])
        lines[-1].append(word)
    if len(lines) > MOST_LINES or [word.plain for word in words] != typed:
        found = _BARE.match(command)
        return [ink.say(found[0] if found else "pipectl", style), ink.say("(with the files and options given)")]
    joined = [Text(" ").join(line).plain for line in lines]
    return [ink.say(line + GOES_ON, style) for line in joined[:-1]] + [ink.say(joined[-1], style)]


def _labelled(ink: Ink, label: str, text: Text) -> list[Text]:
    return ink.wrap(text, ink.say(LABEL.format(label), "strong"))
