"""Week by week: booked so far, then what is expected by the end of each week to come."""

from datetime import date
from decimal import Decimal

import pytest

from pipectl.forecast.estimate import Method
from pipectl.forecast.ground import Ground
from pipectl.forecast.path import ends, steps
from tests.builders import an_open, won
from tests.forecast.builders import a_target, exported


def test_weeks_end_on_sundays_and_with_the_period():
    assert ends(date(2026, 2, 1), date(2026, 3, 1)) == [date(2026, 2, day) for day in (1, 8, 15, 22, 28)]


@pytest.mark.parametrize(("end", "count"), [("2026-04-01", 14), ("2027-01-01", 12)])
def test_a_quarter_goes_by_weeks_and_a_year_by_months(end, count):
    assert len(ends(date(2026, 1, 1), date.fromisoformat(end))) == count


def test_a_span_of_years_has_no_more_steps_than_fit():
    found = ends(date(2020, 1, 1), date(2026, 1, 1))
    assert len(found) <= 19
    assert found[-1] == date(2025, 12, 31)


def test_weeks_that_are_over_show_what_is_booked_and_those_to_come_what_is_due_until_then():
    view = exported(
        won(100, id="a", closed="2026-01-10"),
        won(50, id="b", closed="2026-01-28"),
        an_open(1000, id="c", probability="0.5", expected_close="2026-02-12"),
        an_open(200, id="d", probability="0.25", expected_close="2026-03-30"),
    )
    found = {step.last: step for step in steps(Ground(view, a_target(), Method.WEIGHTED))}
    assert [found[date(2026, 1, day)].amount for day in (4, 11, 25)] == [0, 100, 100]
    assert found[date(2026, 2, 1)].is_over
    assert found[date(2026, 2, 8)].amount == 150
    assert found[date(2026, 2, 15)].amount == 150 + 500
    assert found[date(2026, 3, 29)].amount == 650
    last = found[date(2026, 3, 31)]
    assert last.amount == 700
    assert last.spread is not None
    assert last.spread.p10 == Decimal(150)


def test_it_never_falls_and_ends_with_the_forecast():
    deals = [won(100 + n, id=f"w{n}", created="2024-06-01", closed=f"2025-{n % 12 + 1:02}-15") for n in range(24)]
    opened = [an_open(500, id=f"o{n}", created=f"2025-{n + 1:02}-01", probability="0.3") for n in range(9)]
    for method in (Method.RUN_RATE, Method.HAZARD, Method.AUTO):
        ground = Ground(exported(*deals, *opened), a_target(), method)
        amounts = [step.amount for step in steps(ground)]
        assert amounts == sorted(amounts)
        assert amounts[-1] == ground.estimate.expected  # type: ignore[union-attr]  # there is enough for all of them


def test_without_a_forecast_it_stops_at_today():
    view = exported(an_open(1, id="a", probability=None))
    assert all(step.is_over for step in steps(Ground(view, a_target(), Method.HAZARD)))
