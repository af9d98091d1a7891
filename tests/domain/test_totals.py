"""Totals add, whatever the order and the grouping."""

from decimal import Decimal
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.totals import Band, Duration, Tally, Totals

money = st.decimals(-(10**12), 10**12, places=2)
tallies = st.builds(Tally, st.integers(0, 99), st.integers(0, 99), money, money, money)
durations = st.builds(Duration, st.integers(0, 99), st.integers(0, 9999))
bands = st.lists(st.builds(Band, st.integers(0, 9), st.integers(0, 9), money), max_size=3).map(tuple)
places = st.lists(st.integers(0, 99), max_size=4).map(tuple)
totals = st.builds(
    Totals,
    open=tallies,
    won=tallies,
    lost=tallies,
    cycle=durations,
    calibration=bands,
    open_at=places,
    lost_at=places,
    currencies=st.frozensets(st.sampled_from(["", "EUR", "USD"])),
)


@settings(max_examples=50)
@given(totals, totals, totals)
def test_adding_totals_is_associative(a, b, c):
    assert (a + b) + c == a + (b + c)


@settings(max_examples=50)
@given(totals, totals)
def test_adding_totals_is_commutative(a, b):
    assert a + b == b + a


@settings(max_examples=50)
@given(totals)
def test_the_totals_of_nothing_change_nothing(a):
    assert a + Totals() == a == Totals() + a


def test_cents_survive_a_thousand_additions():
    tenth = Tally(count=1, with_amount=1, amount=Decimal("0.10"))
    assert reduce(lambda a, b: a + b, [tenth] * 1000).amount == 100


def test_a_sum_that_would_need_rounding_raises_instead():
    with pytest.raises(ArithmeticError):
        Tally(amount=Decimal("1e130")) + Tally(amount=Decimal(1))


def test_totals_carry_every_currency_that_either_saw():
    both = Totals(currencies=frozenset({"EUR"})) + Totals(currencies=frozenset({"USD", "EUR"}))
    assert both.currencies == {"EUR", "USD"}
