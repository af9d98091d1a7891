"""How opportunities stand against criteria, each way: met, missing, not to be judged, and for people to ask."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.condition import Condition, Criterion, State
from pipectl.domain.derived import Facts
from pipectl.domain.finding import Place
from pipectl.domain.playbook import Answer, Standing, Tally, tally
from pipectl.engines.binding import Known
from pipectl.history.trails import Trail
from pipectl.process.criteria import asked, criterion_lines, together
from tests.builders import a_pipeline, a_spec, an_open

DAY = date(2026, 2, 2)
HERE = Place("opportunities.csv", 2)
STEP = Criterion(text="A next step is agreed", field="next_step", is_=State.SET)
MET, MISSING, UNJUDGED, ASK = Standing


def stands(criterion: Criterion, *, past=None, **given) -> Answer:
    one = an_open(**({"place": HERE} | given))
    data = a_pipeline(one, also=("next_step", "last_activity"))
    known = Known(data, a_spec(), Facts(DAY, {} if past is None else {HERE: past}))
    [answer] = asked([("Proposal", criterion)], known)(one)
    return answer


@pytest.mark.parametrize(
    ("criterion", "given", "standing"),
    [
        (STEP, {"next_step": "Call"}, MET),
        (STEP, {}, MISSING),
        (Criterion(field="days_since_activity", max="14"), {"last_activity": "2026-01-19"}, MET),
        (Criterion(field="days_since_activity", max="14"), {"last_activity": "2026-01-18"}, MISSING),
        (Criterion(field="days_since_activity", max="14"), {}, UNJUDGED),
        (Criterion(field="Seats", min="10"), {"extra": {"Seats": "10"}}, MET),
        (Criterion(field="Seats", min="10"), {"extra": {"Seats": "9"}}, MISSING),
        (Criterion(field="Seats", min="10"), {"extra": {"Seats": "some"}}, UNJUDGED),
        (Criterion(field="Seats", min="10"), {}, UNJUDGED),
        (Criterion(text="They like us"), {}, ASK),
    ],
)
def test_a_criterion_is_met_missing_not_to_be_judged_or_to_be_asked(criterion, given, standing):
    answer = stands(criterion, **given)
    assert answer.standing is standing
    assert bool(answer.why) is (standing is UNJUDGED)
    assert (answer.condition is None) is (standing is ASK)


@pytest.mark.parametrize(("past", "standing"), [(None, UNJUDGED), (Trail(1), MET), (Trail(2), MISSING)])
def test_what_history_alone_tells_is_judged_where_it_tells(past, standing):
    assert stands(Criterion(field="push_count", max="1"), past=past).standing is standing


def test_an_answer_has_its_words_and_those_of_its_condition():
    answer = stands(STEP)
    assert (answer.stage, answer.text, answer.condition) == ("Proposal", "A next step is agreed", "next_step is set")
    plain = stands(Criterion(field="amount", min="5"))
    assert (plain.text, plain.condition) == ("amount is at least 5", "amount is at least 5")


def test_a_joined_condition_that_one_part_decides_is_judged():
    parts = (Condition(field="Seats", min="10"), Condition(field="amount", min="50"))
    assert stands(Criterion(any=parts)).standing is MET
    assert stands(Criterion(all=parts)).standing is UNJUDGED


@pytest.mark.parametrize(
    ("standings", "whole"),
    [
        ((), ASK),
        ((ASK, ASK), ASK),
        ((MET, ASK), MET),
        ((MET, UNJUDGED), UNJUDGED),
        ((MET, MISSING, UNJUDGED), MISSING),
    ],
)
def test_together_one_that_is_missing_decides_and_words_alone_do_not_count(standings, whole):
    assert together(Answer("One", "x", None, each) for each in standings) is whole


@given(st.lists(st.sampled_from(Standing)))
def test_nobody_is_lost_in_a_tally_and_only_what_is_judged_has_a_share(standings):
    found = tally(standings)
    assert sum(found) == len(standings)
    assert found.share.denominator == standings.count(MET) + standings.count(MISSING)
    assert (found.share.value is None) is (found.share.denominator == 0)


def test_a_criterion_has_how_many_stand_how_and_why_nobody_can_tell():
    def answers(standing: Standing, *why: str) -> tuple[Answer, ...]:
        return (Answer("One", "x", "y", standing, why),)

    told = [
        answers(MET),
        answers(UNJUDGED, "it is old"),
        answers(UNJUDGED, "it is new"),
        answers(UNJUDGED, "it is old"),
    ]
    [line] = criterion_lines([STEP], told)
    assert line.tally == Tally(met=1, unjudged=3)
    assert line.why == (("it is old", 2), ("it is new", 1))
