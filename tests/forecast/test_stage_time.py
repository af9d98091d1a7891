from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from pipectl.domain.values import Undefined
from pipectl.forecast.estimate import Method, Rates
from pipectl.forecast.judged import Judging, judged_of
from pipectl.forecast.stage_time import _cases, stage_time
from pipectl.forecast.worth import became
from tests.builders import an_open, lost, won
from tests.forecast.builders import a_target, chances, exported, known, life, remembered

FEBRUARY = ("2026-02-01", "2026-03-01")
#: Long ago, so that it is known that anything was decided.
EARLY: dict[str, Any] = {"early": life(("2025-03-01", lost(1, id="early", closed="2025-03-01", days=5)))}


def lived(key: str, created: str, decided: str, *, wins: bool, stage: str = "Proposal", due: str = "2027-01-01",
          amount: int = 100, at_close: int | None = None) -> dict[str, Any]:  # fmt: skip
    """A life: open in one stage, then won or lost."""
    then = an_open(amount, id=key, stage=stage, created=created, expected_close=due)
    make = won if wins else lost
    done = make(amount if at_close is None else at_close, id=key, created=created, closed=decided)
    return {key: life((created, then), (decided, done))}


def many(count: int, name: str, *given: Any, **more: Any) -> dict[str, Any]:
    """Several of them."""
    return {key: one for number in range(count) for key, one in lived(f"{name}{number}", *given, **more).items()}


def now(key: str, stage: str = "Proposal", due: str = "2027-01-01", amount: int = 100) -> dict[str, Any]:
    """One that is open."""
    return {key: life(("2026-02-01", an_open(amount, id=key, stage=stage, created="2026-02-01", expected_close=due)))}


def months() -> dict[str, Any]:
    """Open on 5 December or January: 20 in Proposal, of whom 10 were won in their month, and 10 in Qualified."""
    return {
        **many(5, "a", "2025-11-15", "2025-12-20", wins=True),
        **many(5, "b", "2025-11-15", "2025-12-20", wins=False),
        **many(5, "c", "2025-12-15", "2026-01-20", wins=True),
        **many(5, "d", "2025-12-15", "2026-01-20", wins=False),
        **many(10, "e", "2025-12-15", "2026-01-20", wins=False, stage="Qualified"),
    }


def test_the_share_of_those_that_stood_alike_is_shrunk_step_by_step():
    view = remembered(**EARLY, **months(), **now("x"), **now("y", "Qualified"))
    found = chances(view, stage_time(view, a_target(*FEBRUARY)))
    # 26 days are left, so those open on the 5th of December and January, and of February to November nobody but these.
    # Whole: 10 of 30, with 10 x 0.4 (Proposal's in pipeline.yaml): 14 / 40 = 0.35; Qualified: (10 + 2) / 40 = 0.3
    # Proposal: (10 + 2 x 0.35) / (20 + 2) = 0.4864; Qualified: (0 + 2 x 0.3) / 12 = 0.05
    # They are new there, as the ten of Proposal who were there for 20 days, five of them won, and not those of 21:
    # (5 + 4.864) / 20 = 0.4932; all of Qualified are alike: (0 + 0.5) / 20 = 0.025
    # The cell holds the same ones once more: (5 + 4.932) / 20 = 0.4966; (0 + 0.25) / 20 = 0.0125
    assert found == {"x": 0.4966, "y": 0.0125}


def test_who_is_long_in_a_stage_stands_apart():
    lives = {
        **many(10, "short", "2025-12-29", "2026-01-20", wins=True),
        **many(10, "long", "2025-12-08", "2026-01-20", wins=False),
    }
    view = remembered(**EARLY, **lives, **now("x"))
    found = chances(view, stage_time(view, a_target(*FEBRUARY)))
    # Stage: (10 + 2 x 14 / 30) / 22 = 0.497; those short there: (10 + 4.97) / 20 = 0.7485; and in its cell as well
    assert found == {"x": 0.8742}


def test_what_is_due_in_the_period_stands_apart():
    lives = {
        **many(10, "a", "2025-12-15", "2026-01-20", wins=True, due="2026-01-25"),
        **many(10, "b", "2025-12-15", "2026-01-20", wins=False),
    }
    view = remembered(
        **EARLY, **lives, **now("due", due="2026-02-25"), **now("later"), **now("overdue", due="2026-02-01")
    )
    found = chances(view, stage_time(view, a_target(*FEBRUARY)))
    # Whole (10 + 4) / 30 = 0.4667, the stage (10 + 0.933) / 22 = 0.497, who was there as long (10 + 4.97) / 30 = 0.499;
    # cells of 10, 10 and none
    assert found == {"due": 0.7495, "later": 0.2495, "overdue": 0.499}


def test_what_was_pushed_stands_apart():
    lives: dict[str, Any] = {}
    for number in range(20):
        key, pushed = f"k{number}", number % 2 == 0
        first = an_open(100, id=key, created="2025-12-15", expected_close="2026-06-01" if pushed else "2027-01-01")
        then = an_open(100, id=key, created="2025-12-15", expected_close="2027-01-01")
        end = (lost if pushed else won)(100, id=key, created="2025-12-15", closed="2026-01-20")
        lives[key] = life(("2025-12-15", first), ("2025-12-20", then), ("2026-01-20", end))
    view = remembered(**EARLY, **lives, **now("x"))
    assert chances(view, stage_time(view, a_target(*FEBRUARY)))["x"] == 0.7495


