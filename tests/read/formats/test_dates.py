from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.spec import DateOrder
from pipectl.read.formats.dates import read

DAY = date(2024, 3, 15)


def trouble_of(text):
    trouble = read(text).trouble
    assert trouble is not None
    return trouble


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-15", "2024/03/15", "2024.3.15", " 2024-03-15 ", "2024-03-15 08:15", "2024-03-15T08:15:00.000+0000",
        "2024-03-15T23:30:00-08:00", "2024-03-15 08:15:00Z", "15.03.2024", "15-Mar-2024", "15 Mar 2024", "Mar 15, 2024",
        "15 Mar, 2024 00:02:00", "March 15th 2024", "15 March 2024", "Friday, March 15, 2024", "15th of March 2024",
    ],
)  # fmt: skip
def test_dates_that_say_what_they_are(text):
    reading = read(text)
    assert reading.trouble is None
    assert reading.fixed
    assert {day for _, day in reading.days} == {DAY}


@pytest.mark.parametrize("text", ["2024-03-14 24:00", "14.03.2024 24:00:00", "14 Mar 2024 24:00", "2024-03-14T24:00Z"])
def test_the_end_of_a_day_is_the_beginning_of_the_next(text):
    assert {day for _, day in read(text).days} == {DAY}
    assert {day for _, day in read(text, "UTC").days} == {DAY}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("03/04/2026", {DateOrder.DMY: date(2026, 4, 3), DateOrder.MDY: date(2026, 3, 4)}),
        ("13/02/2025", {DateOrder.DMY: date(2025, 2, 13)}),
        ("2/13/2025 5:03 PM", {DateOrder.MDY: date(2025, 2, 13)}),
        ("4-4-2025", {DateOrder.DMY: date(2025, 4, 4), DateOrder.MDY: date(2025, 4, 4)}),
    ],
)
def test_dates_that_hang_on_the_order(text, days):
    assert dict(read(text).days) == days
    assert not read(text).fixed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-02-29", "DATA012"), ("31/02/2026", "DATA012"), ("31.02.2026", "DATA012"), ("31-Feb-2024", "DATA012"),
        ("2100-02-29", "DATA012"), ("0001-01-01", "DATA013"), ("9999-12-31", "DATA013"), ("1969-12-31", "DATA013"),
        ("10000-01-01", "DATA011"), ("45719", "DATA011"), ("60", "DATA011"), ("TBD", "DATA011"),
        ("March 2024", "DATA011"), ("2024-03-15 24:59", "DATA011"), ("2024-03-15 24:00:01", "DATA011"),
        ("5 March", "DATA011"), ("May", "DATA011"), ("15-Foo-2024", "DATA011"), ("2024-03-15 25:99", "DATA011"),
        ("2024-03/15", "DATA011"), ("٢٠٢٤-٠٣-١٥", "DATA011"), ("1/" * 99, "DATA011"), ("in March", "DATA011"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_a_trouble(text, code):
    assert trouble_of(text).code.code == code


def test_a_serial_number_is_called_what_it_looks_like():
    assert "as a spreadsheet counts" in trouble_of("45719").says


def test_zones_and_short_years_are_noticed():
    assert read("2024-03-15T08:15:00Z").zoned
    assert not read("2024-03-15 08:15").zoned
    assert read("01/02/03").short_year
    assert read("31-Dec-68").short_year


def test_an_empty_cell_is_no_date_and_no_trouble():
    assert (read(" ").days, read(" ").trouble) == ((), None)


@settings(max_examples=60)
@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back_from_its_common_spellings(day):
    for spelling in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d %b %Y}", f"{day:%B %d, %Y}"):
        assert {found for _, found in read(spelling).days} == {day}
    assert dict(read(f"{day:%m/%d/%Y}").days)[DateOrder.MDY] == day
    assert dict(read(f"{day:%d/%m/%Y}").days)[DateOrder.DMY] == day


