"""What was decided and left out is said in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipectl.domain.rule import Rule, Test
from pipectl.domain.spec import Stage, StageKind
from tests.builders import STAGES, a_listing, a_pipeline, a_report, a_spec, an_open, lost, won


def notes(*deals, **asked):
    return a_report(*deals, **asked).notes


def test_nothing_special_needs_no_note():
    assert notes(an_open()) == ()


def test_which_close_dates_were_used_is_said():
    (note,) = notes(won(), lost())
    assert note.startswith(
        "won and lost opportunities count on their expected close, since no column is read as the day"
    )
    (note,) = notes(won(closed="2026-01-15"))
    assert note == "won and lost opportunities count on their close date"
    (note,) = notes(won(closed="2026-01-15"), lost())
    assert note.endswith("; 1 without one count on their expected close")


def test_decided_ones_without_any_close_date_are_counted():
    found = notes(won(expected_close=None))
    assert "1 won or lost without a close date: counted only with --period all or --lookback all" in found


def test_where_decided_ones_without_a_close_date_count_is_said():
    assert "1 won or lost without a close date: counted in the period, and in rates only with --lookback all" in notes(
        won(expected_close=None), period="all"
    )
    assert "1 won or lost without a close date: counted in rates, and in the period only with --period all" in notes(
        won(expected_close=None), lookback="all"
    )
    both = notes(won(expected_close=None), period="all", lookback="all")
    assert not any("without a close date" in note for note in both)


def test_closes_after_as_of_are_counted():
    found = a_report(won(900, expected_close="2026-02-03"), lost(expected_close="2026-02-02"), quota=1000)
    (note,) = [each for each in found.notes if "2026-02-02" in each]
    counted = "counted as such, also in what was won or lost in the period, though still open on that day; "
    assert note.startswith(f"1 won or lost with a close date after 2026-02-02: {counted}")
    assert note.endswith(" no rate is learnt from what lies ahead")
    # What the note says of the figures is what they are.
    assert [found.measure(key).value for key in ("opportunities", "won_amount", "win_rate")] == [0, 900, 0]
    assert found.measure("quota_attainment").numerator == 900


def test_built_in_stages_are_said_but_not_what_the_account_and_the_filters_say_already():
    report = a_report(
        pipeline=a_pipeline(an_open(owner="Ann"), an_open(owner="Bo"), set_aside=2),
        rules=(Rule("owner", Test.EQUALS, "Ann"),),
        filters=("owner Ann",),
        built_in_stages=True,
    )
    note, lent = report.notes
    assert note.startswith("no pipeline.yaml was found")
    assert lent.startswith("1 of 1 open has no close %")
    assert (report.rows.set_aside, report.filters, report.selected) == (2, ("owner Ann",), 1)


def test_a_missing_column_is_said_with_what_it_would_bring():
    (note,) = a_report(pipeline=a_pipeline(an_open(created=None), without=("created",))).notes
    assert note.startswith("the file has no create date; name its column under columns: created in pipeline.yaml")
    assert note.endswith(
        "it would bring sales cycle, pipeline velocity, created and won, cost per opportunity, cost per qualified "
        "opportunity"
    )


def test_open_ones_that_weigh_nothing_are_counted():
    stages = (
        Stage(name="New"),
        Stage(name="Proposal", probability=Decimal("0.4")),
        Stage(name="Won", kind=StageKind.WON),
        Stage(name="Lost", kind=StageKind.LOST),
    )
    found = notes(an_open(stage="New"), an_open(), spec=a_spec(stages=stages))
    assert found == ("1 open without a close %, in a stage without a probability: weighted as nothing",)


def test_one_missing_column_is_one_note_with_all_it_would_bring():
    (note,) = notes(pipeline=a_pipeline(won(expected_close=None), without=("expected_close",)))[2:3]
    assert note.startswith("the file has no date an opportunity closed on")
    assert note.endswith("stage conversion, probability calibration, cost per won opportunity, return on spend")
    assert "win rate" in note


def limits(*deals, **asked):
    return [note for note in notes(*deals, **asked) if "max_days" in note]


def test_limits_of_stages_that_the_file_cannot_be_held_to_are_said_with_what_holds_instead():
    # Of the stages, Qualified alone has a limit.
    (note,) = limits(won(days=40), an_open(stage="Qualified"), an_open(stage="Qualified"))
    assert note == (
        "max_days of 1 stage is not used: the file has no column for the day an opportunity entered its stage "
        "(columns: stage_changed), so what is open for over 40 days counts as stalled; three of four wins took no "
        "longer"
    )
    (note,) = limits(an_open(stage="Qualified"))
    assert note.endswith(", so nothing tells what is stalled")


def test_limits_that_are_used_or_that_nobody_set_need_no_note():
    assert limits(an_open(stage="Qualified", stage_changed="2026-01-10")) == []
    assert limits(an_open(), won(stage="Qualified")) == []
    assert limits(an_open(stage="Qualified"), built_in_stages=True) == []


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_an_outcome_that_no_stage_is_of_is_said_unless_a_status_can_tell_it(outcome):
    spec = a_spec(stages=tuple(each for each in STAGES if each.kind.value != outcome))
    expected = f"no stage of pipeline.yaml is `kind: {outcome}`, so nothing counts as {outcome}; "
    assert notes(an_open(), spec=spec)[0].startswith(expected)
    assert a_listing(an_open(), spec=spec).notes[0].startswith(expected)
    assert notes(an_open(status="Open"), spec=spec) == ()


def test_a_post_sale_stage_counts_as_won():
    live = Stage(name="Live", kind=StageKind.POST_SALE)
    assert notes(an_open(), spec=a_spec(stages=(*STAGES[:5], live, STAGES[6]))) == ()


def test_a_stage_whose_probability_is_zero_has_one():
    stages = (Stage(name="New", probability=Decimal(0)), *STAGES)
    assert notes(an_open(stage="New"), an_open(), spec=a_spec(stages=stages)) == ()


def test_stages_of_the_file_are_told_and_those_of_them_that_nothing_puts_in_order():
    own = replace(a_pipeline(an_open()), own_stages=("A (open)", "B (won)"))
    assert notes(pipeline=own) == ("taken from the file: A (open), B (won)",)
    (note,) = notes(pipeline=replace(own, unordered=("A", "C", "D", "E", "F")))
    assert note.endswith(
        "; nothing tells the place of A, C, D and 2 more among the stages, so the order they are shown in tells nothing"
    )


def test_amounts_that_are_all_zero_are_said():
    (note,) = a_report(pipeline=a_pipeline(an_open(amount=Decimal(0)), an_open(amount=Decimal(0)))).notes
    assert (
        note == "all 2 amounts are 0 (read from 'amount'); name another column under columns: amount in pipeline.yaml"
    )
    assert a_report(pipeline=a_pipeline(an_open(amount=Decimal(0)), an_open(amount=Decimal(1)))).notes == ()


def test_an_id_that_stands_for_the_name_is_said():
    (note,) = a_report(
        pipeline=replace(
            a_pipeline(an_open(), without=("name",)),
            fields=frozenset({"id", "created", "expected_close", "probability"}),
        )
    ).notes
    assert note.startswith("no column is read as the name, so the id stands for it")
