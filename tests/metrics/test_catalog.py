"""Every metric is described, computed and survives having nothing to look at."""

import pytest

from pipectl.domain.result import Detail, Measure
from pipectl.domain.values import Unit
from pipectl.metrics.catalog import FAMILIES, METRICS
from pipectl.metrics.metric import Metric
from tests.builders import a_pipeline, a_report, an_open, lost, won

ASKED_FOR = {
    "opportunities", "pipeline_value", "weighted_pipeline", "win_rate", "value_win_rate", "average_deal_size",
    "sales_cycle", "pipeline_velocity", "booked_per_day", "quota_attainment", "coverage", "remaining_coverage",
    "weighted_coverage", "required_coverage", "slippage", "stalled", "decay", "stage_conversion",
    "probability_calibration", "cost_per_opportunity",
}  # fmt: skip


def test_every_measure_of_one_export_is_there():
    assert set(METRICS) >= ASKED_FOR


def test_every_metric_of_every_family_is_in_the_catalog_under_its_functions_name():
    found = [each for family in FAMILIES for each in vars(family).values() if isinstance(each, Metric)]
    assert [each.key for each in found] == list(METRICS)
    assert all(each.compute.__name__ == each.key for each in found)


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_a_metric_says_what_it_is(metric):
    assert isinstance(metric.unit, Unit)
    assert all((metric.title, metric.formula, metric.source))
    assert metric.definition.endswith(".")
    assert "\n" not in metric.definition
    assert set(metric.looks_at) <= {"totals", "spread", "plan", "past"}


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_a_metric_that_can_be_undefined_says_when(metric):
    if a_report().measure(metric.key).value is None or metric.needs:
        assert metric.undefined


@pytest.mark.parametrize(
    "data",
    [
        a_pipeline(),
        a_pipeline(without=("amount", "created", "expected_close", "probability")),
        a_pipeline(an_open(None, created=None, expected_close=None), won(None, expected_close=None, created=None)),
        a_pipeline(an_open(0), won(0), lost(0)),
        a_pipeline(an_open(-5), won(-5), lost(-5)),
        a_pipeline(an_open(5), won(-5), lost(5)),
    ],
    ids=["empty", "no columns", "no values", "zero", "negative", "cancelling"],
)
@pytest.mark.parametrize("quota", [None, 500])
def test_a_measure_has_a_value_or_a_reason_never_both_and_never_a_number_that_is_none(data, quota):
    report = a_report(pipeline=data, quota=quota)
    assert [measure.key for measure in report.measures] == list(METRICS)
    figures: list[Measure | Detail] = list(report.measures)
    figures += [detail for measure in report.measures for detail in measure.details]
    for figure in figures:
        assert (figure.value is None) is bool(figure.undefined), figure
        assert figure.value is None or figure.value.is_finite()


def test_keys_of_details_are_unique_within_a_measure():
    for measure in a_report(won(), lost(lost_from_stage="Commit"), an_open(), quota=5).measures:
        keys = [each.key for each in measure.details]
        assert len(keys) == len(set(keys))
