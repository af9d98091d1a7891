"""What the past tells of a single opportunity of today's export."""

from pipectl.domain.finding import Place
from pipectl.history.chronicle import EVERYTHING, Chronicle
from pipectl.history.trails import Trail, trails
from tests.builders import AS_OF, an_open
from tests.changing import replace

from .living import chronicle, life

HERE, THERE = Place("opportunities.csv", 2), Place("opportunities.csv", 3)


def due(close: str, stage: str = "Proposal", **given):
    return an_open(expected_close=close, stage=stage, **({"place": HERE} | given))


PUSHED = life(
    ("2026-01-05", due("2026-02-10")),
    ("2026-01-10", due("2026-03-10")),
    ("2026-01-20", due("2026-03-01", "Commit")),
    ("2026-01-30", due("2026-03-31", "Commit")),
)


def told(told_life=PUSHED, *, seen=("2025-12-01",), holds=EVERYTHING) -> Chronicle:
    return replace(chronicle(seen, a=told_life), holds=holds, keys={HERE: "a"})


def test_it_has_how_often_its_date_moved_later_and_its_days_in_its_stage():
    # Later on the 10th and the 30th, earlier on the 20th; in Commit since 20 January, 13 days before 2 February.
    assert trails(told(), AS_OF, {HERE}) == {HERE: Trail(push_count=2, days_in_stage=13)}


def test_one_that_never_moved_was_pushed_no_times_and_that_is_known():
    found = trails(told(life(("2026-01-03", due("2026-02-10")))), AS_OF, {HERE})
    assert found[HERE] == Trail(push_count=0, days_in_stage=30)


def test_days_in_its_stage_are_not_known_where_it_was_there_when_history_began():
    old = life(("2025-12-01", due("2026-02-10", created="2025-06-01")))
    assert trails(told(old), AS_OF, {HERE})[HERE] == Trail(push_count=0, days_in_stage=None)
    dated = life(("2025-12-01", due("2026-02-10", created="2025-06-01", stage_changed="2025-11-24")))
    assert trails(told(dated), AS_OF, {HERE})[HERE].days_in_stage == 70


def test_days_count_from_its_last_visit():
    back = life(
        ("2026-01-05", due("2026-02-10")),
        ("2026-01-10", due("2026-02-10", "Commit")),
        ("2026-01-30", due("2026-02-10")),
    )
    assert trails(told(back), AS_OF, {HERE})[HERE].days_in_stage == 3


def test_what_history_does_not_tell_is_not_known():
    assert trails(told(holds=frozenset({"stage"})), AS_OF, {HERE})[HERE] == Trail(None, 13)
    assert trails(told(holds=frozenset({"expected_close"})), AS_OF, {HERE})[HERE] == Trail(2, None)


def test_what_nothing_is_told_of_has_no_trail_and_not_one_of_nothing():
    assert trails(told(), AS_OF, {THERE}) == {}
    assert trails(replace(told(), lives={}), AS_OF, {HERE}) == {}


def test_who_was_moved_back_is_known_by_the_order_of_the_stages():
    back = life(("2026-01-05", due("2026-02-10", "Commit")), ("2026-01-10", due("2026-02-10")))
    positions = {"Proposal": 0, "Commit": 1}
    assert trails(told(back), AS_OF, {HERE}, positions)[HERE] == Trail(0, 23, 1, "Commit")
    assert trails(told(PUSHED), AS_OF, {HERE}, positions)[HERE][2:] == (0, None)
    assert trails(told(back), AS_OF, {HERE})[HERE][2:] == (None, None)
