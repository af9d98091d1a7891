"""Hours of work between two moments, by hand, by a plain reference, and as finely as days alone tell them."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.moment import Moment
from pipectl.engines.working_time import Passed, WorkingTime, is_backwards, passed

#: Martin Luther King Jr. Day of 2026, a Monday.
MLK = date(2026, 1, 19)
OFFICE = WorkingTime(range(5), timedelta(hours=9), timedelta(hours=17), [MLK])


def when(text):
    return datetime.fromisoformat(text)


def hours(start, end, week=OFFICE):
    return week.between(when(start), when(end)) / timedelta(hours=1)


def test_hours_of_work_skip_nights_weekends_and_holidays():
    assert hours("2026-01-05 10:00", "2026-01-05 11:30") == 1.5
    assert hours("2026-01-05 16:00", "2026-01-06 10:00") == 2
    # Friday 15:00 to 17:00, then Tuesday 9:00 to 12:00: Monday is free.
    assert hours("2026-01-16 15:00", "2026-01-20 12:00") == 5
    # The whole week from Monday to Sunday has four days of work.
    assert hours("2026-01-19 00:00", "2026-01-26 00:00") == 32


def test_what_begins_or_ends_outside_the_hours_counts_from_or_to_their_end():
    assert hours("2026-01-05 06:00", "2026-01-05 08:59") == 0
    assert hours("2026-01-05 20:00", "2026-01-06 09:30") == 0.5
    assert hours("2026-01-10 12:00", "2026-01-11 12:00") == 0
    assert hours("2026-01-06 10:00", "2026-01-05 10:00") == 0


def test_a_day_to_midnight_and_other_days_of_the_week_are_worked_too():
    night = WorkingTime([5, 6], timedelta(hours=22), timedelta(hours=24))
    assert hours("2026-01-10 00:00", "2026-01-12 00:00", night) == 4
    assert hours("2026-01-10 23:30", "2026-01-11 00:30", night) == 0.5


MINUTES = st.integers(0, 40 * 24 * 60).map(lambda count: when("2026-01-01 00:00") + timedelta(minutes=count))


@given(st.sets(st.integers(0, 6), min_size=1), MINUTES, MINUTES, st.sets(st.integers(0, 39), max_size=5))
def test_hours_of_work_are_those_that_a_count_of_every_minute_gives(days, one, other, free):
    start, end = sorted((one.replace(minute=0), other.replace(minute=0)))
    holidays = {date(2026, 1, 1) + timedelta(days=day) for day in free}
    week = WorkingTime(days, timedelta(hours=8), timedelta(hours=16), holidays)
    at, count = start, 0
    while at < end:
        count += at.weekday() in days and at.date() not in holidays and 8 <= at.hour < 16
        at += timedelta(hours=1)
    assert week.between(start, end) == timedelta(hours=count)


@given(st.lists(MINUTES, min_size=3, max_size=3))
def test_time_of_two_spans_that_follow_each_other_adds(moments):
    first, second, third = sorted(moments)
    assert OFFICE.between(first, third) == OFFICE.between(first, second) + OFFICE.between(second, third)


def timed(text, east=None):
    return Moment(when(text), east=None if east is None else timedelta(hours=east))


def day(text):
    return Moment(when(text), timed=False)


def test_all_hours_are_those_of_the_clocks_and_summer_time_takes_none_of_them():
    took = timedelta(hours=3)
    assert passed(timed("2026-01-05 22:00"), timed("2026-01-06 01:00"), None) == Passed(took, took)
    # In the night of 29 March the clocks of Berlin go from 2 to 3.
    assert passed(timed("2026-03-29 01:00", 1), timed("2026-03-29 05:00", 2), None).least == took
    assert passed(timed("2026-01-05 10:00", 0), timed("2026-01-05 14:00", 1), None).least == took


def test_of_days_alone_the_least_and_the_most_that_may_have_passed_are_told():
    hour = timedelta(hours=1)
    assert passed(timed("2026-01-05 10:00"), day("2026-01-05"), None) == Passed(0 * hour, 14 * hour)
    assert passed(timed("2026-01-05 10:00"), day("2026-01-06"), None) == Passed(14 * hour, 38 * hour)
    assert passed(day("2026-01-05"), day("2026-01-05"), None) == Passed(0 * hour, 24 * hour)
    assert passed(timed("2026-01-05 10:00"), day("2026-01-06"), OFFICE) == Passed(7 * hour, 15 * hour)


def test_a_response_is_before_the_creation_only_where_that_is_sure():
    assert is_backwards(timed("2026-01-05 10:00"), timed("2026-01-05 09:59"))
    assert not is_backwards(timed("2026-01-05 10:00"), timed("2026-01-05 10:00"))
    assert not is_backwards(timed("2026-01-05 10:00"), day("2026-01-05"))
    assert is_backwards(timed("2026-01-05 10:00"), day("2026-01-04"))
    assert not is_backwards(timed("2026-01-05 10:00", 2), timed("2026-01-05 09:00", 0))
