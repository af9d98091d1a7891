"""The sections of the meeting that name opportunities: commits, risks, what slipped and is stuck, won and lost."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.segment import SegmentLines
from rich.text import Text

from ...domain.result import Attention
from ...domain.review import Committed, Decided, Review
from ...domain.risk import Severity
from ..spell import UNDEFINED, short_day
from ..words.change import left_words, moved_words
from ..words.lesson import decided_words, learnt_words
from ..words.review import (
    bottleneck_words,
    commits_words,
    do_words,
    graver,
    mild_words,
    not_shown_words,
    owner_words,
    past_words,
    risks_words,
    short,
    since_day,
    slipped_words,
    stood_words,
    stuck_words,
    sum_words,
    why_words,
)
from ..words.risk import unjudged_words
from ..words.shared import repeated, told_apart
from .ink import BLANK, Ink
from .table import Cell, Column, table

_DEAL = Column("Deal", least=14, most=44)
_OWNER = Column("Owner", rank=1, least=5, most=16)
_AMOUNT = Column("Amount", right=True)
_CLOSE = Column("Close")
_STYLES = {Severity.HIGH: "alarm"}
#: Reasons of one opportunity that are told; the others are counted.
REASONS = 2
Lines = list[RenderableType]


def _titled(ink: Ink, title: str, words: str) -> Lines:
    """A section's name and what there is in it, in one sentence."""
    return [*ink.wrap(ink.say(words), ink.say(f"{title}  ", "title"))]


def commit_lines(ink: Ink, found: Review) -> Lines:
    """What is called certain, and what speaks against it."""
    lines = _titled(ink, "Commits", commits_words(found.commits, ink.foreign))
    if not found.commits.shown:
        return lines
    twice = repeated(each.deal for each in found.commits.shown)
    rows = [
        [
            ink.name(told_apart(each.deal, twice), 60),
            ink.name(each.deal.owner, 30),
            ink.say(short(each.amount, each.currency)),
            ink.say(short_day(each.deal.expected_close, found.as_of)),
            _against(ink, each),
        ]
        for each in found.commits.shown
    ]
    against = Column("Against it", most=60)
    return [*lines, BLANK, table(ink, (_DEAL, _OWNER, _AMOUNT, _CLOSE, against), rows)]


def _against(ink: Ink, each: Committed) -> Text:
    if not each.signs:
        return ink.say("nothing", "quiet")
    return ink.say(why_words(each.signs, ink.foreign, each.currency, 1), _STYLES.get(each.signs[0].severity, ""))


def risk_lines(ink: Ink, found: Review) -> Lines:
    """What wants a look, owner by owner, each with its reason and what to do."""
    lines = _titled(ink, "At risk", risks_words(found.risks))
    untold = unjudged_words(found.risks.rules, ink.foreign)
    lines += ink.wrap(ink.say(untold, "quiet"), Text(" ")) if untold else []
    shown = [(one, each) for one in found.risks.owners for each in graver(one)]
    mild = mild_words(found.risks, ink.foreign)
    low: Lines = [*ink.wrap(ink.say(mild, "quiet"), Text(" "))] if mild else []
    if not shown:
        return [*lines, *low]
    twice = repeated(each for _, each in shown)
    rows = [_risk(ink, found, each, twice) for _, each in shown]
    columns = (_DEAL, Column("Stage", rank=1, least=8, most=24), _AMOUNT, _CLOSE, Column("Grave", rank=2))
    drawn = ink.console.render_lines(table(ink, columns, rows))
    lines += [BLANK, SegmentLines(drawn[:2], new_lines=True)]
    owner = None
    for row, (one, each) in zip(drawn[2:], shown, strict=True):
        if one is not owner:
            words = f" {owner_words(one.owner, ink.foreign)}"
            lines.append(ink.say(words, "strong") + ink.say(f"  {sum_words(one.sum)}", "quiet"))
            owner = one
        lines += [SegmentLines([row], new_lines=True), *_why(ink, each)]
    rest = not_shown_words(found.risks, ink.foreign)
    return [*lines, *(ink.wrap(ink.say(rest, "quiet"), Text(" ")) if rest else []), *low]


