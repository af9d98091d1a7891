"""Where the past was learnt, notes, and what was found in it: the last lines of screens about history."""

from collections.abc import Iterable

from rich.text import Text

from ...domain.finding import Findings
from ..words.shared import counted, findings_words
from .ink import Ink

#: Findings told in full; the others are counted.
SHOWN = 3
LABEL = "{:<9}"


def told_lines(ink: Ink, sources: Iterable[str], notes: Iterable[str], findings: Findings) -> list[Text]:
    """`History  12 snapshots, 2026-01-05 to 2026-11-16`, a line a source; then notes, then findings."""
    lines = _labelled(ink, "History", sources)
    lines += _labelled(ink, "Note", notes, "quiet")
    if not findings.total:
        return lines
    shown = [str(each) for each in findings.kept[:SHOWN]]
    more = findings.total - len(shown)
    said = [findings_words(findings), *shown, *([f"and {counted(more, 'finding')} more"] if shown and more else [])]
    return [*lines, *_labelled(ink, "Found", said)]


def _labelled(ink: Ink, label: str, texts: Iterable[str], style: str = "") -> list[Text]:
    """Each text behind the label, which stands once."""
    return [
        line
        for number, text in enumerate(texts)
        for line in ink.wrap(
            ink.say(ink.foreign(text), style),
            ink.say(LABEL.format("" if number else label), "quiet" if style else "strong"),
        )
    ]
