"""The part of the screen of `pipectl leads` that is about scores."""

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.text import Text

from ...domain.lead_scores import LeadScore, LeadScores, ScoredLead
from ...domain.scorecard import Scored
from ..spell import UNDEFINED, many
from ..words.lead_score import (
    OF_BANDS,
    POINTS,
    TITLES,
    WAITING,
    answered_words,
    band_cells,
    call_head,
    closed_words,
    gave_parts,
    holds_words,
    lead_facts,
    own_words,
    remark_words,
    rule_cells,
    score_head,
    told_words,
    untold_words,
)
from ..words.qualify import given_words, score_words
from .ink import BLANK, Ink
from .table import Column, Parts, table

#: Reasons why something can't be judged that are shown.
REASONS = 6
Part = Sequence[RenderableType]
_BANDS = (
    Column("Score", least=12, first=True),
    Column("Leads", right=True),
    Column("Converted", right=True),
)
_TOLD = (
    Column(TITLES[0], least=12, most=36, first=True),
    Column(TITLES[1], right=True, rank=1),
    Column(TITLES[2], right=True),
    Column(TITLES[3], right=True),
    Column("", least=12, most=40),
)
_GIVEN = (
    Column("Rule", least=12, most=40, first=True),
    Column("Points", right=True),
    Column("Given", right=True),
    Column("", least=16, most=80),
)


def parts(ink: Ink, found: LeadScores) -> list[Part]:
    """Whom to call first, then each score; or the scores of the one lead."""
    if found.lead is not None:
        return [*_one(ink, found.leads[0]), _untold(ink, found)]
    scores = (part for each in found.scores for part in _score(ink, each))
    return [_calls(ink, found), *scores, _untold(ink, found)]


def _calls(ink: Ink, found: LeadScores) -> Part:
    """The best open leads, with what gave them their score."""
    head = ink.say(call_head(found), "strong")
    closed = closed_words(found, ink.foreign)
    lines: list[RenderableType] = [head]
    shown = found.leads[: found.shown]
    if shown:
        lines += [BLANK, table(ink, _columns(ink, found), [_call(ink, each) for each in shown]), BLANK]
        lines += ink.wrap(ink.say(POINTS, "quiet"), Text(" "))
    return [*lines, *(ink.wrap(ink.say(closed, "quiet"), Text(" ")) if closed else [])]


def _columns(ink: Ink, found: LeadScores) -> list[Column]:
    others = found.scores[1:]
    return [
        Column("Lead", least=10, most=40, first=True),
        Column("Owner", rank=4, least=5, most=16),
        Column("Age", right=True, rank=3),
        Column("", rank=1),
        Column("Score", right=True),
        *(Column(ink.name(each.name, 14).plain, right=True, rank=5) for each in others),
        Column("Given by", least=20, most=100),
    ]


def _call(ink: Ink, lead: ScoredLead) -> list[Text | Parts]:
    words = answered_words(lead)
    named = f"{lead.id} {lead.name}" if lead.id and lead.id != lead.name else lead.name
    return [
        ink.name(named, 60),
        ink.name(lead.owner, 30),
        ink.say(f"{many(lead.age_days)} d"),
        ink.say(words, "alarm" if words == WAITING else "quiet"),
        *(ink.say(score_words(each)) for each in lead.scores),
        Parts(ink, gave_parts(lead.scores[0], ink.foreign)),
    ]


def _score(ink: Ink, score: LeadScore) -> Iterable[Part]:
    """How leads spread over a score, how well it told who converted, and each of its rules."""
    rows = [[ink.say(text) for text in band_cells(each)] for each in score.bands]
    head = ink.wrap(ink.say(score_head(score, ink.foreign), "strong"))
    legend = ink.wrap(ink.say(OF_BANDS, "quiet"), Text(" "))
    yield [*head, BLANK, table(ink, _BANDS, rows), BLANK, *legend]
    lines: list[RenderableType] = []
    for words in told_words(score, ink.foreign):
        lines += ink.wrap(ink.say(words))
    if score.told.untold is None:
        told = [
            [ink.name(rule.name, 60), *map(ink.say, rule_cells(rule)), ink.say(remark_words(rule))]
            for rule in score.told.rules
        ]
        lines += [BLANK, table(ink, _TOLD, told)]
    yield lines


def _one(ink: Ink, lead: ScoredLead) -> Iterable[Part]:
    """The one lead, and what each rule gave to its scores."""
    yield ink.parts(ink.name(lead.name, 60, "title"), lead_facts(lead, ink.foreign))
    for score in lead.scores:
        yield [
            *ink.wrap(ink.say(own_words(score, ink.foreign), "strong")),
            BLANK,
            table(ink, _GIVEN, _given(ink, score)),
        ]


def _given(ink: Ink, score: Scored) -> list[list[Text]]:
    return [
        [
            ink.name(rule.name, 60),
            ink.say(given_words(rule.points)),
            ink.say(given_words(rule.given)),
            ink.say(holds_words(rule.holds, rule.why, ink.foreign), "quiet"),
        ]
        for rule in score.rules
    ]


def _untold(ink: Ink, found: LeadScores) -> Part:
    words = untold_words(found, ink.foreign, REASONS)
    return [line for each in words for line in ink.wrap(ink.say(each), ink.say(f"{UNDEFINED} ", "quiet"))]
