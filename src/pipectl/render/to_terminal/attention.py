"""The opportunities to look at first, with the reason in words."""

from rich.console import RenderableType
from rich.text import Text

from ...domain.result import Attention, Report
from ...domain.risk import Reason
from ..spell import many, short_day, short_money
from ..words.risk import sign_words, unjudged_words
from ..words.shared import repeated, told_apart
from .apart import apart
from .ink import BLANK, Ink
from .table import Cell, Column, table

SHOWN = 5
NARROW, WIDER = 60, 120
#: Columns of the screen that deal, owner, stage, amount and close take at their usual lengths.
ROOM_FOR_OTHERS = 66
#: Title of the reasons where some end in `+1`.
WHY_AND_MORE = "Why (+ more reasons)"
_NEXT_STEP = Column("Next step", rank=4, least=12, most=36)
_AT_RISK = (Reason.OVERDUE, Reason.STALLED)


def attention_lines(ink: Ink, report: Report) -> list[RenderableType]:
    """A title that says how many there are, the first five, and the rules that could not be judged."""
    untold = unjudged_words(report.risks, ink.foreign)
    unjudged: list[RenderableType] = [*ink.wrap(ink.say(untold, "quiet"))] if untold else []
    if not report.attention:
        return unjudged
    shown = report.attention[:SHOWN]
    wide = ink.width >= WIDER and any(each.next_step for each in shown)
    reasons = _reasons(ink, report, wide)
    columns = _columns(ink, wide, "Why" if not any(" +" in each for each in reasons) else WHY_AND_MORE)
    twice = repeated(shown)
    rows = [
        [name, *_cells(ink, report, each, words)]
        for name, each, words in zip(
            apart(ink, [told_apart(each, twice) for each in shown]), shown, reasons, strict=True
        )
    ]
    if all(each.owner is None for each in shown):
        columns, rows = columns[:1] + columns[2:], [row[:1] + row[2:] for row in rows]
    return [
        *_title(ink, report, len(shown)),
        BLANK,
        table(ink, columns, rows),
        *([BLANK, *unjudged] if unjudged else []),
    ]


def _columns(ink: Ink, wide: bool, why: str) -> list[Column]:
    """Deal and stage give way to the reason, which is cut on the narrowest screens alone."""
    columns = [
        Column("Deal", least=14, most=34),
        Column("Owner", rank=3, least=5, most=16),
        Column("Stage", rank=2, least=8, most=ink.width // 7),
        Column("Amount", right=True),
        Column("Close", rank=1),
        Column(why, least=0 if ink.width >= NARROW else 16, most=70),
    ]
    return [*columns, _NEXT_STEP] if wide else columns


def _reasons(ink: Ink, report: Report, wide: bool) -> list[str]:
    """The reasons of each: the first always, the others as long as there is room, then how many more there are."""
    room = ink.width - ROOM_FOR_OTHERS - (_NEXT_STEP.most if wide else 0)
    return [_as_many(ink, each, room) for each in report.attention[:SHOWN]]


def _as_many(ink: Ink, each: Attention, room: int) -> str:
    """The gravest reason, and those after it as long as there is room."""
    reasons = [sign_words(sign, ink.foreign, each.currency) for sign in each.signs]
    fitting = [n for n in range(1, len(reasons) + 1) if n == 1 or len(", ".join(reasons[:n])) <= room - 3]
    rest = len(reasons) - fitting[-1]
    return ", ".join(reasons[: fitting[-1]]) + (f" +{rest}" if rest else "")


def _title(ink: Ink, report: Report, shown: int) -> list[Text]:
    parts = [f"{shown} of {many(report.attention_count)}"]
    parts += [f"{many(report.at_risk_count)} overdue or stalled"] if report.at_risk_count else []
    return ink.parts(ink.say("Look at these first", "title"), parts, "quiet")


def _cells(ink: Ink, report: Report, each: Attention, words: str) -> list[Cell]:
    style = "alarm" if any(sign.reason in _AT_RISK for sign in each.signs) else ""
    return [
        ink.name(each.owner, 30),
        ink.name(each.stage, 40),
        ink.say(short_money(each.amount, each.currency)),
        ink.say(short_day(each.expected_close, report.as_of)),
        ink.say(words, style),
        ink.name(each.next_step, 60, "quiet"),
    ]
