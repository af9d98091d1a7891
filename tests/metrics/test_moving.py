"""What only the past tells: worked examples by hand, through the report.

As of 2 February 2026, of the first quarter, history told since 1 December 2025.
"""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.result import Measure, Report
from pipectl.domain.rule import Rule, Test
from pipectl.history.chronicle import Chronicle, state_at
from pipectl.report.whole import build_report
from tests.builders import AS_OF, a_pipeline, a_question, a_spec, an_open, lost, won
from tests.history.living import chronicle, life, lives_of_the_quarter

SEEN = ("2025-12-01", "2026-01-05", "2026-02-02")
LONG_AGO = "2025-06-01"


def reported(told: Chronicle, spec=None, also=(), **question) -> Report:
    """The report on what stands as of the second of February, with all of the past."""
    return build_report(
        a_pipeline(*told.at(AS_OF), also=also), spec or a_spec(), a_question(**question), chronicle=told
    )


def measured(key: str, seen: Any = SEEN, *, by: Any = None, question: Any = None, **lives: Any) -> Measure:
    """A measure of some lives; of one group where `by` names a field and a key."""
    report = reported(chronicle(seen, **lives), also=("owner",), by=(by[0],) if by else (), **(question or {}))
    if by is None:
        return report.measure(key)
    return next(group for group in report.groups if group.key == by[1]).measure(key)


def parts(found: Measure) -> dict[str, Any]:
    return {part.key: part.value for part in found.details}


def halves(found: Measure, key: str) -> tuple[Any, Any]:
    part = found.detail(key)
    assert part is not None
    return part.numerator, part.denominator


def at(stage: str, **given) -> Opportunity:
    return an_open(**({"stage": stage, "created": "2025-12-10"} | given))


def due(close: str | None, amount: int | None = 100, **given) -> Opportunity:
    return an_open(amount, **({"expected_close": close, "created": LONG_AGO} | given))


# Time in stage

#: Ten days in Qualified, then twenty in Proposal, then won.
THROUGH = life(("2025-12-10", at("Qualified")), ("2025-12-20", at("Proposal")), ("2026-01-09", won()))
#: Ten days in Qualified, two in Proposal, five in Qualified again, in Proposal for eight days so far.
BACK = life(
    ("2026-01-08", at("Qualified", created="2026-01-08")),
    ("2026-01-18", at("Proposal", created="2026-01-08")),
    ("2026-01-20", at("Qualified", created="2026-01-08")),
    ("2026-01-25", at("Proposal", created="2026-01-08")),
)
#: Forty days in Qualified, then lost.
DIED = life(("2025-12-15", at("Qualified", created="2025-12-15")), ("2026-01-24", lost()))
#: In Qualified when history began, nobody knows since when, and left it.
EARLIER = life(("2025-12-01", at("Qualified", created=LONG_AGO)), ("2025-12-31", at("Commit", created=LONG_AGO)))


def test_time_in_stage_is_the_median_of_first_visits_over_all_stages():
    found = measured("time_in_stage", a=THROUGH, b=BACK, c=DIED, d=EARLIER)
    # First visits of those who left: Qualified 10, 10 and 40, Proposal 20: the middle of 10, 10, 20, 40 is 15.
    assert found.value == 15
    told = parts(found)
    # Qualified: p75 of 10, 10, 40 is 10 + (40 - 10) / 2 = 25; all visits together are 10, 15 and 40.
    assert [told[f"{key}:Qualified"] for key in ("left", "median", "p75", "cumulative")] == [3, 10, 25, 15]
    assert [told[f"{key}:Proposal"] for key in ("left", "median", "there", "so_far")] == [1, 20, 1, 8]
    # In Commit from 31 December: 33 days so far.
    assert [told[f"{key}:Commit"] for key in ("left", "there", "so_far")] == [0, 1, 33]
    assert told["undated"] == 1


def test_a_stage_that_nobody_left_or_stands_in_has_no_days_and_says_so():
    found = measured("time_in_stage", a=THROUGH)
    reasons = {part.key: part.undefined for part in found.details if part.value is None}
    assert reasons["median:Prospecting"] == "nobody left this stage in the lookback with a known day of entry"
    assert reasons["so_far:Qualified"] == "nobody known to have entered this stage is in it now"
    assert reasons["cumulative:Commit"] == reasons["p75:Commit"] == reasons["median:Prospecting"]


