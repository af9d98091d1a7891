"""The past replayed: by hand, and that nothing which came later changes what was said."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.period import parse_period
from pipectl.domain.values import Outcome, Ratio, Undefined
from pipectl.forecast.auto import choice, mixed
from pipectl.forecast.backtest import (
    Backtest,
    Tried,
    backtest,
    backtest_of,
    beside,
    estimate_then,
    estimates,
    scores,
    trials_of,
)  # fmt: skip
from pipectl.forecast.estimate import Method, Rates
from pipectl.forecast.methods import METHODS, estimate, target_of
from pipectl.forecast.seen import View
from pipectl.forecast.target import Target
from pipectl.forecast.trials import days_of
from pipectl.forecast.worth import worth
from tests.builders import a_spec, an_open, an_opportunity, lost, won
from tests.forecast.builders import a_target, exported, known, life, remembered

SPEC = a_spec()
FIRST, TODAY = date(2024, 1, 1), date(2026, 2, 2)
THIS_MONTH = parse_period("this-month", TODAY)


def a_row(number: int, born: int, days: int, end: str, amount: int = 100) -> Opportunity:
    """One created so many days after the first, and decided, or not, so many days later."""
    created = FIRST + timedelta(born)
    closed = created + timedelta(days)
    outcome = Outcome.OPEN if closed > TODAY else Outcome(end)
    stage = "Proposal" if outcome is Outcome.OPEN else outcome.value.capitalize()
    told: dict[str, Any] = {"id": f"{number}", "stage": stage, "created": created, "expected_close": closed}
    return an_opportunity(outcome, amount, told)


def steady(count: int = 240, step: int = 3, days: int = 40) -> list[Opportunity]:
    """One every few days, won and lost in turn, all at one age."""
    return [a_row(number, number * step, days, "won" if number % 2 else "lost") for number in range(count)]


def test_ends_of_months_are_tried_that_were_over_by_today():
    view = exported(*steady())
    found = list(days_of(view, a_target("2026-02-01", "2026-03-01")))
    assert found[0].as_of == date(2024, 2, 29)  # the first decision is of 10 February
    assert found[-1] == a_target("2026-01-01", "2026-02-01", "2025-12-31")
    assert [one.as_of.day for one in found[:3]] == [29, 31, 30]


def test_a_quarter_is_tried_from_the_end_of_each_month():
    found = list(days_of(exported(*steady()), a_target()))
    assert [(one.as_of.isoformat(), one.end.isoformat()) for one in found[-4:]] == [
        ("2025-08-31", "2025-10-01"), ("2025-09-30", "2026-01-01"),
        ("2025-10-31", "2026-01-01"), ("2025-11-30", "2026-01-01"),
    ]  # fmt: skip


def test_a_later_period_is_tried_as_far_ahead():
    found = list(days_of(exported(*steady()), a_target("2026-04-01", "2026-07-01")))
    assert (found[-1].as_of, found[-1].start, found[-1].end) == (date(2025, 8, 31), date(2025, 10, 1), date(2026, 1, 1))


def test_thirty_days_before_the_end_are_tried_where_no_month_ends_near():
    found = list(days_of(exported(*steady()), a_target("2026-01-16", "2026-04-16")))
    assert {(one.end - one.as_of).days - 1 for one in found} >= {30, 60}


def test_on_each_day_forecasts_are_held_against_what_came():
    found = known(backtest(exported(*steady()), THIS_MONTH, SPEC))
    assert isinstance(found, Backtest)
    last = found.tried[-1]
    assert last.target.end == date(2026, 2, 1)
    # Every sixth day one is won, 100 each: five or six in January.
    assert last.actual in (500, 600)
    assert last.booked == 0
    assert abs(Decimal(str(last.forecasts[Method.HAZARD])) - last.actual) < 120
    assert found.scores[Method.HAZARD].days >= 12
    assert (found.closed, found.won) == (120, 60)  # one every third day


def tried(actual: int, **said: int) -> Tried:
    """A past day as scores see it."""
    forecasts: dict[Method, Decimal | Undefined] = dict.fromkeys(Method, Undefined("no"))
    forecasts |= {Method(method): Decimal(amount) for method, amount in said.items()}
    return Tried(a_target(), Decimal(0), Decimal(actual), forecasts, {})


def test_scores_by_hand():
    three = [tried(100, hazard=110, run_rate=150), tried(300, hazard=270, run_rate=290), tried(100, hazard=100)]
    found = scores(three * 3)
    # |10| + |-30| + 0 of 500; signed -20; three times
    assert found[Method.HAZARD].wape == Ratio(Decimal(120), Decimal(1500))
    assert found[Method.HAZARD].bias == Ratio(Decimal(-60), Decimal(1500))
    assert found[Method.RUN_RATE].wape == Ratio(Decimal(180), Decimal(1200))
    # on the six days both said something: 120 against 180
    assert found[Method.HAZARD].skill[Method.RUN_RATE] == pytest.approx(Decimal("0.3333"), abs=Decimal("0.0001"))
    assert found[Method.HAZARD].skill[Method.WEIGHTED] is None
    assert Method.STAGE_TIME not in found


def test_a_method_of_too_few_days_has_no_score_and_nothing_is_held_against_it():
    found = scores([tried(100, hazard=110, run_rate=150)] * 5 + [tried(100, hazard=100)])
    assert (found[Method.HAZARD].days, found[Method.HAZARD].undefined) == (6, None)
    assert found[Method.HAZARD].skill == {Method.RUN_RATE: None, Method.WEIGHTED: None}
    few = found[Method.RUN_RATE]
    assert (few.days, few.wape.value, few.bias.value) == (5, None, None)
    assert few.undefined == "it said something on 5 past days; a claim takes 6"


def test_a_score_without_anything_won_says_so():
    assert "nothing was won" in (scores([tried(0, hazard=10)] * 6)[Method.HAZARD].undefined or "")


def test_beside_the_naive_ones_stand_those_with_enough_days_in_common():
    both = [tried(100, hazard=110, run_rate=150)] * 5
    lone = [tried(100, hazard=100, weighted=90)] * 2
    told = {6: [*both, tried(100, hazard=100, run_rate=120)], 7: both + lone}
    found = {days: {method: one.days for method, one in beside(some, Method.HAZARD).items()}
             for days, some in told.items()}  # fmt: skip
    assert found == {6: {Method.HAZARD: 6, Method.RUN_RATE: 6}, 7: {Method.HAZARD: 7}}


def test_too_little_is_no_claim():
    found = backtest(exported(*steady(20)), THIS_MONTH, SPEC)
    assert isinstance(found, Undefined)
    assert "won in the lookback; a claim takes 6, 40 and 10" in found.reason
    assert isinstance(backtest(exported(), THIS_MONTH, SPEC), Undefined)


@pytest.mark.parametrize("period", ["2026-01", "2026-02-02..2026-02-02"])
def test_of_a_period_without_days_left_no_error_is_claimed(period):
    found = backtest(exported(*steady()), parse_period(period, TODAY), SPEC)
    assert found == Undefined("nothing of the period is left to forecast")


def test_chances_are_held_against_what_came_of_each():
    found = known(backtest(exported(*steady()), THIS_MONTH, SPEC)).opportunities[Method.HAZARD]
    assert found.brier <= found.base  # half of those that come of age are won, and nobody can tell which
    assert sum(int(band.won.denominator) for band in found.bands) == found.opportunities
    assert Method.RUN_RATE not in known(backtest(exported(*steady()), THIS_MONTH, SPEC)).opportunities


def test_auto_takes_what_was_clearly_nearer():
    view = exported(*steady())
    target = known(target_of(view, THIS_MONTH, SPEC))
    said = estimates(view, trials_of(view, target))
    shares = known(said[Method.AUTO]).weights
    assert sum(shares.values()) == 1
    assert shares[Method.HAZARD] > Decimal("0.3")


def test_auto_falls_back_where_there_is_nothing_to_choose_by_and_says_so():
    view = exported(*steady(30))
    target = a_target("2024-04-01", "2024-05-01", "2024-04-10")
    early = view.before(date(2024, 4, 10))
    said = estimates(early, trials_of(early, target))
    auto = said[Method.AUTO]
    assert isinstance(auto, Undefined) or "too few" in auto.said[-1]


def test_what_is_mixed_is_the_mean_of_what_is_to_come():
    view = exported(*steady())
    said = {method: forecast(view, a_target()) for method, forecast in METHODS.items()}
    shares = {Method.RUN_RATE: Decimal("0.25"), Method.HAZARD: Decimal("0.75")}
    both = known(mixed(said, shares))
    assert both.rest == pytest.approx(0.25 * known(said[Method.RUN_RATE]).rest + 0.75 * known(said[Method.HAZARD]).rest)
    assert ((both.chances >= 0) & (both.chances <= 1)).all()


def test_what_one_said_on_a_past_day_can_be_had_in_full():
    view = exported(*steady())
    trials = trials_of(view, known(target_of(view, THIS_MONTH, SPEC)))
    found = known(backtest_of(view, trials))
    one = estimate_then(view, trials.past[-1], trials.choices[-1].shares, Method.AUTO)
    assert known(one).expected == pytest.approx(
        Decimal(str(found.tried[-1].forecasts[Method.AUTO])), abs=Decimal("0.05")
    )


DECIDED = st.tuples(st.integers(0, 760), st.integers(1, 200), st.sampled_from(["won", "lost"]), st.integers(1, 500))


LATER = st.lists(
    st.tuples(st.integers(1, 250), st.sampled_from(["won", "lost"]), st.integers(1, 9999)), min_size=1, max_size=9
)


def _all_said(view: View, target: Target) -> list[Any]:
    trials = trials_of(view, target)
    now = {method: one if isinstance(one, Undefined) else (one.booked, one.rows, one.new, one.weights)
           for method, one in estimates(view, trials).items()}  # fmt: skip
    then = [
        (one.target, one.booked, {method: _plain(rates) for method, rates in one.rates.items()}, chosen.shares)
        for one, chosen in zip(trials.past, trials.choices, strict=True)
    ]
    return [now, then]


def _plain(rates: Rates | Undefined) -> Any:
    return rates if isinstance(rates, Undefined) else (rates.chances.tolist(), rates.amounts.tolist(), rates.rest)


CUT = date(2025, 6, 30)
AT_CUT = Target(date(2025, 7, 1), date(2025, 10, 1), CUT, "365d")


def _export(cases: list[Any], later: list[Any] | None) -> View:
    """An export of cases; what comes after the cut is as `later` has it."""
    rows = []
    for number, (born, days, end, amount) in enumerate(cases):
        case = (born, days, end, amount)
        if later is not None and FIRST + timedelta(born + days) > CUT:
            more, other, worth = later[number % len(later)]
            case = (born, (CUT - FIRST).days - born + 1 + more, other, worth)
        if later is None or FIRST + timedelta(born) <= CUT:
            rows.append(a_row(number, *case))
    return exported(*rows)


@settings(max_examples=40)
@given(
    st.lists(DECIDED, min_size=60, max_size=90),
    st.lists(
        st.tuples(st.integers(0, 250), st.sampled_from(["won", "lost"]), st.integers(1, 9999)), min_size=1, max_size=9
    ),
)
def test_nothing_that_came_later_changes_a_forecast_from_dates(cases, later):
    first, second = (_all_said(_export(cases, what).before(CUT), AT_CUT) for what in (None, later))
    assert first == second


def _lives(cases: list[Any], later: list[Any] | None) -> dict[str, Any]:
    """Lives of a stage, another one, and an end; of what comes after the cut, `later` has it."""
    found: dict[str, Any] = {}
    for number, (born, days, end, amount) in enumerate(cases):
        created = FIRST + timedelta(born)
        middle, last = created + timedelta(days // 2), created + timedelta(days)
        moments = [
            (created, an_open(amount, id=f"k{number}", stage="Qualified", created=created, expected_close=last)),
            (middle, an_open(amount + 1, id=f"k{number}", created=created, expected_close=last + timedelta(9))),
            (last, (won if end == "won" else lost)(amount + 2, id=f"k{number}", created=created, closed=last)),
        ]
        kept = [one for one in moments if one[0] <= (CUT if later is not None else TODAY)]
        if later is not None and kept and kept[-1][1].outcome is Outcome.OPEN:
            more, other, worth = later[number % len(later)]
            on = CUT + timedelta(1 + more)
            changed = an_open(worth, id=f"k{number}", stage="Commit", created=created, expected_close=on)
            done = (won if other == "won" else lost)(worth, id=f"k{number}", created=created, closed=on)
            kept += [one for one in ((CUT + timedelta(1), changed), (on, done)) if one[0] <= TODAY]
        if kept:
            found[f"k{number}"] = life(*kept)
    return found


@settings(max_examples=25)
@given(
    st.lists(DECIDED, min_size=60, max_size=90),
    st.lists(
        st.tuples(st.integers(1, 200), st.sampled_from(["won", "lost"]), st.integers(1, 9999)), min_size=1, max_size=9
    ),
)
def test_nothing_that_came_later_changes_a_forecast_from_history(cases, later):
    given_, changed = ({"since": "2024-01-01", **_lives(cases, what)} for what in (None, later))
    first, second = (_all_said(remembered(TODAY, **some).before(CUT), AT_CUT) for some in (given_, changed))
    assert first == second


def test_the_leak_test_can_fail():
    cases = [(number * 9, 60, "won", 100) for number in range(80)]
    view = _export(cases, None)
    today = AT_CUT._replace(as_of=TODAY)
    assert _all_said(view, today) != _all_said(_export(cases, [(5, "lost", 7)]), today)


def test_auto_is_asked_for_like_any_method():
    view = exported(*steady())
    trials = trials_of(view, known(target_of(view, THIS_MONTH, SPEC)))
    assert estimate(Method.AUTO, view, THIS_MONTH, SPEC) == estimates(view, trials)[Method.AUTO]


def test_of_a_period_that_is_over_every_method_says_what_was_booked():
    lives: dict[str, Any] = {"since": "2024-01-01", **_lives([(3 * n, 60, "won", 100) for n in range(250)], None)}
    view = remembered(date(2026, 1, 31), **lives)
    january = parse_period("2026-01", TODAY)
    said = estimates(view, trials_of(view, known(target_of(view, january, SPEC))))
    found = [each for each in said.values() if not isinstance(each, Undefined)]
    assert len(found) == len(Method)
    assert not any(each.open or each.new_amount for each in found)
    assert len({each.expected for each in found}) == 1


def test_of_an_empty_pipeline_no_method_says_anything():
    view = exported()
    said = estimates(view, trials_of(view, a_target()))
    assert all(isinstance(each, Undefined) for each in said.values())
    assert METHODS[Method.WEIGHTED](view, a_target()) == Undefined("no opportunity is known of by 2026-02-02")


def test_choice_knows_of_no_method_that_says_nothing():
    view = exported()
    said = {method: forecast(view, a_target()) for method, forecast in METHODS.items()}
    assert set(choice(view, a_target(), said, []).shares) <= {Method.WEIGHTED}
    assert estimate(Method.HAZARD, view, THIS_MONTH, SPEC) == said[Method.HAZARD]


def in_snapshots(rows: list[Opportunity], *looks: date) -> View:
    """What looks at the pipeline on a few days tell of what is open until it is closed."""
    told: dict[str, Any] = {}
    for row in rows:
        created, closed = row.created or FIRST, row.expected_close or FIRST
        first = next((day for day in looks if day >= created), None)
        second = next((day for day in looks if day >= closed), None)
        before = an_open(100, id=row.id, created=created, expected_close=closed, probability="0.5")
        moments = [] if first is None or first == second else [(first, before)]
        moments += [] if second is None else [(second, row)]
        if moments:
            told[f"k{row.id}"] = life(*moments)
    return remembered(looks=[day.isoformat() for day in looks], **told)


FIRSTS = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(14)]


def test_where_snapshots_are_taken_past_days_are_those_of_the_snapshots():
    view = in_snapshots(steady(), *FIRSTS)
    found = list(days_of(view, a_target("2026-02-01", "2026-03-01")))
    assert found[-2:] == [
        a_target("2025-12-01", "2026-01-01", "2025-12-01"),
        a_target("2026-01-01", "2026-02-01", "2026-01-01"),
    ]


def test_days_far_from_any_snapshot_are_tried_as_they_are():
    view = in_snapshots(steady(), date(2025, 1, 1), date(2025, 9, 15))
    found = [one.as_of.isoformat() for one in days_of(view, a_target("2026-02-01", "2026-03-01"))]
    assert "2025-09-15" in found
    assert "2025-09-30" not in found
    assert found[-2:] == ["2025-11-30", "2025-12-31"]


def test_what_no_snapshot_has_shown_yet_is_taken_to_bring_what_a_win_brings():
    shown = life(("2025-12-01", an_open(70, created="2025-11-01")))
    proven = life(("2026-01-20", an_open(900, created="2026-01-05")))
    wins: dict[str, Any] = {
        f"w{number}": life((FIRST + timedelta(number), won(100, created=FIRST, expected_close=FIRST)))
        for number in range(400, 700)
    }
    then = remembered(shown=shown, proven=proven, **wins).before(date(2026, 1, 10))
    amounts, said = worth(then, a_target(as_of="2026-01-10"), then.open, np.array([100.0, 300.0]))
    assert sorted(amounts.tolist()) == [70.0, 200.0]
    assert said[-1] == "amounts of 1 that no source had seen by then are taken to be what a win brings"


def test_methods_that_say_nothing_leave_their_weight_to_the_others():
    view = exported(*steady())
    rates = known(METHODS[Method.HAZARD](view, a_target()))
    said: dict[Method, Rates | Undefined] = dict.fromkeys(METHODS, Undefined("none"))
    said |= {Method.HAZARD: rates, Method.WEIGHTED: rates}
    shares = {Method.STAGE_TIME: Decimal("0.5"), Method.HAZARD: Decimal("0.3"), Method.WEIGHTED: Decimal("0.2")}
    assert known(mixed(said, shares)).rest == pytest.approx(rates.rest, rel=0.001)


def test_nothing_is_claimed_of_days_left_that_few_past_days_had():
    rows = [a_row(number, number * 5 + 70, 30, "won" if number % 2 else "lost") for number in range(138)]
    view = exported(*rows)
    found = known(backtest_of(view, trials_of(view, a_target())))
    counts = {left: sum(one.days_left == left for one in found.tried) for left in (30, 60, 90)}
    assert min(counts.values()) < 6 <= max(counts.values())
    assert found.by_days_left.keys() == {left for left, count in counts.items() if count >= 6}
