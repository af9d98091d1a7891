"""The board as Markdown: a table a stage, a row a card."""

from ...domain.board import Board, BoardColumn
from ..harmless import for_markdown
from ..spell import short_day, short_money
from ..words.board import column_words, more_words, rest_words, risk_words, total_words, weighted_words
from ..words.past import past_notes
from ..words.shared import day_words, repeated, told_apart
from .parts import data, joined, name, only, table

#: Cards of a stage where no limit is asked for.
SHOWN = 5


def page(found: Board) -> str:
    """A table a stage, each with its sums."""
    total = " · ".join((*total_words(found), *day_words(found.as_of, found.rows)))
    parts = [f"# {for_markdown(found.pipeline)}", total, *only(found.filters)]
    parts += [part for column in found.columns for part in _column(found, column)] or ["Nothing is open."]
    return joined([*parts, *data(found.rows, found.findings, (*found.notes, *past_notes(found.past_findings)))])


def _column(found: Board, column: BoardColumn) -> list[str]:
    total = " · ".join(part for part in (column_words(column), weighted_words(column)) if part)
    cards = column.asked if column.limit is not None else column.cards[:SHOWN]
    twice = repeated(card.deal for card in column.cards)
    rows = [
        (
            name(told_apart(card.deal, twice)),
            short_money(card.deal.amount, card.deal.currency),
            name(card.deal.owner),
            short_day(card.deal.expected_close, found.as_of),
            " ".join(part for part in (risk_words(card, for_markdown), more_words(card)) if part),
        )
        for card in cards
    ]
    rest = column.rest(len(cards))
    return [
        f"## {name(column.stage)}",
        total,
        *([table(("Deal", ">Amount", "Owner", "Close", "Risk"), rows)] if rows else []),
        *([rest_words(rest, column.currency).removeprefix("+ ")] if rest.opportunities else []),
    ]