def test_time_in_stage_is_of_those_who_left_in_the_lookback():
    """Of the last 20 days, from 14 January on: DIED left on the 24th, and BACK left Qualified for the last time."""
    found = measured("time_in_stage", a=THROUGH, b=BACK, c=DIED, question={"lookback": "20d"})
    assert [found.value, parts(found)["left:Qualified"], parts(found)["left:Proposal"]] == [25, 2, 0]


@pytest.mark.parametrize("some", [{}, {"a": life(("2025-12-10", at("Qualified")))}, {"d": EARLIER}])
def test_time_in_stage_is_undefined_where_nobody_known_to_have_entered_a_stage_has_left_it(some):
    found = measured("time_in_stage", **some)
    assert found.value is None
    assert found.undefined == "no opportunity known to have entered a stage has left it in the lookback"


def test_what_is_gone_from_a_stage_has_not_left_it():
    found = measured("time_in_stage", a=life(("2025-12-10", at("Qualified")), ("2026-01-20", None)))
    assert (found.value, parts(found)["left:Qualified"], parts(found)["there:Qualified"]) == (None, 0, 0)


# Push count and days pushed

#: Later by 30 days, earlier by 10, later by 40 past the end of the quarter, to the first day after it: 60 in all.
TWICE = life(
    ("2025-12-01", due("2026-01-31")),
    ("2025-12-20", due("2026-03-02")),
    ("2026-01-10", due("2026-02-20")),
    ("2026-01-20", due("2026-04-01")),
)
ONCE = life(("2025-12-01", due("2026-02-10", owner="Bo")), ("2026-01-10", due("2026-02-17", owner="Bo")))
NEVER = life(("2025-12-01", due("2026-03-31")))
#: Pushed, and won since.
OVER = life(("2025-12-01", due("2025-12-31")), ("2026-01-02", due("2026-01-31")), ("2026-01-20", won()))
PUSHED = {"a": TWICE, "b": ONCE, "c": NEVER, "d": OVER}


def test_push_count_is_how_often_dates_of_open_ones_moved_later():
    found = measured("push_count", **PUSHED)
    assert found.value == 2 + 1 + 0
    assert halves(found, "pushed") == (2, 3)
    assert [parts(found)[key] for key in ("pushed_twice", "earlier", "past_end")] == [1, 1, 1]


def test_days_pushed_is_the_sum_of_all_moves_and_its_mean_is_of_all_open_ones():
    found = measured("days_pushed", **PUSHED)
    # 30 - 10 + 40 = 60, 7, 0; of three open ones 67 / 3.
    assert found.value == 67
    assert halves(found, "mean") == (67, 3)


def test_what_is_moved_earlier_makes_days_pushed_less_than_nothing():
    moved = life(("2025-12-01", due("2026-03-31")), ("2026-01-10", due("2026-03-01")))
    assert measured("days_pushed", a=moved).value == -30
    assert measured("push_count", a=moved).value == 0


@pytest.mark.parametrize(("key", "part"), [("push_count", "pushed"), ("days_pushed", "mean")])
def test_where_none_is_open_there_is_nothing_pushed_and_no_share_of_it(key, part):
    found = measured(key, d=OVER)
    assert found.value == 0
    told = found.detail(part)
    assert told is not None
    assert (told.value, told.undefined) == (None, "none is open")


def test_a_group_has_the_pushes_of_those_that_are_its_own_now():
    handed_on = life(("2025-12-01", due("2026-02-10", owner="Bo")), ("2026-01-10", due("2026-02-17", owner="Ann")))
    assert measured("push_count", by=("owner", "Ann"), a=handed_on, b=ONCE).value == 1
    assert measured("push_count", by=("owner", "Bo"), a=handed_on, b=NEVER, c=ONCE).value == 1


# Slip rate

#: Due in the first quarter when it began: 100 + 200 + 50 + 30 + 220 = 600.
QUARTER = {
    "moved": life(("2025-12-01", due("2026-03-31")), ("2026-01-20", due("2026-04-01", 120))),
    "won": life(("2025-12-01", due("2026-02-28", 200)), ("2026-01-20", won(250, closed="2026-01-20"))),
    "lost": life(("2025-12-01", due("2026-02-28", 50)), ("2026-01-20", lost(50))),
    "gone": life(("2025-12-01", due("2026-02-28", 30)), ("2026-01-20", None)),
    "open": life(("2025-12-01", due("2026-02-28", 220)), ("2026-01-20", due("2026-03-31", 300))),
    "new": life(("2026-01-10", due("2026-02-28", 70, created="2026-01-10")), ("2026-01-20", due("2026-05-01", 70))),
    "later": life(("2025-12-01", due("2026-05-01", 999))),
}


