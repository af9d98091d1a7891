"""The scorecard of one opportunity: element by element, what to ask next, and what each rule gave to its scores."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from ...domain.scorecard import Answer, Card, Qualifying, Scored, Stand
from ...domain.values import Unit
from ..spell import UNDEFINED, short_money, spell
from ..words.qualify import STANDS, ask_next, fits_words, given_words, needed_words, verdict_words
from ..words.shared import cut
from .ink import BLANK, Ink
from .table import Column, table

_ELEMENTS = (
    Column("Element", least=12, most=28, first=True),
    Column("Stands", least=8),
    Column("Needed", rank=1),
    Column("Score", right=True, rank=2),
    Column("In the file", least=12, most=60),
)
_RULES = (
    Column("Rule", least=12, most=40, first=True),
    Column("Points", right=True),
    Column("Given", right=True),
)
_STYLES = {Stand.NOT_MET: "alarm", Stand.MISSING: "alarm", Stand.UNJUDGED: "quiet"}


def card_lines(ink: Ink, found: Qualifying) -> list[Sequence[RenderableType]]:
    """Everything of the one card."""
    (card,) = found.cards
    parts: list[Sequence[RenderableType]] = [_who(ink, card)]
    if card.answers:
        rows = [_answer(ink, each, card) for each in card.answers]
        verdict = ink.wrap(ink.say(verdict_words(card, found), "strong"))
        parts += [verdict, [table(ink, _ELEMENTS, rows)], _ask(ink, card)]
    for score in (*((card.fit,) if card.fit else ()), *card.scores):
        parts.append(_score(ink, score, found))
    return parts


def _who(ink: Ink, card: Card) -> list[Text]:
    facts = [card.id, card.account, card.owner, card.stage]
    parts = [ink.foreign(cut(fact, 40)) for fact in facts if fact]
    return ink.parts(ink.name(card.name, 60, "title"), [*parts, short_money(card.amount, card.currency)])


def _answer(ink: Ink, answer: Answer, card: Card) -> list[Text]:
    needs = answer.is_lacking
    return [
        ink.name(answer.title, 40),
        ink.say(STANDS[answer.stand], _STYLES.get(answer.stand, "good") if needs or answer.stand is Stand.MET else ""),
        ink.say(needed_words(answer, card), "" if answer.needed else "quiet"),
        ink.say(spell(answer.score, Unit.PERCENT)),
        ink.name(answer.value, 60) if answer.value else ink.say(UNDEFINED, "quiet"),
    ]


def _ask(ink: Ink, card: Card) -> list[RenderableType]:
    """The questions for what is missing, those that the stage needs first."""
    asked = ask_next(card)
    if not asked:
        return []
    lines: list[RenderableType] = [ink.say("Ask next", "strong")]
    for each in asked:
        words = f"{ink.foreign(cut(each.title, 40))}: {ink.foreign(each.question or '')}"
        lines += ink.wrap(ink.say(words, "" if each.is_lacking else "quiet"), Text("  "))
    return lines


def _score(ink: Ink, score: Scored, found: Qualifying) -> list[RenderableType]:
    name = ink.foreign(cut(score.name, 40))
    rows = [
        [ink.name(rule.name, 60), ink.say(given_words(rule.points)), ink.say(given_words(rule.given))]
        for rule in score.rules
    ]
    head = ink.wrap(ink.say(f"{name} {fits_words(score, found)}", "strong"))
    return [*head, BLANK, table(ink, _RULES, rows)]
