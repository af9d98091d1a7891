"""`pipectl qualify` as Markdown: the framework by stage, who lacks what and how they fit, as tables; or one card."""

from ...domain.scorecard import Card, Qualifying, Scored, Told
from ...domain.values import Unit
from ..harmless import for_markdown
from ..spell import short_money, spell
from ..words.funnel import share_words
from ..words.qualify import (
    LEGEND,
    POINTS,
    STANDS,
    ask_next,
    fit_words,
    fits_words,
    given_words,
    head_words,
    is_told,
    lacking_words,
    met_words,
    need_words,
    needed_words,
    nothing_lacks_words,
    points_words,
    qualified_words,
    rate_words,
    remark_words,
    score_words,
    split_words,
    stage_words,
    told_words,
    unjudged_words,
    verdict_words,
    whole_words,
)
from ..words.shared import day_words, repeated, told_apart
from .parts import Row, data, joined, name, only, table

#: Reasons why something can't be judged that are shown.
REASONS = 12


def page(found: Qualifying) -> str:
    """All of it, or the one card."""
    title = f"# {for_markdown(found.pipeline)} · qualification"
    head = " · ".join(part for part in (head_words(found), *day_words(found.as_of, found.rows)) if part)
    body = _card(found.cards[0], found) if found.deal is not None else _whole(found)
    reasons = [f"- {words}" for words in unjudged_words(found, for_markdown, REASONS)]
    told = ["\n".join(reasons)] if reasons else []
    return joined([title, head, *only(found.filters), *body, *told, *data(found.rows, found.findings, found.notes)])


def _whole(found: Qualifying) -> list[str]:
    parts = [*_coverage(found), *_need(found)]
    for number, words in enumerate(split_words(found)):
        parts.append(words if number else f"**{words}**")
    parts += _fit(found)
    return [*parts, *(part for each in found.told for part in _told(each))]


def _coverage(found: Qualifying) -> list[str]:
    whole = found.whole
    if whole is None or not is_told(found):
        return []
    titles = ("Element", ">Known", ">Met", *(f">{name(each.stage)}" for each in found.stages))
    rows: list[Row] = []
    for number, line in enumerate(found.elements):
        each = whole.elements[number]
        stages = (stage.elements[number] for stage in found.stages)
        cells = (stage_words(one.met, one.judged) for one in stages)
        rows.append((name(line.title), share_words(each.known_share), share_words(each.met_share), *cells))
    by_stage = (stage_words(each.qualified, each.qualified + each.not_qualified) for each in found.stages)
    rows.append(("Qualified", "", qualified_words(whole), *by_stage))
    return [table(titles, rows), f"{whole_words(whole)} · {LEGEND}"]


def _need(found: Qualifying) -> list[str]:
    if found.framework is None:
        return []
    cards = found.in_need[: found.shown]
    if not cards:
        return [nothing_lacks_words(found)]
    twice = repeated(cards)
    rows = [(*_who(card, twice), met_words(card), lacking_words(card, for_markdown)[0]) for card in cards]
    return [f"## {need_words(found)}", table(("Deal", "Owner", "Stage", ">Amount", ">Met", "Lacks"), rows)]


def _who(card: Card, twice: frozenset[str]) -> Row:
    amount = short_money(card.amount, card.currency)
    return (name(told_apart(card, twice)), name(card.owner), name(card.stage), for_markdown(amount))


def _fit(found: Qualifying) -> list[str]:
    cards = found.by_fit[: found.shown]
    if not cards or not (cards[0].fit or cards[0].scores):
        return []
    fit = (">Fit", ">Points") if cards[0].fit else ()
    titles = ("Deal", "Owner", "Stage", ">Amount", *fit, *(f">{name(each.name)}" for each in cards[0].scores))
    twice = repeated(cards)
    rows = [
        (
            *_who(card, twice),
            *((score_words(card.fit), points_words(card.fit)) if card.fit else ()),
            *(score_words(each) for each in card.scores),
        )
        for card in cards
    ]
    return [f"## {fit_words(found)}", table(titles, rows), *([POINTS] if fit else [])]


def _told(told: Told) -> list[str]:
    parts = list(told_words(told, for_markdown))
    if told.untold is not None:
        return parts
    rows = [
        (
            name(rule.name),
            given_words(rule.points),
            rate_words(rule.holding),
            rate_words(rule.failing),
            remark_words(rule),
        )
        for rule in told.rules
    ]
    return [*parts, table(("Rule", ">Points", ">Won with it", ">Won without", ""), rows)]


def _card(card: Card, found: Qualifying) -> list[str]:
    facts = [name(fact) for fact in (card.id, card.account, card.owner, card.stage) if fact]
    facts.append(for_markdown(short_money(card.amount, card.currency)))
    parts = [f"## {name(card.name)}", " · ".join(facts)]
    if card.answers:
        parts += [f"**{verdict_words(card, found)}**", _answers(card)]
        asked = ask_next(card)
        questions = (f"- [ ] **{name(each.title)}**: {for_markdown(each.question or '')}" for each in asked)
        parts += ["## Ask next", "\n".join(questions)] if asked else []
    for score in (*((card.fit,) if card.fit else ()), *card.scores):
        parts += _score(score, found)
    return parts


def _answers(card: Card) -> str:
    rows = [
        (
            name(each.title),
            STANDS[each.stand],
            needed_words(each, card),
            spell(each.score, Unit.PERCENT),
            name(each.value),
        )
        for each in card.answers
    ]
    return table(("Element", "Stands", "Needed", ">Score", "In the file"), rows)


def _score(score: Scored, found: Qualifying) -> list[str]:
    rows = [(name(rule.name), given_words(rule.points), given_words(rule.given)) for rule in score.rules]
    head = f"## {name(score.name)} {fits_words(score, found)}"
    return [head, table(("Rule", ">Points", ">Given"), rows)]
