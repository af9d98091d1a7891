"""How well a score told won from lost, counted by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.qualification import Score, ScoreRule
from pipectl.domain.scorecard import Told
from pipectl.domain.values import Mean, Ratio
from pipectl.process.scores import scale_of
from pipectl.process.telling import concordance, told
from tests.builders import lost, won
from tests.process.cards import known

#: 3 points for being big and 1 for being near, so that scores are 0, 1/4, 3/4 and 1.
RULES = (
    ScoreRule(name="Big", points=Decimal(3), field="Big", equals="yes"),
    ScoreRule(name="Near", points=Decimal(1), field="Near", equals="yes"),
)


def rows(outcome, count: int, big: str, near: str) -> list[Opportunity]:
    return [outcome(extra={"Big": big, "Near": near}) for _ in range(count)]


def tell(decided, rules=RULES) -> Told:
    return told(scale_of(Score(name="S", rules=rules), known(*decided)), decided)


#: Won: six of 1, four of 3/4. Lost: two of 3/4, six of 1/4, two of 0.
DECIDED = [
    *rows(won, 6, "yes", "yes"), *rows(won, 4, "yes", "no"),
    *rows(lost, 2, "yes", "no"), *rows(lost, 6, "no", "yes"), *rows(lost, 2, "no", "no"),
]  # fmt: skip


def test_means_and_pairs_of_won_and_lost_by_hand():
    found = tell(DECIDED)
    assert (found.won, found.lost, found.unscored, found.untold) == (10, 10, 0, None)
    # 6 × 1 + 4 × 3/4 = 9 of 10; 2 × 3/4 + 6 × 1/4 = 3 of 10.
    assert (found.mean_won, found.mean_lost) == (Mean(Decimal(9), 10), Mean(Decimal(3), 10))
    # The six are above all ten lost ones, the four above eight and level with two: 60 + 4 × (8 + 1) = 96 of 100.
    assert found.concordance == Mean(Decimal(96), 100)
    assert found.concordance.interval is None


def test_each_rule_has_the_win_rate_with_and_without_it():
    big, near = tell(DECIDED).rules
    # Big: 10 won and 2 lost with it, none won and 8 lost without. Near: 6 and 6 with it, 4 and 4 without.
    assert (big.holding, big.failing, big.unjudged) == (Ratio(10, 12), Ratio(0, 8), 0)
    assert (near.holding, near.failing) == (Ratio(6, 12), Ratio(4, 8))
    assert [(each.pulls_wrong, each.is_clear) for each in (big, near)] == [(False, True), (False, False)]


def test_a_rule_whose_holders_are_won_less_often_pulls_the_wrong_way():
    turned = [*rows(lost, 12, "no", "yes"), *rows(won, 2, "no", "yes"), *rows(won, 12, "no", "no"), lost(extra={})]
    big, near = tell(turned).rules
    # 2 of 14 against 12 of 12: the intervals are far apart. The one with empty cells is in neither.
    assert (near.holding, near.failing) == (Ratio(2, 14), Ratio(12, 12))
    assert (near.pulls_wrong, near.is_clear) == (True, True)
    assert not big.pulls_wrong
    slight = [
        *rows(lost, 6, "no", "yes"),
        *rows(won, 5, "no", "yes"),
        *rows(won, 6, "no", "no"),
        *rows(lost, 5, "", ""),
    ]
    _, near = tell(slight).rules
    assert (near.pulls_wrong, near.is_clear) == (True, False)


def test_of_fewer_than_five_on_a_side_no_rule_is_blamed():
    few = [*rows(lost, 4, "no", "yes"), *rows(won, 10, "no", "no"), *rows(lost, 6, "no", "no")]
    _, near = tell(few).rules
    assert (near.holding, near.failing, near.pulls_wrong) == (Ratio(0, 4), Ratio(10, 16), False)


@pytest.mark.parametrize(("won_ones", "lost_ones", "enough"), [(5, 15, True), (4, 16, False), (9, 10, False)])
def test_twenty_decided_with_five_of_each_are_needed_to_say_anything(won_ones, lost_ones, enough):
    found = tell([*rows(won, won_ones, "yes", "no"), *rows(lost, lost_ones, "no", "no")])
    assert (found.concordance is not None) is enough
    if not enough:
        assert found.untold is not None
        assert found.untold.startswith(f"{won_ones} won and {lost_ones} lost have a score; from 20 on, 5 of each")


def test_those_without_a_score_are_left_out_and_counted():
    rules = (ScoreRule(name="Size", points=Decimal(1), field="Size", min="5"),)
    decided = [won(extra={"Size": "6"}), won(extra={"Size": "many"}), lost(extra={"Size": "few"})]
    found = tell(decided, rules)
    assert (found.won, found.lost, found.unscored) == (1, 0, 2)
    assert found.mean_lost.value is None
    assert (found.rules[0].holding, found.rules[0].unjudged) == (Ratio(1, 1), 2)


def test_nothing_decided_is_no_answer():
    found = tell([])
    assert (found.won, found.lost, found.concordance) == (0, 0, None)


SHARES = st.lists(st.fractions(0, 1, max_denominator=6), max_size=12)


@given(SHARES, SHARES)
def test_concordance_is_what_counting_every_pair_gives(some_won, some_lost):
    found = concordance(sorted(some_won), sorted(some_lost))
    pairs = [(one > other) + Fraction(one == other, 2) for one in some_won for other in some_lost]
    assert Fraction(found.numerator) == sum(pairs)
    assert found.denominator == len(pairs)
    turned = concordance(sorted(some_lost), sorted(some_won))
    assert Fraction(found.numerator) + Fraction(turned.numerator) == len(pairs)
