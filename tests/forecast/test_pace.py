"""How fast this team wins, for what-if and goal seek."""

from decimal import Decimal

import pytest

from pipectl.domain.values import Undefined
from pipectl.forecast.pace import created_lately, usual_win, won_of_new, won_within
from tests.builders import an_open, lost, won
from tests.forecast.builders import a_target, exported, known

#: Half are won on their tenth day, half are lost on it.
TEN = [make(100 + n, id=f"{make.__name__}{n}", created=f"2025-06-{n + 1:02}", closed=f"2025-06-{n + 11:02}")
       for make in (won, lost) for n in range(10)]  # fmt: skip


def test_what_was_created_lately_is_that_of_ninety_days():
    deals = [an_open(1, id=day, created=day) for day in ("2025-11-04", "2025-11-05", "2026-02-02", "2026-02-03")]
    assert created_lately(exported(*deals, won(1, id="w", created="2026-01-02", closed="2026-01-09"))) == 3


def test_the_chance_by_age_is_that_of_the_lookback():
    within = known(won_within(exported(*TEN), a_target()))
    assert [within(age) for age in (-1, 0, 9, 10, 300)] == pytest.approx([0, 0, 0, 0.5, 0.5])


def test_what_is_created_today_is_won_in_the_days_left():
    view = exported(*TEN)
    assert known(won_of_new(view, a_target())) == pytest.approx(0.5)
    # Too late for the first quarter, from the 22nd of March on.
    late = exported(*TEN, as_of="2026-03-25")
    assert known(won_of_new(late, a_target(as_of="2026-03-25"))) == 0
    # In the quarter after it, whatever is created today is won before it begins.
    assert known(won_of_new(view, a_target("2026-04-01", "2026-07-01"))) == 0


def test_few_wins_tell_no_pace_and_none_no_size():
    assert isinstance(won_within(exported(*TEN[:9]), a_target()), Undefined)
    assert usual_win(exported(*TEN), a_target()) == Decimal("104.50")
    assert isinstance(usual_win(exported(), a_target()), Undefined)
