"""The stage-sorted list."""

from decimal import Decimal

import pytest

from pipectl.domain.errors import UsageProblem
from pipectl.domain.listing import Standing
from pipectl.domain.rule import Rule, Test
from pipectl.domain.spec import Stage
from pipectl.domain.values import Outcome
from tests.builders import STAGES, a_listing, a_spec, an_open, lost, won
from tests.changing import replace

DEALS = (
    an_open(100, name="b", owner="Bo", created="2025-12-01", expected_close="2026-02-20", probability="0.9"),
    an_open(300, name="a", owner=None, created="2026-01-10", expected_close="2026-01-20", probability="0.1"),
    an_open(None, name="c", owner="Ann", created=None, expected_close=None),
    an_open(50, name="p", stage="Prospecting", created="2026-01-01", expected_close="2026-01-15"),
    won(700, name="w"),
)


def rows(listing, band=1):
    return [row.name for row in listing.bands[band].rows]


def test_bands_stand_in_the_order_of_the_stages_and_empty_ones_are_left_out():
    assert [band.stage for band in a_listing(*DEALS).bands] == ["Prospecting", "Proposal", "Won"]


def test_subtotals_are_of_the_band_and_weighted_only_where_it_is_open():
    prospecting, proposal, done = a_listing(*DEALS).bands
    assert [proposal.opportunities, proposal.amount, proposal.weighted] == [3, 400, 120]
    assert [prospecting.weighted, done.amount, done.weighted] == [5, 700, None]
    assert a_listing(*DEALS).amount == 1150


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("amount", ["a", "b", "c"]),
        ("close", ["a", "b", "c"]),
        ("created", ["b", "a", "c"]),
        ("age", ["b", "a", "c"]),
        ("name", ["a", "b", "c"]),
        ("owner", ["c", "b", "a"]),
        ("probability", ["b", "c", "a"]),
    ],
)
def test_rows_are_sorted_within_their_band_with_what_is_missing_last(sort, names):
    assert rows(a_listing(*DEALS, sort=sort)) == names


def test_equals_stand_by_amount_then_name():
    deals = (an_open(1, name="z"), an_open(1, name="y"), an_open(2, name="x"))
    assert rows(a_listing(*deals, sort="close"), 0) == ["x", "y", "z"]


def test_an_unknown_sort_is_refused_with_the_known_ones():
    with pytest.raises(UsageProblem, match="'size'; sort by one of amount, close"):
        a_listing(*DEALS, sort="size")


def test_a_limit_cuts_the_rows_of_each_band_but_never_the_subtotals():
    listing = a_listing(*DEALS, limit=2)
    assert [len(band.rows) for band in listing.bands] == [1, 2, 1]
    assert [band.opportunities for band in listing.bands] == [1, 3, 1]
    assert [listing.shown, listing.opportunities, listing.amount] == [4, 5, 1150]


def test_overdue_lists_and_sums_only_open_ones_whose_close_has_passed():
    listing = a_listing(*DEALS, overdue=True)
    assert [row.name for band in listing.bands for row in band.rows] == ["p", "a"]
    assert [listing.opportunities, listing.amount] == [2, 350]


def test_a_row_of_an_open_one_has_a_probability_an_age_and_days_overdue():
    row = next(row for row in a_listing(*DEALS).bands[1].rows if row.name == "a")
    assert (row.age_days, row.days_overdue, row.closed) == (23, 13, None)
    decided = a_listing(*DEALS).bands[2].rows[0]
    assert (decided.probability, decided.days_overdue) == (None, None)
    assert decided.closed is not None


def test_days_overdue_are_zero_until_an_expected_close_has_passed_and_undefined_without_one():
    overdue = {row.name: row.days_overdue for band in a_listing(*DEALS).bands for row in band.rows}
    assert overdue == {"a": 13, "b": 0, "c": None, "p": 18, "w": None}


def test_age_does_not_run_on_once_an_opportunity_is_decided():
    decided = [row for band in a_listing(*DEALS).bands for row in band.rows if row.outcome is not Outcome.OPEN]
    assert decided[0].created is not None
    assert [row.age_days for row in decided] == [None]


def test_open_won_and_lost_are_counted_apart_whatever_stage_they_stand_in():
    listing = a_listing(*DEALS, lost(40, stage="Qualified"), limit=1)
    assert listing.standings == (
        Standing(Outcome.OPEN, 4, Decimal(450), "USD"),
        Standing(Outcome.WON, 1, Decimal(700), "USD"),
        Standing(Outcome.LOST, 1, Decimal(40), "USD"),
    )
    assert a_listing().standings == ()


def test_filters_cut_the_list_and_are_said():
    owned = (Rule("owner", Test.SET),)
    listing = a_listing(*DEALS, rules=owned, filters=("owner:set",))
    assert listing.opportunities == 2
    assert listing.filters == ("owner:set",)
    assert listing.notes == ()


def test_an_empty_list_has_no_bands():
    listing = a_listing()
    assert [listing.bands, listing.opportunities, listing.amount, listing.shown] == [(), 0, 0, 0]


BARE_STAGES = (*STAGES[5:], Stage(name="New"), replace(STAGES[2], probability=Decimal("0.4")))


def test_a_row_without_a_probability_in_a_stage_without_one_has_none_and_is_weighed_with_none():
    deals = (an_open(100, stage="New"), an_open(50, stage="New", name="own", probability="0"), an_open(30))
    new, proposal = a_listing(*deals, spec=a_spec(stages=BARE_STAGES)).bands
    assert [row.probability for row in new.rows] == [None, 0]
    assert [new.weighted, proposal.weighted] == [0, 12]


@pytest.mark.parametrize("amounts", [(100,), (100, None), (None,)])
def test_a_band_has_no_weighted_subtotal_where_no_amount_in_it_has_a_probability(amounts):
    deals = [an_open(amount, stage="New") for amount in amounts]
    (band,) = a_listing(*deals, spec=a_spec(stages=BARE_STAGES)).bands
    assert band.weighted is None


def test_a_band_of_known_probabilities_and_no_amounts_weighs_zero():
    assert a_listing(an_open(None)).bands[0].weighted == 0
