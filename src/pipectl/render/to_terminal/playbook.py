"""The screen of `pipectl playbook`: the stages, one of them, or one opportunity."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from ...domain.playbook import Answer, CriterionLine, DealSheet, Playbook, PlaybookDeal, PlaybookStage, Standing
from ...domain.playbook import StageSheet as Sheet
from ...domain.values import Unit
from ..canvas import Canvas
from ..spell import UNDEFINED, many, short_money, spell
from ..words.funnel import between_words
from ..words.past import in_stage_words, past_notes
from ..words.playbook import (
    LEGEND,
    MARKS,
    all_words,
    criterion_words,
    days_words,
    is_asked,
    met_words,
    numbers_of,
    of_stages,
    open_words,
    ready_sentence,
    ready_words,
    reasons_words,
    stay_words,
    tally_words,
)
from ..words.shared import day_words
from .footer import data_lines
from .headline import undefined_lines
from .ink import BLANK, Ink
from .table import Cell, Column, staying, table

Lines = list[RenderableType]
#: Columns of the screen that a stage's name before its purpose takes at most.
NAMED = 24
#: From how many columns on the interval of a share is shown.
WIDER = 120
_STYLES = {Standing.MET: "good", Standing.MISSING: "alarm", Standing.UNJUDGED: "strong", Standing.ASK: "strong"}
_STAGES = (
    Column("Stage", least=11, most=28, first=True),
    Column("Open", right=True),
    Column("Amount", right=True),
    Column("Ready", right=True),
    Column("95% interval", right=True, rank=5),
    Column("Can't judge", right=True, rank=2),
    Column("At most", right=True, rank=1),
    Column("Median", right=True, rank=3),
    Column("p75", right=True, rank=4),
)
_DEALS = {
    "deal": Column("Deal", least=14, most=44, first=True),
    "owner": Column("Owner", rank=3, least=5, most=18),
    "amount": Column("Amount", right=True, rank=2),
    "met": Column("Met", right=True),
    "missing": Column("Missing", least=7, most=24),
    "unjudged": Column("Can't judge", least=11, most=24),
    "in_stage": Column("In stage", right=True, rank=1),
}


def screen(found: Playbook, canvas: Canvas) -> str:
    """The whole of it."""
    ink = Ink(canvas)
    if found.deal is not None:
        parts = _of_deal(ink, found, found.deal)
    else:
        parts = _overview(ink, found) if found.sheet is None else _sheet(ink, found, found.sheet)
    notes = (*found.notes, *past_notes(found.past_findings))
    parts.append([*data_lines(ink, found.rows, found.findings, notes, found.see_findings)])
    lines: Lines = []
    for part in parts:
        lines += [*([BLANK] if lines and part else []), *part]
    return ink.page(lines)


def _only(ink: Ink, found: Playbook) -> list[Text]:
    return [ink.name(f"only {each}", ink.width, "strong") for each in found.filters]


def _overview(ink: Ink, found: Playbook) -> list[Lines]:
    parts = ["playbook", all_words(found), *day_words(found.as_of, found.rows)]
    head = ink.parts(ink.name(found.pipeline, 40, "title"), parts)
    purposes = [
        line
        for stage in found.stages
        if stage.purpose
        for line in ink.wrap(ink.say(ink.foreign(stage.purpose)), _padded(ink, stage.name, found.stages))
    ]
    return [[*head, *_only(ink, found)], _stages(ink, found), [*purposes]]


def _padded(ink: Ink, text: str, stages: Iterable[PlaybookStage]) -> Text:
    """A stage's name, as wide as the widest of all that have a purpose."""
    width = max(ink.name(stage.name, NAMED).cell_len for stage in stages if stage.purpose)
    cell = ink.say(" ") + ink.name(text, NAMED, "strong")
    cell.pad_right(width + 3 - cell.cell_len)
    return cell


