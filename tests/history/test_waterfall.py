"""The waterfall balances to the cent, and each move stands in the bucket it belongs to."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.history.chronicle import Life, state_at
from pipectl.history.waterfall import OUTWARD, Bucket, Level, Waterfall, waterfall
from tests.builders import EVER, THIS_QUARTER, an_open, lost, won

from .living import START, life, lives_of_any_kind

END = date(2026, 3, 31)

SOON, LATER, NEVER = "2026-03-31", "2026-05-31", None


def fall(*moments: tuple[str, Opportunity | None], window=THIS_QUARTER) -> Waterfall:
    """The waterfall of one life from the first of January to the end of the quarter."""
    return waterfall({"k": life(*moments)}, START, END, window)


def moved(found: Waterfall) -> list[tuple[str, int]]:
    """Bucket and amount of each entry."""
    return [(entry.bucket.value, int(entry.amount)) for entry in found.entries]


def due(amount, close=SOON):
    return an_open(amount, expected_close=close)


def test_what_does_not_change_moves_nothing():
    found = fall(("2025-12-01", due(100)))
    assert (found.start, found.end, found.entries) == (Level(1, Decimal(100)), Level(1, Decimal(100)), ())


def test_what_appears_is_created():
    assert moved(fall(("2026-02-01", due(100)))) == [("created", 100)]


def test_what_appears_on_the_first_day_is_there_from_the_start():
    found = fall(("2026-01-01", due(100)))
    assert (found.start.opportunities, moved(found)) == (1, [])


def test_an_amount_that_rises_and_falls_is_increased_and_decreased():
    found = fall(("2025-12-01", due(100)), ("2026-02-01", due(150)), ("2026-02-02", due(120)))
    assert moved(found) == [("increased", 50), ("decreased", -30)]


def test_a_date_moved_out_and_back_in_is_pushed_out_and_pulled_in():
    found = fall(("2025-12-01", due(100)), ("2026-02-01", due(100, LATER)), ("2026-03-01", due(130)))
    assert moved(found) == [("pushed_out", -100), ("pulled_in", 100), ("increased", 30)]


def test_a_date_from_before_the_window_is_pulled_in_and_one_taken_away_pushed_out():
    assert moved(fall(("2025-12-01", due(100, "2025-12-31")), ("2026-01-05", due(100)))) == [("pulled_in", 100)]
    assert moved(fall(("2025-12-01", due(100)), ("2026-01-05", due(100, NEVER)))) == [("pushed_out", -100)]


def test_one_is_won_with_its_last_amount_and_lost_with_the_one_before():
    assert moved(fall(("2025-12-01", due(100)), ("2026-02-01", won(90)))) == [("decreased", -10), ("won", -90)]
    assert moved(fall(("2025-12-01", due(100)), ("2026-02-01", lost(None)))) == [("lost", -100)]


def test_what_is_pulled_in_then_lost_stands_in_both():
    found = fall(("2025-12-01", due(100, LATER)), ("2026-02-01", due(100)), ("2026-02-09", lost(100)))
    assert moved(found) == [("pulled_in", 100), ("lost", -100)]


def test_what_was_due_later_and_is_won_in_the_window_is_pulled_in_and_won():
    found = fall(("2025-12-01", due(100, LATER)), ("2026-02-01", won(120, closed="2026-02-01")))
    assert moved(found) == [("pulled_in", 100), ("increased", 20), ("won", -120)]


def test_what_was_due_later_and_is_lost_was_never_in_the_window():
    assert moved(fall(("2025-12-01", due(100, LATER)), ("2026-02-01", lost(100, closed="2026-02-01")))) == []


def test_what_appears_decided_in_the_window_is_created_and_decided():
    assert moved(fall(("2026-02-01", won(100)))) == [("created", 100), ("won", -100)]
    assert moved(fall(("2026-02-01", lost(100)))) == [("created", 100), ("lost", -100)]
    assert moved(fall(("2026-02-01", won(100, closed="2025-06-01", expected_close="2025-06-01")))) == []


def test_what_opens_again_is_reopened_whatever_it_was():
    for before in (won(100), lost(100), None):
        found = fall(("2025-12-01", due(100)), ("2025-12-02", before), ("2026-02-01", due(70)))
        assert moved(found) == [("reopened", 70)]


def test_what_is_gone_is_removed():
    assert moved(fall(("2025-12-01", due(100)), ("2026-02-01", None))) == [("removed", -100)]


def test_what_was_lost_and_is_won_after_all_is_reopened_and_won():
    found = fall(("2025-12-01", due(100)), ("2025-12-02", lost(100)), ("2026-02-01", won(110, closed="2026-02-01")))
    assert moved(found) == [("reopened", 110), ("won", -110)]


def test_a_window_without_bounds_holds_what_has_no_date():
    found = fall(("2025-12-01", due(100, NEVER)), ("2026-01-05", due(100, LATER)), window=EVER)
    assert found.start.amount == 100
    assert moved(found) == []


def test_without_an_amount_it_moves_and_adds_nothing():
    found = fall(("2026-02-01", due(None)), ("2026-02-02", lost(None)))
    assert moved(found) == [("created", 0), ("lost", 0)]
    assert found.buckets[Bucket.CREATED] == Level(1, Decimal(0))


def test_a_bucket_counts_each_opportunity_once():
    found = fall(("2025-12-01", due(1)), ("2026-02-01", due(2)), ("2026-02-02", due(4)), ("2026-02-03", due(3)))
    assert found.buckets[Bucket.INCREASED] == Level(1, Decimal(3))
    assert found.buckets[Bucket.DECREASED] == Level(1, Decimal(-1))


def test_a_quarter_by_hand():
    """Three due at the start, 600; at the end one of 300 and the new one of 80.

    600 + created 80 + pulled in 50 + increased 100 - pushed out 100 - lost 50 - won 300 = 380.
    """
    lives = {
        "big": life(("2025-12-01", due(200)), ("2026-01-20", due(300))),
        "late": life(("2025-12-01", due(100)), ("2026-02-01", due(100, LATER))),
        "won": life(("2025-12-01", due(300)), ("2026-02-03", won(300))),
        "pulled": life(("2025-12-01", due(50, LATER)), ("2026-02-04", due(50)), ("2026-02-20", lost(50))),
        "new": life(("2026-03-01", due(80))),
    }
    found = waterfall(lives, START, END, THIS_QUARTER)
    assert (found.start, found.end) == (Level(3, Decimal(600)), Level(2, Decimal(380)))
    told = {bucket.value: int(level.amount) for bucket, level in found.buckets.items() if level.opportunities}
    assert told == {"created": 80, "pulled_in": 50, "increased": 100, "pushed_out": -100, "won": -300, "lost": -50}


windows = st.sampled_from([THIS_QUARTER, EVER])


@given(lives_of_any_kind(), st.integers(-50, 130), st.integers(0, 90), windows)
def test_it_balances_for_any_lives_days_and_windows(lives: dict[str, Life], first: int, length: int, window):
    start = START + timedelta(days=first)
    end = start + timedelta(days=length)
    found = waterfall(lives, start, end, window)
    assert found.start.amount + sum(level.amount for level in found.buckets.values()) == found.end.amount
    for bucket in Bucket:
        signs = [entry.amount for entry in found.entries if entry.bucket is bucket]
        if bucket in (Bucket.INCREASED, Bucket.DECREASED):
            assert all((amount < 0) == (bucket in OUTWARD) for amount in signs)


@given(lives_of_any_kind(), st.integers(-50, 130), st.integers(0, 60), st.integers(0, 60), windows)
def test_two_in_a_row_make_the_one_over_both(lives: dict[str, Life], first: int, one: int, two: int, window):
    days = [START + timedelta(days=n) for n in (first, first + one, first + one + two)]
    whole = waterfall(lives, days[0], days[2], window)
    parts = [waterfall(lives, a, b, window) for a, b in pairwise(days)]
    assert parts[0].end == parts[1].start
    assert {b: v.amount for b, v in whole.buckets.items()} == {
        b: parts[0].buckets[b].amount + parts[1].buckets[b].amount for b in Bucket
    }


@given(lives_of_any_kind(), windows)
def test_its_ends_are_what_stands_open_on_these_days(lives: dict[str, Life], window):
    found = waterfall(lives, START, END, window)
    for level, when in ((found.start, START), (found.end, END)):
        standing = [state for one in lives.values() if (state := state_at(one, when)) and state.outcome.value == "open"]
        inside = [state for state in standing if window is EVER or state.expected_close in window]
        assert level == Level(len(inside), sum((state.amount or Decimal(0) for state in inside), Decimal(0)))
