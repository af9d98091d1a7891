"""What can be told of one opportunity."""

from datetime import date

import pytest

from tests.builders import AS_OF, an_open, lost, won


def test_an_open_opportunity_has_no_close_date_whatever_it_expects():
    assert an_open(expected_close="2026-01-20").close_date is None


def test_a_decided_one_closed_on_its_closed_date_and_else_when_it_was_expected_to():
    assert won(closed="2026-01-15", expected_close="2026-01-20").close_date == date(2026, 1, 15)
    assert lost(expected_close="2026-01-20").close_date == date(2026, 1, 20)
    assert won(closed=None, expected_close=None).close_date is None


def test_the_cycle_runs_from_created_to_close_and_shows_when_it_is_negative():
    assert won(days=60).cycle_days == 60
    assert won(created="2026-01-21").cycle_days == -1
    assert won(created=None).cycle_days is None


@pytest.mark.parametrize(("close", "days"), [("2026-02-03", 0), ("2026-02-02", 0), ("2026-02-01", 1), (None, 0)])
def test_an_opportunity_is_overdue_from_the_day_after_its_expected_close(close, days):
    assert an_open(expected_close=close).days_overdue(AS_OF) == days


def test_a_decided_one_is_never_overdue():
    assert won(expected_close="2025-01-01").days_overdue(AS_OF) == 0


def test_age_is_never_below_zero():
    assert an_open(created="2026-03-01").age_days(AS_OF) == 0
    assert an_open(created="2026-02-01").age_days(AS_OF) == 1
    assert an_open(created=None).age_days(AS_OF) is None


def test_it_is_named_by_its_id_where_it_has_one():
    assert an_open(name="Globex", id="7").key == "7"
    assert an_open(name="Globex").key == "Globex"
