"""Supposing something else: how it is typed, and what it makes of a forecast."""

from decimal import Decimal
from itertools import permutations

import pytest

from pipectl.domain.errors import UsageProblem
from pipectl.domain.values import Undefined
from pipectl.forecast.distribution import distribution_of
from pipectl.forecast.estimate import Arrivals, Chance, Estimate, Method
from pipectl.forecast.supposed import FORMS, Close, DealSize, Drop, New, Slip, WinRate, supposed
from pipectl.forecast.what_if import Named, what_if

D = Decimal
ESTIMATE = Estimate(
    Method.HAZARD,
    D(1000),
    (Chance("a", D(100), D("0.4000")), Chance("b@x", D("200.10"), D("0.9500"))),
    Arrivals(2.0, (50.0, 150.0)),
    error=0.1,
)


def changed(*texts, estimate=ESTIMATE, won=0.25, keys=None):
    ids = keys or {row.key: row.key for row in estimate.rows}
    known = {name: [Named(key, key)] for name, key in ids.items()}
    return what_if(estimate, supposed(texts), known=known, won_of_new=lambda: won)


def rows(estimate):
    return [(row.amount, row.probability) for row in estimate.rows]


def test_every_form_is_read():
    typed = ["win_rate=+10%", "deal_size=-5.5%", "slip=20%", "drop=A 1", "close=x@y.org@90%", "new=10@25000"]
    assert [one.change for one in supposed(typed)] == [
        WinRate(D("1.10")), DealSize(D("0.945")), Slip(D("0.20")), Drop("A 1"), Close("x@y.org", D("0.90")),
        New(10, D(25000)),
    ]  # fmt: skip
    assert [one.text for one in supposed(typed)] == typed


def test_the_forms_that_are_shown_can_be_typed():
    assert [type(one.change) for text in FORMS.values() for one in supposed([text])] == [
        WinRate, DealSize, Slip, Drop, Close, New
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("winrate=+10%", "is none of its forms; write win_rate=+10%, deal_size=-5%, slip=20%, drop=ID,"),
        ("win_rate", "is none of its forms"),
        ("drop=", "is none of its forms"),
        ("win_rate=10%", "with its sign"),
        ("win_rate=+10", "write win_rate=+10% or win_rate=-10%"),
        ("win_rate=-101%", "at least -100%"),
        ("win_rate=+%", "with its sign"),
        ("deal_size=+1e3%", "write deal_size=+5% or deal_size=-5%"),
        ("deal_size=+٣%", "write deal_size"),
        ("slip=120%", "from 0% to 100%"),
        ("slip=+5%", "write slip=20%"),
        ("close=A", "write close=ID@90%"),
        ("close=@5%", "write close=ID@90%"),
        ("close=A@101%", "write close=ID@90%"),
        ("close=A@0.9", "write close=ID@90%"),
        ("new=10", "write new=10@25000"),
        ("new=0@5", "write new=10@25000"),
        ("new=1.5@5", "write new=10@25000"),
        ("new=10001@5", "up to 10,000"),
        ("new=10@25,000", "in plain digits"),
        ("new=10@0", "write new=10@25000"),
        ("new=10@-5", "write new=10@25000"),
    ],
)
def test_what_can_not_be_meant_is_refused_with_the_form_to_write(text, said):
    with pytest.raises(UsageProblem) as problem:
        supposed([text])
    assert repr(text) in problem.value.message
    assert said in problem.value.message


@pytest.mark.parametrize(
    ("one", "other"), [("win_rate=+1%", "win_rate=-1%"), ("drop=A", "close=A@5%"), ("slip=1%", "slip=1%")]
)
def test_two_that_speak_of_the_same_thing_are_refused(one, other):
    with pytest.raises(UsageProblem, match="speak of the same thing"):
        supposed([one, other])
    assert len(supposed(["new=1@5", "new=1@5", "drop=A", "drop=B"])) == 4


def test_a_better_win_rate_is_a_part_more_of_every_chance_up_to_certain():
    found = changed("win_rate=+10%")
    assert rows(found) == [(D(100), D("0.4400")), (D("200.10"), D(1))]
    assert found.new_amount == D(220)
    assert changed("win_rate=-100%").expected == 1000


def test_deal_size_changes_every_amount_to_the_cent():
    found = changed("deal_size=-5%")
    assert rows(found) == [(D("95.00"), D("0.4000")), (D("190.10"), D("0.9500"))]
    assert found.new_amount == D(190)


def test_slip_takes_a_share_of_the_chance_of_open_ones_alone():
    found = changed("slip=20%")
    assert rows(found) == [(D(100), D("0.3200")), (D("200.10"), D("0.7600"))]
    assert found.new == ESTIMATE.new


def test_one_that_is_dropped_is_gone_and_one_that_is_set_has_its_chance():
    found = changed("drop=a", "close=b@x@50%")
    assert rows(found) == [(D("200.10"), D("0.5000"))]
    assert distribution_of(found).mean == found.expected


def test_ids_are_those_of_the_export():
    assert rows(changed("drop=006A", keys={"006A": "a"})) == rows(changed("drop=a"))


def test_an_unknown_id_is_refused_with_the_one_probably_meant():
    with pytest.raises(UsageProblem, match=r"no open opportunity has the id '006a'; did you mean '006A'\?"):
        changed("drop=006a", keys={"006A": "a"})
    with pytest.raises(UsageProblem, match="pipectl list shows"):
        changed("close=zzz@5%", keys={"006A": "a"})


def test_new_ones_are_won_at_the_own_rate_within_the_time_left():
    found = changed("new=3@25000", "win_rate=+10%")
    assert rows(found)[2:] == [(D(25000), D("0.2750"))] * 3
    assert len({row.key for row in found.rows}) == 5
    assert changed("new=3@25000", "new=1@10").expected == ESTIMATE.expected + D("18752.50")


def test_new_ones_without_a_known_rate_are_refused_with_the_reason():
    with pytest.raises(UsageProblem, match="how many of these would be won is not known: nothing is won yet"):
        changed("new=3@25000", won=Undefined("nothing is won yet"))


def test_the_order_in_which_changes_are_typed_changes_nothing():
    texts = ["win_rate=+10%", "deal_size=-5%", "close=a@90%", "new=2@500"]
    once = changed(*texts)
    assert rows(once)[0] == (D("95.00"), D("0.9000"))
    assert all(rows(changed(*other)) == rows(once) for other in permutations(texts))


def test_the_run_rate_refuses_what_is_said_of_open_ones():
    by_rate = Estimate(Method.RUN_RATE, D(0), (Chance("a", D(5), D(0)),), Arrivals(2.0, (50.0,)))
    with pytest.raises(UsageProblem, match="the run rate leaves out; choose another --method"):
        changed("drop=a", estimate=by_rate)
    assert changed("win_rate=+50%", estimate=by_rate).expected == 150


def test_nothing_not_yet_created_stays_nothing():
    plain = Estimate(Method.WEIGHTED, D(0), ESTIMATE.rows)
    assert changed("win_rate=+10%", "deal_size=+10%", estimate=plain).new is None
