"""`pipectl history list` and `verify` as Markdown: a table of the snapshots, and what is wrong with them."""

from ...domain.remembered import Remembered, SnapshotLine
from ...domain.values import Unit
from ..harmless import for_markdown
from ..spell import UNDEFINED, moment, spell
from ..words.remembered import BEGIN, kept_words, nothing_words, verdict_words, wrong_lines
from .parts import Row, code, joined, name, table, told


def page(found: Remembered) -> str:
    """All of it."""
    if not found.snapshots:
        head = [f"{nothing_words(found, for_markdown)} {code(BEGIN)}"]
        return joined([*head, *told((), found.notes, found.findings)])
    verdict = verdict_words(found)
    wrong = [f"- {for_markdown(f'{line.file}: {line.wrong}')}" for line in wrong_lines(found)]
    parts = [
        f"# History · {kept_words(found)}",
        for_markdown(found.folder),
        *([f"**{verdict}**"] if verdict else []),
        *(["\n".join(wrong)] if wrong else []),
        table(("Day", "Kept at, UTC", ">Deals", ">Set aside", "Note", "File"), map(_snapshot, found.snapshots)),
        *told((), found.notes, found.findings),
    ]
    return joined(parts)


def _snapshot(line: SnapshotLine) -> Row:
    return (
        UNDEFINED if line.day is None else line.day.isoformat(),
        moment(line.taken),
        spell(line.opportunities, Unit.COUNT),
        spell(line.set_aside, Unit.COUNT),
        name(line.note or ""),
        name(line.file),
    )
