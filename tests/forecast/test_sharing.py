"""A forecast by group: the parts add to the whole, and each group has what its own distribution is made of."""

from decimal import Decimal

import pytest

from pipectl.forecast.estimate import Arrivals, Chance, Estimate, Method
from pipectl.forecast.sharing import shared
from tests.builders import an_open, won
from tests.forecast.builders import a_target, exported

VIEW = exported(
    an_open(100, id="a", owner="Ann"),
    an_open(200, id="b", owner="Bo"),
    an_open(50, id="c"),
    won(300, id="d", owner="Ann", closed="2026-01-20"),
    won(100, id="e", owner="Bo", closed="2025-11-20"),
)
WHOLE = Estimate(
    Method.HAZARD,
    Decimal(300),
    tuple(Chance(key, Decimal(amount), Decimal("0.5")) for key, amount in (("a", 100), ("b", 200), ("c", 50))),
    Arrivals(0.5, (300.0, 100.0)),
)


def test_groups_add_to_the_whole_and_new_ones_go_as_the_amount_won():
    found = shared(VIEW, a_target(), WHOLE, lambda one: one.owner)
    # 0.5 x 200 = 100 not yet created; Ann won 300 of 400 in the lookback.
    assert {key: [int(part) for part in one.part] for key, one in found.items()} == {
        "Ann": [300, 50, 75],
        "Bo": [0, 100, 25],
        None: [0, 25, 0],
    }
    assert sum(one.part.expected for one in found.values()) == WHOLE.expected
    assert {key: one.open_count for key, one in found.items()} == {"Ann": 1, "Bo": 1, None: 1}


def test_new_ones_of_a_group_are_like_its_own_wins_and_bring_its_part():
    found = shared(VIEW, a_target(), WHOLE, lambda one: one.owner)
    new = found["Ann"].estimate.new
    assert new is not None
    assert new.number == pytest.approx(0.25)
    assert list(new.amounts) == [300.0]
    assert found["Ann"].estimate.expected == found["Ann"].part.expected
    assert found[None].estimate.new is None