@settings(max_examples=100)
@given(st.text(max_size=20) | st.text(st.sampled_from("0123456789/-.:TZ MarchDec,"), max_size=20))
def test_any_text_is_a_date_or_a_trouble(text):
    reading = read(text)
    assert reading.trouble is None or not reading.days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15. März 2024", date(2024, 3, 15)),
        ("15. Mrz. 2024", date(2024, 3, 15)),
        ("1. Dez 2024", date(2024, 12, 1)),
        ("3-Okt-2024", date(2024, 10, 3)),
        ("15 févr. 2024", date(2024, 2, 15)),
        ("1er août 2024", date(2024, 8, 1)),
        ("3 juil. 2024 10:00", date(2024, 7, 3)),
        ("15 de marzo de 2024", date(2024, 3, 15)),
        ("9 ene 2024", date(2024, 1, 9)),
        ("15 de março de 2024", date(2024, 3, 15)),
        ("7/set/2024", date(2024, 9, 7)),
        ("15 Apr, 2021 00:02:00", date(2021, 4, 15)),
    ],
)
def test_months_are_known_by_name_in_five_languages(text, day):
    assert {one for _, one in read(text).days} == {day}


@pytest.mark.parametrize("text", ["15 de foo de 2024", "32. März 2024", "15 Mart 2024", "de marzo de 2024"])
def test_what_is_no_month_or_no_day_of_it_is_no_date(text):
    assert read(text).trouble is not None


@pytest.mark.parametrize(
    ("text", "zone", "day"),
    [
        ("2024-03-15T23:30:00Z", "Europe/Berlin", date(2024, 3, 16)),
        ("2024-03-15T23:30:00.000+0000", "Europe/Berlin", date(2024, 3, 16)),
        ("2024-03-15 00:30 +02:00", "America/New_York", date(2024, 3, 14)),
        ("2024-03-15T23:30:00-05:00", "UTC", date(2024, 3, 16)),
        ("15 Mar 2024 11:30 PM UTC", "Europe/Berlin", date(2024, 3, 16)),
        ("03/15/2024 12:30 AM +01:00", "UTC", date(2024, 3, 14)),
        ("2024-03-15T12:00:00+05:30", "Asia/Kolkata", date(2024, 3, 15)),
        ("2024-03-15 23:30", "Europe/Berlin", date(2024, 3, 15)),
        ("2024-07-15T22:30:00Z", "Europe/Berlin", date(2024, 7, 16)),
        ("Tue, 31 Mar 2026 23:30:00 +0000", "Asia/Tokyo", date(2026, 4, 1)),
        ("Tue Mar 31 23:30:00 UTC 2026", "Asia/Tokyo", date(2026, 4, 1)),
        ("Tuesday, March 31st 2026 11:30 PM GMT", "Asia/Tokyo", date(2026, 4, 1)),
        ("Tue, 31 Mar 2026 00:30:00 UTC+01:00", "UTC", date(2026, 3, 30)),
        ("Tue, 31 Mar 2026 23:30:00 GMT-0100", "UTC", date(2026, 4, 1)),
        ("Tue, 31 Mar 2026 23:30:00 -0500 (EST)", "UTC", date(2026, 4, 1)),
        ("Tuesday, March 31st 2026 23:30", "Asia/Tokyo", date(2026, 3, 31)),
        ("Tue, 31 Mar 2026 23:30:00 EST", None, date(2026, 3, 31)),
        ("Tue, 31 Mar 2026 23:30:00 +0000", None, date(2026, 3, 31)),
    ],
)
def test_a_moment_with_a_zone_is_the_day_it_is_in_the_zone_that_counts(text, zone, day):
    assert {one for _, one in read(text, zone).days} == {day}


def test_a_zone_of_letters_is_no_moment_where_a_zone_counts():
    trouble = read("Tue, 31 Mar 2026 23:30:00 EST", "Asia/Tokyo").trouble
    assert trouble is not None
    assert trouble.says == "is in a time zone that its letters alone don't tell"
    assert read("Tue, 31 Mar 2026 23:30:00 EST").zoned


def test_a_spelled_out_moment_in_an_unlikely_year_is_no_date_in_any_zone():
    for zone in (None, "Asia/Tokyo"):
        assert read("Friday, Dec 31 9999 23:30:00 +0000", zone).trouble is not None
