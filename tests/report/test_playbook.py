"""The playbook on opportunities written out, as of 2 February 2026: three stages, two of them with criteria."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.condition import Criterion, State
from pipectl.domain.finding import Place
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.playbook import Standing, Tally
from pipectl.domain.rule import Rule, Test
from pipectl.domain.spec import Stage, StageKind
from pipectl.report.playbook import NO_PLAYBOOK, Subject, build_playbook
from tests.builders import a_pipeline, a_question, a_spec, an_open, lost, won
from tests.history.living import chronicle, life

STEP = Criterion(text="A next step is agreed", field="next_step", is_=State.SET)
TOUCH = Criterion(text="In touch", field="days_since_activity", max="14")
WORDS = Criterion(text="They like us")
WORTH = Criterion(text="It is worth it", field="amount", min="100")
STAGES = (
    Stage(name="One", purpose="Begin", exit_criteria=(WORDS,), require=(WORTH,)),
    Stage(
        name="Two",
        max_days=10,
        entry_criteria=(WORDS,),
        exit_criteria=(WORDS, STEP, TOUCH),
        require=(STEP,),
        activities=("Call",),
        questions=("Why?", "When?"),
        materials=("Deck",),
    ),
    Stage(name="Three"),
    Stage(name="Won", kind=StageKind.WON),
    Stage(name="Lost", kind=StageKind.LOST),
)


def at(line: int, amount: int | None, stage: str = "Two", **given: Any) -> Opportunity:
    return an_open(amount, **({"stage": stage, "name": f"deal {line}", "place": Place("deals.csv", line)} | given))


#: Ready; lacks a step; nobody knows when it was touched; lacks a step, and nobody knows the rest.
READY = at(2, 500, next_step="Call", last_activity="2026-01-20", stage_changed="2026-01-23")
STEPLESS = at(3, 50, last_activity="2026-01-20", stage_changed="2026-01-22")
UNTOUCHED = at(4, 700, next_step="Call")
BOTH = at(5, None)
FOUR = (READY, STEPLESS, UNTOUCHED, BOTH)


def playbook(*deals: Opportunity, subject: Subject | None = None, told: Any = None, **question: Any) -> Any:
    data = a_pipeline(*deals, also=("next_step", "last_activity", "stage_changed", "owner"), file="deals.csv")
    asked = a_question(**question)
    return build_playbook(data, a_spec(stages=STAGES), asked, subject or Subject(), chronicle=told)


def sheet(*deals: Opportunity, **given: Any) -> Any:
    return playbook(*deals, subject=Subject(stage=STAGES[1]), **given).sheet


def test_each_stage_has_its_open_ones_and_how_many_meet_all_that_the_data_is_asked():
    found = playbook(*FOUR, at(6, 90, "One"), won(stage="Won"), lost(stage="Lost"))
    one, two, three, *ended = found.stages
    assert [(each.name, each.opportunities, each.amount) for each in found.stages] == [
        ("One", 1, 90), ("Two", 4, 1250), ("Three", 0, 0), ("Won", 0, 0), ("Lost", 0, 0),
    ]  # fmt: skip
    # Of the four, one meets both conditions, two lack a step, and of one nobody knows.
    assert (two.criteria, two.conditions, two.ready) == (3, 2, Tally(met=1, missing=2, unjudged=1))
    assert (two.ready.share.numerator, two.ready.share.denominator) == (1, 3)
    assert two.ready.share.interval is not None
    # Words alone are for people.
    assert (one.purpose, one.conditions, one.ready) == ("Begin", 0, Tally(ask=1))
    assert (three.criteria, three.ready) == (0, Tally())
    assert {each.kind for each in ended} == {StageKind.WON, StageKind.LOST}


def test_a_stage_has_every_criterion_with_how_its_opportunities_stand():
    found = sheet(*FOUR)
    assert [(line.text, line.condition, line.tally) for line in found.exit] == [
        ("They like us", None, Tally(ask=4)),
        ("A next step is agreed", "next_step is set", Tally(met=2, missing=2)),
        ("In touch", "days_since_activity is at most 14", Tally(met=2, unjudged=2)),
    ]
    assert found.exit[2].why == (("it has no last activity", 2),)
    assert [(line.text, line.tally) for line in found.entry] == [("They like us", Tally(ask=4))]
    assert [(line.text, line.tally) for line in found.require] == [("A next step is agreed", Tally(met=2, missing=2))]
    assert (found.activities, found.questions, found.materials) == (("Call",), ("Why?", "When?"), ("Deck",))


def test_its_opportunities_stand_biggest_first_each_with_what_it_lacks_and_its_days():
    deals = sheet(*FOUR).deals
    assert [(each.name, each.tally) for each in deals] == [
        ("deal 4", Tally(met=1, unjudged=1, ask=1)),
        ("deal 2", Tally(met=2, ask=1)),
        ("deal 3", Tally(met=1, missing=1, ask=1)),
        ("deal 5", Tally(missing=1, unjudged=1, ask=1)),
    ]
    # Ten days are allowed: since 23 January it is ten, since 22 January one more.
    assert [(each.days_in_stage, each.over) for each in deals] == [(None, None), (10, False), (11, True), (None, None)]


def test_one_opportunity_has_its_exit_criteria_and_all_that_was_required_up_to_here():
    found = playbook(*FOUR, subject=Subject(deal=STEPLESS))
    assert found.sheet is None
    deal = found.deal
    assert deal is not None
    assert [each.name for each in found.stages] == ["Two"] == [deal.stage]
    assert [each.standing for each in deal.deal.answers] == [Standing.ASK, Standing.MISSING, Standing.MET]
    assert [(each.stage, each.text, each.standing) for each in deal.required] == [
        ("One", "It is worth it", Standing.MISSING),
        ("Two", "A next step is agreed", Standing.MISSING),
    ]
    assert (deal.questions, deal.activities) == (("Why?", "When?"), ("Call",))
    whole = playbook(*FOUR, subject=Subject(deal=BOTH)).deal
    assert whole is not None
    assert whole.required[0].standing is Standing.MISSING  # an empty amount is not 100


def test_of_one_that_is_decided_nothing_is_required():
    gone = won(stage="Won", place=Place("deals.csv", 9))
    found = playbook(gone, subject=Subject(deal=gone)).deal
    assert found is not None
    assert (found.required, found.deal.answers, found.deal.days_in_stage) == ((), (), None)


def test_one_that_is_lost_in_an_open_stage_has_nothing_to_leave_it_by_and_no_questions():
    gone = lost(stage="Two", name="gone", place=Place("deals.csv", 9))
    sheet = playbook(gone, subject=Subject(deal=gone)).deal
    assert sheet is not None
    assert (sheet.deal.answers, sheet.required, sheet.questions, sheet.activities) == ((), (), (), ())


def test_a_stage_whose_opportunities_all_lack_an_amount_has_no_sum():
    one, two, three, *_ = playbook(at(2, None), at(3, 5, "One"), at(4, None, "One")).stages
    assert [each.amount for each in (one, two, three)] == [5, None, 0]


def test_usual_days_are_those_of_the_past_and_none_without_one():
    moved = life(("2026-01-01", an_open(stage="Two")), ("2026-01-09", an_open(stage="Three")))
    also = life(("2026-01-01", an_open(stage="Two")), ("2026-01-13", an_open(stage="Three")))
    told = chronicle(("2025-12-01",), a=moved, b=also)
    two = playbook(*FOUR, told=told).stages[1]
    # Eight and twelve days: the middle is ten, three in four took eleven at most.
    assert (two.left, two.median, two.p75) == (2, 10, 11)
    without = playbook(*FOUR)
    assert (without.stages[1].left, without.stages[1].median, without.has_past) == (0, None, False)


def test_filters_choose_the_opportunities_and_shares_stay_those_of_all():
    half = Criterion(text="Not all eggs", field="share_of_owner", max="50%")
    stages = (Stage(name="Two", exit_criteria=(half,)), *STAGES[2:])
    deals = (at(2, 100, owner="Ann", next_step="Call"), at(3, 300, owner="Ann"))
    data = a_pipeline(*deals, also=("next_step",), file="deals.csv")
    asked = a_question(rules=(Rule("next_step", Test.SET),), filters=("next_step:set",))
    found = build_playbook(data, a_spec(stages=stages), asked)
    # A quarter of what Ann has open, though the filter leaves it alone.
    assert (found.stages[0].opportunities, found.stages[0].ready) == (1, Tally(met=1))
    assert found.filters == ("next_step:set",)


def test_amounts_in_several_currencies_have_no_sum_and_say_so():
    deals = (at(2, 100, currency="USD"), at(3, 100, currency="EUR"))
    data = a_pipeline(*deals, file="deals.csv")
    found = build_playbook(data, a_spec(stages=STAGES, currency=None), a_question())
    assert (found.stages[1].amount, found.stages[1].opportunities) == (None, 2)
    assert any("are not added" in note for note in found.notes)


def test_stages_that_say_nothing_are_told_how_to():
    bare = (Stage(name="Two"), *STAGES[3:])
    found = build_playbook(a_pipeline(READY, file="deals.csv"), a_spec(stages=bare), a_question())
    assert NO_PLAYBOOK in found.notes
    assert NO_PLAYBOOK not in playbook(*FOUR).notes


steps, touches = st.sampled_from([None, "Call"]), st.sampled_from([None, "2025-12-01", "2026-01-30"])
stages = st.sampled_from(["One", "Two", "Three"])


@given(st.lists(st.tuples(stages, steps, touches, st.sampled_from(["Ann", "Bo", None]))))
def test_every_open_one_is_counted_once_whoever_it_belongs_to(rows):
    deals = [
        at(n, 10, stage, next_step=step, last_activity=touch, owner=owner)
        for n, (stage, step, touch, owner) in enumerate(rows, 2)
    ]
    whole = playbook(*deals)
    assert sum(each.opportunities for each in whole.stages) == len(deals)
    parts = [playbook(*(each for each in deals if each.owner == owner)) for owner in ("Ann", "Bo", None)]
    for place, stage in enumerate(whole.stages):
        assert sum(stage.ready) == stage.opportunities
        assert tuple(map(sum, zip(*(part.stages[place].ready for part in parts), strict=True))) == stage.ready
    found = sheet(*deals)
    tallies = [deal.tally for deal in found.deals]
    assert sum(each.met for each in tallies) == sum(line.tally.met for line in found.exit)
    assert sum(each.unjudged for each in tallies) == sum(line.tally.unjudged for line in found.exit)
