"""The screen of `pipectl validate`: a line a finding, never wrapped or cut, then how often each was found."""

from ...domain.finding import Findings
from ...domain.pipeline import RowCount
from ..canvas import Canvas
from ..words import counted, rows_words
from .ink import BLANK, Ink


def screen(findings: Findings, rows: RowCount, canvas: Canvas) -> str:
    """Findings first, so that a terminal's last lines are the summary."""
    ink = Ink(canvas)
    lines = [ink.say(ink.foreign(str(finding))) for finding in findings]
    kept = len(findings.kept)
    if kept < findings.total:
        lines.append(ink.say(f"… and {findings.total - kept:,} more of these kinds, counted below", "quiet"))
    if lines:
        lines.append(BLANK)
    lines += [ink.say(f"{code}  {counted(count, 'finding')}") for code, count in findings.counts]
    lines.append(ink.say(f"{rows_words(rows)}; {counted(findings.total, 'finding')}", "strong"))
    return ink.uncut(lines)