def test_slip_rate_is_what_moved_past_the_end_of_what_was_due_when_the_period_began():
    found = measured("slip_rate", **QUARTER)
    assert found.value == Decimal(100) / 600
    assert halves(found, "by_count") == (1, 5)
    told = parts(found)
    assert told["due_count"] == 5
    # 600 = 100 moved + 200 won + 50 lost + 30 gone + 220 open, all with their amounts of then.
    assert [told[key] for key in ("due", "moved", "won", "lost", "gone", "open")] == [600, 100, 200, 50, 30, 220]


def test_slip_rate_of_a_period_that_is_over_ends_with_it():
    """Due in December: 40 moved within January, after it had ended, and was open and due at its end."""
    late = life(("2025-11-01", due("2025-12-31", 40)), ("2026-01-05", due("2026-03-31", 40)))
    early = life(("2025-11-01", due("2025-12-31", 60)), ("2025-12-31", due("2026-01-31", 60)))
    found = measured("slip_rate", ("2025-11-01", "2026-02-02"), a=late, b=early, question={"period": "2025-12"})
    assert (found.value, parts(found)["open"]) == (Decimal("0.6"), 40)


@pytest.mark.parametrize("some", [{}, {"later": QUARTER["later"]}, {"new": QUARTER["new"]}])
def test_slip_rate_is_undefined_where_nothing_was_due_when_the_period_began(some):
    found = measured("slip_rate", **some)
    assert (found.value, found.undefined) == (None, "nothing was due in the period when it began")
    by_count = found.detail("by_count")
    assert by_count is not None
    assert (by_count.value, by_count.undefined) == (None, found.undefined)


def test_slip_rate_of_what_has_no_amount_is_by_count_alone():
    bare = life(("2025-12-01", due("2026-03-31", None)), ("2026-01-20", due("2026-04-01", None)))
    found = measured("slip_rate", a=bare)
    assert (found.value, parts(found)["by_count"]) == (None, 1)


# Pipeline change

#: Since 5 January, 1000 being due then: 80 came, 50 were pulled in, 40 reopened, 200 rose by 30, 300 fell by 25,
#: 100 were pushed out, 150 won, 170 lost and 20 are gone.
MOVED = {
    "created": life(("2026-01-20", due("2026-03-31", 80))),
    "pulled": life(("2025-12-01", due("2026-05-01", 50)), ("2026-01-20", due("2026-03-31", 50))),
    "reopened": life(("2025-12-01", lost(40)), ("2026-01-20", due("2026-03-31", 40))),
    "up": life(("2025-12-01", due("2026-03-31", 200)), ("2026-01-20", due("2026-03-31", 230))),
    "down": life(("2025-12-01", due("2026-03-31", 300)), ("2026-01-20", due("2026-03-31", 275))),
    "pushed": life(("2025-12-01", due("2026-03-31", 100)), ("2026-01-20", due("2026-04-01", 100))),
    "won": life(("2025-12-01", due("2026-03-31", 150)), ("2026-01-20", won(150))),
    "lost": life(("2025-12-01", due("2026-03-31", 170)), ("2026-01-20", lost(170))),
    "gone": life(("2025-12-01", due("2026-03-31", 20)), ("2026-01-20", None)),
    "same": life(("2025-12-01", due("2026-03-31", 60)), ("2026-01-20", due("2026-03-31", 60, owner="Bo"))),
}


def test_pipeline_change_is_the_sum_of_what_came_and_went_since_the_last_look():
    found = measured("pipeline_change", **MOVED)
    # 80 + 50 + 40 + 30 - 25 - 100 - 150 - 170 - 20 = -265, from 200 + 300 + 100 + 150 + 170 + 20 + 60 = 1000 to 735.
    assert found.value == -265
    assert parts(found) == {
        "start": 1000,
        "created": 80,
        "pulled_in": 50,
        "reopened": 40,
        "increased": 30,
        "decreased": -25,
        "pushed_out": -100,
        "won": -150,
        "lost": -170,
        "removed": -20,
        "end": 735,
    }


def test_pipeline_change_ends_in_what_is_due_now():
    report = reported(chronicle(SEEN, **MOVED))
    assert parts(report.measure("pipeline_change"))["end"] == report.measure("due_amount").value == 735


