from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.checks.bounds import Bounds, bounds, exact_ratio, rounded
from tests.builders import a_check


@pytest.mark.parametrize(
    ("check", "before", "lower", "upper"),
    [
        ({"min": 3}, None, 3, None),
        ({"max": 3}, None, None, 3),
        ({"equals": Decimal(3)}, None, 3, 3),
        ({"between": (Decimal(1), Decimal(2))}, None, 1, 2),
        ({"max_drop": "10%"}, 50, 45, None),
        ({"max_drop": "10"}, 50, 40, None),
        ({"max_rise": "10%"}, 50, None, 55),
        ({"max_drop": "10%", "max_rise": "20%"}, 50, 45, 60),
        ({"min": 48, "max_drop": "10%"}, 50, 48, None),
        ({"min": 40, "max_drop": "10%"}, 50, 45, None),
        ({"max_drop": "10%"}, None, None, None),
    ],
)
def test_bounds_are_what_is_written_and_what_the_baseline_makes(check, before, lower, upper):
    held = bounds(a_check("coverage", **check), None if before is None else Fraction(before))
    assert [end and end.shown for end in held] == [lower, upper]


def test_a_bound_itself_is_inside():
    held = bounds(a_check("coverage", min=1, max=2), None)
    assert held.missed(Fraction(1)) is held.missed(Fraction(2)) is None
    assert held.missed(Fraction(999, 1000)) is held.lower
    assert held.missed(Fraction(2001, 1000)) is held.upper
    assert Bounds(None, None).missed(Fraction(5)) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=18, min_value=-(10**18), max_value=10**18))
def test_a_decimal_is_shown_as_it_is(number):
    assert rounded(Fraction(number)) == number


def test_a_ratio_is_compared_by_its_halves_and_shown_rounded():
    third = exact_ratio(Decimal("0.3333333333333333333333333333"), Decimal(1), Decimal(3))
    assert third == Fraction(1, 3)
    assert rounded(third) == Decimal("0.3333333333333333333333333333")
    assert exact_ratio(Decimal("0.5"), Decimal(1), Decimal(0)) == Fraction(1, 2)
