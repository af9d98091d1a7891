"""Expected close dates that move."""

from datetime import date

from hypothesis import given

from pipectl.history.pushes import Pushes, moves, pushes
from tests.builders import THIS_QUARTER, an_open, won

from .living import life, lives_of_any_kind

END = date(2026, 6, 30)


def due(day: str | None):
    return an_open(100, expected_close=day)


PUSHED = life(
    ("2026-01-01", due("2026-02-10")),
    ("2026-01-20", due("2026-03-12")),
    ("2026-02-01", due("2026-03-02")),
    ("2026-02-15", due("2026-04-01")),
    ("2026-03-01", won(100, expected_close="2026-03-01")),
)


def test_each_change_of_the_date_while_open_is_a_move():
    assert [(move.day.isoformat(), move.days) for move in moves(PUSHED, END)] == [
        ("2026-01-20", 30),
        ("2026-02-01", -10),
        ("2026-02-15", 30),
    ]


def test_pushes_by_hand():
    assert pushes([PUSHED, life(("2026-01-01", due("2026-02-10")))], THIS_QUARTER, END) == Pushes(
        opportunities=2, pushed=1, pushed_twice=1, later=2, earlier=1, days=50, past_end=1
    )


def test_a_first_date_is_no_push_and_neither_is_one_taken_away():
    found = life(("2026-01-01", due(None)), ("2026-01-05", due("2026-02-10")), ("2026-01-09", due(None)))
    assert list(moves(found, END)) == []


def test_moves_after_as_of_are_not_seen():
    assert len(list(moves(PUSHED, date(2026, 2, 1)))) == 2


@given(lives_of_any_kind(), lives_of_any_kind())
def test_pushes_of_two_groups_pool_to_those_of_both(one, other):
    parts = pushes(one.values(), THIS_QUARTER, END) + pushes(other.values(), THIS_QUARTER, END)
    assert parts == pushes([*one.values(), *other.values()], THIS_QUARTER, END)
