from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipectl.forecast.winning.rows import NEVER, groups_of, ripe
from pipectl.forecast.winning.trial import cuts_of
from tests.builders import AS_OF, an_open, lost, won
from tests.forecast.winning.builders import a_look, ago, as_seen, decided, rows


def _twin(one, key, **given):
    """The same opportunity under another id."""
    return one._replace(key=key, opportunity=replace(one.opportunity, id=key), **given)


def test_each_look_knows_how_it_ended():
    found = rows([as_seen(won(id="a", closed=ago(8), days=10)), as_seen(lost(id="b", closed=ago(8), days=10))])
    assert [(look.seen.key, won) for look, won in zip(found.looks, found.won.tolist(), strict=True)] == [
        ("a", 1.0),
        ("b", 0.0),
    ]


def test_a_look_on_the_day_of_the_close_or_later_is_none():
    one = as_seen(won(id="a", closed=ago(20), days=60))
    found = rows([one], [a_look("a", ago(back)) for back in (21, 20, 19, 0)])
    assert [look.day for look in found.looks] == [ago(21)]


def test_a_look_at_what_is_open_still_or_gone_teaches_nothing():
    assert not len(rows([as_seen(an_open(id="a"))], [a_look("a", ago(9)), a_look("gone", ago(9))]).day)


def test_one_that_stands_twice_counts_once():
    one = as_seen(won(id="a", name="Roof", account="Acme", closed=ago(8), days=10))
    found = rows([one, _twin(one, "b")])
    assert [look.seen.key for look in found.looks] == ["a"]


def test_names_alone_make_nothing_the_same():
    some = [as_seen(won(amount, id=f"{amount}", name="Renewal", closed=ago(8))) for amount in (100, 200)]
    bare = [as_seen(won(None, id=key, name="Renewal", closed=ago(8))) for key in ("x", "y")]
    assert len(set(groups_of([*some, *bare], AS_OF).number.values())) == 4


def test_a_group_is_settled_when_the_last_of_it_is():
    one = as_seen(lost(id="a", name="Roof", account="Acme", created=ago(300), closed=ago(100)))
    later = as_seen(won(id="b", name="Roof", account="ACME", created=ago(300), closed=ago(50)))
    found = rows([one, later])
    assert set(found.settled.tolist()) == {ago(50).toordinal()}


def test_what_may_be_an_open_one_is_never_learnt_from():
    one = as_seen(lost(id="a", name="Roof", account="Acme", created=ago(300), closed=ago(100)))
    found = rows([one, as_seen(an_open(id="b", name="Roof", account="Acme", created=ago(300)))])
    assert set(found.settled.tolist()) == {NEVER}
    assert not len(ripe(found, AS_OF.toordinal()))


@given(st.data())
def test_no_opportunity_and_no_duplicate_of_it_stands_on_both_sides_of_a_cut(data):
    some = decided(60, 20)
    twins = data.draw(st.lists(st.tuples(st.integers(0, 59), st.integers(0, 400), st.booleans()), max_size=20))
    for number, (at, back, is_open) in enumerate(twins):
        state = replace(some[at].opportunity, id=f"t{number}")
        if is_open:
            state = replace(an_open(state.amount, id=f"t{number}", name=state.name), created=state.created)
        elif (begun := state.created) is not None:
            state = replace(state, closed=max(ago(back), begun))
        some.append(as_seen(state))
    found = rows(some)
    look = {one.key: (one.opportunity.name, one.opportunity.amount, one.created) for one in some}
    for cut in cuts_of(found):
        taught = {look[found.looks[row].seen.key] for row in ripe(found, cut)}
        held = {look[found.looks[row].seen.key] for row in np.flatnonzero(found.day >= cut)}
        assert not taught & held
        assert all(found.closed[row] <= cut for row in ripe(found, cut))
