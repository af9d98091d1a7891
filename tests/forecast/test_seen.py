from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from pipectl.domain.finding import Place
from pipectl.domain.values import Outcome
from pipectl.forecast.estimate import Method, Rates
from pipectl.forecast.methods import booked, estimate_of
from pipectl.forecast.target import won_in
from pipectl.forecast.telling import history_view
from pipectl.history.chronicle import Source
from tests.builders import AS_OF, a_spec, an_open, lost, won
from tests.changing import replace
from tests.forecast.builders import a_target, exported, life, remembered
from tests.history.living import START, chronicle


def _by_key(view):
    return {one.key: one for one in view.seen}


def test_an_export_tells_everything_of_today():
    one = _by_key(exported(an_open(70, id="a", probability="0.3")))["a"]
    assert (one.outcome, one.amount, one.stage, one.probability) == (
        Outcome.OPEN,
        Decimal(70),
        "Proposal",
        Decimal("0.3"),
    )
    assert (one.created, one.expected_close) == (date(2026, 1, 3), date(2026, 3, 31))


def test_the_close_percent_is_that_of_the_stage_where_the_row_has_none():
    assert _by_key(exported(an_open(70, id="a")))["a"].probability == Decimal("0.4")


def test_of_a_past_day_an_export_tells_that_it_was_open_and_nothing_else():
    view = exported(an_open(70, id="a"), won(50, id="b", closed="2026-01-20", created="2025-11-01"))
    then = view.before(date(2026, 1, 10))
    assert then.tells == frozenset()
    assert {
        key: (one.outcome, one.amount, one.stage, one.expected_close, one.probability, one.closed)
        for key, one in _by_key(then).items()
    } == {
        "a": (Outcome.OPEN, None, None, None, None, None),
        "b": (Outcome.OPEN, None, None, None, None, None),
    }


def test_the_final_amount_is_known_from_the_close_date_on():
    view = exported(won(50, id="b", closed="2026-01-20", created="2025-11-01"))
    assert _by_key(view.before(date(2026, 1, 19)))["b"].outcome is Outcome.OPEN
    then = _by_key(view.before(date(2026, 1, 20)))["b"]
    assert (then.outcome, then.amount, then.closed) == (Outcome.WON, Decimal(50), date(2026, 1, 20))


def test_nothing_is_known_before_it_is_created():
    assert not exported(an_open(70, id="a")).before(date(2026, 1, 2)).seen


def test_a_view_does_not_look_ahead():
    view = exported(an_open()).before(date(2026, 1, 10))
    with pytest.raises(ValueError, match="2026-01-11"):
        view.before(date(2026, 1, 11))
    with pytest.raises(ValueError, match="2026-01-11"):
        view.open_on(date(2026, 1, 11).toordinal())


def test_what_was_decided_on_an_unknown_day_is_known_today_alone():
    view = exported(won(50, id="b", expected_close=None, created="2025-11-01"))
    assert _by_key(view)["b"].closed is None
    assert not view.before(date(2026, 2, 1)).seen


def test_no_row_vanishes_whatever_else_has_its_id_or_looks_alike():
    rows = (an_open(70, id="a"), won(50, id="a"), an_open(70, id="a"), won(9, name="Z"), won(9, name="Z"))
    view = exported(*rows)
    assert len({one.key for one in view.seen}) == 5
    assert booked(view, a_target()) == 68


@pytest.mark.parametrize("end", [(), (("2026-01-28", None),), (("2026-02-02", None),)])
def test_what_todays_export_has_no_more_is_not_booked_and_that_is_said(end):
    moments = ("2026-01-05", an_open(900, created="2026-01-05")), ("2026-01-20", won(900, expected_close="2026-01-20"))
    there, gone = life(*moments), life(*moments)
    kept = remembered(there=there, gone=gone)
    rows = [one.opportunity for one in kept.seen]
    keys = {row.place: key for key, row in zip(("gone", "there"), rows, strict=True)}
    told = replace(chronicle(("2026-01-01",), there=there, gone=life(*moments, *end)), keys=keys)
    view = history_view(told, rows[1:], a_spec(), AS_OF)
    assert (booked(kept, a_target()), booked(view, a_target())) == (Decimal(1800), Decimal(900))
    rates = Rates(view.open, np.zeros(0), np.zeros(0))
    assert estimate_of(Method.WEIGHTED, view, a_target(), rates).said == (
        "1 won in the period (900 in all) left today's export since: not booked",
    )
    assert booked(view, a_target(as_of="2026-01-25")) == 1800
    assert len(won_in(view, *a_target().learnt_from(view))) == 2


@pytest.mark.parametrize("decided", [won, lost])
def test_what_was_decided_and_deleted_counts_as_decided_as_it_does_in_the_funnel(decided):
    begun = "2025-12-01", an_open(900, created="2025-12-01")
    end = "2026-01-10", decided(900, expected_close="2026-01-10")
    view = remembered(a=life(begun, end, ("2026-01-15", None)))
    for then in (view, view.before(date(2026, 1, 20))):
        assert [(one.outcome, one.closed) for one in then.seen] == [(end[1].outcome, date(2026, 1, 10))]


