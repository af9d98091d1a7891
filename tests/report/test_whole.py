"""The report is whole, conserved, and pools."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.errors import UsageProblem
from pipectl.domain.result import Report, Step
from pipectl.domain.rule import Rule, Test
from pipectl.metrics.catalog import METRICS
from tests.builders import STAGES, a_listing, a_pipeline, a_quota, a_report, a_spec, an_open, lost, won
from tests.changing import replace
from tests.engines.strategies import pipelines

DEALS = (
    won(200, owner="Ann"),
    an_open(100, owner="Ann", stage="Commit", created="2026-01-13"),
    an_open(600, owner="Bo", expected_close="2026-01-20"),
    an_open(900),
    lost(50, owner="Bo", stage="Qualified"),
)


def of_group(report: Report, key: str | None):
    return next(group for group in report.groups if group.key == key)


def test_a_report_says_what_it_speaks_of():
    report = a_report(*DEALS, quota=500)
    assert (report.pipeline, report.currency, report.selected) == ("Opportunity tracking", "USD", 5)
    assert (str(report.as_of), report.period.key, report.lookback.key) == ("2026-02-02", "2026-Q1", "365d")
    assert report.rows.conserved


@pytest.mark.parametrize(
    ("told", "carried", "shown"),
    [
        (None, ("EUR", "EUR"), "EUR"),
        (None, ("EUR", None), None),
        (None, (None, None), None),
        ("USD", (None, None), "USD"),
    ],
)
def test_amounts_are_in_the_currency_of_pipeline_yaml_and_else_in_the_one_that_all_of_them_carry(told, carried, shown):
    deals = [an_open(currency=code) for code in carried] + [an_open(None)]
    spec = a_spec(currency=told)
    assert a_report(*deals, spec=spec).currency == shown
    assert a_listing(*deals, spec=spec).currency == shown


def test_stages_are_all_there_in_order_and_hold_every_opportunity_once():
    report = a_report(*DEALS)
    assert [line.name for line in report.stages] == [
        "Prospecting", "Qualified", "Proposal", "Negotiation", "Commit", "Won", "Lost",
    ]  # fmt: skip
    assert sum(line.opportunities for line in report.stages) == 5
    assert sum(line.amount or 0 for line in report.stages) == 1850


def test_a_stage_line_has_what_is_open_in_it_weighted_aged_and_at_risk():
    proposal = a_report(*DEALS).stages[2]
    assert [proposal.opportunities, proposal.open_count, proposal.open_amount, proposal.weighted] == [2, 2, 1500, 600]
    assert [proposal.average_age, proposal.overdue, proposal.stalled, proposal.at_risk] == [30, 1, 0, 1]
    qualified = a_report(*DEALS).stages[1]
    assert (qualified.opportunities, qualified.open_count, qualified.average_age) == (1, 0, None)


def test_open_stages_say_how_many_move_on_and_others_do_not():
    report = a_report(*DEALS)
    moves = report.stages[1].moves_on
    assert moves is not None
    assert [moves.numerator, moves.denominator] == [4, 5]
    assert report.stages[5].moves_on is None
    unknown = a_report(won(), lost()).stages[0].moves_on
    assert unknown is not None
    assert unknown.value is None
    assert "lost_from_stage" in (unknown.undefined or "")


def test_groups_stand_by_open_amount_with_the_empty_key_last():
    report = a_report(*DEALS, by=("Owner",))
    assert [(group.by, group.key, group.opportunities) for group in report.groups] == [
        ("owner", "Bo", 2),
        ("owner", "Ann", 2),
        ("owner", None, 1),
    ]
    assert [group.amount for group in report.groups] == [650, 300, 900]


@pytest.mark.parametrize("by", ["created_month", "close_month", "close_quarter"])
def test_groups_of_months_and_quarters_stand_oldest_first_with_the_empty_key_last(by):
    dates = {"2026-11-20": 5, "2025-10-03": 10, None: 900, "2026-02-01": 700}
    deals = [an_open(amount, created=day, expected_close=day) for day, amount in dates.items()]
    keys = [group.key for group in a_report(*deals, by=(by,)).groups]
    assert keys[-1] is None
    assert keys[:-1] == sorted(key for key in keys if key)
    assert [key[:4] for key in keys if key] == ["2025", "2026", "2026"]


def test_every_group_has_every_measure():
    for group in a_report(*DEALS, by=("owner", "close_month")).groups:
        assert [measure.key for measure in group.measures] == list(METRICS)


def test_an_owner_with_wins_and_no_losses_has_a_win_rate_of_one():
    report = a_report(*DEALS, by=("owner",))
    assert of_group(report, "Ann").measure("win_rate").value == 1
    assert of_group(report, "Bo").measure("win_rate").value == 0
    assert of_group(report, None).measure("win_rate").value is None


@pytest.mark.parametrize("kind", ["won", "lost"])
def test_there_is_no_win_rate_where_no_stage_can_be_won_or_none_lost(kind):
    spec = a_spec(stages=tuple(stage for stage in STAGES if stage.kind.outcome.value != kind))
    deals = [an_open(), lost() if kind == "won" else won()]
    for also, defined in ((), False), (("status",), True):
        pipeline = a_pipeline(*deals, also=also)
        report = a_report(spec=spec, pipeline=pipeline)
        assert (report.measure("win_rate").value is not None) is defined
        told = f"no stage of pipeline.yaml is `kind: {kind}`, so there is no rate of any"
        assert (report.measure("win_rate").undefined == told) is not defined
        assert (report.measure("required_coverage").undefined == told) is not defined


def test_groups_of_owners_have_their_own_quota_and_other_groups_none():
    spec = a_spec(quotas=(a_quota(1000), a_quota(400, owner="Ann")))
    report = a_report(*DEALS, spec=spec, by=("owner", "stage"))
    assert of_group(report, "Ann").measure("quota_attainment").denominator == 400
    assert "of Bo" in (of_group(report, "Bo").measure("coverage").undefined or "")
    assert "not for this selection" in (of_group(report, "Commit").measure("coverage").undefined or "")
    assert report.quota.quota == 1000


def test_a_filter_on_an_owner_takes_the_owners_quota_and_any_other_filter_none():
    spec = a_spec(quotas=(a_quota(1000), a_quota(400, owner="Ann")))
    ann = a_report(*DEALS, spec=spec, rules=(Rule("owner", Test.ONE_OF, ("Ann",)),), filters=("owner Ann",))
    assert [ann.selected, ann.quota.quota, ann.quota.won, ann.quota.remaining] == [2, 400, 200, 200]
    other = a_report(*DEALS, spec=spec, rules=(Rule("stage", Test.EQUALS, "Commit"),))
    assert other.quota.quota is None


def test_the_quota_line_says_what_is_missing_to_the_target():
    quota = a_report(*DEALS, quota=1000).quota
    assert [quota.won, quota.due, quota.due_weighted, quota.remaining] == [200, 1600, 690, 800]
    assert [quota.target_coverage, quota.missing] == [3, 800]
    met = a_report(won(900), quota=500).quota
    assert [met.remaining, met.missing] == [0, 0]
    none = a_report(won(900)).quota
    assert (none.quota, none.remaining, none.missing) == (None, None, None)


def test_the_quota_line_says_nothing_about_what_the_dates_would_have_to_tell():
    dateless = a_pipeline(*DEALS, without=("expected_close", "closed"))
    line = a_report(pipeline=dateless, quota=1000).quota
    assert [line.quota, line.won, line.due, line.due_weighted] == [1000, None, None, None]
    assert [line.remaining, line.missing] == [None, None]


def test_grouping_or_filtering_by_what_is_not_there_is_refused():
    with pytest.raises(UsageProblem, match="--by 'region'"):
        a_report(*DEALS, by=("region",))
    with pytest.raises(UsageProblem, match="filter on 'region'"):
        a_report(*DEALS, rules=(Rule("region", Test.SET),))


def test_naming_a_grouping_twice_gives_it_once():
    assert len(a_report(*DEALS, by=("owner", "Owner")).groups) == 3


def test_an_empty_pipeline_and_one_filtered_empty_still_have_a_report():
    nobody = (Rule("name", Test.EQUALS, "nobody"),)
    for report in (a_report(), a_report(*DEALS, rules=nobody, by=("owner",))):
        assert report.selected == 0
        assert report.groups == ()
        assert report.attention == ()
        assert all(line.opportunities == 0 for line in report.stages)


def test_a_row_set_aside_changes_the_account_and_nothing_else():
    good, worse = a_report(*DEALS), a_report(pipeline=a_pipeline(*DEALS, set_aside=3))
    assert (worse.measures, worse.stages, worse.attention) == (good.measures, good.stages, good.attention)
    assert (worse.rows.set_aside, worse.findings.total) == (3, 3)


COUNTED = ("win_rate", "slippage", "decay", "booked_per_day", "average_deal_size", "sales_cycle", "value_win_rate")


@settings(max_examples=30, deadline=None)
@given(pipelines, st.sampled_from(["owner", "stage", "outcome", "close_month", "created_month", "probability"]))
def test_numerators_and_sums_of_groups_pool_to_the_whole(deals, by):
    report = a_report(pipeline=a_pipeline(*deals, also=("owner", "closed")), by=(by,))
    if not deals:
        return
    assert sum(group.opportunities for group in report.groups) == report.selected
    for key in ("opportunities", "pipeline_value", "weighted_pipeline", "won_amount", "due_amount"):
        assert sum(group.measure(key).value or 0 for group in report.groups) == report.measure(key).value
    for key in COUNTED:
        assert sum(group.measure(key).numerator or 0 for group in report.groups) == report.measure(key).numerator


def test_a_report_names_the_hundred_most_pressing_ones_and_counts_all():
    late = [an_open(100 + i, name=f"deal {i}", expected_close="2026-01-20") for i in range(150)]
    report = a_report(*late)
    assert (len(report.attention), report.attention_count, report.at_risk_count) == (100, 150, 150)
    assert report.attention[0].amount == 249
    assert report.next_step.opportunities == 150


UNTOLD = a_pipeline(an_open(created=None, expected_close=None), without=("created", "expected_close"))


def test_a_stage_line_is_undefined_where_the_file_cannot_tell():
    report = a_report(pipeline=UNTOLD)
    assert {(line.overdue, line.stalled, line.at_risk) for line in report.stages} == {(None, None, None)}
    assert report.at_risk_count is None
    # Without wins nothing says how long is usual, yet what is overdue can be told.
    dated = a_report(an_open(expected_close="2026-01-20")).stages[2]
    assert (dated.overdue, dated.stalled, dated.at_risk) == (1, None, 1)
    # A limit tells for its own stage alone.
    limited = a_report(an_open(stage="Qualified", stage_changed="2026-01-20"), an_open()).stages
    assert [line.stalled for line in limited[:3]] == [0, 0, None]


@pytest.mark.parametrize("columns", [("probability",), ()])
def test_what_no_probability_weighs_is_undefined_in_every_table(columns):
    stages = tuple(replace(stage, probability=None) for stage in STAGES)
    data = a_pipeline(an_open(100, owner="Ann"), won(50), without=columns)
    report = a_report(pipeline=data, spec=a_spec(1000, stages=stages), by=("owner",))
    measures = [report.measure(key) for key in ("weighted_pipeline", "weighted_due", "weighted_coverage")]
    assert [each.value for each in measures] == [None] * 3
    assert all("probability" in (each.undefined or "") for each in measures)
    assert of_group(report, "Ann").measure("weighted_pipeline").value is None
    assert (report.stages[2].weighted, report.quota.due_weighted) == (None, None)


def test_a_stage_without_any_probability_is_undefined_beside_others_that_have_one():
    stages = (*STAGES[:2], replace(STAGES[2], probability=None), *STAGES[3:])
    report = a_report(an_open(100), an_open(100, stage="Commit"), spec=a_spec(stages=stages))
    assert [line.weighted for line in report.stages[1:5]] == [0, None, 0, 90]
    assert report.measure("weighted_pipeline").value == 90


def test_no_pipeline_is_asked_for_in_a_period_that_is_over_nor_a_quota_for_one_without_end():
    assert a_report(an_open(), quota=1000).next_step.step is Step.ADD_PIPELINE
    over = a_report(an_open(expected_close="2026-06-01"), quota=1000, as_of="2026-04-01", period="2026-Q1")
    assert over.next_step.step is not Step.ADD_PIPELINE
    last_day = a_report(an_open(expected_close="2026-06-01"), quota=1000, as_of="2026-03-31", period="2026-Q1")
    assert last_day.next_step.step is Step.ADD_PIPELINE
    assert a_report(an_open()).next_step.step is Step.SET_QUOTA
    assert a_report(an_open(), period="all").next_step.step is Step.KEEP_GOING
