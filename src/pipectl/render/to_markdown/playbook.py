"""`pipectl playbook` as Markdown: a table of the stages, the sheet of one of them, or of one opportunity."""

from collections.abc import Iterable

from ...domain.playbook import Answer, CriterionLine, DealSheet, Playbook, PlaybookDeal, PlaybookStage, Standing
from ...domain.playbook import StageSheet as Sheet
from ...domain.values import Unit
from ..harmless import for_markdown
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
from .parts import Row, data, joined, name, only, reasons_why, table

TITLES = (
    "Stage",
    ">Open",
    ">Amount",
    ">Ready",
    ">95% interval",
    ">Can't be judged",
    ">At most",
    ">Median",
    ">p75",
    "Purpose",
)
_BLANK = ("",) * 8


def page(found: Playbook) -> str:
    """All of it."""
    notes = (*found.notes, *past_notes(found.past_findings))
    if found.deal is not None:
        body = _of_deal(found, found.deal)
    else:
        body = _stages(found) if found.sheet is None else _sheet(found, found.sheet)
    return joined([*body, *data(found.rows, found.findings, notes)])


def _stages(found: Playbook) -> list[str]:
    return [
        f"# {for_markdown(found.pipeline)} · playbook",
        " · ".join((all_words(found), *day_words(found.as_of, found.rows))),
        *only(found.filters),
        table(TITLES, map(_stage, found.stages)),
        f"{LEGEND[0].upper()}{LEGEND[1:]}. Median and p75: days of those who left.",
        *reasons_why(of_stages(found)),
    ]


def _stage(stage: PlaybookStage) -> Row:
    purpose = "" if stage.purpose is None else for_markdown(stage.purpose)
    if not is_asked(stage):
        return (name(stage.name), *_BLANK, purpose)
    days = (stage.max_days, stage.median, stage.p75)
    return (
        name(stage.name),
        f"{many(stage.opportunities)}",
        short_money(stage.amount, stage.currency),
        ready_words(stage),
        between_words(stage.ready.share),
        f"{many(stage.ready.unjudged)}",
        *(spell(each, Unit.DAYS) for each in days),
        purpose,
    )


def _sheet(found: Playbook, sheet: Sheet) -> list[str]:
    [stage] = found.stages
    parts = [
        f"# {name(stage.name)} · playbook",
        " · ".join((for_markdown(found.pipeline), open_words(stage), *day_words(found.as_of, found.rows))),
        *only(found.filters),
        *([for_markdown(stage.purpose)] if stage.purpose else []),
    ]
    if is_asked(stage):
        parts.append(f"**Time:** {'; '.join(days_words(stage, has_past=found.has_past))}")
    parts += _criteria("Enter when", sheet.entry)
    parts += _criteria("Leave when", sheet.exit)
    parts += _criteria("Required from here on", sheet.require)
    for title, texts in (("Activities", sheet.activities), ("Questions", sheet.questions)):
        parts += _listed(title, texts)
    parts += _listed("Materials", sheet.materials)
    if is_asked(stage):
        parts += ["## Where its opportunities stand", f"{ready_sentence(stage)}."]
        parts += _deals(sheet.deals)
    return parts


def _criteria(title: str, lines: Iterable[CriterionLine]) -> list[str]:
    told = [f"{number}. {_criterion(line)}" for number, line in enumerate(lines, 1)]
    return [f"## {title}", "\n".join(told)] if told else []


def _criterion(line: CriterionLine) -> str:
    behind = [each for each in (tally_words(line.tally), reasons_words(line, for_markdown)) if each]
    return " — ".join([criterion_words(line, for_markdown), *behind])


def _listed(title: str, texts: Iterable[str]) -> list[str]:
    told = [f"- {for_markdown(each)}" for each in texts]
    return [f"## {title}", "\n".join(told)] if told else []


def _deals(deals: tuple[PlaybookDeal, ...]) -> list[str]:
    titles = ("Deal", "Owner", ">Amount", ">Met", ">Missing", ">Can't be judged", ">In stage")
    return [table(titles, map(_deal, deals)), "The numbers are those of the exit criteria above."] if deals else []


def _deal(deal: PlaybookDeal) -> Row:
    days = in_stage_words(deal.days_in_stage) or UNDEFINED
    return (
        name(deal.name),
        name(deal.owner),
        short_money(deal.amount, deal.currency),
        met_words(deal),
        numbers_of(deal, Standing.MISSING),
        numbers_of(deal, Standing.UNJUDGED),
        f"**{days}**" if deal.over else days,
    )


def _of_deal(found: Playbook, sheet: DealSheet) -> list[str]:
    [stage], deal = found.stages, sheet.deal
    time = (stay_words(deal, stage, sheet.outcome), *days_words(stage, has_past=found.has_past)[1:])
    who = [for_markdown(each) for each in (deal.id, deal.owner, deal.account) if each]
    return [
        f"# {name(deal.name)} · {name(stage.name)}",
        " · ".join([short_money(deal.amount, deal.currency), *who, *day_words(found.as_of, found.rows)]),
        *only(found.filters),
        f"**Time:** {'; '.join(time)}",
        *_answers(f"To leave {name(stage.name)}", deal.answers, of_others=False),
        *_answers("Required by now", sheet.required, of_others=True),
        *_listed("Questions to ask next", sheet.questions),
        *_listed("Activities", sheet.activities),
    ]


def _answers(title: str, answers: Iterable[Answer], *, of_others: bool) -> list[str]:
    rows = [
        (
            f"**{MARKS[each.standing]}**" if each.standing is Standing.MISSING else MARKS[each.standing],
            *([name(each.stage)] if of_others else []),
            criterion_words(each, for_markdown),
            for_markdown("; ".join(each.why)),
        )
        for each in answers
    ]
    stage = ("Stage",) if of_others else ()
    return [f"## {title}", table(("Stands", *stage, "Criterion", "Why"), rows)] if rows else []
