from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.values import ZERO, Undefined
from pipectl.forecast.backtest import estimates, trials_of
from pipectl.forecast.estimate import Method
from pipectl.forecast.groups import by_group, shared_out
from pipectl.forecast.sharing import shared
from pipectl.forecast.supposed import supposed
from pipectl.forecast.what_if import what_if
from tests.builders import an_open, won
from tests.forecast.builders import a_target, exported, known
from tests.forecast.test_hazard import ten_wins

AMOUNTS = st.decimals("0.01", "99999", places=2)


def test_parts_by_hand():
    view = exported(an_open(100, id="a", owner="Bo"), an_open(50, id="b"), won(30, id="c", owner="Bo"))
    said = estimates(view, trials_of(view, a_target()))
    found = by_group(known(next(iter(said.values()))), view, a_target(), lambda each: each.owner)
    assert {key: (part.booked, part.open, part.new) for key, part in found.items()} == {
        "Bo": (Decimal(30), Decimal(40), ZERO),
        None: (ZERO, Decimal(20), ZERO),
    }


@given(AMOUNTS, st.dictionaries(st.text("abc", min_size=1), AMOUNTS, min_size=1, max_size=7))
def test_what_is_shared_out_adds_up(amount, weights):
    found = shared_out(amount, weights)
    assert sum(found.values()) == amount
    assert all(share >= 0 for share in found.values())


def test_cents_that_are_left_go_to_the_largest_remainders():
    # A third of 1.00 each is 0.33, and the cent left goes to the first of those alike.
    assert shared_out(Decimal(1), dict.fromkeys("abc", Decimal(7))) == {
        "a": Decimal("0.34"), "b": Decimal("0.33"), "c": Decimal("0.33"),
    }  # fmt: skip


@given(st.lists(st.tuples(AMOUNTS, st.sampled_from(["Bo", "Al", None])), min_size=1, max_size=8))
def test_groups_add_up_to_the_whole_of_every_method(cases):
    opened = [an_open(amount, id=f"o{number}", owner=owner) for number, (amount, owner) in enumerate(cases)]
    taken = [won(amount, id=f"x{number}", owner=owner) for number, (amount, owner) in enumerate(cases)]
    view = exported(*ten_wins(50), *opened, *taken)
    for said in estimates(view, trials_of(view, a_target())).values():
        if not isinstance(said, Undefined):
            parts = by_group(said, view, a_target(), lambda each: each.owner)
            assert sum((part.expected for part in parts.values()), ZERO) == said.expected


def test_what_is_supposed_to_be_created_is_nobodys_in_particular():
    view = exported(*ten_wins(50), an_open(100, id="a", owner="Bo"))
    said = estimates(view, trials_of(view, a_target()))[Method.WEIGHTED]
    more = what_if(known(said), supposed(["new=2@1000"]), known={}, won_of_new=lambda: 0.5)
    parts = shared(view, a_target(), more, lambda each: each.owner)
    assert (parts["Bo"].estimate.expected, parts[None].estimate.expected) == (Decimal(40), Decimal(1000))


def test_groups_add_up_where_less_than_nothing_is_expected_of_new_ones():
    refunds = [won(-50 if number % 4 else 100, id=f"r{number}", created=None, owner="AB"[number % 2],
                   expected_close=date(2025, 1, 1) + timedelta(5 * number)) for number in range(79)]  # fmt: skip
    view = exported(*refunds)
    whole = known(estimates(view, trials_of(view, a_target()))[Method.RUN_RATE])
    parts = shared(view, a_target(), whole, lambda each: each.owner)
    assert whole.new_amount < 0
    assert sum(part.estimate.expected for part in parts.values()) == whole.expected
