from datetime import date

import pytest

from pipectl.read.formats.spelled_out import spelled_out


def test_a_full_spelling_is_a_day():
    assert spelled_out("Friday, March 15th 2024") == date(2024, 3, 15)


@pytest.mark.parametrize("text", ["March", "March 2024", "mon", "12", "5 March", "nonsense", ""])
def test_what_is_left_out_is_never_completed(text):
    assert spelled_out(text) is None
