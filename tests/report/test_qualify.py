"""Everything `qualify` says, of a pipeline written out by hand."""

from decimal import Decimal

import pytest

from pipectl.domain.errors import UsageProblem
from pipectl.domain.finding import Place
from pipectl.domain.qualification import Element, FrameworkKey, IdealCustomer, Qualification, Score, ScoreRule
from pipectl.domain.rule import Rule, Test
from pipectl.domain.values import Ratio
from pipectl.history.trails import Trail
from pipectl.report import qualify
from pipectl.report.qualify import ALL_LOST, build_qualifying
from tests.builders import a_pipeline, a_question, a_spec, an_open, lost, won

NAMES = ("Budget", "Authority", "Need", "Timing")
FULL = dict.fromkeys(NAMES, "yes")
BANT = Qualification(framework=FrameworkKey.BANT)
DATA = a_pipeline(
    an_open(100, name="Small", stage="Proposal", owner="Ann", extra={"Budget": "no"}),
    an_open(900, name="Big", stage="Proposal", owner="Bo", extra={"Budget": "yes", "Need": "yes"}),
    an_open(None, name="Bare", stage="Commit", owner="Ann"),
    an_open(5000, name="Whole", stage="Commit", owner="Bo", extra=FULL),
    an_open(70, name="Early", stage="Prospecting", owner="Ann"),
    won(10, name="W", owner="Ann", extra=FULL),
    lost(10, name="L", owner="Bo", extra={"Budget": "no"}),
    lost(10, name="Old", owner="Bo", expected_close="2024-01-01", extra=FULL),
    headers=NAMES,
)


def qualified(data=DATA, *, rules=(), deal=None, framework=None, limit=None, **spec):
    question = a_question(rules=rules)
    settings = {"qualification": BANT} | spec
    return build_qualifying(data, a_spec(**settings), question, deal=deal, framework=framework, limit=limit)


def test_those_that_lack_what_they_need_stand_first_the_biggest_before_the_others():
    found = qualified()
    assert [card.name for card in found.cards] == ["Big", "Small", "Bare", "Whole", "Early"]
    assert [card.name for card in found.in_need] == ["Big", "Small", "Bare"]
    assert [[each.title for each in card.lacking] for card in found.in_need] == [
        ["Authority", "Timing"], list(NAMES), list(NAMES),
    ]  # fmt: skip


def test_stages_that_hold_something_open_are_covered_in_order_and_together():
    found = qualified()
    assert [(each.stage, each.opportunities, each.qualified) for each in found.stages] == [
        ("Prospecting", 1, 0), ("Proposal", 2, 0), ("Commit", 2, 1),
    ]  # fmt: skip
    assert found.whole is not None
    assert (found.whole.opportunities, found.whole.qualified, found.whole.not_qualified) == (5, 1, 4)
    assert found.whole.elements[0].met_share == Ratio(2, 5)


def test_only_what_was_decided_in_the_lookback_counts():
    found = qualified()
    assert found.split is not None
    assert (found.split.qualified, found.split.not_qualified) == (Ratio(1, 1), Ratio(0, 1))


def test_filters_choose_whom_it_speaks_of_and_change_no_reading_of_a_column():
    data = a_pipeline(
        an_open(name="A", owner="Ann", extra={"Budget": "1", "Need": "x"}),
        an_open(name="B", owner="Bo", extra={"Budget": "3", "Need": "y"}),
    )
    whole, ann = qualified(data), qualified(data, rules=(Rule("owner", Test.EQUALS, "Ann"),))
    assert [card.name for card in ann.cards] == ["A"]
    assert ann.elements == whole.elements
    assert next(card for card in whole.cards if card.name == "A") == ann.cards[0]


def test_one_opportunity_is_shown_alone_open_or_not_beside_the_figures_of_all():
    (winner,) = (each for each in DATA if each.name == "W")
    found = qualified(deal=winner)
    assert (found.deal, [card.name for card in found.cards]) == ("W", ["W"])
    assert found.whole == qualified().whole


def test_another_framework_may_be_asked_for():
    assert qualified(framework=FrameworkKey.CHAMP).framework == "CHAMP"
    assert next(each.title for each in qualified(framework=FrameworkKey.CHAMP).elements) == "Challenges"


def test_with_nothing_to_qualify_by_it_is_refused_with_what_to_add():
    with pytest.raises(UsageProblem) as problem:
        qualified(a_pipeline(an_open()), qualification=None)
    assert problem.value.message == qualify.NOTHING


def test_an_ideal_customer_alone_is_enough():
    ideal = IdealCustomer(rules=(ScoreRule(name="Big", points=Decimal(1), field="amount", min="500"),))
    found = qualified(
        a_pipeline(an_open(400, name="A"), an_open(600, name="B")), qualification=None, ideal_customer=ideal
    )
    assert (found.framework, found.whole, found.split, found.stages) == (None, None, None, ())
    assert [(card.name, card.fit and card.fit.fits) for card in found.by_fit] == [("B", True), ("A", False)]
    assert [each.name for each in found.told] == ["Fit"]


def test_that_every_loss_counts_is_said_where_win_rate_leaves_some_out():
    assert ALL_LOST in qualified(qualified_from="Qualified").notes
    assert ALL_LOST not in qualified().notes


def test_history_answers_for_push_count_and_days_in_stage(monkeypatch):
    place = Place("opportunities.csv", 2)
    one = an_open(name="A", place=place)
    elements = (Element(name="Steady", field="push_count", max="1"),)
    calm = Score(name="Calm", rules=(ScoreRule(name="New", points=Decimal(1), field="days_in_stage", max="9"),))
    spec = {"qualification": Qualification(elements=elements), "scores": (calm,)}
    bare = qualified(a_pipeline(one), **spec)
    assert [each.what for each in bare.untold] == ["Steady", "Calm: New"]
    assert bare.untold[0].why == "there is no history of its close dates"
    monkeypatch.setattr(qualify, "trails_of", lambda *_: {place: Trail(push_count=2, days_in_stage=5)})
    (card,) = qualified(a_pipeline(one), **spec).cards
    assert card.answers[0].stand.value == "not_met"
    assert card.scores[0].share == 1


def test_so_many_rows_a_table_as_were_asked_for():
    assert (qualified().shown, qualified(limit=3).shown) == (10, 3)
