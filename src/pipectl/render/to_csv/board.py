"""The board as one table, a row a card."""

from collections.abc import Iterator

from ...domain.board import Board, BoardCard
from ..words.risk import sign_words
from .listing import COLUMNS as LISTED
from .listing import Cells, cells_of

COLUMNS = (*LISTED, "severity", "signs")


def rows(found: Board) -> Iterator[Cells]:
    """One row a card, in the order of the board."""
    return (_card(card) for column in found.columns for card in column.asked)


def _card(card: BoardCard) -> Cells:
    severity = None if card.severity is None else card.severity.value
    signs = "; ".join(sign_words(each, str, card.deal.currency) for each in card.signs)
    return (*cells_of(card.deal), severity, signs or None)
