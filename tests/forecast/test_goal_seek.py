"""What the gap to the quota needs, worked by hand."""

from datetime import date, timedelta
from decimal import Decimal

from pipectl.domain.values import Met, Undefined
from pipectl.forecast.goal_seek import Goal, Needed, Time, goal_seek
from pipectl.forecast.pace import won_of_new
from tests.builders import won
from tests.forecast.builders import a_target, exported

D = Decimal
#: Fifty days left of the quarter.
QUARTER = Time(date(2026, 5, 11), date(2026, 4, 1), date(2026, 6, 30))


def pace(days):
    """A share of 1 % is won with every day from the eleventh on, 30 % in all."""
    return min(0.3, max(0, days - 10) / 100)


def seek(**other):
    asked = {"quota": D(100_000), "booked": D(30_000), "expected": D(70_000), "size": D(8_000)}
    return goal_seek(**{**asked, "won_within": pace, "time": QUARTER, **other})


def test_the_gap_needs_itself_over_the_rate_of_what_is_created_today():
    # 30,000 ÷ 0.30 = 100,000, or 12.5 of 8,000; half of 30 % is reached with 25 days: created on 5 June.
    assert seek() == Goal(
        D(30_000),
        D(8_000),
        best=Needed(date(2026, 5, 11), D("0.3000"), 13, D("100000.00")),
        latest=Needed(date(2026, 6, 5), D("0.1500"), 25, D("200000.00")),
    )


def test_amounts_and_numbers_are_rounded_up():
    found = seek(expected=D("99999.99"), size=D(7), won_within=lambda days: 0.3)
    assert found.best[2:] == (1, D("0.04"))


def test_for_a_later_period_what_is_created_too_soon_would_be_won_before_it():
    # Everything is won at the age of 30 days: created from 1 June on it is won in July, on 1 July's last day by 1 July.
    july = Time(date(2026, 5, 11), date(2026, 7, 1), date(2026, 7, 31))
    found = seek(time=july, won_within=lambda days: 0.2 if days >= 30 else 0.0)
    assert (found.best.day, found.latest.day) == (date(2026, 6, 1), date(2026, 7, 1))
    assert found.best.probability == D("0.2000")


def test_on_the_last_day_only_what_is_won_at_once_counts():
    last = Time(date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30))
    assert isinstance(seek(time=last), Undefined)
    assert seek(time=last, won_within=lambda days: 0.1).latest.day == date(2026, 6, 30)


def test_a_quota_that_is_won_or_forecast_needs_nothing():
    assert seek(booked=D(100_000), expected=D(120_000)) == Met("the quota of the period is already won")
    assert seek(expected=D(100_000)) == Met("the forecast reaches the quota")


def test_what_is_missing_is_said():
    no_quota, no_wins = Undefined("no quota"), Undefined("nothing is won yet")
    assert seek(quota=no_quota, size=no_wins) == no_quota
    assert seek(size=no_wins) == no_wins
    assert seek(won_within=no_wins) == no_wins
    assert "brings nothing" in seek(size=D(0)).reason


def test_a_pace_too_slow_for_the_days_left_leaves_the_gap_to_what_is_open():
    assert seek(won_within=lambda days: 0.0).reason == (
        "nothing created from 2026-05-11 on is won by 2026-06-30 at this team's pace; "
        "the gap has to come from what is open"
    )


def test_in_a_period_that_is_over_nothing_new_can_be_won():
    over = Time(date(2026, 7, 2), date(2026, 4, 1), date(2026, 6, 30))
    assert seek(time=over) == Undefined("the period was over on 2026-06-30: nothing that is created now is won in it")


def test_new_ones_are_won_on_the_days_of_the_period_alone():
    at_once = [
        won(100, id=f"{number}", created=day, expected_close=day)
        for number in range(30)
        for day in [date(2025, 6, 1) + timedelta(number)]
    ]
    view = exported(*at_once)
    assert won_of_new(view, a_target("2025-10-01", "2026-01-01")) == 0
    assert won_of_new(view, a_target("2026-02-03", "2026-03-01")) == 0
    assert won_of_new(view, a_target("2026-02-02", "2026-03-01")) == 1
