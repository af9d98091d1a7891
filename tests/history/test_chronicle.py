"""What stood on a day."""

from datetime import date

from pipectl.history.chronicle import state_at
from tests.builders import an_open, won

from .living import chronicle, life

A, B, W = an_open(100, id="a"), an_open(200, id="a"), won(200, id="a")


def test_before_it_began_there_is_nothing():
    assert state_at(life(("2026-01-05", A)), date(2026, 1, 4)) is None


def test_a_day_ends_with_the_last_of_its_moments():
    assert state_at(life(("2026-01-05", A), ("2026-01-05", B), ("2026-01-06", W)), date(2026, 1, 5)) is B


def test_what_is_gone_is_not_there_and_what_came_back_is():
    found = life(("2026-01-05", A), ("2026-01-07", None), ("2026-01-09", B))
    assert [state_at(found, date(2026, 1, day)) for day in (6, 7, 8, 9)] == [A, None, None, B]


def test_the_chronicle_of_a_day_has_all_that_stood_then_by_key():
    told = chronicle(
        b=life(("2026-01-01", B)), a=life(("2026-01-01", A)), gone=life(("2026-01-01", A), ("2026-01-02", None))
    )
    assert told.at(date(2026, 1, 2)) == (A, B)
    assert [len(lived) for lived in told] == [1, 1, 2]
