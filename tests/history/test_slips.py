"""What was due when a period began, and what became of it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from pipectl.history.slips import slips
from pipectl.history.waterfall import NONE, Level
from tests.builders import EVER, THIS_QUARTER, an_open, lost, won

from .living import life, lives_of_any_kind

END = date(2026, 3, 31)


def due(amount, day="2026-03-31", **given):
    return an_open(amount, expected_close=day, **given)


def level(amount: int) -> Level:
    return Level(1, Decimal(amount))


def test_a_quarter_by_hand():
    """600 was due: 100 moved past the end, 200 won (for 250), 50 lost, 30 gone, 220 still due."""
    lives = [
        life(("2025-12-01", due(100)), ("2026-02-01", due(120, "2026-04-01"))),
        life(("2025-12-01", due(200)), ("2026-02-01", won(250, closed="2026-02-01"))),
        life(("2025-12-01", due(50)), ("2026-02-01", lost(50))),
        life(("2025-12-01", due(30)), ("2026-02-01", None)),
        life(("2025-12-01", due(220)), ("2026-02-01", due(220, "2026-02-28"))),
        life(("2026-01-15", due(70, created="2026-01-15")), ("2026-02-01", won(70))),
        life(("2025-12-01", due(999, "2026-05-01"))),
    ]
    found = slips(lives, THIS_QUARTER, END)
    assert found.due == Level(5, Decimal(600))
    assert (found.moved, found.won, found.lost) == (level(100), level(200), level(50))
    assert (found.gone, found.open) == (level(30), level(220))


def test_what_is_pushed_and_pulled_back_in_has_not_slipped():
    found = slips(
        [life(("2025-12-01", due(100)), ("2026-01-05", due(100, "2026-05-01")), ("2026-03-05", due(100)))],
        THIS_QUARTER,
        END,
    )
    assert (found.moved, found.open) == (NONE, level(100))


def test_what_comes_after_as_of_is_not_seen():
    lives = [life(("2025-12-01", due(100)), ("2026-03-01", won(100, closed="2026-03-01")))]
    assert slips(lives, THIS_QUARTER, date(2026, 2, 1)).open == level(100)


def test_a_period_needs_both_bounds():
    with pytest.raises(ValueError, match="both bounds"):
        slips([], EVER, END)


@given(lives_of_any_kind())
def test_what_was_due_is_all_that_became_of_it(lives):
    found = slips(lives.values(), THIS_QUARTER, END)
    assert found.due == found.moved + found.won + found.lost + found.gone + found.open