def _stages(ink: Ink, found: Playbook) -> Lines:
    stages = [stage for stage in found.stages if is_asked(stage)]
    rows = [_stage(ink, stage) for stage in stages]
    has_days = any(stage.median is not None for stage in stages)
    unjudged = any(stage.ready.unjudged for stage in stages)
    has = {"95% interval": ink.width >= WIDER, "Median": has_days, "p75": has_days, "Can't judge": unjudged}
    kept = [place for place, column in enumerate(_STAGES) if has.get(column.title, True)]
    columns, cells = [_STAGES[place] for place in kept], [[row[place] for place in kept] for row in rows]
    titles = {columns[place].title for place in staying(ink, columns, cells)}
    reasons = {why: [each for each in named if each in titles] for why, named in of_stages(found).items()}
    said = [LEGEND, *(["median and p75: days of those who left"] if "Median" in titles else [])]
    legend = ink.wrap(ink.say(" · ".join(said), "quiet"), Text(" "))
    told = undefined_lines(ink, {why: named for why, named in reasons.items() if named})
    is_open = any(stage.opportunities for stage in stages)
    nothing = [] if is_open else [ink.say(" Nothing is open.", "quiet"), BLANK]
    return [table(ink, columns, cells), BLANK, *nothing, *legend, *told]


def _stage(ink: Ink, stage: PlaybookStage) -> list[Text]:
    days = (stage.max_days, stage.median, stage.p75)
    return [
        ink.name(stage.name, 60),
        ink.say(f"{many(stage.opportunities)}"),
        ink.say(short_money(stage.amount, stage.currency)),
        ink.say(ready_words(stage)),
        ink.say(between_words(stage.ready.share), "quiet"),
        ink.say(f"{many(stage.ready.unjudged)}" if stage.ready.unjudged else ""),
        *(ink.say(spell(each, Unit.DAYS)) for each in days),
    ]


def _sheet(ink: Ink, found: Playbook, sheet: Sheet) -> list[Lines]:
    [stage] = found.stages
    head = [open_words(stage)] if is_asked(stage) else []
    title = ink.parts(ink.name(stage.name, 40, "title"), [*head, *day_words(found.as_of, found.rows)])
    purpose = ink.wrap(ink.say(ink.foreign(stage.purpose))) if stage.purpose else []
    time = _bullets(ink, "Time", days_words(stage, has_past=found.has_past)) if is_asked(stage) else []
    return [
        [*title, *_only(ink, found)],
        [*purpose],
        _criteria(ink, "Enter when", sheet.entry),
        _criteria(ink, "Leave when", sheet.exit),
        _criteria(ink, "Required from here on", sheet.require),
        _bullets(ink, "Activities", map(ink.foreign, sheet.activities)),
        _bullets(ink, "Questions", map(ink.foreign, sheet.questions)),
        _bullets(ink, "Materials", map(ink.foreign, sheet.materials)),
        time,
        _deals(ink, stage, sheet.deals) if is_asked(stage) else [],
    ]


def _bullets(ink: Ink, title: str, texts: Iterable[str]) -> Lines:
    """A title over lines with a dot; nothing without any."""
    lines: Lines = [line for each in texts for line in ink.wrap(ink.say(each), ink.say(" • ", "quiet"))]
    return [ink.say(title, "strong"), *lines] if lines else []


def _criteria(ink: Ink, title: str, lines: Sequence[CriterionLine]) -> Lines:
    told: Lines = []
    for number, line in enumerate(lines, 1):
        words, tally = criterion_words(line, ink.foreign), tally_words(line.tally)
        text = ink.say(words) + ink.say(f" → {tally}" if tally else "", "quiet")
        told += ink.wrap(text, ink.say(f" {number} ", "quiet"))
        if reasons := reasons_words(line, ink.foreign):
            told += ink.wrap(ink.say(reasons, "quiet"), Text("   "))
    return [ink.say(title, "strong"), *told] if told else []


