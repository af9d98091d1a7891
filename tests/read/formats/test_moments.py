from datetime import date, datetime

import pytest

from pipectl.read.formats.moments import moment


@pytest.mark.parametrize(
    ("text", "day", "zone", "at"),
    [
        ("2026-01-31", "2026-01-31", None, "2026-01-31T00:00:00"),
        ("02/23/26 08:55 PM", "2026-02-23", None, "2026-02-23T20:55:00"),
        ("2/23/2026, 12:05 a.m.", "2026-02-23", None, "2026-02-23T00:05:00"),
        ("2026-01-31T08:15:02.5Z", "2026-01-31", None, "2026-01-31T08:15:02.500000"),
        ("2026-01-31T23:15:00.000+0000", "2026-02-01", "Europe/Berlin", "2026-02-01T00:15:00"),
        ("2026-01-31T01:15:00-08:00", "2026-01-31", "Europe/Berlin", "2026-01-31T10:15:00"),
        ("2026-01-31 24:00", "2026-02-01", None, "2026-02-01T00:00:00"),
        ("15 Apr, 2021 00:02:00", "2021-04-15", None, "2021-04-15T00:02:00"),
        ("46053.75", "2026-01-31", None, "2026-01-31T18:00:00"),
        ("1769847300000", "2026-01-31", "Asia/Tokyo", "2026-01-31T17:15:00"),
        ("Mon Jan 5 2026 23:04:00 GMT+0100", "2026-01-05", "UTC", "2026-01-05T22:04:00"),
    ],
)
def test_the_time_behind_a_day_is_kept_in_the_zone_that_counts(text, day, zone, at):
    assert moment(text, date.fromisoformat(day), zone) == datetime.fromisoformat(at)