def test_what_was_opened_again_and_deleted_while_open_is_gone():
    begun = "2025-12-01", an_open(900, created="2025-12-01")
    end = "2026-01-10", won(900, expected_close="2026-01-10")
    view = remembered(a=life(begun, end, ("2026-01-12", begun[1]), ("2026-01-15", None)))
    assert view.before(date(2026, 1, 14)).seen
    assert not view.before(date(2026, 1, 15)).seen
    assert not view.seen


def test_opportunities_without_ids_of_one_name_are_told_apart_by_what_else_they_are():
    view = exported(
        an_open(70, name="Renewal"), an_open(80, name="Renewal"), an_open(70, name="Renewal", created="2025-12-01")
    )
    assert len({one.key for one in view.seen}) == 3


def test_history_tells_what_it_was_then():
    first = an_open(70, stage="Qualified", created="2025-12-01", expected_close="2026-01-31")
    later = an_open(90, stage="Proposal", created="2025-12-01", expected_close="2026-03-31")
    view = remembered(a=life(("2025-12-01", first), ("2026-01-20", later)))
    then, now = _by_key(view.before(date(2026, 1, 19)))["a"], _by_key(view)["a"]
    assert (then.amount, then.stage, then.expected_close, then.pushes, then.entered) == (
        Decimal(70), "Qualified", date(2026, 1, 31), 0, date(2025, 12, 1))  # fmt: skip
    assert (now.amount, now.stage, now.expected_close, now.pushes, now.entered) == (
        Decimal(90), "Proposal", date(2026, 3, 31), 1, date(2026, 1, 20))  # fmt: skip


def test_before_history_begins_dates_prove_that_it_was_open():
    view = remembered(since="2026-01-15", a=life(("2026-01-15", an_open(70, created="2025-12-01"))))
    then = view.before(date(2026, 1, 14))
    assert then.tells == frozenset()
    assert [(one.outcome, one.amount, one.stage) for one in then.seen] == [(Outcome.OPEN, None, None)]


def test_nobody_knows_since_when_it_is_in_the_stage_it_was_first_seen_in():
    view = remembered(since="2026-01-15", a=life(("2026-01-15", an_open(70, created="2025-12-01"))))
    assert [one.entered for one in view.seen] == [None]


def test_what_is_gone_is_no_longer_seen():
    view = remembered(a=life(("2025-12-01", an_open(created="2025-12-01")), ("2026-01-10", None)))
    assert view.before(date(2026, 1, 9)).seen
    assert not view.before(date(2026, 1, 10)).seen


def test_today_is_as_todays_export_has_it():
    then = an_open(70, created="2025-12-01", place=Place("x", 2))
    view = remembered(
        a=life(("2025-12-01", then), ("2026-02-02", an_open(75, created="2025-12-01", place=Place("x", 2))))
    )
    assert [one.amount for one in view.seen] == [Decimal(75)]
    assert [one.amount for one in view.before(date(2026, 2, 1)).seen] == [Decimal(70)]


def test_the_chance_of_a_stage_is_told_as_long_as_the_stage_where_no_row_ever_had_a_close_percent():
    bare = replace(chronicle(("2025-03-01",)), sources=(Source("log", frozenset({"stage"}), START, START),))
    for own, told in ((None, True), ("0.3", False)):
        lives = {"a": life((START, an_open(100, id="a", probability=own)))}
        view = history_view(replace(bare, lives=lives), (), a_spec(), date(2026, 2, 2))
        assert ("probability" in view.before(START).tells) is told


def test_what_a_snapshot_did_not_show_was_not_known_whatever_dates_were_filled_in_later():
    late = life(("2026-01-20", won(900, id="b", created="2025-11-01", expected_close="2025-12-15")))
    undated = life(("2026-01-20", won(900, id="c", created=None, expected_close="2025-12-15")))
    view = remembered(looks=("2025-12-01", "2026-01-01", "2026-01-20"), b=late, c=undated)
    assert not view.before(date(2025, 12, 31)).seen
    assert not view.before(date(2026, 1, 19)).seen
    assert {one.outcome for one in view.before(date(2026, 1, 20)).seen} == {Outcome.WON}


def test_what_was_created_and_decided_between_two_snapshots_was_open_until_its_close():
    quick = life(("2026-01-05", won(900, id="b", created="2026-01-05", expected_close="2026-01-20")))
    view = remembered(looks=("2026-01-01", "2026-02-01"), b=quick)
    assert not view.before(date(2026, 1, 4)).seen
    assert [(one.outcome, one.amount, one.closed) for one in view.before(date(2026, 1, 19)).seen] == [
        (Outcome.OPEN, None, None)
    ]
    assert [one.outcome for one in view.before(date(2026, 1, 20)).seen] == [Outcome.WON]


def test_a_close_that_is_later_in_todays_export_than_history_has_it_is_a_push():
    then = an_open(100, created="2026-01-05", expected_close="2026-02-15", place=Place("d.csv", 2))
    now = replace(then, expected_close=date(2026, 3, 30))
    told = replace(chronicle(("2026-01-05", "2026-01-20"), k=life(("2026-01-05", then))), keys={now.place: "k"})
    assert [one.pushes for one in history_view(told, [now], a_spec(), AS_OF).seen] == [1]
