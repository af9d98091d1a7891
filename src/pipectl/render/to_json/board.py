"""The board as plain data; schema `pipectl.board/1`."""

from ...domain.board import Board, BoardCard, BoardColumn
from ..exact import maybe_money
from .listing import listed
from .parts import Tree, rows, said
from .risk import sign


def tree(found: Board) -> Tree:
    """Everything `pipectl board` says."""
    return {
        "schema": "pipectl.board/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "currencies": list(found.currencies),
        "as_of": found.as_of.isoformat(),
        "filters": list(found.filters),
        "source": rows(found.rows),
        "count": found.opportunities,
        "amount": maybe_money(found.amount),
        "weighted": maybe_money(found.weighted),
        "at_risk": found.at_risk,
        "stages": [_column(each) for each in found.columns],
    } | said(found.findings + found.past_findings, found.notes)


def _column(found: BoardColumn) -> Tree:
    rest = found.rest(len(found.asked))
    return {
        "stage": found.stage,
        "kind": found.kind.value,
        "count": found.opportunities,
        "amount": maybe_money(found.amount),
        "currency": found.currency,
        "weighted": maybe_money(found.weighted),
        "at_risk": found.at_risk,
        "cards": [card(each) for each in found.asked],
        "more": {"count": rest.opportunities, "amount": maybe_money(rest.amount)},
    }


def card(found: BoardCard) -> Tree:
    """One card: the opportunity as the list has it, and what speaks against it."""
    return listed(found.deal) | {
        "severity": None if found.severity is None else found.severity.value,
        "signs": [sign(each, found.deal.currency) for each in found.signs],
    }
