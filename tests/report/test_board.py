"""A board says what the report and the list say."""

from decimal import Decimal

from pipectl.domain.board import Board, BoardCard
from pipectl.domain.rule import Rule, Test
from pipectl.domain.values import Outcome
from pipectl.report.listing import build_listing
from pipectl.report.whole import build_report
from tests.builders import a_pipeline, a_question, a_spec, an_open, won
from tests.changing import replace
from tests.render.boards import BOARD, DEALS, MIXED, a_board
from tests.report.meetings import placed


def cards(board: Board) -> list[BoardCard]:
    return [card for column in board.columns for card in column.cards]


def names(board: Board) -> list[list[str]]:
    return [[card.deal.name for card in column.asked] for column in board.columns]


def test_every_open_opportunity_is_on_one_card_in_the_order_of_the_list():
    listing = build_listing(a_pipeline(*placed(*DEALS)), a_spec(500000), a_question())
    rows = [row for band in listing.bands for row in band.rows if row.outcome is Outcome.OPEN]
    assert [card.deal for card in cards(BOARD)] == rows


def test_what_speaks_against_a_card_is_what_the_report_says():
    report = build_report(a_pipeline(*placed(*DEALS)), a_spec(500000), a_question(), kept=None)
    told = {card.deal.name: (card.severity, card.signs) for card in cards(BOARD) if card.signs}
    assert told == {each.name: (each.severity, each.signs) for each in report.attention}
    assert {card.severity for card in cards(BOARD) if not card.signs} == {None}


def test_open_stages_stand_in_order_even_where_nothing_is_in_them():
    stages = [column.stage for column in BOARD.columns]
    assert stages == ["Prospecting", "Qualified", "Proposal", "Negotiation", "Commit"]
    assert BOARD.columns[-1].opportunities == 0


def test_an_open_opportunity_in_a_closed_stage_has_a_column_of_its_own():
    board = a_board(an_open(5, name="Reopened", stage="Won"), won(7))
    assert (board.columns[-1].stage, names(board)[-1]) == ("Won", ["Reopened"])
    assert board.columns[-1].amount == Decimal(5)


def test_of_the_stages_asked_about_those_stand_alone():
    rule = Rule("stage", Test.ONE_OF, ("Qualified", "Commit"))
    board = a_board(*DEALS, rules=(rule,), filters=("stage Qualified or Commit",))
    assert [column.stage for column in board.columns] == ["Qualified", "Commit"]
    assert board.filters == ("stage Qualified or Commit",)


def test_a_limit_cuts_the_cards_and_no_sum():
    cut, whole = a_board(*DEALS, limit=1), BOARD
    assert names(cut) == [["Vandelay 8"], ["Hooli – pilot"], ["Initech – seats"], ["Globex – platform"], []]
    assert [replace(column, limit=None) for column in cut.columns] == list(whole.columns)


def test_cards_and_what_is_left_of_them_make_the_stage():
    for column in BOARD.columns:
        for shown in range(len(column.cards) + 1):
            rest = column.rest(shown)
            amounts = [card.deal.amount or 0 for card in column.cards[:shown]]
            assert rest.opportunities + shown == column.opportunities
            assert sum(amounts, Decimal(rest.amount or 0)) == column.amount


def test_cards_without_an_amount_leave_none():
    proposal = BOARD.columns[2]
    assert proposal.cards[-1].deal.name == "Stark – add-on"
    assert proposal.rest(2).amount is None


def test_amounts_in_several_currencies_are_not_added():
    column = next(column for column in MIXED.columns if column.cards)
    assert (column.opportunities, column.amount, column.rest(0).amount, MIXED.amount) == (2, None, None, None)
    assert any("several" in note or "EUR" in note for note in MIXED.notes)


def test_the_columns_add_up_to_the_board():
    assert sum(column.opportunities for column in BOARD.columns) == BOARD.opportunities == 13
    assert sum(column.amount or 0 for column in BOARD.columns) == BOARD.amount
