"""The screen of `pipectl validate`: the score, what was found by code and owner, then a line a finding, never cut."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ...domain.finding import Level
from ...domain.validation import CodeLine, Judged, OwnerLine, Validation
from ...domain.values import Unit
from ..canvas import Canvas
from ..spell import many, spell
from ..words.shared import counted, rows_words
from ..words.validation import against_words, gone_words, not_run_words, quality_words, tally_words, verdict_words
from .ink import BLANK, Ink
from .table import Cell, Column, table

OWNERS_SHOWN = 8
_STYLES = {Level.ERROR: "alarm", Level.WARNING: "", Level.NOTE: "quiet"}


def screen(found: Validation, canvas: Canvas) -> str:
    """Summary, tables, what was not checked, the findings, and the verdict, which a terminal shows last."""
    ink = Ink(canvas)
    # What is above the findings fits the canvas; findings are as long as they are.
    ink.page(_summary(ink, found))
    lines = [_finding(ink, each) for each in found.found]
    if len(lines) < found.total:
        more = f"… and {many(found.total - len(lines))} more of these kinds, counted above"
        lines += ink.wrap(ink.say(more, "quiet"))
    verdict = ink.wrap(ink.say(verdict_words(found), "alarm" if found.failed else "strong"))
    return ink.uncut([*lines, *([BLANK] if lines else []), *verdict])


def _summary(ink: Ink, found: Validation) -> Iterator[RenderableType]:
    yield from ink.wrap(ink.say(quality_words(found), "strong"))
    yield from ink.wrap(ink.say(rows_words(found.rows), "alarm" if found.rows.set_aside else ""))
    for each in found.filters:
        yield ink.name(f"only {each}", ink.width, "strong")
    told = tally_words(found) + (f"; {against_words(found.against)}" if found.against else "")
    yield from ink.wrap(ink.say(told))
    if found.codes:
        yield from (BLANK, _codes(ink, found))
    if found.owners:
        yield from (BLANK, table(ink, _OWNER, [_owner(ink, each) for each in found.owners[:OWNERS_SHOWN]]))
        if len(found.owners) > OWNERS_SHOWN:
            yield ink.say(f" … and {counted(len(found.owners) - OWNERS_SHOWN, 'more owner')}", "quiet")
    yield from _asides(ink, found)
    yield BLANK


def _codes(ink: Ink, found: Validation) -> RenderableType:
    columns = [
        Column("Level"),
        Column("Code"),
        Column("Found", right=True),
        *([Column("New", right=True)] if found.against else []),
        Column("What it is", least=20, most=44, first=True),
        Column("What to do", least=28, most=70, rank=1),
    ]
    return table(ink, columns, [_code(ink, found, each) for each in found.codes])


def _code(ink: Ink, found: Validation, line: CodeLine) -> list[Cell]:
    new = [ink.say(f"{many(line.new)}", "strong" if line.new else "quiet")] if found.against else []
    code = line.code
    cells = (ink.say(code.level.value, _STYLES[code.level]), ink.say(code.code), ink.say(f"{many(line.found)}"), *new)
    return [*cells, ink.say(code.title), ink.say(code.remedy, "quiet")]


_OWNER = (
    Column("Owner", least=8, most=40),
    Column("Rows", right=True),
    Column("With error or warning", right=True),
    Column("Quality", right=True, rank=1),
)


def _owner(ink: Ink, line: OwnerLine) -> list[Cell]:
    share = spell(line.quality.value, Unit.PERCENT)
    return [ink.name(line.owner, 40), ink.say(f"{many(line.rows)}"), ink.say(f"{many(line.flagged)}"), ink.say(share)]


def _asides(ink: Ink, found: Validation) -> Iterator[Text]:
    """What was not checked, and what the baseline knows and is no more."""
    gone = gone_words(found.against) if found.against else ()
    for head, parts in (("Not run", not_run_words(found)), ("No more", gone)):
        for number, words in enumerate(parts):
            label = ink.say(f"{head if not number else '':<9}", "quiet")
            yield from [BLANK] if not number else []
            yield from ink.wrap(ink.say(ink.foreign(words), "quiet"), label)


def _finding(ink: Ink, judged: Judged) -> Text:
    line = ink.foreign(str(judged.finding))
    return ink.say(f"{line} (known)", "quiet") if judged.known else ink.say(line)