def test_what_is_not_created_yet_brings_what_such_brought():
    lives = {
        **months(),
        **lived("n", "2026-01-06", "2026-01-25", wins=True, amount=70),
        **lived("o", "2026-01-05", "2026-01-25", wins=True, amount=1000),  # was there already, with 26 days left
    }
    view = remembered(**EARLY, **lives)
    found = known(stage_time(view, a_target(*FEBRUARY)))
    # Eleven past months, from March 2025 on, when the first was decided: one win of 70 in them.
    months_seen = 11
    assert found.number == pytest.approx(1 / months_seen)
    assert found.new_amount == pytest.approx(70 / months_seen)


@pytest.mark.parametrize(("won_on", "chance"), [("2025-12-20", 0.0013), ("2026-01-20", 0.998)])
def test_in_a_later_period_those_count_that_were_won_in_it(won_on, chance):
    view = remembered(**EARLY, **many(20, "a", "2025-11-15", won_on, wins=True), **now("x"))
    # March has 57 days left, and begins in 26: all 20 were there on 5 December, 57 days before the end of January.
    # (0 + 4) / 30 = 0.1333, (0 + 2 x 0.1333) / 22 = 0.0121, then twice a third of that; all of them:
    # 0.8, (20 + 1.6) / 22 = 0.9818, (20 + 9.818) / 30 = 0.9939, (20 + 9.939) / 30
    assert chances(view, stage_time(view, a_target("2026-03-01", "2026-04-01")))["x"] == chance


def test_amounts_are_held_against_what_they_became():
    lives = many(20, "a", "2025-12-15", "2026-01-20", wins=True, amount=100, at_close=70)
    view = remembered(**EARLY, **lives, **now("x", amount=200))
    # 20 wins of 100 brought 70 each; with 3 that kept theirs: (1400 + 300) / (2000 + 300)
    share, wins = known(became(view, a_target(*FEBRUARY)))
    assert share == pytest.approx(17 / 23)
    assert wins == 20
    found = known(stage_time(view, a_target(*FEBRUARY)))
    assert found.amounts.tolist() == pytest.approx([200 * 17 / 23])
    told = "open amounts count with 74%, as 20 wins show, held against what they were midway to their close"
    assert told in found.said


def test_few_wins_say_nothing_of_amounts():
    lives = many(9, "a", "2025-12-15", "2026-01-20", wins=True, amount=100, at_close=70)
    assert isinstance(became(remembered(**EARLY, **lives), a_target(*FEBRUARY)), Undefined)


def test_dates_alone_tell_no_stages():
    found = stage_time(exported(lost(closed="2025-01-01"), an_open()), a_target(*FEBRUARY))
    assert found == Undefined("history tells stages of 0 past periods; it takes 2")


def test_too_few_that_were_open_tell_nothing():
    found = stage_time(remembered(**EARLY, **now("x")), a_target(*FEBRUARY))
    assert found == Undefined("0 were open in the past periods that history tells; it takes 20")


def test_a_past_period_is_seen_with_as_many_days_left():
    assert a_target(*FEBRUARY).window.until == 26
    assert a_target(*FEBRUARY).earlier(1).as_of == date(2026, 1, 31) - timedelta(26)


@pytest.mark.parametrize(
    ("start", "end"), [("2026-01-01", "2026-02-01"), ("2025-11-03", "2026-02-03")], ids=["over", "on its last day"]
)
def test_with_no_day_left_nothing_more_is_won(start, end):
    rows = [f"{day:03}" for day in range(90)]
    lives = {
        key: one
        for at, key in enumerate(rows)
        for created in [date(2025, 1, 2) + timedelta(3 * at)]
        for key, one in lived(f"k{key}", f"{created}", f"{created + timedelta(60)}", wins=at % 2 == 0).items()
    }
    view = remembered(**EARLY, **lives, **now("x"))
    found = known(stage_time(view, a_target(start, end)))
    assert (found.rest, found.number) == (0, 0)


def test_what_was_won_before_the_period_is_no_win_within_it_though_it_was_known_later():
    late = won(100, created="2025-11-01", expected_close="2025-12-20", id="k")
    inside = won(100, created="2025-11-01", expected_close="2026-01-20", id="i")
    lives: dict[str, Any] = {
        key: life(("2025-12-01", an_open(100, created="2025-11-01", id=key)), ("2026-02-01", one))
        for key, one in (("k", late), ("i", inside))
    }
    view = remembered(looks=("2025-11-01", "2025-12-01", "2026-02-01"), **lives)
    then, january = view.before(date(2025, 12, 31)), a_target("2026-01-01", "2026-02-01", "2025-12-31")
    assert sorted(_cases(view, [january]).won.tolist()) == [False, True]
    judging, rows = Judging(view), then.open
    judging.add(january, {Method.WEIGHTED: Rates(rows, np.full(len(rows), 0.5), np.full(len(rows), 100.0))})
    assert sum(band.won.numerator for band in judged_of(judging.tallies[Method.WEIGHTED]).bands) == 1
