"""Ratios pool, intervals are known ones, nothing is rounded on the way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.values import Interval, Mean, Ratio, Share, Unit, wilson


def rounded(interval: Interval | None, digits: str = "0.0001") -> tuple[str, str]:
    assert interval is not None
    return str(interval.low.quantize(Decimal(digits))), str(interval.high.quantize(Decimal(digits)))


@pytest.mark.parametrize(
    ("won", "of", "low", "high"),
    [
        (9, 29, "0.1728", "0.4923"),
        (81, 263, "0.2553", "0.3662"),  # Newcombe (1998), table I, method 3
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
        (5, 5, "0.5655", "1.0000"),
    ],
)
def test_wilson_gives_known_intervals(won, of, low, high):
    assert rounded(wilson(Decimal(won), Decimal(of))) == (low, high)


def test_nothing_tried_has_no_interval_and_no_value():
    assert wilson(Decimal(0), Decimal(0)) is None
    assert Ratio(0, 0).value is None
    assert Ratio(0, 0).interval is None


def test_ratios_pool_by_their_halves():
    assert Ratio(1, 2) + Ratio(0, 2) == Ratio(1, 4)
    pooled = Ratio(Decimal("0.1"), 3) + Ratio(Decimal("0.2"), 4)
    assert (pooled.numerator, pooled.denominator) == (Decimal("0.3"), 7)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=6))
def test_pooling_equals_counting_all_at_once(groups):
    pooled = sum((Ratio(won, won + lost) for won, lost in groups), Ratio(0, 0))
    assert pooled == Ratio(sum(won for won, _ in groups), sum(won + lost for won, lost in groups))


@given(st.integers(0, 200), st.integers(1, 200))
def test_an_interval_of_a_proportion_holds_its_value_and_stays_between_0_and_1(won, more):
    ratio = Ratio(won, won + more)
    assert ratio.interval is not None
    assert ratio.value is not None
    assert 0 <= ratio.interval.low <= ratio.value <= ratio.interval.high <= 1


def test_a_ratio_of_money_and_a_mean_are_no_proportions():
    assert Ratio(Decimal(1), Decimal(2)).interval is None
    assert Ratio(3, 2).interval is None
    assert Mean(1, 2).interval is None


def test_a_share_of_money_counts_as_many_opportunities_as_its_amounts_amount_to():
    # Four equal amounts are four opportunities; one large among small ones is little more than one.
    equal = Share(Decimal(20), Decimal(40), squares=Decimal(400))
    assert rounded(equal.interval) == rounded(Ratio(2, 4).interval)
    lopsided = Share(Decimal(20), Decimal(40), squares=Decimal(1600))
    assert rounded(lopsided.interval) == ("0.0546", "0.9454")


def test_machines_read_percentages_and_multiples_as_plain_ratios():
    assert {Unit.PERCENT.published, Unit.MULTIPLE.published} == {"ratio"}
    assert Unit.MONEY_PER_DAY.published == "money/day"
