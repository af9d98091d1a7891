"""The screen of `pipectl qualify`: the framework by stage, who lacks what, and how well scores told won from lost."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from ...domain.scorecard import Card, Coverage, Qualifying, Told
from ...domain.values import Ratio
from ..canvas import Canvas
from ..spell import UNDEFINED, short_money
from ..words.funnel import share_words
from ..words.qualify import (
    LEGEND,
    POINTS,
    fit_words,
    given_words,
    head_words,
    is_told,
    lacking_words,
    met_words,
    need_words,
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
    whole_words,
)
from ..words.shared import counted, day_words, repeated, told_apart
from .footer import data_lines
from .ink import BLANK, Ink
from .table import Cell, Column, Ended, staying, table

#: Reasons why something can't be judged that are shown.
REASONS = 6
#: Columns of the screen that a stage's name over its column may take: where all have room, and else.
_HEADED, _NARROW = 14, 8
#: From how many columns on more than the first elements that are lacking are named.
WIDER = 120
FIRST, EVERY = 2, 8
_NEED = (
    Column("Deal", least=14, most=40, first=True),
    Column("Owner", rank=3, least=5, most=16),
    Column("Stage", rank=2, least=8, most=24),
    Column("Amount", right=True),
    Column("Met", right=True, rank=1),
    Column("Lacks", least=36, most=100),
)
_TOLD = (
    Column("Rule", least=12, most=36, first=True),
    Column("Points", right=True, rank=1),
    Column("Won with it", right=True),
    Column("Won without", right=True),
    Column("", least=20, most=40),
)


def screen(found: Qualifying, canvas: Canvas) -> str:
    """The whole of it, or the scorecard of one."""
    ink = Ink(canvas)
    parts: list[Sequence[RenderableType]] = [_head(ink, found)]
    if found.deal is not None:
        from .scorecard import card_lines

        parts += card_lines(ink, found)
    else:
        parts += [_coverage(ink, found), _need(ink, found), _split(ink, found), _fit(ink, found)]
        parts += [_told(ink, each) for each in found.told]
    parts += [_unjudged(ink, found), data_lines(ink, found.rows, found.findings, found.notes, found.see_findings)]
    lines: list[RenderableType] = []
    for part in parts:
        lines += [*([BLANK] if lines and part else []), *part]
    return ink.page(lines)


def _head(ink: Ink, found: Qualifying) -> list[Text]:
    framework = head_words(found)
    parts = [*([framework] if framework else []), *day_words(found.as_of, found.rows)]
    lines = ink.parts(ink.name(found.pipeline, 40, "title"), parts)
    return [*lines, *(ink.name(f"only {each}", ink.width, "strong") for each in found.filters)]


def _coverage(ink: Ink, found: Qualifying) -> list[RenderableType]:
    """What is known of each element, and where it is met stage by stage; later stages stay longest."""
    whole = found.whole
    if whole is None or not is_told(found):
        return []
    rows = [_element(ink, found, number) for number in range(len(found.elements))]
    total = [ink.say("Qualified", "strong"), BLANK, ink.say(qualified_words(whole), "strong")]
    total += [ink.say(_qualified(each), "strong") for each in found.stages]
    columns = _columns(ink, found, _HEADED)
    if len(staying(ink, columns, [*rows, total])) < len(columns):
        columns = _columns(ink, found, _NARROW)
    left = len(columns) - len(staying(ink, columns, [*rows, total]))
    more = [ink.say(f" … {counted(left, 'more column')} in a wider window", "quiet")] if left else []
    legend = ink.wrap(ink.say(f"{whole_words(whole)} · {LEGEND}", "quiet"), Text(" "))
    return [table(ink, columns, rows, total), *more, BLANK, *legend]


def _columns(ink: Ink, found: Qualifying, width: int) -> list[Column]:
    """A column a stage; the later ones stay longest."""
    names = [ink.name(each.stage, width).plain for each in found.stages]
    return [
        Column("Element", least=12, most=28, first=True),
        Column("Known", right=True),
        Column("Met", right=True),
        *(Column(name, right=True, rank=len(names) - place) for place, name in enumerate(names)),
    ]


def _qualified(coverage: Coverage) -> str:
    told = coverage.qualified + coverage.not_qualified
    return stage_words(coverage.qualified, told)


def _element(ink: Ink, found: Qualifying, number: int) -> list[Text]:
    whole = found.whole.elements[number] if found.whole else None
    shares = (whole.known_share, whole.met_share) if whole else (Ratio(0, 0), Ratio(0, 0))
    cells = [ink.name(found.elements[number].title, 40), *(ink.say(share_words(each)) for each in shares)]
    for stage in found.stages:
        each = stage.elements[number]
        cells.append(ink.say(stage_words(each.met, each.judged), "" if each.needed else "quiet"))
    return cells


def _need(ink: Ink, found: Qualifying) -> list[RenderableType]:
    """Those that lack what their stage needs."""
    if found.framework is None:
        return []
    cards = found.in_need[: found.shown]
    if not cards:
        return list(ink.wrap(ink.say(nothing_lacks_words(found))))
    twice, most = repeated(cards), EVERY if ink.width >= WIDER else FIRST
    rows: list[list[Cell]] = []
    for card in cards:
        named, more = lacking_words(card, ink.foreign, most)
        rows.append([*_who(ink, card, twice), ink.say(met_words(card)), Ended(ink.say(named), ink.say(more))])
    return [ink.say(need_words(found), "strong"), BLANK, table(ink, _NEED, rows)]


def _who(ink: Ink, card: Card, twice: frozenset[str]) -> list[Text]:
    return [
        ink.name(told_apart(card, twice), 60),
        ink.name(card.owner, 30),
        ink.name(card.stage, 30),
        ink.say(short_money(card.amount, card.currency)),
    ]


def _split(ink: Ink, found: Qualifying) -> list[RenderableType]:
    first, *rest = split_words(found) or ("",)
    lines = ink.wrap(ink.say(first, "strong")) if first else []
    return [*lines, *(line for words in rest for line in ink.wrap(ink.say(words)))]


def _fit(ink: Ink, found: Qualifying) -> list[RenderableType]:
    """How each open one fits and scores, the best first."""
    cards = found.by_fit[: found.shown]
    if not cards or not (cards[0].fit or cards[0].scores):
        return []
    has_fit = cards[0].fit is not None
    columns = [
        *_NEED[:4],
        *([Column("Fit", right=True), Column("Points", right=True, rank=1)] if has_fit else []),
        *(Column(ink.name(each.name, 14).plain, right=True, rank=4) for each in cards[0].scores),
    ]
    twice = repeated(cards)
    rows = [
        [
            *_who(ink, card, twice),
            *([ink.say(score_words(card.fit), _style(card)), ink.say(points_words(card.fit))] if card.fit else []),
            *(ink.say(score_words(each)) for each in card.scores),
        ]
        for card in cards
    ]
    legend = [BLANK, *ink.wrap(ink.say(POINTS, "quiet"), Text(" "))] if has_fit else []
    return [ink.say(fit_words(found), "strong"), BLANK, table(ink, columns, rows), *legend]


def _style(card: Card) -> str:
    return "good" if card.fit is not None and card.fit.fits else ""


def _told(ink: Ink, told: Told) -> list[RenderableType]:
    """How well a score told won from lost, and each of its rules."""
    first, *rest = told_words(told, ink.foreign)
    lines: list[RenderableType] = [*ink.wrap(ink.say(first, "" if told.untold else "strong"))]
    lines += [line for words in rest for line in ink.wrap(ink.say(words))]
    if told.untold is not None:
        return lines
    rows = [
        [
            ink.name(rule.name, 60),
            ink.say(given_words(rule.points)),
            ink.say(rate_words(rule.holding)),
            ink.say(rate_words(rule.failing)),
            ink.say(remark_words(rule)),
        ]
        for rule in told.rules
    ]
    return [*lines, BLANK, table(ink, _TOLD, rows)]


def _unjudged(ink: Ink, found: Qualifying) -> list[RenderableType]:
    words = unjudged_words(found, ink.foreign, REASONS)
    return [line for each in words for line in ink.wrap(ink.say(each), ink.say(f"{UNDEFINED} ", "quiet"))]
