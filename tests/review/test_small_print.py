"""What was decided and left out is said in words."""

from decimal import Decimal

from pipectl.domain.rule import Rule, Test
from pipectl.domain.spec import Stage, StageKind
from tests.builders import a_pipeline, a_report, a_spec, an_open, lost, won


def notes(*deals, **asked):
    return a_report(*deals, **asked).notes


def test_nothing_special_needs_no_note():
    assert notes(an_open()) == ()


def test_which_close_dates_were_used_is_said():
    (note,) = notes(won(), lost())
    assert note == "won and lost opportunities count on their expected close, since the file has no close date"
    (note,) = notes(won(closed="2026-01-15"))
    assert note == "won and lost opportunities count on their close date"
    (note,) = notes(won(closed="2026-01-15"), lost())
    assert note.endswith("; 1 without one count on their expected close")


def test_decided_ones_without_any_close_date_are_counted():
    found = notes(won(expected_close=None))
    assert "1 won or lost without a close date: counted only with --period all or --lookback all" in found


def test_closes_after_as_of_are_counted():
    found = notes(won(expected_close="2026-02-03"), lost(expected_close="2026-02-02"))
    assert "1 won or lost with a close date after 2026-02-02: no rate is learnt from what lies ahead" in found


def test_built_in_stages_are_said_but_not_what_the_account_and_the_filters_say_already():
    report = a_report(
        pipeline=a_pipeline(an_open(owner="Ann"), an_open(owner="Bo"), set_aside=2),
        rules=(Rule("owner", Test.EQUALS, "Ann"),),
        filters=("owner Ann",),
        built_in_stages=True,
    )
    (note,) = report.notes
    assert note.startswith("no pipeline.yaml was found")
    assert (report.rows.set_aside, report.filters, report.selected) == (2, ("owner Ann",), 1)


def test_a_missing_column_is_said_with_what_it_would_bring():
    (note,) = a_report(pipeline=a_pipeline(an_open(created=None), without=("created",))).notes
    assert note.startswith("the file has no create date; name its column under columns: created in pipeline.yaml")
    assert note.endswith("it would bring sales cycle, pipeline velocity, cost per opportunity")


def test_open_ones_that_weigh_nothing_are_counted():
    stages = (
        Stage(name="New"),
        Stage(name="Proposal", probability=Decimal("0.4")),
        Stage(name="Won", kind=StageKind.WON),
    )
    found = notes(an_open(stage="New"), an_open(), spec=a_spec(stages=stages))
    assert found == ("1 open without a close %, in a stage without a probability: weighted as nothing",)


def test_one_missing_column_is_one_note_with_all_it_would_bring():
    (note,) = notes(pipeline=a_pipeline(won(expected_close=None), without=("expected_close",)))[2:3]
    assert note.startswith("the file has no date an opportunity closed on")
    assert note.endswith("stage conversion, probability calibration")
    assert "win rate" in note
