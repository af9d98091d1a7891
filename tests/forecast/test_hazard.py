from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from pipectl.domain.values import Outcome, Undefined
from pipectl.forecast.curves import curve
from pipectl.forecast.estimate import Method
from pipectl.forecast.hazard import hazard
from pipectl.forecast.methods import estimate
from pipectl.forecast.spans import Window
from pipectl.forecast.staying import from_day, from_entry, stages_of
from pipectl.forecast.visits import TO_LOST, TO_WON, Visits
from tests.builders import THIS_QUARTER, a_spec, an_open, lost, won
from tests.forecast.builders import a_target, chances, exported, known, life, remembered

SPEC = a_spec()


def a_curve(*lives):
    """Of lives as (entry, last age, W, L or nothing)."""
    entry, leave = (np.array([one[place] for one in lives], dtype=np.int64) for place in (0, 1))
    ends = [one[2:] for one in lives]
    return curve(
        entry,
        leave,
        np.array(["W" in one for one in ends], dtype=bool),
        np.array(["L" in one for one in ends], dtype=bool),
    )


def test_the_chance_to_be_won_by_an_age_lets_losses_compete():
    # Four from age 0: at 2 one of 4 won; at 3 one of 3 lost; at 5 one of 2 won; one still open at 5.
    found = a_curve((0, 2, "W"), (0, 3, "L"), (0, 5, "W"), (0, 5))
    # By 5: 1/4 + 3/4 x 2/3 x 1/2 = 1/4 + 1/4
    assert found.won.tolist() == pytest.approx([0, 0, 0.25, 0.25, 0.25, 0.5])
    # open at 3: 1/2 are won at 5; open at 2, one of 3 is lost first: 2/3 x 1/2
    ages = np.array([3, 2, 2, 5, 40])
    assert found.within(ages, Window(0, 3)).tolist() == pytest.approx([1 / 2, 1 / 3, 1 / 3, 0, 0])
    assert found.within(ages, Window(0, 2)).tolist() == pytest.approx([1 / 2, 0, 0, 0, 0])
    assert found.within(ages, Window(2, 3)).tolist() == pytest.approx([0, 1 / 3, 1 / 3, 0, 0])


def test_those_who_come_late_are_at_risk_from_then_on():
    # At 2 one of 1; at 4 one of 2, of which one came at 3.
    assert a_curve((0, 2, "L"), (0, 4, "W"), (3, 6)).won.tolist() == pytest.approx([0, 0, 0, 0, 0.25, 0.25, 0.25])


def test_nobody_at_all_has_no_chance():
    assert a_curve().within(np.array([0, 7]), Window(0, 9)).tolist() == [0, 0]


def ten_wins(days=50, amount=100):
    """Ten that were won at an age of so many days, and ten lost at it, in the last quarter of 2025."""
    return [
        make(
            amount,
            id=f"{make.__name__}{number}",
            closed=f"2025-12-{number + 1:02}",
            days=days,
            expected_close="2025-12-31",
        )
        for number in range(10)
        for make in (won, lost)
    ]


def test_one_younger_than_wins_were_may_be_won_and_an_older_one_may_not():
    view = exported(
        *ten_wins(50),
        an_open(100, id="young", created="2026-01-20"),  # 13 days old: 50 comes within the 57 days left
        an_open(100, id="old", created="2025-12-01"),  # 63 days old
    )
    found = chances(view, hazard(view, a_target()))
    # 21 reached an age of 50, the old one among them, and 10 of them were won at it.
    assert (found["young"], found["old"]) == (0.4762, 0.0)


def test_what_is_not_created_yet_is_won_at_the_pace_of_the_lookback():
    view = exported(*ten_wins(50, 30))
    found = known(estimate(Method.HAZARD, view, THIS_QUARTER, SPEC))
    # Learnt from 1 December 2025 on, the first decision: 64 days, in which none of the 20 was created.
    assert found.new is None
    view = exported(*ten_wins(20, 30))
    found = known(estimate(Method.HAZARD, view, THIS_QUARTER, SPEC))
    # Closed at 20 days, so created from 11 November on; since 1 December nothing was.
    assert found.new is None


def test_arrivals_count_by_the_days_they_have_left():
    rows = [won(40, id=f"w{number}", closed=f"2026-01-{number + 11:02}", days=10) for number in range(11)]
    found = known(hazard(exported(*rows), a_target()))
    # Since 11 January 23 days, in which one was created, on the 11th; they were created on the 1st to 11th.
    # All are won at 10 days: those created at least 10 days before the end, 57 - 10 = 47 days.
    assert found.number == pytest.approx(1 / 23 * 47)
    assert found.new_amount == pytest.approx(1 / 23 * 47 * 40)


def test_in_a_later_period_those_count_that_are_won_in_it():
    rows = [won(40, id=f"w{number}", closed=f"2026-01-{number + 11:02}", days=10) for number in range(11)]
    view = exported(*rows, an_open(100, id="a", created="2026-01-31"))
    both, first, later = (
        known(hazard(view, a_target(*span)))
        for span in (("2026-01-01", "2026-07-01"), ("2026-01-01", "2026-04-01"), ("2026-04-01", "2026-07-01"))
    )
    assert first.number + later.number == pytest.approx(both.number)
    assert later.number == pytest.approx(first.number / 47 * 91)
    assert [float(one.chances[0]) for one in (both, first, later)] == pytest.approx([1, 1, 0], abs=2e-4)


def test_too_few_wins_tell_no_rate():
    found = hazard(exported(won(), an_open()), a_target())
    assert found == Undefined("1 won in the lookback; chances by age need 10")