def _risk(ink: Ink, found: Review, each: Attention, twice: frozenset[str]) -> list[Cell]:
    return [
        ink.name(told_apart(each, twice), 60),
        ink.name(each.stage, 40),
        ink.say(short(each.amount, each.currency)),
        ink.say(short_day(each.expected_close, found.as_of)),
        ink.say(each.severity.value, _STYLES.get(each.severity, "")),
    ]


def _why(ink: Ink, each: Attention) -> list[Text]:
    """Why, what the past says of that, and what to do, below the row."""
    said = ink.say(why_words(each.signs, ink.foreign, each.currency, REASONS))
    past = past_words(each.signs, ink.foreign)
    if past:
        said += ink.say(f" ({past})", "quiet")
    return ink.wrap(said + ink.say(f" → {do_words(each.signs[0], ink.foreign, each.currency)}"), Text("   "))


def slipped_lines(ink: Ink, found: Review) -> Lines:
    """What left the period, and whose close date has passed since the last time."""
    lines: Lines = [ink.say(f"Slipped {since_day(found)}", "title")]
    out, overdue = slipped_words(found.slipped, found, ink.foreign)
    lines += ink.wrap(ink.say(out), Text(" "))
    if found.change is not None:
        deals = found.change.whole.line("pushed_out").deals
        twice = repeated(deals)
        moved = [
            (
                told_apart(each, twice),
                each.owner,
                left_words(each, found.currency),
                moved_words(each, "pushed_out", found.change, ink.foreign),
            )
            for each in deals
        ]
        lines += [*_short_table(ink, "Moved", moved), *([BLANK] if moved else [])]
    lines += ink.wrap(ink.say(overdue), Text(" "))
    twice = repeated(found.slipped.shown)
    late = [
        (
            told_apart(each, twice),
            each.owner,
            short(each.amount, each.currency),
            short_day(each.expected_close, found.as_of),
        )
        for each in found.slipped.shown
    ]
    return [*lines, *_short_table(ink, "Was due", late)]


def _short_table(ink: Ink, last: str, rows: Sequence[tuple[str, str | None, str, str]]) -> Lines:
    if not rows:
        return []
    cells = [
        [ink.name(deal, 60), ink.name(owner, 30), ink.say(money), ink.say(words)] for deal, owner, money, words in rows
    ]
    return [BLANK, table(ink, (_DEAL, _OWNER, _AMOUNT, Column(last, most=60)), cells)]


def stuck_lines(ink: Ink, found: Review) -> Lines:
    """What stands still, and where most is held back."""
    lines = _titled(ink, "Stuck", stuck_words(found.stuck, ink.foreign))
    twice = repeated(each.deal for each in found.stuck.shown)
    rows = [
        [
            ink.name(told_apart(each.deal, twice), 60),
            ink.name(each.deal.owner, 30),
            ink.name(each.stage, 40),
            ink.say(short(each.amount, each.currency)),
            ink.say(stood_words(each, ink.foreign)),
        ]
        for each in found.stuck.shown
    ]
    columns = (_DEAL, _OWNER, Column("Stage", rank=2, least=8, most=24), _AMOUNT, Column("How long", most=60))
    if rows:
        lines += [BLANK, table(ink, columns, rows), BLANK]
    return [*lines, *ink.wrap(ink.say(bottleneck_words(found.stuck, found, ink.foreign), "strong"), Text(" "))]


def lesson_lines(ink: Ink, found: Review) -> Lines:
    """What was won and lost, and what there is to learn from it."""
    first, *rest = learnt_words(found, ink.foreign)
    lines = _titled(ink, "Learn", first)
    for words in rest:
        lines += ink.wrap(ink.say(words), Text(" "))
    shown = (*found.lessons.biggest_won, *found.lessons.biggest_lost)
    if not shown:
        return lines
    twice = repeated(shown)
    rows = [_lesson(ink, found, each, twice) for each in shown]
    columns = (Column(""), _DEAL, _OWNER, _AMOUNT, Column("On", rank=2), Column("To learn", most=60))
    return [*lines, BLANK, table(ink, columns, rows)]


def _lesson(ink: Ink, found: Review, each: Decided, twice: frozenset[str]) -> list[Cell]:
    return [
        ink.say(each.outcome.value),
        ink.name(told_apart(each, twice), 60),
        ink.name(each.owner, 30),
        ink.say(short(each.amount, each.currency)),
        ink.say(short_day(each.closed, found.as_of) if each.closed else UNDEFINED),
        ink.say(decided_words(each, ink.foreign)),
    ]
