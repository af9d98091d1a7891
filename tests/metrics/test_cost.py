"""What was spent, what opportunities cost, and what came back: worked examples by hand.

Of the first quarter: 900 spent; created three (an open one, one won for 400, one lost), won three for 1,500 in all.
"""

import pytest

from pipectl.domain.rule import Rule, Test
from tests.builders import a_pipeline, a_report, a_spec, a_spend, an_open, lost, won

SPENT = (a_spend(600, source="Web"), a_spend(300))
DEALS = (
    an_open(stage="Commit", source="Web"),
    won(400, created="2026-01-05", source="Web"),
    lost(250, created="2026-01-02", lost_from_stage="Prospecting", source="Fair"),
    won(1000, created="2025-11-01", source="Web"),
    won(100, created="2025-12-31", source="Fair"),
    won(5000, created="2025-06-01", expected_close="2025-12-31", source="Web"),
)
COSTS = ("cost_per_opportunity", "cost_per_qualified", "cost_per_won")


def report(*deals, without=(), rules=(), by=(), **spec):
    given = {"spend": SPENT, "qualified_from": "Proposal"} | spec
    return a_report(pipeline=a_pipeline(*deals, without=without), spec=a_spec(**given), rules=rules, by=by)


def figure(key, *deals, **given):
    return report(*deals, **given).measure(key)


def halves(found):
    return found.value, found.numerator, found.denominator


def test_spend_is_all_of_it_and_says_what_names_no_source():
    found = figure("spend", *DEALS)
    assert (found.value, found.detail("without_source").value) == (900, 300)
    web = figure("spend", *DEALS, rules=(Rule("source", Test.EQUALS, "Web"),))
    assert (web.value, web.detail("without_source").value) == (600, None)


def test_cost_per_opportunity_is_spend_over_what_was_created_in_the_period():
    assert halves(figure("cost_per_opportunity", *DEALS)) == (300, 900, 3)


def test_cost_per_qualified_is_spend_over_those_created_and_known_to_have_reached_the_stage():
    assert halves(figure("cost_per_qualified", *DEALS)) == (450, 900, 2)


def test_cost_per_won_is_spend_over_what_was_won_in_the_period_whenever_it_was_created():
    assert halves(figure("cost_per_won", *DEALS)) == (300, 900, 3)


def test_return_on_spend_is_what_was_won_in_the_period_over_its_spend():
    found = figure("spend_return", *DEALS)
    assert halves(found)[1:] == (1500, 900)
    assert f"{found.value:.4f}" == "1.6667"
    assert (found.detail("count").value, found.detail("without_amount").value) == (3, 0)


def test_beside_it_is_what_those_created_in_the_period_have_brought_whenever_they_were_won():
    later = won(50, created="2026-01-05", expected_close="2026-04-20")
    found = figure("spend_return", *DEALS, later, won(None, created="2026-01-06"))
    assert [found.detail(f"created_{what}").value for what in ("won", "won_count", "return")] == [450, 3, 0.5]
    assert (found.numerator, found.detail("count").value, found.detail("without_amount").value) == (1500, 4, 1)


def test_each_source_has_its_own_figures():
    groups = {group.key: group for group in report(*DEALS, by=("source",)).groups}
    web = groups["Web"]
    assert [halves(web.measure(key)) for key in COSTS] == [(300, 600, 2), (300, 600, 2), (300, 600, 2)]
    assert halves(web.measure("spend_return"))[1:] == (1400, 600)
    none = "pipeline.yaml has no spend on this source in 2026-Q1"
    assert {groups["Fair"].measure(key).undefined for key in (*COSTS, "spend", "spend_return")} == {none}
    assert groups["Fair"].measure("spend_return").detail("created_won").value == 0


def test_all_are_undefined_without_spend():
    for key in ("spend", *COSTS, "spend_return"):
        assert "pipeline.yaml has no spend" in (figure(key, *DEALS, spend=()).undefined or ""), key


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("cost_per_opportunity", "no opportunity was created in the period"),
        ("cost_per_qualified", "no opportunity created in the period is known to have been qualified"),
        ("cost_per_won", "no opportunity was won in the period"),
    ],
)
def test_a_cost_is_undefined_where_there_is_nothing_it_could_be_of(key, why):
    found = figure(key)
    assert (found.undefined, found.numerator, found.denominator) == (why, 900, 0)


def test_nothing_won_is_a_return_of_zero_and_nothing_spent_is_none():
    assert halves(figure("spend_return")) == (0, 0, 900)
    free = figure("spend_return", *DEALS, spend=(a_spend(0),))
    assert free.undefined == free.detail("created_return").undefined == "nothing was spent in the period"
    assert halves(figure("cost_per_opportunity", *DEALS, spend=(a_spend(0),))) == (0, 0, 3)


def test_cost_per_qualified_is_undefined_without_a_qualified_stage():
    found = figure("cost_per_qualified", *DEALS, qualified_from=None)
    assert found.undefined == "pipeline.yaml names no qualified_from stage"


def test_what_hangs_on_a_date_is_undefined_without_it_and_the_rest_stands():
    bare = report(an_open(), without=("created",))
    assert all("has no create date" in (bare.measure(key).undefined or "") for key in COSTS[:2])
    back = bare.measure("spend_return")
    assert back.value == 0
    assert "has no create date" in back.detail("created_won").undefined
    undated = report(an_open(expected_close=None), without=("expected_close", "closed"))
    assert all(undated.measure(key).undefined for key in ("cost_per_won", "spend_return"))
    assert undated.measure("cost_per_opportunity").value == 900


def test_amounts_in_several_currencies_have_costs_and_no_return():
    deals = (won(400, currency="USD"), won(400, currency="EUR"))
    found = report(*deals, currency=None)
    assert found.measure("cost_per_won").value == 450
    back = found.measure("spend_return")
    assert "which are not added" in (back.undefined or "")
    assert "which are not added" in (back.detail("created_return").undefined or "")


def test_amounts_of_a_source_in_one_of_several_currencies_are_not_held_against_spend_in_nobody_knows_which():
    deals = (won(400, currency="USD", source="Web"), won(400, currency="EUR", source="Fair"))
    (web,) = (group for group in report(*deals, currency=None, by=("source",)).groups if group.key == "Web")
    assert (web.measure("won_amount").value, web.measure("cost_per_won").value) == (400, 600)
    back = web.measure("spend_return")
    assert (back.undefined or "").startswith("the file has amounts in several currencies, and nothing tells which")
    assert (back.value, back.detail("created_return").value) == (None, None)