def _deals(ink: Ink, stage: PlaybookStage, deals: Sequence[PlaybookDeal]) -> Lines:
    title = ink.say("Where its opportunities stand", "strong")
    said = ink.wrap(ink.say(f"{ready_sentence(stage)}"), Text(" "))
    if not deals:
        return [title, *said]
    conditions = any(deal.tally.ask < len(deal.answers) for deal in deals)
    has = {
        "met": conditions,
        "missing": conditions,
        "owner": any(deal.owner for deal in deals),
        "unjudged": any(deal.tally.unjudged for deal in deals),
        "in_stage": any(deal.days_in_stage is not None for deal in deals),
    }
    keys = [key for key in _DEALS if has.get(key, True)]
    rows = [[cells[key] for key in keys] for cells in (_deal(ink, deal) for deal in deals)]
    drawn = table(ink, [_DEALS[key] for key in keys], rows)
    told = ink.wrap(ink.say("numbers: exit criteria above, of those that have a condition", "quiet"), Text(" "))
    return [title, *said, BLANK, drawn, *([BLANK, *told] if conditions else [])]


def _deal(ink: Ink, deal: PlaybookDeal) -> dict[str, Cell]:
    return {
        "deal": ink.name(deal.name, 60),
        "owner": ink.name(deal.owner, 30),
        "amount": ink.say(short_money(deal.amount, deal.currency)),
        "met": ink.say(met_words(deal)),
        "missing": ink.say(numbers_of(deal, Standing.MISSING)),
        "unjudged": ink.say(numbers_of(deal, Standing.UNJUDGED)),
        "in_stage": ink.say(in_stage_words(deal.days_in_stage) or UNDEFINED, "alarm" if deal.over else ""),
    }


def _of_deal(ink: Ink, found: Playbook, sheet: DealSheet) -> list[Lines]:
    [stage], deal = found.stages, sheet.deal
    who = [ink.name(each, 40).plain for each in (deal.id, deal.owner, deal.account) if each]
    parts = [ink.name(stage.name, 40).plain, short_money(deal.amount, deal.currency), *who]
    head = ink.parts(ink.name(deal.name, min(60, ink.width), "title"), [*parts, *day_words(found.as_of, found.rows)])
    stay = ink.wrap(ink.say(stay_words(deal, stage, sheet.outcome), "alarm" if deal.over else ""))
    usual = ink.wrap(ink.say(days_words(stage, has_past=found.has_past)[1], "quiet")) if is_asked(stage) else []
    leave = f"To leave {ink.name(stage.name, 40).plain}"
    return [
        [*head, *_only(ink, found), *stay, *usual],
        _answers(ink, leave, deal.answers),
        _required(ink, sheet.required),
        _bullets(ink, "Questions to ask next", map(ink.foreign, sheet.questions)),
        _bullets(ink, "Activities", map(ink.foreign, sheet.activities)),
    ]


def _answers(ink: Ink, title: str, answers: Sequence[Answer]) -> Lines:
    lines = [line for each in answers for line in _answer(ink, each)]
    return [ink.say(title, "strong"), *lines] if lines else []


def _answer(ink: Ink, answer: Answer) -> list[Text]:
    """`missing  A next step is agreed (next_step is set)`, and why it can't be judged."""
    width = max(map(len, MARKS.values()))
    mark = ink.say(f" {MARKS[answer.standing]:<{width}}  ", _STYLES[answer.standing])
    why = "" if not answer.why else f": {'; '.join(map(ink.foreign, answer.why))}"
    return ink.wrap(ink.say(criterion_words(answer, ink.foreign)) + ink.say(why, "quiet"), mark)


def _required(ink: Ink, answers: Sequence[Answer]) -> Lines:
    """What its stage requires, and each before it."""
    lines: Lines = []
    for stage, some in groupby(answers, lambda one: one.stage):
        lines.append(ink.say("Required from ", "strong") + ink.name(stage, 40, "strong") + ink.say(" on", "strong"))
        lines += [line for each in some for line in _answer(ink, each)]
    return lines
