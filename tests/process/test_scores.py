"""Scores by hand: what each rule gives, and what can't be judged is neither given nor lost."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.condition import Condition
from pipectl.domain.judging import FAILS, HOLDS, Judged, unjudged
from pipectl.domain.qualification import IdealCustomer, Score, ScoreRule
from pipectl.domain.scorecard import Scored
from pipectl.process.scores import Scale, Weighted, scale_of, scored
from tests.process.cards import deal, known

RULES = (
    ScoreRule(name="Right size", points=Decimal(30), field="Employees", min="50"),
    ScoreRule(name="Software", points=Decimal(20), field="Industry", equals="Software"),
    ScoreRule(name="Not public", points=Decimal(10), not_=Condition(field="Industry", equals="Public")),
)


def score(one, *others, rules=RULES, fits_from: Any = 60) -> Scored:
    data = known(one, *others)
    return scored(scale_of(IdealCustomer(fits_from=Decimal(fits_from), rules=rules), data), one)


def sums(found: Scored) -> Any:
    return found.points, found.judged, found.possible


def test_a_score_is_the_points_of_the_rules_that_hold_over_all_of_them():
    found = score(deal(Employees="80", Industry="Retail"))
    assert [(each.name, each.given) for each in found.rules] == [
        ("Right size", Decimal(30)), ("Software", Decimal(0)), ("Not public", Decimal(10)),
    ]  # fmt: skip
    assert sums(found) == (40, 60, 60)
    # 40 of 60 is two thirds.
    assert found.share == Decimal("0.6666666666666666666666666667")
    assert found.fits is True


def test_points_of_a_rule_that_can_t_be_judged_are_neither_given_nor_lost():
    found = score(deal(Industry="Software"))
    assert sums(found) == (30, 30, 60)
    assert found.share == 1
    assert found.fits is True
    (size,) = (each for each in found.rules if each.given is None)
    assert size.why == ("the data has no Employees",)


def test_a_cell_that_is_no_number_can_t_be_judged_nor_can_an_empty_one():
    about, empty = deal(Employees="50-100", Industry="Software"), deal(Industry="Software")
    assert score(about).rules[0].given is None
    found = score(empty, about).rules[0]
    assert (found.given, found.why) == (None, ("Employees is empty",))


def test_without_any_rule_that_can_be_judged_there_is_no_score():
    found = score(deal())
    assert sums(found) == (0, 0, 60)
    assert (found.share, found.fits) == (None, None)


def test_a_fit_is_held_against_its_bound_without_rounding():
    thirds = tuple(ScoreRule(name=name, points=Decimal(1), field=name, equals="yes") for name in "ABC")
    one = deal(A="yes", B="yes", C="no")
    # Two thirds of 100 are 66.67: above 66.6, below 67.
    assert score(one, rules=thirds, fits_from="66.6").fits is True
    assert score(one, rules=thirds, fits_from="67").fits is False
    half = (ScoreRule(name="A", points=Decimal(3), field="A", equals="yes"), thirds[2])
    assert score(one, rules=half, fits_from="75").fits is True


def test_a_score_of_one_s_own_has_no_bound():
    one = deal(Region="EMEA")
    own = Score(name="Region", rules=(ScoreRule(name="EMEA", points=Decimal(2), field="Region", equals="emea"),))
    found = scored(scale_of(own, known(one)), one)
    assert (found.name, found.fits) == ("Region", None)
    assert found.points == 2


def test_a_rule_on_what_a_close_sets_itself_is_marked():
    rules = (
        ScoreRule(name="Sure", points=Decimal(1), field="probability", min="0.5"),
        ScoreRule(name="Won", points=Decimal(1), any=(Condition(field="Stage", equals="Won"),)),
        ScoreRule(name="Big", points=Decimal(1), field="amount", min="10"),
    )
    found = scale_of(Score(name="S", rules=rules), known(deal()))
    assert [each.set_at_close for each in found.rules] == [True, True, False]


def test_anything_that_answers_rules_can_be_scored():
    """A lead is no opportunity, and is scored alike."""
    lead = {"source": "Event", "visits": 3}
    rules: tuple[Weighted[dict[str, Any]], ...] = (
        Weighted("Event", Decimal(5), lambda each: HOLDS if each["source"] == "Event" else FAILS),
        Weighted("Visits", Decimal(3), lambda each: HOLDS if each["visits"] > 5 else FAILS),
        Weighted("Phone", Decimal(2), lambda each: HOLDS if each.get("phone") else unjudged("it has no phone")),
    )
    found = scored(Scale("Lead score", rules), lead)
    assert sums(found) == (5, 8, 10)
    assert found.share == Decimal("0.625")


ANSWERS = st.sampled_from([HOLDS, FAILS, unjudged("nobody knows")])
POINTS = st.decimals("0.01", "1000", places=2)


@given(st.lists(st.tuples(POINTS, ANSWERS), max_size=12))
def test_contributions_sum_to_the_score(rules):
    def answering(answer: Judged):
        return lambda _: answer

    scale = Scale("S", tuple(Weighted(str(n), points, answering(one)) for n, (points, one) in enumerate(rules)))
    found = scored(scale, None)
    assert sum(each.given for each in found.rules if each.given is not None) == found.points
    assert sum(each.points for each in found.rules if each.given is not None) == found.judged
    assert sum(each.points for each in found.rules) == found.possible
    assert 0 <= found.points <= found.judged <= found.possible
    assert (found.share is None) is (found.judged == 0)
    assert found.share is None or 0 <= found.share <= 1