def test_a_change_before_the_last_look_is_not_counted():
    """At the end of 5 January it was 130 already."""
    risen = life(("2025-12-01", due("2026-03-31", 100)), ("2026-01-05", due("2026-03-31", 130)))
    assert measured("pipeline_change", a=risen).value == 0
    assert measured("pipeline_change", ("2025-12-01", "2026-02-02"), a=risen).value == 30


def test_where_nobody_looked_changes_count_from_the_day_before_the_period():
    """31 December: what rose on the first of January counts, what fell in December does not."""
    told = life(
        ("2025-12-01", due("2026-03-31", 100)),
        ("2025-12-15", due("2026-03-31", 90)),
        ("2026-01-01", due("2026-03-31", 120)),
    )
    assert measured("pipeline_change", ("2025-12-01",), a=told).value == 30


def test_what_stands_still_is_a_change_of_nothing_and_not_undefined():
    assert measured("pipeline_change", a=NEVER).value == 0
    assert measured("pipeline_change").value == 0


# What all of them share

FROM_THE_PAST = ("slip_rate", "pipeline_change")


@pytest.mark.parametrize("key", FROM_THE_PAST)
def test_amounts_of_then_in_another_currency_than_now_have_no_sum(key):
    """It was in euros and is in dollars now; nothing in today's file says so."""
    told = life(
        ("2025-12-01", due("2026-03-31", 100, currency="EUR")), ("2026-01-20", due("2026-03-31", 110, currency="USD"))
    )
    report = build_report(
        a_pipeline(*(s for s in [state_at(told, AS_OF)] if s)),
        a_spec(currency=None),
        a_question(),
        chronicle=chronicle(SEEN, a=told),
    )
    found = report.measure(key)
    assert found.value is None
    assert "EUR and USD" in (found.undefined or "")
    assert report.measure("pipeline_value").value == 110
    assert parts(report.measure("slip_rate"))["by_count"] == 0


@pytest.mark.parametrize("key", ["push_count", "days_pushed", "slip_rate", "pipeline_change", "time_in_stage"])
def test_a_filter_on_an_owner_gives_what_the_owner_s_group_has(key):
    lives = {**QUARTER, "b": ONCE, "c": THROUGH, "d": BACK}
    told = chronicle(SEEN, **lives)
    rules = (Rule("owner", Test.EQUALS, "Bo"),)
    (group,) = [each for each in reported(told, by=("owner",)).groups if each.key == "Bo"]
    assert reported(told, rules=rules).measure(key) == group.measure(key)


def test_what_is_left_out_of_a_question_has_no_past_in_it():
    told = chronicle(SEEN, a=ONCE, b=TWICE, c=life(*((m.day, due("2026-02-28", name="left out")) for m in ONCE)))
    asked = a_question()._replace(without=frozenset({"left out"}))
    report = build_report(a_pipeline(*told.at(AS_OF)), a_spec(), asked, chronicle=told)
    assert halves(report.measure("days_pushed"), "mean") == (67, 2)


@pytest.mark.parametrize("owner", ["Cy", None])
def test_a_group_of_what_is_gone_by_now_is_shown_with_what_became_of_it(owner):
    gone = life(("2025-12-01", due("2026-02-28", 30, owner=owner)), ("2026-01-20", None))
    found = measured("slip_rate", by=("owner", owner), a=gone, b=ONCE)
    assert [found.value, parts(found)["gone"]] == [0, 30]


# Created and won, and stage conversion, with history


def test_created_and_won_is_the_share_of_what_was_won_that_did_not_exist_when_the_period_began():
    """Won in the quarter: 300 created before it and 100 created in it; 100 / 400."""
    old = life(("2025-12-01", due("2026-03-31", 300)), ("2026-01-20", won(300, created=LONG_AGO)))
    new = life(
        ("2026-01-05", due("2026-03-31", 90, created="2026-01-05")), ("2026-01-20", won(100, created="2026-01-05"))
    )
    found = measured("created_and_won", a=old, b=new, c=NEVER)
    assert [found.value, found.numerator, found.denominator] == [Decimal("0.25"), 100, 400]
    assert halves(found, "by_count") == (1, 2)
    assert parts(found)["amount"] == 100


def test_created_and_won_is_undefined_where_nothing_with_an_amount_was_won():
    for some in ({}, {"a": NEVER}, {"a": life(("2026-01-20", won(None)))}):
        found = measured("created_and_won", **some)
        assert (found.value, found.undefined) == (None, "nothing with an amount was won in the period")


