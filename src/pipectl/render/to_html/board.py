"""The page of `pipectl board`: open opportunities as cards, in a lane a stage, with what speaks against each."""

from collections.abc import Iterator

from ...domain.board import Board, BoardCard, BoardColumn
from ...domain.risk import Severity
from ..words.board import LEGEND, column_words, more_words, rest_words, risk_words, total_words, weighted_words
from ..words.past import past_notes
from ..words.shared import cut, day_words, repeated, told_apart
from .blocks import Block, Card, Lane, Lanes, Page
from .parts import LONGEST_NAME, data_words, day, money, name, section, spans, words

#: Cards of a lane beside other things, and where the board is all there is and no limit is asked for.
SHOWN, MOST = 5, 50


def page(found: Board) -> Page:
    """All of it."""
    return Page(
        title="Board",
        pipeline=found.pipeline,
        span=spans(*day_words(found.as_of, found.rows)),
        sections=tuple(section("Board", lanes(found, MOST), "board")),
        filters=found.filters,
        data=data_words(found.rows, found.findings),
        see=found.see_findings if found.findings.total else "",
        notes=(*found.notes, *past_notes(found.past_findings)),
    )


def lanes(found: Board, most: int = SHOWN) -> Iterator[Block]:
    """The stages from left to right, each with its biggest cards."""
    yield from words(" · ".join(total_words(found)), style="strong")
    if not found.columns:
        yield from words("Nothing is open.")
        return
    yield Lanes(tuple(_lane(found, column, most) for column in found.columns))
    yield from words(" ".join(LEGEND.split()), style="quiet")


def _lane(found: Board, column: BoardColumn, most: int) -> Lane:
    cards = column.asked if column.limit is not None else column.cards[:most]
    twice = repeated(card.deal for card in column.cards)
    rest = column.rest(len(cards))
    return Lane(
        cut(column.stage, LONGEST_NAME),
        tuple(each for each in (column_words(column), weighted_words(column)) if each),
        tuple(_card(found, card, twice) for card in cards),
        rest_words(rest, column.currency) if rest.opportunities else "",
    )


def _card(found: Board, card: BoardCard, twice: frozenset[str]) -> Card:
    deal = card.deal
    said = (risk_words(card, str), more_words(card))
    return Card(
        cut(told_apart(deal, twice), LONGEST_NAME),
        (money(deal.amount, deal.currency), name(deal.owner), day(deal.expected_close, found.as_of)),
        " ".join(each for each in said if each),
        "alarm" if card.severity is Severity.HIGH else "",
    )
