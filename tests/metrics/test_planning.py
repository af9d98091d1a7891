"""What history has to tell before its numbers are asked: whether paths or stages at loss tell more."""

import pytest

from pipectl.domain.opportunity import Opportunity
from pipectl.history.chronicle import EVERYTHING, Chronicle, Source
from pipectl.report.whole import build_report
from tests.builders import a_pipeline, a_question, a_spec, an_open, day, lost
from tests.changing import replace
from tests.history.living import chronicle, life

#: One that moved on from Qualified and one that was won; the file tells where the lost one died.
TOLD = lost(id="l", lost_from_stage="Qualified", created="2025-11-21")
UNTOLD = lost(id="l", created="2025-11-21")
NOW = an_open(id="a", stage="Proposal", created="2025-12-10")
LIFE = life(("2025-12-10", replace(NOW, stage="Qualified")), ("2026-01-10", NOW))


def asked(told: Chronicle | None, *deals: Opportunity, key: str = "stage_conversion", without=(), **question):
    pipeline = a_pipeline(*(deals or (NOW,)), without=without)
    return build_report(pipeline, a_spec(), a_question(**question), chronicle=told).measure(key)


def since(first: str, *, holds=EVERYTHING) -> Chronicle:
    """History from a day on, of one opportunity."""
    told = chronicle((first, "2026-02-02"), a=LIFE)
    begin = day(first)
    assert begin is not None
    return replace(told, holds=holds, sources=(Source("12 snapshots", holds, begin, begin),))


def by_paths(found) -> bool:
    """Whether it is counted from paths, which alone tell how many reached a stage."""
    return any(part.key.startswith("reached:") for part in found.details)


@pytest.mark.parametrize(
    ("first", "lookback", "whole"),
    [
        ("2025-02-03", "365d", True),  # the first day of the lookback
        ("2025-11-22", "365d", False),  # a day after the first opportunity was created
        ("2025-11-21", "365d", True),  # the lookback began earlier, and the first opportunity did not
        ("2025-12-10", "60d", False),  # the lookback begins on 5 December
        ("2025-12-05", "60d", True),
        ("2025-11-21", "all", True),
        ("2025-11-22", "all", False),
    ],
)
def test_stages_at_loss_tell_conversion_until_paths_cover_the_lookback_or_all_there_ever_was(first, lookback, whole):
    assert by_paths(asked(since(first), NOW, TOLD, lookback=lookback)) is whole


def test_where_no_stage_at_loss_is_told_the_history_there_is_has_to_do():
    assert by_paths(asked(since("2026-01-20"), NOW, UNTOLD))
    assert by_paths(asked(since("2026-01-20"), NOW))


@pytest.mark.parametrize("lookback", ["365d", "all"])
def test_without_create_dates_nothing_says_that_there_was_nothing_before_history_began(lookback):
    bare = [replace(each, created=None) for each in (NOW, TOLD)]
    assert not by_paths(asked(since("2026-01-20"), *bare, without=("created",), lookback=lookback))
    assert by_paths(asked(since("2025-01-01"), *bare, without=("created",), lookback="365d"))


def test_a_history_that_tells_no_stages_leaves_conversion_to_the_stages_at_loss():
    told = since("2025-01-01", holds=frozenset({"amount", "expected_close"}))
    assert not by_paths(asked(told, NOW, TOLD))
    untold = asked(told, NOW, UNTOLD)
    assert untold.value is None
    assert untold.undefined == (
        "nothing tells in which stage lost opportunities died; add a column for it under columns: lost_from_stage"
    )


OF_THE_PAST = ("time_in_stage", "push_count", "days_pushed", "slip_rate", "pipeline_change")
NONE_YET = "there is no history yet: pipectl snapshot keeps an export, and the next one is held against it"


@pytest.mark.parametrize("key", OF_THE_PAST)
@pytest.mark.parametrize("told", [None, Chronicle({})], ids=["none", "empty"])
def test_without_history_every_measure_of_the_past_is_undefined_and_says_how_to_begin(key, told):
    found = asked(told, key=key)
    assert (found.value, found.undefined, found.details) == (None, NONE_YET, ())


@pytest.mark.parametrize(
    ("lacking", "words", "keys"),
    [
        ("amount", "amounts", ("slip_rate", "pipeline_change")),
        ("expected_close", "close dates", ("push_count", "days_pushed", "slip_rate", "pipeline_change")),
    ],
)
def test_a_measure_is_undefined_where_history_does_not_tell_what_it_is_made_of(lacking, words, keys):
    told = since("2025-12-01", holds=EVERYTHING - {lacking})
    for key in OF_THE_PAST:
        found = asked(told, key=key)
        reason = f"the history there is does not tell {words} of then; pipectl snapshot keeps them from now on"
        assert (found.undefined == reason) is (key in keys)


def test_time_in_stage_asks_for_a_history_of_stages():
    told = since("2025-12-01", holds=frozenset({"amount"}))
    assert asked(told, key="time_in_stage").undefined == NONE_YET


@pytest.mark.parametrize(
    ("first", "period", "reason"),
    [
        ("2025-12-31", "2026-Q1", None),
        ("2026-01-01", "2026-Q1", "history begins on 2026-01-01, when Q1 2026 had begun already"),
        ("2025-12-01", "all", "All time has no first day to look back to"),
        ("2025-12-01", "..2026-03-31", "… to 2026-03-31 has no first day to look back to"),
        ("2025-12-01", "2026-01-01..", "2026-01-01 to … has no last day that anything could move past"),
        ("2025-12-01", "2026-Q2", "Q2 2026 has not begun"),
        ("2025-12-01", "2026-02-03..2026-03-31", "2026-02-03 to 2026-03-31 has not begun"),
        ("2025-12-01", "2026-02-02..2026-03-31", None),
    ],
)
def test_slip_rate_asks_for_a_period_that_began_within_history(first, period, reason):
    found = asked(since(first), key="slip_rate", period=period)
    if reason is None:
        assert found.value is not None or found.undefined == "nothing was due in the period when it began"
    else:
        assert found.undefined == reason


def test_pipeline_change_asks_for_a_day_before_as_of():
    told = chronicle(("2026-02-02",), a=life(("2026-02-02", NOW)))
    assert asked(told, key="pipeline_change").undefined == (
        "history begins on 2026-02-02, so there is no day before 2026-02-02 to compare with"
    )


def test_where_nothing_is_open_nothing_is_weighted_and_that_is_0_whatever_gives_a_probability():
    spec = replace(a_spec(), stages=tuple(replace(one, probability=None) for one in a_spec().stages))
    pipelines = (a_pipeline(*deals, without=("probability",)) for deals in ((lost(),), (lost(), an_open())))
    values = [build_report(one, spec, a_question()).measure("weighted_pipeline").value for one in pipelines]
    assert values == [0, None]


def test_weighted_of_a_selection_with_nothing_open_does_not_hang_on_what_it_leaves_out():
    spec = replace(a_spec(), stages=tuple(replace(one, probability=None) for one in a_spec().stages))
    pipeline = a_pipeline(lost(owner="Ann"), an_open(owner="Bo"), without=("probability",))
    report = build_report(pipeline, spec, a_question(by=("owner",)))
    found = {each.key: one.value for each in report.groups for one in each.measures if one.key == "weighted_pipeline"}
    assert found == {"Ann": 0, "Bo": None}
