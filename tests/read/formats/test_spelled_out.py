from datetime import date, datetime

import pytest

from pipectl.read.formats.spelled_out import spelled_out


def test_a_full_spelling_is_a_day():
    assert spelled_out("Friday, March 15th 2024") == datetime(2024, 3, 15)  # noqa: DTZ001 - names no zone


@pytest.mark.parametrize("text", ["March", "March 2024", "mon", "12", "5 March", "nonsense", ""])
def test_what_is_left_out_is_never_completed(text):
    assert spelled_out(text) is None


@pytest.mark.parametrize("text", ["Mar 03 04", "Mar 26 03", "Mar 10 10 2024", "March 5 '24", "5 Mar 2024 7"])
def test_a_century_or_a_number_too_many_is_never_guessed(text):
    assert spelled_out(text) is None


@pytest.mark.parametrize("text", ["Fri Mar 15 08:15:00 UTC 2024", "Fri, 15 Mar 2024 08:15:00 +0100"])
def test_a_time_and_its_zone_are_no_part_of_the_day(text):
    found = spelled_out(text)
    assert found is not None
    assert (found.date(), found.tzinfo is None) == (date(2024, 3, 15), False)
