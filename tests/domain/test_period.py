"""Periods as people write them."""

from datetime import date

import pytest

from pipectl.domain.errors import UsageProblem
from pipectl.domain.period import fiscal_position, fiscal_quarter, fiscal_year, lookback, parse_period

AS_OF = date(2026, 2, 2)


@pytest.mark.parametrize(
    ("text", "starts", "first", "last"),
    [
        ("this-month", 1, "2026-02-01", "2026-02-28"),
        ("last-month", 1, "2026-01-01", "2026-01-31"),
        ("next-month", 1, "2026-03-01", "2026-03-31"),
        ("this-quarter", 1, "2026-01-01", "2026-03-31"),
        ("last-quarter", 1, "2025-10-01", "2025-12-31"),
        ("this-quarter", 2, "2026-02-01", "2026-04-30"),
        ("last-quarter", 2, "2025-11-01", "2026-01-31"),
        ("this-year", 1, "2026-01-01", "2026-12-31"),
        ("this-year", 4, "2025-04-01", "2026-03-31"),
        ("next-year", 4, "2026-04-01", "2027-03-31"),
        ("2026-Q4", 7, "2026-10-01", "2026-12-31"),
        ("2026-q1", 1, "2026-01-01", "2026-03-31"),
        ("FY26-Q2", 7, "2025-10-01", "2025-12-31"),
        ("FY26", 7, "2025-07-01", "2026-06-30"),
        ("fy2026", 1, "2026-01-01", "2026-12-31"),
        ("2024-02", 1, "2024-02-01", "2024-02-29"),
        ("2026", 7, "2026-01-01", "2026-12-31"),
        ("2026-01-15..2026-02-28", 1, "2026-01-15", "2026-02-28"),
        ("2026-02..2026-04", 1, "2026-02-01", "2026-04-30"),
        ("2026-Q4..2027-Q1", 1, "2026-10-01", "2027-03-31"),
        ("FY26-Q1 .. 2026-01-15", 7, "2025-07-01", "2026-01-15"),
    ],
)
def test_a_period_holds_its_first_and_last_day_and_nothing_beyond(text, starts, first, last):
    period = parse_period(text, AS_OF, starts)
    assert (str(period.start), str(period.last)) == (first, last)
    assert period.start in period
    assert period.last in period
    assert period.end not in period


def test_all_has_no_bounds_and_holds_every_day_but_not_a_missing_one():
    period = parse_period("all", AS_OF)
    assert date(1970, 1, 1) in period
    assert None not in period
    assert period.days is None


def test_a_range_may_be_open_on_one_side():
    period = parse_period("2026-01-15..", AS_OF)
    assert date(2199, 1, 1) in period
    assert date(2026, 1, 14) not in period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-Q5",
        "2026-13",
        "2026-02-30..2026-03-01",
        "2026-03-01..2026-02-01",
        "..x",
        "0000",
        "..",
        "0001",
        "FY0001",
        "1969-Q4",
        "2200",
        "2026-Q2..2026-Q1",
        "2026..2025",
        "soon..2026",
    ],
)
def test_what_is_no_period_is_refused_quoting_it(text):
    with pytest.raises(UsageProblem) as problem:
        parse_period(text, AS_OF)
    assert repr(text) in str(problem.value)


def test_the_lookback_ends_with_as_of_and_lasts_as_many_days_as_it_says():
    span = lookback("365d", AS_OF)
    assert AS_OF in span
    assert span.days == 365
    assert span.start == date(2025, 2, 3)


@pytest.mark.parametrize("text", ["0d", "-3", "a year", ""])
def test_what_is_no_lookback_is_refused(text):
    with pytest.raises(UsageProblem, match="365d"):
        lookback(text, AS_OF)


def test_every_day_lies_in_the_fiscal_quarter_it_is_said_to_lie_in():
    for starts in range(1, 13):
        for ordinal in range(date(2024, 1, 1).toordinal(), date(2026, 1, 1).toordinal(), 13):
            day = date.fromordinal(ordinal)
            assert day in fiscal_quarter(*fiscal_position(day, starts), starts)


def test_fiscal_years_of_different_centuries_have_different_names():
    assert [fiscal_quarter(year, 2, 7).key for year in (1999, 2026, 2126)] == ["FY1999-Q2", "FY26-Q2", "FY2126-Q2"]


@pytest.mark.parametrize("starts", range(2, 13))
@pytest.mark.parametrize("year", [1971, 1999, 2000, 2026, 2099, 2100, 2199])
def test_a_fiscal_period_is_read_back_from_its_own_name(year, starts):
    for period in (fiscal_year(year, starts), *(fiscal_quarter(year, number, starts) for number in (1, 2, 3, 4))):
        assert parse_period(period.key, AS_OF, starts) == period


@pytest.mark.parametrize(
    ("text", "as_of"), [("next-year", date(9999, 6, 1)), ("this-month", date(9999, 12, 1)), ("last-month", date.min)]
)
def test_a_relative_period_beyond_the_calendar_is_refused(text, as_of):
    with pytest.raises(UsageProblem, match="outside the calendar"):
        parse_period(text, as_of)
