"""Conversion between stages and calibration of probabilities: worked examples by hand."""

from dataclasses import replace
from decimal import Decimal

from tests.builders import a_pipeline, a_report, an_open, lost, won

#: 2 won; lost from Qualified 1, from Proposal 2; open in Prospecting 3, in Negotiation 1.
DEALS = (
    won(),
    won(),
    lost(lost_from_stage="Qualified"),
    lost(lost_from_stage="Proposal"),
    lost(stage="Proposal"),
    lost(),
    *[an_open(stage="Prospecting")] * 3,
    an_open(stage="Negotiation"),
)


def measure(key, *deals, **asked):
    return a_report(*deals, **asked).measure(key)


def halves(found, key):
    part = found.detail(key)
    return part.numerator, part.denominator


def test_moving_on_counts_whoever_was_won_or_reached_a_later_stage():
    found = measure("stage_conversion", *DEALS)
    # On from Prospecting: 2 won + open later 1 + lost later 3, none lost in it.
    assert halves(found, "moves_on:Prospecting") == (6, 6)
    assert halves(found, "moves_on:Qualified") == (5, 6)
    assert halves(found, "moves_on:Proposal") == (3, 5)
    assert halves(found, "moves_on:Negotiation") == (2, 2)
    assert halves(found, "moves_on:Commit") == (2, 2)
    assert (found.numerator, found.denominator) == (18, 21)


def test_winning_from_a_stage_counts_wins_and_losses_in_it_or_later():
    found = measure("stage_conversion", *DEALS)
    assert halves(found, "won_from:Prospecting") == (2, 5)
    assert halves(found, "won_from:Qualified") == (2, 5)
    assert halves(found, "won_from:Proposal") == (2, 4)
    assert halves(found, "won_from:Negotiation") == (2, 2)


def test_losses_whose_stage_is_unknown_are_left_out_and_counted():
    assert measure("stage_conversion", *DEALS).detail("unknown").value == 1


def test_a_snapshot_that_does_not_say_where_losses_died_cannot_tell():
    found = measure("stage_conversion", won(), lost(), an_open())
    assert found.value is None
    assert "lost_from_stage" in (found.undefined or "")
    assert "lost in the lookback" in (measure("stage_conversion", won(), an_open()).undefined or "")


def test_a_group_without_losses_still_has_its_conversion_where_the_file_tells():
    report = a_report(won(owner="Ann"), lost(owner="Bo", lost_from_stage="Commit"), by=("owner",))
    ann = next(group for group in report.groups if group.key == "Ann").measure("stage_conversion")
    assert [ann.numerator, ann.denominator] == [5, 5]


def test_a_stage_nobody_is_known_to_have_left_has_no_conversion():
    found = measure("stage_conversion", lost(lost_from_stage="Prospecting"), an_open(stage="Prospecting"))
    commit = found.detail("moves_on:Commit")
    assert commit is not None
    assert (commit.value, commit.denominator) == (None, 0)
    assert commit.undefined == "no opportunity known to have reached this stage has left it"


def test_calibration_holds_wins_against_what_was_entered_by_band():
    deals = (
        won(probability="0.9"),
        won(probability="0.7"),
        lost(probability="0.9"),
        lost(probability="0.1"),
        won(probability="1"),
        lost(probability="0"),
        lost(),
    )
    found = measure("probability_calibration", *deals)
    assert (found.numerator, found.denominator) == (2, 4)
    assert found.detail("entered").value == Decimal("0.65")
    assert halves(found, "won:80-100") == (1, 2)
    assert found.detail("entered:80-100").value == Decimal("0.9")
    assert halves(found, "won:60-80") == (1, 1)
    assert halves(found, "won:0-20") == (0, 1)
    assert found.detail("won:20-40").value is None


def test_a_probability_on_the_edge_belongs_to_the_lower_band():
    found = measure("probability_calibration", won(probability="0.2"), lost(probability="0.21"))
    assert halves(found, "won:0-20") == (1, 1)
    assert halves(found, "won:20-40") == (0, 1)


def test_calibration_is_undefined_where_nothing_decided_kept_a_probability():
    found = measure("probability_calibration", won(probability="1"), lost(), an_open(probability="0.5"))
    assert found.value is None
    assert "between 0 and 100" in (found.undefined or "")


def test_a_group_whose_losses_died_nobody_knows_where_has_no_conversion():
    deals = (won(owner="Ann"), lost(owner="Ann"), lost(owner="Bo", lost_from_stage="Commit"))
    ann = next(each for each in a_report(*deals, by=("owner",)).groups if each.key == "Ann").measure("stage_conversion")
    assert ann.value is None
    assert "died" in (ann.undefined or "")
    assert [each.value for each in ann.details] == [1]


def test_calibration_has_all_its_bands_whether_anything_was_decided_or_not():
    bands = [each.key for each in measure("probability_calibration", *DEALS).details]
    assert [each.key for each in measure("probability_calibration").details] == bands


def test_stage_conversion_is_undefined_where_nothing_tells_the_order_of_the_stages():
    deals = (won(), lost(lost_from_stage="Qualified"), an_open(stage="Proposal"))
    unordered = replace(a_pipeline(*deals), unordered=("Qualified", "Proposal"))
    found = a_report(pipeline=unordered)
    measure = found.measure("stage_conversion")
    assert measure.value is None
    assert measure.undefined == (
        "nothing tells the place of Qualified, Proposal among the stages; put the stages in order in a pipeline.yaml "
        "(pipectl init writes one)"
    )
    assert all(stage.moves_on is None or stage.moves_on.value is None for stage in found.stages)
    assert a_report(*deals).measure("stage_conversion").value is not None
