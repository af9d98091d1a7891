from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.values import ZERO, Undefined
from pipectl.forecast.backtest import estimates, trials_of
from pipectl.forecast.groups import by_group, shared_out
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
            assert sum((part.fair for part in parts.values()), ZERO) == said.fair
