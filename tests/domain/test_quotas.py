from datetime import date
from decimal import Decimal

import pytest

from pipectl.domain.period import parse_period
from pipectl.domain.quotas import Target, flaws

ANN, TEAM = ("ann", ""), ("", "")


def found(*quotas, holder=ANN):
    targets = [
        Target(number, holder, parse_period(period, date(2026, 1, 1)), Decimal(amount))
        for number, (period, amount) in enumerate(quotas)
    ]
    return [(flaw.number, flaw.problem) for flaw in flaws(targets)]


def test_periods_that_follow_each_other_fit():
    assert found(("2026-Q1", 1), ("2026-Q2", 1), ("2026-07", 1), ("2026-08..2026-12", 1)) == []
    assert found(("2026-Q2", 1), ("2026-Q1", 1)) == []
    assert found() == found(("2026", 5)) == []


def test_a_gap_is_found_whatever_the_order_and_says_its_days():
    gap = "leaves a gap behind 2026-Q1: 2026-04-01 to 2026-06-30 has no quota"
    assert found(("2026-Q1", 1), ("2026-Q3", 1)) == [(1, gap)]
    assert found(("2026-Q3", 1), ("2026-Q1", 1)) == [(0, gap)]
    assert found(("2026-01-01..2026-01-30", 1), ("2026-02", 1))[0][1].endswith("2026-01-31 to 2026-01-31 has no quota")


def test_days_that_two_quotas_share_are_found():
    assert found(("2026-Q1", 1), ("2026-03..2026-04", 1)) == [
        (1, "shares days with 2026-Q1, for which there is another quota")
    ]


def test_a_quarter_is_a_part_of_its_year():
    assert found(("2026", 100), ("2026-Q1", 10)) == []
    quarters = [(f"2026-Q{number}", 25) for number in range(1, 5)]
    assert found(("2026", 100), *quarters) == []
    assert found(("2026", 90), *quarters) == [(0, "has 90, and its parts sum to 100")]
    assert found(("2026", 100), *quarters[:3], ("2026-10", 10), ("2026-11", 10), ("2026-12", 5)) == []


def test_parts_are_held_to_the_same_as_their_whole():
    assert found(("2026", 100), ("2026-Q1", 10), ("2026-Q3", 10)) == [
        (2, "leaves a gap behind 2026-Q1: 2026-04-01 to 2026-06-30 has no quota")
    ]
    assert [number for number, _ in found(("2026", 9), ("2026-Q1", 4), ("2026-03..2026-04", 4))] == [2]


@pytest.mark.parametrize("other", [TEAM, ("", "east"), ("bo", "")])
def test_quotas_of_different_people_have_nothing_to_do_with_each_other(other):
    first = Target(0, ANN, parse_period("2026-Q1", date(2026, 1, 1)), Decimal(1))
    second = Target(1, other, parse_period("2026-Q3", date(2026, 1, 1)), Decimal(1))
    assert list(flaws([first, second])) == []


def test_nobody_alone_has_more_than_everybody():
    def whole(amount, *parts):
        held = [("2026-Q2", amount, TEAM), *parts]
        targets = [
            Target(number, holder, parse_period(period, date(2026, 1, 1)), Decimal(much), repr(holder[0]))
            for number, (period, much, holder) in enumerate(held)
        ]
        return [(flaw.number, flaw.problem) for flaw in flaws(targets)]

    ann, bo = ("ann", ""), ("bo", "")
    assert whole(100, ("2026-Q2", 60, ann), ("2026-Q2", 60, bo), ("2026-Q2", 100, ("", "east"))) == []
    assert whole(100, ("2026-Q2", 60, ann), ("2026-Q2", 5000, bo), ("2026-Q2", 101, ("", "east"))) == [
        (0, "has 100 for everybody, and 'bo' alone has 5000 in it")
    ]
    months = [("2026-04", 40, bo), ("2026-05", 40, bo), ("2026-06", 40, bo)]
    assert whole(100, *months) == [(0, "has 100 for everybody, and 'bo' alone has 120 in it")]
    assert whole(100, *months[:2], ("2026-Q2", 80, ann), ("2026-04", 80, ann)) == []
    assert whole(100, ("2026", 5000, bo)) == []
