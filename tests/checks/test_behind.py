from decimal import Decimal

import pytest

from pipectl.checks.behind import SHOWN, TALLIES, behind, behind_findings, members
from pipectl.domain.finding import Finding, Level, Place
from pipectl.engines.membership import MEMBERS, scope_of
from pipectl.metrics.catalog import METRICS
from tests.builders import a_question, a_spec, an_open, lost, won

QUESTION = a_question()
SCOPE = scope_of(a_spec(), QUESTION.as_of, QUESTION.period, QUESTION.lookback)
LATE, DUE, LATER = an_open(1, expected_close="2026-01-05"), an_open(2), an_open(4, expected_close="2026-07-01")
WON, LOST = won(8), lost(16)
DEALS = (LATE, DUE, LATER, WON, LOST)


@pytest.mark.parametrize(
    ("metric", "found"),
    [
        ("coverage", [LATE, DUE]),
        ("won_amount", [LATE, DUE]),
        ("slippage", [LATE]),
        ("decay", [LATE]),
        ("pipeline_value", [LATE, DUE, LATER]),
        ("win_rate", [LOST]),
        ("average_deal_size", [WON]),
        ("probability_calibration", []),
    ],
)
def test_those_behind_a_measure_are_those_it_is_made_of_or_could_be_mended_by(metric, found):
    amounts = {one.amount for one in members(metric, DEALS, SCOPE)}
    assert amounts == {one.amount for one in found}


def test_every_tally_and_every_metric_named_is_one_there_is():
    assert set(TALLIES.values()) <= set(MEMBERS)
    assert set(TALLIES) <= set(METRICS)


def test_the_biggest_stand_first_and_those_without_amount_last():
    found = behind("coverage", [an_open(None, name="c"), an_open(5, name="b"), an_open(9, name="a")], mixed=False)
    assert found is not None
    assert [one.name for one in found.shown] == ["a", "b", "c"]
    assert (found.opportunities, found.amount) == (3, Decimal(14))
    assert found.holders == ()
    assert behind("cost_per_opportunity", DEALS, mixed=False) is None


def test_amounts_in_several_currencies_have_no_sum():
    found = behind("coverage", [an_open(5, owner="Ann"), an_open(9, owner="Bo")], mixed=True)
    assert found is not None
    assert found.amount is None
    assert [one.amount for one in found.holders] == [None, None]


def test_only_the_first_are_named_and_all_are_counted():
    found = behind("pipeline_value", [an_open(1) for _ in range(SHOWN + 5)], mixed=False)
    assert found is not None
    assert (len(found.shown), found.opportunities) == (SHOWN, SHOWN + 5)


def test_rows_with_a_finding_carry_its_code_what_it_stands_for_and_what_to_do():
    finding = Finding("DATA101", Level.WARNING, Place("d.csv", 2, 4), "Amount is empty", "enter it", None, "O1", "Ann")
    found = behind_findings([finding, finding._replace(owner=None)], {"DATA101": "No amount"})
    assert (found.shown[0].code, found.shown[0].title, found.shown[0].why) == (
        "DATA101",
        "No amount",
        "Amount is empty; enter it",
    )
    assert [(one.owner, one.opportunities) for one in found.holders] == [("Ann", 1), (None, 1)]
