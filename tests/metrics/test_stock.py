"""What is open: worked examples by hand, as of 2 February 2026 for the first quarter."""

from decimal import Decimal

from pipectl.domain.spec import Stage, StageKind
from tests.builders import EVER, a_pipeline, a_report, a_spec, an_open, lost, won

DEALS = (
    an_open(1000, probability="0.5"),  # due in the quarter
    an_open(400, expected_close="2026-01-20"),  # due and overdue; Proposal weighs 40 %
    an_open(600, expected_close="2026-04-01", stage="Commit"),  # next quarter
    an_open(None, expected_close=None),
    won(250),
    lost(70),
    won(999, expected_close="2025-12-31"),  # last quarter
)


def value(key, *deals, **asked):
    return a_report(*deals, **asked).measure(key).value


def detail(key, part, *deals, **asked):
    found = a_report(*deals, **asked).measure(key).detail(part)
    assert found is not None
    return found


def test_opportunities_counts_the_open_ones():
    assert value("opportunities", *DEALS) == 4
    assert value("opportunities") == 0


def test_opportunities_says_how_many_were_won_lost_and_created_in_the_period():
    counts = [detail("opportunities", part, *DEALS).value for part in ("won", "lost", "created")]
    assert counts == [1, 1, 4]


def test_without_a_create_date_column_the_number_created_is_undefined():
    report = a_report(pipeline=a_pipeline(an_open(created=None), without=("created",)))
    created = report.measure("opportunities").detail("created")
    assert created is not None
    assert created.value is None
    assert "columns: created" in (created.undefined or "")


def test_pipeline_value_sums_everything_open_whenever_it_closes():
    assert value("pipeline_value", *DEALS) == 2000
    assert value("pipeline_value") == 0
    parts = [detail("pipeline_value", part, *DEALS).value for part in ("due", "count", "without_amount", "undated")]
    assert parts == [1400, 4, 1, 1]


def test_negative_and_zero_amounts_are_summed_as_they_are():
    assert value("pipeline_value", an_open(0), an_open("-10.50"), an_open("0.25")) == Decimal("-10.25")


def test_weighted_pipeline_takes_the_rows_close_percentage_and_else_its_stages():
    assert value("weighted_pipeline", *DEALS) == 1000 * Decimal("0.5") + 400 * Decimal("0.4") + 600 * Decimal("0.9")
    assert detail("weighted_pipeline", "due", *DEALS).value == 660


def test_weighted_pipeline_is_undefined_where_nothing_gives_a_probability():
    from pipectl.domain.spec import Stage
    from tests.builders import a_spec

    spec = a_spec(stages=(Stage(name="Proposal"),))
    measure = a_report(pipeline=a_pipeline(an_open(), without=("probability",)), spec=spec).measure("weighted_pipeline")
    assert measure.value is None
    assert "add probability to the stages" in (measure.undefined or "")


def test_due_in_the_period_includes_overdue_ones_inside_it_and_shows_them_apart():
    assert value("due_amount", *DEALS) == 1400
    assert [detail("due_amount", part, *DEALS).value for part in ("count", "overdue", "overdue_count")] == [2, 400, 1]
    assert value("weighted_due", *DEALS) == 660


def test_all_time_has_everything_due_dated_or_not():
    assert value("due_amount", *DEALS, period=EVER) == 2000
    assert detail("due_amount", "count", *DEALS, period=EVER).value == 4


def test_what_is_due_is_undefined_without_an_expected_close_column():
    report = a_report(pipeline=a_pipeline(an_open(expected_close=None), without=("expected_close",)))
    for key in ("due_amount", "weighted_due", "slippage"):
        assert report.measure(key).value is None
        assert "no expected close date" in (report.measure(key).undefined or "")


def test_weighted_of_nothing_open_is_nothing_whatever_the_stages():
    decided = tuple(stage for stage in a_spec().stages if stage.kind is not StageKind.OPEN)
    for stages in (decided, a_spec().stages):
        bare = a_pipeline(won(), lost(), without=("probability",))
        found = a_report(pipeline=bare, spec=a_spec(stages=stages))
        assert found.measure("weighted_pipeline").value == 0


def test_without_close_percent_and_stages_nothing_is_weighted_and_the_reason_says_what_would():
    stages = (Stage(name="Open"), Stage(name="Won", kind=StageKind.WON))
    stageless = a_pipeline(an_open(stage="Open"), without=("probability", "stage"))
    found = a_report(pipeline=stageless, spec=a_spec(stages=stages)).measure("weighted_pipeline")
    assert found.value is None
    assert found.undefined is not None
    assert found.undefined.startswith("the file has neither close % nor stages, so nothing gives a probability")
