from decimal import Decimal

import pytest

from pipectl.domain.period import parse_period
from pipectl.domain.values import Undefined
from pipectl.forecast.estimate import Method
from pipectl.forecast.methods import estimate
from pipectl.forecast.run_rate import run_rate
from tests.builders import AS_OF, THIS_QUARTER, a_spec, an_open, won
from tests.forecast.builders import a_target, exported, known

SPEC = a_spec()
#: Three quarters of 2025 with 90, 300 and 210, and one win before them.
PAST = (
    won(1, id="p", closed="2025-03-31"),
    won(90, id="q", closed="2025-04-01"),
    won(300, id="r", closed="2025-09-30"),
    won(210, id="s", closed="2025-12-31"),
)


def test_the_mean_of_three_periods_for_the_days_left():
    view = exported(*PAST, won(40, id="t", closed="2026-01-15"), an_open(999))
    found = known(estimate(Method.RUN_RATE, view, THIS_QUARTER, SPEC))
    # (90 + 300 + 210) / 3 = 200; of 90 days 57 are left: 200 x 57 / 90 = 126.67
    assert (found.booked, found.open, found.new_amount) == (Decimal(40), Decimal(0), Decimal("126.67"))
    assert found.expected == Decimal("166.67")


def test_a_later_period_has_the_mean_of_the_last_three_whole_ones():
    found = known(estimate(Method.RUN_RATE, exported(*PAST), parse_period("2026-Q3", AS_OF), SPEC))
    assert found.expected == 200


def test_on_its_last_day_a_period_is_whole():
    view = exported(*PAST, won(60, id="t", closed="2026-03-31"), as_of="2026-03-31")
    # (300 + 210 + 60) / 3 for the second quarter
    assert known(run_rate(view, a_target("2026-04-01", "2026-07-01", "2026-03-31"))).rest == pytest.approx(190)


def test_months_go_by_months():
    view = exported(
        won(1, id="o", closed="2025-10-31"), won(30, id="a", closed="2025-11-30"), won(60, id="b", closed="2026-01-01")
    )
    # November 30, December 0, January 60: 30 a month, 26 of 28 days left
    assert known(run_rate(view, a_target("2026-02-01", "2026-03-01"))).rest == pytest.approx(30 * 26 / 28)


def test_spans_of_days_go_by_days():
    view = exported(won(1, id="o", closed="2025-12-01"), won(30, id="a", closed="2026-01-05"))
    # the ten days from 30 January on; before: 20, 10 January and 31 December
    assert known(run_rate(view, a_target("2026-01-30", "2026-02-09"))).rest == pytest.approx(10 * 6 / 10)


def test_three_periods_without_a_win_are_a_run_rate_of_nothing():
    assert known(run_rate(exported(PAST[0]), a_target())).rest == 0


def test_it_is_undefined_where_the_data_begins_later():
    found = run_rate(exported(*PAST[1:]), a_target())
    assert found == Undefined(
        "the run rate needs what was won in the 3 periods from 2025-04-01 on; the first close date is 2025-04-01"
    )
    assert isinstance(run_rate(exported(an_open()), a_target()), Undefined)
