"""Cohort conversion, counted and worked out by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.period import parse_period
from pipectl.history.chronicle import Chronicle
from pipectl.history.conversion import Passage, Reach, best_quarter, cohorts, lift, passages, reach, supposed
from pipectl.history.paths import Path, paths
from tests.builders import AS_OF, EVER, an_open, lost, won

from .living import START, chronicle, life

STAGES = ("One", "Two", "Three")
POSITIONS = {name: place for place, name in enumerate(STAGES)}
END = date(2026, 12, 31)


def walk(trail: str, created: date = START, amount: int = 100) -> Path:
    """A path such as `12W`: stages by number, then W(on), L(ost) or x (gone), five days apart."""
    states = {"W": won(amount, id="a", created=created), "L": lost(amount, id="a", created=created), "x": None}
    states |= {str(n + 1): an_open(amount, id="a", stage=name, created=created) for n, name in enumerate(STAGES)}
    moments = [(created + timedelta(days=5 * n), states[letter]) for n, letter in enumerate(trail)]
    return paths(Chronicle({"a": life(*moments)}), END)["a"]


def count(*trails: str) -> tuple[Passage, ...]:
    return passages([walk(trail) for trail in trails], POSITIONS, EVER)


def halves(*trails: str) -> list[tuple[object, object]]:
    return [(p.conversion.numerator, p.conversion.denominator) for p in count(*trails)]


def test_five_paths_by_hand():
    """One: five reached it, three went on, one died there, one waits. Two: three of which one is lost; Three: 2 won."""
    found = count("1", "1L", "12L", "123W", "123W")
    assert [(p.reached, p.went_on, p.lost, p.waiting, p.won) for p in found] == [
        (5, 3, 1, 1, 2),
        (3, 2, 1, 0, 2),
        (2, 2, 0, 0, 2),
    ]
    assert halves("1", "1L", "12L", "123W", "123W") == [(3, 4), (2, 3), (2, 2)]
    assert [p.won_amount for p in found] == [200, 200, 200]


def test_a_skipped_stage_counts_as_passed():
    assert halves("13L") == [(1, 1), (1, 1), (0, 1)]


def test_one_won_from_the_first_stage_has_passed_them_all():
    assert halves("1W") == [(1, 1), (1, 1), (1, 1)]


@pytest.mark.parametrize("trail", ["1W", "1L", "13L"])
def test_a_skipped_stage_is_reached_in_the_span_of_the_day_that_skipped_it(trail: str):
    quarter = parse_period("2026-Q1", AS_OF)
    assert passages([walk(trail)], POSITIONS, quarter) == passages([walk(trail)], POSITIONS, EVER)
    late = passages([walk(trail, created=date(2026, 3, 29))], POSITIONS, quarter)
    assert [p.reached for p in late] == [1, 0, 0]


def test_one_born_in_the_middle_is_not_counted_before():
    assert halves("2L") == [(0, 0), (0, 1), (0, 0)]


def test_one_that_goes_back_is_counted_once_and_by_how_far_it_came():
    assert halves("1212L") == [(1, 1), (0, 1), (0, 0)]
    assert halves("21L") == [(1, 1), (0, 1), (0, 0)]


def test_one_that_is_reopened_counts_by_where_it_stands_now():
    assert halves("12L2W") == [(1, 1), (1, 1), (1, 1)]
    assert [p.waiting for p in count("12L1")] == [0, 1, 0]


def test_what_is_gone_is_neither_lost_nor_waiting():
    found = count("12x")
    assert [(p.went_on, p.lost, p.waiting, p.gone) for p in found] == [(1, 0, 0, 0), (0, 0, 0, 1), (0, 0, 0, 0)]


def test_what_was_decided_from_the_start_tells_nothing():
    assert halves("W") == [(0, 0), (0, 0), (0, 0)]


def test_a_lost_one_that_was_seen_and_whose_stage_at_loss_is_told_has_been_there():
    before, after = an_open(100, id="a", stage="One"), lost(100, id="a", lost_from_stage="Two")
    found = reach(paths(chronicle(a=life(("2026-01-01", before), ("2026-02-01", after))), END)["a"], POSITIONS)
    assert found is not None
    assert (found.first, found.furthest) == (0, 1)


def test_what_was_decided_before_anybody_looked_counts_nowhere_so_that_lost_and_won_weigh_the_same():
    for state in (lost(100, id="a", lost_from_stage="Two"), won(100, id="a")):
        assert reach(paths(chronicle(a=life(("2026-01-01", state))), END)["a"], POSITIONS) is None


def test_where_nothing_but_ends_is_told_everything_is_supposed_to_have_gone_through_all_stages_before():
    found = [
        supposed(Path((), state, None, None), POSITIONS)
        for state in (
            won(1, closed="2026-03-01"),
            lost(1, lost_from_stage="Two", closed="2026-03-02"),
            an_open(1, stage="One", created="2026-01-05"),
            lost(1, closed="2026-03-03"),
        )
    ]
    assert found == [
        Reach(0, 3, (date(2026, 3, 1),) * 4),
        Reach(0, 1, (date(2026, 3, 2),) * 2),
        Reach(0, 0, (date(2026, 1, 5),)),
        None,
    ]


def test_without_any_conversion_is_undefined():
    assert [p.conversion.value for p in count()] == [None, None, None]
    assert [p.conversion.value for p in count("1")] == [None, None, None]


def test_a_span_holds_those_that_reached_the_stage_in_it():
    january = parse_period("2026-01", AS_OF)
    some = [walk("12L"), walk("12L", created=date(2026, 1, 29))]
    assert [p.reached for p in passages(some, POSITIONS, january)] == [2, 1, 0]


def test_cohorts_are_those_that_began_in_a_span():
    some = [walk("1"), walk("12W"), walk("1L", created=date(2026, 4, 5)), walk("1x", created=date(2026, 5, 5))]
    spans = [parse_period(key, AS_OF) for key in ("2026-Q1", "2026-Q2", "2026-Q3")]
    found = [(c.began, c.reached, c.won, c.lost, c.waiting, c.gone) for c in cohorts(some, POSITIONS, spans)]
    assert found == [(2, (2, 1, 1), 1, 0, 1, 0), (2, (2, 0, 0), 0, 1, 0, 1), (0, (0, 0, 0), 0, 0, 0, 0)]
    assert [c.known for c in cohorts(some, POSITIONS, spans)] == [2, 2, 0]


def test_of_a_cohort_those_seen_only_when_they_were_under_way_are_in_no_share():
    before = an_open(1, id="a", stage="Two", created="2026-01-01")
    late = paths(chronicle(("2026-02-01",), a=life(("2026-02-01", before))), END)["a"]
    (found,) = cohorts([late, walk("1")], POSITIONS, [parse_period("2026-Q1", AS_OF)])
    assert (found.began, found.known, found.reached) == (2, 1, (1, 0, 0))


trails = st.lists(
    st.text(alphabet="123", min_size=1, max_size=5).flatmap(lambda t: st.sampled_from([t, t + "W", t + "L", t + "x"])),
    max_size=12,
)


@given(trails)
def test_counts_are_those_of_a_plain_reading_of_the_trails(found: list[str]):
    for place, passage in enumerate(count(*found)):
        here = [t for t in found if min(map(int, t.strip("WLx"))) <= place + 1]
        went = [t for t in here if t.endswith("W") or max(map(int, t.strip("WLx"))) > place + 1]
        stopped = [t for t in here if t not in went and max(map(int, t.strip("WLx"))) == place + 1]
        assert (passage.reached, passage.went_on) == (len(went) + len(stopped), len(went))
        assert passage.lost == sum(t.endswith("L") for t in stopped)
        assert passage.gone == sum(t.endswith("x") for t in stopped)
        assert passage.reached == passage.went_on + passage.lost + passage.waiting + passage.gone


@given(trails, trails)
def test_counts_of_two_groups_pool_to_those_of_both(one: list[str], other: list[str]):
    pooled = [a + b for a, b in zip(count(*one), count(*other), strict=True)]
    assert pooled == list(count(*one, *other))


Q1, Q2 = (parse_period(key, AS_OF) for key in ("2026-Q1", "2026-Q2"))


def test_the_best_quarter_has_enough_decided_and_few_that_wait():
    few, waiting = Passage(9, 9), Passage(15, 11, 0, 4)
    assert best_quarter([(Q1, few), (Q2, waiting)]) is None
    good, better = Passage(10, 5, 5), Passage(12, 8, 2, 2)
    found = best_quarter([(Q1, better), (Q2, good)])
    assert found is not None
    assert (found[0], found[1].value) == (Q1, Decimal("0.8"))


def test_a_lift_by_hand():
    """20 of 50 went on, and of these 300 was won; at 60 % it would be 300 x 0.6 / 0.4 = 450: 150 more."""
    found = lift("Two", Passage(50, 20, 30, won=9, won_amount=Decimal(300)), Decimal("0.6"))
    assert found is not None
    assert found.adds == 150


@pytest.mark.parametrize("whole", [Passage(), Passage(5, 0, 5), Passage(5, 4, 1)])
def test_there_is_no_lift_without_a_conversion_or_above_the_target(whole: Passage):
    assert lift("Two", whole, Decimal("0.8")) is None
