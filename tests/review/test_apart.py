"""Whether two figures differ by more than so few allow: worked by hand."""

from decimal import Decimal

import pytest

from pipectl.domain.coaching import Against
from pipectl.domain.values import Ratio
from pipectl.review.apart import by_intervals, by_ranks, ranked


def against(one: list[int], rest: list[int]) -> Against:
    return by_ranks(one, ranked([*one, *rest]))


def test_shares_whose_intervals_touch_are_alike_and_others_higher_or_lower():
    # 18 of 20: 70-97 %; 4 of 20: 8-42 %; 10 of 20: 30-70 %.
    high, low, middle = Ratio(18, 20).interval, Ratio(4, 20).interval, Ratio(10, 20).interval
    assert by_intervals(high, low) is Against.HIGHER
    assert by_intervals(low, high) is Against.LOWER
    assert by_intervals(high, middle) is Against.ALIKE
    assert by_intervals(Ratio(0, 0).interval, high) is Against.UNTOLD


def test_equals_share_the_mean_of_their_ranks():
    found = ranked([10, 20, 20, 30])
    assert found.ranks == {10: Decimal(1), 20: Decimal("2.5"), 30: Decimal(4)}
    assert (found.size, found.ties) == (4, 2**3 - 2)


def test_values_that_are_all_above_are_higher_where_there_are_enough_of_them():
    # 8 above 8: U = 64, mean 32, sd = sqrt(64 / 12 x 17) = 9.52, (32 - 0.5) / 9.52 = 3.31, over 1.96 x sqrt 2 = 2.77.
    assert against(list(range(100, 108)), list(range(8))) is Against.HIGHER
    assert against(list(range(8)), list(range(100, 108))) is Against.LOWER
    # 5 above 5: U = 25, mean 12.5, sd = sqrt(25 / 12 x 11) = 4.79, 12 / 4.79 = 2.51: five are too few for that bound.
    assert against(list(range(100, 105)), list(range(5))) is Against.ALIKE


def test_one_big_value_makes_nobody_s_values_big():
    assert against([10, 11, 12, 13, 14, 1_000_000], [10, 11, 12, 13, 14, 15, 16]) is Against.ALIKE


@pytest.mark.parametrize(("one", "rest"), [([], [1, 2]), ([1, 2], [])])
def test_nothing_can_be_held_against_nothing(one, rest):
    assert against(one, rest) is Against.UNTOLD


def test_values_that_are_all_equal_are_alike():
    assert against([7] * 30, [7] * 30) is Against.ALIKE


def test_money_and_its_spelling_with_more_digits_rank_alike():
    assert ranked([Decimal("10.0"), Decimal(10)]).ranks == {Decimal(10): Decimal("1.5")}
