from datetime import date
from decimal import Decimal

import pytest

from pipectl.domain.check import Check, Waiver


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"min": Decimal(1)}, "names neither metric nor finding; add one"),
        ({"metric": "a", "finding": "DATA101", "min": Decimal(1)}, "names both metric and finding; keep one"),
        ({"metric": "a"}, "needs a bound: min, max, equals, between, max_drop or max_rise; add one"),
        ({"metric": "a", "min": Decimal(2), "max": Decimal(1)}, "has min 2 above max 1; swap the two"),
        ({"metric": "a", "between": (Decimal(2), Decimal(1))}, "has min 2 above max 1; swap the two"),
        ({"metric": "a", "equals": Decimal(2), "max": Decimal(1)}, "has equals beside max; keep one"),
        ({"metric": "a", "between": (Decimal(1), Decimal(2)), "min": Decimal(1)}, "has between beside min; keep one"),
        ({"metric": "a", "equals": Decimal(2), "max_drop": "5%"}, "has equals beside max_drop; keep one"),
        ({"metric": "a", "min": Decimal(2), "at_least": 5}, "has at_least, which is about groups, and no by; add by"),
        ({"finding": "DATA101", "max": Decimal(0), "by": "owner"}, "counts findings, which by says nothing about"),
        ({"finding": "DATA101", "max": Decimal(0), "max_rise": "5"}, "counts findings, which max_rise says nothing"),
    ],
)
def test_a_check_that_makes_no_sense_says_why_and_what_to_do(given, said):
    with pytest.raises(ValueError, match=said.replace("[", r"\[")):
        Check(**given)


def ends(**given):
    check = Check(metric="a", **given)
    return [check.lower, check.upper]


def test_bounds_are_one_pair_however_they_are_written():
    assert ends(min=Decimal(1)) == [1, None]
    assert ends(between=(Decimal(1), Decimal(2))) == [1, 2]
    assert ends(equals=Decimal(0)) == [0, 0]
    assert ends(max_drop="5%") == [None, None]
    assert Check(finding="error", max=Decimal(1)).subject == "error"


def test_a_waiver_is_of_one_opportunity_or_one_owner_until_a_day():
    waiver = Waiver(check="a", owner="Ann", reason="r", until="2026-12-31")
    assert (waiver.who, waiver.last_day) == ("Ann", date(2026, 12, 31))
    with pytest.raises(ValueError, match="waives nobody; add opportunity or owner"):
        Waiver(check="a", reason="r", until="2026-12-31")
    with pytest.raises(ValueError, match="waives both an opportunity and an owner; keep one"):
        Waiver(check="a", owner="Ann", opportunity="O1", reason="r", until="2026-12-31")