#: Prospecting, Qualified, won; Prospecting, lost; Qualified, Proposal so far; Prospecting so far; Qualified, gone.
PATHS = {
    "a": life(("2025-12-10", at("Prospecting")), ("2025-12-20", at("Qualified")), ("2026-01-20", won())),
    "b": life(("2025-12-10", at("Prospecting")), ("2026-01-20", lost())),
    "c": life(("2025-12-10", at("Qualified")), ("2025-12-20", at("Proposal"))),
    "d": life(("2025-12-10", at("Prospecting"))),
    "e": life(("2025-12-10", at("Qualified")), ("2026-01-20", None)),
}


def test_stage_conversion_counts_cohorts_from_paths():
    found = measured("stage_conversion", **PATHS)
    # Prospecting: a went on, b died, d waits. Qualified: a and c went on, e is gone. Proposal: a passed it, c waits.
    told = {stage: halves(found, f"moves_on:{stage}") for stage in ("Prospecting", "Qualified", "Proposal", "Commit")}
    assert told == {"Prospecting": (1, 2), "Qualified": (2, 2), "Proposal": (1, 1), "Commit": (1, 1)}
    # Pooled over five stages, Negotiation as Commit: 1 + 2 + 1 + 1 + 1 of 2 + 2 + 1 + 1 + 1.
    assert [found.numerator, found.denominator] == [6, 7]
    assert halves(found, "won_from:Prospecting") == (1, 2)
    assert halves(found, "won_from:Qualified") == (1, 1)
    reached = [parts(found)[f"reached:{stage}"] for stage in ("Prospecting", "Qualified", "Proposal", "Commit")]
    assert reached == [3, 3, 2, 1]


def test_stage_conversion_is_of_those_that_reached_a_stage_in_the_lookback():
    """Since 15 December a reached Qualified and all after it, c reached Proposal; nobody reached Prospecting."""
    found = measured("stage_conversion", question={"lookback": "50d"}, **PATHS)
    assert [parts(found)[f"reached:{stage}"] for stage in ("Prospecting", "Qualified", "Proposal")] == [0, 1, 2]


def test_stage_conversion_is_undefined_where_all_wait():
    found = measured("stage_conversion", d=PATHS["d"])
    assert (found.value, found.undefined) == (None, "nothing has left a stage yet")
    part = found.detail("moves_on:Prospecting")
    assert part is not None
    assert part.undefined == "no opportunity known to have reached this stage has left it"
    assert parts(found)["reached:Prospecting"] == 1


# On any lives


def pooled(report: Report, key: str, part: str | None = None) -> tuple[Any, Any]:
    """A value, or numerator, of the whole and the sum of those of its groups."""
    found = []
    for measures in (report.measure, *(group.measure for group in report.groups)):
        measure: Any = measures(key) if part is None else measures(key).detail(part)
        found.append(measure.value if measure.numerator is None else measure.numerator)
    return found[0], sum(value or 0 for value in found[1:])


SUMS = [("push_count", None), ("push_count", "pushed"), ("push_count", "past_end"), ("days_pushed", None)]
SUMS += [("slip_rate", part) for part in ("by_count", "due_count", "due", "moved", "won", "lost", "gone", "open")]
SUMS += [("pipeline_change", part) for part in (None, "start", "created", "removed", "won", "end")]
SUMS += [("stage_conversion", None), ("stage_conversion", "reached:Qualified"), ("time_in_stage", "left:Qualified")]


@settings(max_examples=200)
@given(lives_of_the_quarter(), st.sampled_from(["owner", "stage"]))
def test_sums_of_groups_are_those_of_the_whole_with_groups_of_what_is_gone(lives, by):
    told = chronicle(("2025-11-01", "2026-01-05", "2026-02-02"), **lives)
    report = reported(told, also=("owner",), by=(by,), lookback="90d")
    for key, part in SUMS:
        whole, groups = pooled(report, key, part)
        assert groups == (whole or 0), (key, part)


@settings(max_examples=200)
@given(lives_of_the_quarter(), st.sampled_from(["2026-Q1", "2026-02", "all"]))
def test_pipeline_change_leads_from_what_was_due_to_what_is_due(lives, period):
    report = reported(chronicle(("2025-11-01", "2026-01-05", "2026-02-02"), **lives), period=period)
    told = parts(report.measure("pipeline_change"))
    assert told["end"] == report.measure("due_amount").value
    assert told["start"] + (report.measure("pipeline_change").value or 0) == told["end"]
    assert sum(told.values()) - told["end"] == told["end"]