def test_amounts_that_are_not_told_are_those_of_the_mean_win():
    view = exported(*ten_wins(50, 30), an_open(999, id="young", created="2025-12-25"))
    then = known(hazard(view.before(a_target().as_of.replace(month=1)), a_target(as_of="2026-01-02")))
    assert then.amounts.tolist() == [30.0]
    assert "not told" in then.said[0]


def test_the_stage_counts_as_far_as_it_was_seen():
    lives: dict[str, Any] = {}
    for number in range(20):
        born, moved, end = (f"2025-{month}-{number + 1:02}" for month in ("10", "11", "12"))
        first = an_open(100, id=f"k{number}", stage="Qualified", created=born)
        stage, make = ("Proposal", won) if number % 2 else ("Negotiation", lost)
        done = make(100, id=f"k{number}", created=born, closed=end)
        lives[f"k{number}"] = life(
            (born, first), (moved, an_open(100, id=f"k{number}", stage=stage, created=born)), (end, done)
        )
    for key, stage in (("good", "Proposal"), ("bad", "Negotiation")):
        now = an_open(100, id=key, stage=stage, created="2025-12-20")
        lives[key] = life(
            ("2025-12-20", an_open(100, id=key, stage="Qualified", created="2025-12-20")), ("2026-01-25", now)
        )
    early = lost(100, id="early", closed="2025-03-01", days=5)  # rates are learnt from the first decision on
    view = remembered(early=life(("2025-03-01", early)), **lives)
    found = chances(view, hazard(view, a_target()))
    # By age (61 days) half of them; in their stage all and none, seen 10 times each, which counts as much as age.
    assert (found["good"], found["bad"]) == pytest.approx((0.75, 0.25), abs=0.02)


def test_a_stage_that_told_nothing_in_past_periods_hardly_counts():
    lives: dict[str, Any] = {}
    for number in range(180):
        key, born = f"k{number}", date(2025, 1, 1) + timedelta(2 * number)
        stages = ("Qualified", "Proposal") if number % 4 < 2 else ("Proposal", "Qualified")
        moved, end = born + timedelta(40), born + timedelta(10 if number % 2 else 90)
        done = (won if number % 2 else lost)(100, id=key, created=born, closed=end)
        states = [(born, an_open(100, id=key, stage=stages[0], created=born))]
        if not number % 2:
            states.append((moved, an_open(100, id=key, stage=stages[1], created=born)))
        lives[key] = life(*((f"{day}", state) for day, state in (*states, (end, done)) if day <= date(2026, 2, 1)))
    view = remembered(**lives)
    open_ones = [row for row in view.seen if row.outcome is Outcome.OPEN]
    movers = [row.key for row in open_ones if row.entered and row.created and row.entered > row.created]
    found = chances(view, hazard(view, a_target()))
    # Who wins does so ten days after it is created; who has just moved has the stage, and the clock, of new ones.
    assert movers
    assert max(found[key] for key in movers) < 0.05


def test_an_amount_is_exact_where_it_is_as_it_was_entered():
    view = exported(*ten_wins(50), an_open("33.333", id="young", created="2026-01-20"))
    found = known(estimate(Method.HAZARD, view, THIS_QUARTER, SPEC))
    assert [(row.amount, row.probability) for row in found.rows] == [(Decimal("33.333"), Decimal("0.5"))]


def test_without_days_of_creation_there_are_no_chances_by_age():
    rows = [won(100, id=f"{k}", created=None, expected_close=f"2025-11-{k + 1:02}") for k in range(20)]
    found = hazard(exported(*rows, an_open(100, created=None)), a_target())
    assert found == Undefined("20 won in the lookback, 0 of them with a day of creation; chances by age need 10")


def test_where_some_lack_the_day_of_creation_as_many_more_are_taken_to_be_created():
    rows = [
        (won if k % 2 else lost)(100, id=f"{k}", created=day, expected_close=day + timedelta(20))
        for k in range(160)
        for day in [date(2025, 2, 3) + timedelta(2 * k)]
    ]
    some = [replace(row, created=None) if int(row.id or 0) % 10 > 3 else row for row in rows]
    whole, part = (known(hazard(exported(*each), a_target())) for each in (rows, some))
    assert part.number == pytest.approx(whole.number, rel=0.02)
    assert part.said == (
        "80 won in the lookback, 32 of them with a day of creation; of the others as many more are taken to be created",
    )


def test_quick_wins_at_early_ages_say_nothing_of_late_ones():
    quick = [(10 * number + 1, 10 * number + 5, "W") for number in range(6)]
    late = [(100, 110 + number % 10, "WL"[number % 2]) for number in range(100)]
    found = a_curve(*quick, *late).within(np.array([105]), Window(0, 30))
    assert found.tolist() == pytest.approx([0.5])


def test_a_quick_win_in_a_stage_says_nothing_of_those_that_are_long_there():
    stays = [(900, 1000, 1001 + number, (TO_WON, TO_LOST)[number % 2]) for number in range(40)]
    for some in (stays, [*stays, (1005, 1005, 1007, TO_WON)]):
        entered, begin, left, then = (np.array(column) for column in zip(*some, strict=True))
        visits = Visits(np.arange(len(some)), np.zeros(len(some), dtype=np.int64), entered, begin, left, then)
        stages = stages_of(visits, 1, 1000, 1100)
        found = from_day(stages, from_entry(stages, 60), 0, np.array([110]), Window(0, 60))
        assert found.tolist() == pytest.approx([0.5])
