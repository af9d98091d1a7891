"""What a board says, in words. Foreign text goes through the `clean` given."""

from collections.abc import Callable

from ...domain.board import Board, BoardCard, BoardColumn, Rest
from ...domain.risk import Severity
from ..spell import many, short_money
from .risk import sign_words
from .shared import counted

#: How grave what speaks against a card is, so that nothing hangs on a colour.
MARKS = {Severity.HIGH: "!!", Severity.MEDIUM: "!", Severity.LOW: "-"}
LEGEND = f"Severity  {MARKS[Severity.HIGH]} high   {MARKS[Severity.MEDIUM]} medium   {MARKS[Severity.LOW]} low"


def total_words(board: Board) -> list[str]:
    """`22 open $1.03M`, `$467k weighted`, `7 overdue or stalled`."""
    amount = "" if board.amount is None else f" {short_money(board.amount, board.currency)}"
    parts = [f"{many(board.opportunities)} open{amount}"]
    parts += [f"{short_money(board.weighted, board.currency)} weighted"] if board.weighted is not None else []
    return [*parts, *([f"{many(board.at_risk)} overdue or stalled"] if board.at_risk else [])]


def column_words(column: BoardColumn) -> str:
    """`4 deals · $97.5k`."""
    return f"{counted(column.opportunities, 'deal')} · {short_money(column.amount, column.currency)}"


def weighted_words(column: BoardColumn) -> str:
    """`$14.6k weighted`; empty where nothing can be weighed, or nothing is there."""
    if column.weighted is None or not column.opportunities:
        return ""
    return f"{short_money(column.weighted, column.currency)} weighted"


def rest_words(rest: Rest, currency: str | None) -> str:
    """`+ 12 more, $340k`."""
    amount = "" if rest.amount is None else f", {short_money(rest.amount, currency)}"
    return f"+ {many(rest.opportunities)} more{amount}"


def risk_words(card: BoardCard, clean: Callable[[str], str]) -> str:
    """The mark and the gravest reason: `!! close date 13 days past`; empty where nothing speaks against it."""
    if card.severity is None:
        return ""
    return f"{MARKS[card.severity]} {sign_words(card.signs[0], clean, card.deal.currency)}"


def more_words(card: BoardCard) -> str:
    """How many reasons there are beside the gravest: `+1`; empty for none."""
    return f"+{many(len(card.signs) - 1)}" if len(card.signs) > 1 else ""
