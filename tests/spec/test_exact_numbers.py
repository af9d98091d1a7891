from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.spec.exact_numbers import meant_number, plain, read_number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_number_is_read_back_exactly_from_its_text(number):
    assert read_number(f"{number:f}") == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=0, max_value=10**9))
def test_a_number_written_plainly_is_one_that_is_read(number):
    assert read_number(plain(number)) == number


@pytest.mark.parametrize(
    "text", ["1_000", "1e3", "0x10", "007", "1,000", "١٢", "nan", "inf", "5.", "", "--1", "1" * 19, " 1", "½"]
)
def test_other_spellings_are_not_numbers(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("55%", "0.55"),
        ("1_000", "1000"),
        ("$12,500.50", "12500.50"),
        ("500k", "500000"),
        ("1.2M", "1200000"),
        ("0,5", "0.5"),
        ("2,5%", "0.025"),
        ("1e3", "1000"),
        ("0x1F", "31"),
        ("0o17", "15"),
        ("3x", "3"),
    ],
)
def test_what_was_meant_by_other_spellings_is_proposed(text, meant):
    assert meant_number(text) == Decimal(meant)


@pytest.mark.parametrize("text", ["high", "", "1e999", "12:30:00", "1-2", "%"])
def test_nothing_is_proposed_where_nothing_is_clear(text):
    assert meant_number(text) is None
