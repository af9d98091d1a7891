"""What is won, how often and how fast: worked examples by hand."""

from decimal import Decimal

from tests.builders import a_pipeline, a_report, a_spec, an_open, lost, won


def measure(key, *deals, **asked):
    return a_report(*deals, **asked).measure(key)


def parts(found):
    return {each.key: each.value for each in found.details}


def test_won_amount_sums_what_closed_in_the_period():
    found = measure("won_amount", won(100), won(None), won(50, expected_close="2025-12-31"), lost(30), an_open(5))
    assert found.value == 100
    assert parts(found) == {"count": 2, "without_amount": 1, "lost": 30, "lost_count": 1}


def test_won_amount_is_undefined_without_any_close_date_column():
    data = a_pipeline(won(expected_close=None, created=None), without=("expected_close",))
    assert a_report(pipeline=data).measure("won_amount").value is None


def test_win_rate_is_won_over_won_and_lost_with_its_interval():
    found = measure("win_rate", *[won()] * 9, *[lost()] * 20, an_open())
    assert (found.numerator, found.denominator) == (9, 29)
    assert found.interval is not None
    assert (round(found.interval.low, 4), round(found.interval.high, 4)) == (Decimal("0.1728"), Decimal("0.4923"))


def test_win_rate_is_undefined_before_any_opportunity_is_decided():
    found = measure("win_rate", an_open(), an_open())
    assert (found.value, found.denominator) == (None, 0)
    assert found.undefined == "no opportunity was won or lost in the lookback"


def test_win_rate_of_wins_alone_is_one_and_of_losses_alone_zero():
    assert measure("win_rate", won(), won()).value == 1
    assert measure("win_rate", lost()).value == 0


def test_what_closes_after_as_of_is_not_learnt_from_even_over_all_time():
    deals = won(), lost(expected_close=None), lost(expected_close="2026-02-02"), lost(expected_close="2026-02-03")
    assert measure("win_rate", *deals, lookback="all").denominator == 3


def test_win_rate_learns_from_the_lookback_only():
    old = {"expected_close": "2025-02-02"}
    assert measure("win_rate", won(), lost(**old)).value == 1
    assert measure("win_rate", won(), lost(**old), lookback="all").value == Decimal("0.5")
    assert measure("win_rate", won(), lost(expected_close="2025-02-03")).value == Decimal("0.5")


def test_losses_known_to_be_unqualified_leave_win_rate_but_not_the_one_by_value():
    deals = (won(100), lost(100, lost_from_stage="Qualified"), lost(100, lost_from_stage="Proposal"), lost(100))
    report = a_report(*deals, spec=a_spec(qualified_from="Proposal"))
    assert [report.measure("win_rate").numerator, report.measure("win_rate").denominator] == [1, 3]
    assert parts(report.measure("win_rate")) == {"unqualified": 1}
    assert report.measure("value_win_rate").value == Decimal("0.25")


def test_value_win_rate_weighs_by_amount():
    found = measure("value_win_rate", won(300), lost(100), won(None), lost(None))
    assert (found.value, found.numerator, found.denominator) == (Decimal("0.75"), 300, 400)
    assert found.interval is not None


def test_value_win_rate_is_undefined_where_nothing_decided_has_an_amount():
    assert measure("value_win_rate", won(None), lost(0)).value is None
    assert measure("value_win_rate").undefined == "nothing with an amount was won or lost in the lookback"


def test_average_deal_size_leaves_out_wins_without_amount_and_says_how_many():
    found = measure("average_deal_size", won(100), won(200), won(600), won(None), lost(9999))
    assert found.value == 300
    assert parts(found) == {"median": 200, "without_amount": 1}
    assert (found.numerator, found.denominator, found.interval) == (900, 3, None)


def test_average_deal_size_is_undefined_without_a_win_that_has_an_amount():
    found = measure("average_deal_size", won(None), lost(10))
    assert found.value is None
    assert found.undefined == "no won opportunity of the lookback has an amount"


def test_sales_cycle_has_mean_median_and_p90_and_leaves_negative_ones_out():
    found = measure("sales_cycle", won(days=10), won(days=20), won(days=60), won(days=-3), won(created=None))
    assert found.value == 30
    assert parts(found) == {"median": 20, "p75": 40, "p90": 52, "negative": 1, "undated": 1}


def test_sales_cycle_is_undefined_without_wins_or_without_the_column():
    assert measure("sales_cycle", lost()).value is None
    data = a_pipeline(won(created=None), without=("created",))
    assert "columns: created" in (a_report(pipeline=data).measure("sales_cycle").undefined or "")


def test_velocity_is_open_times_size_times_rate_over_cycle():
    # 4 open × 300 × 50 % ÷ 60 days
    deals = [won(200), won(400), lost(), lost(), *[an_open()] * 4]
    found = measure("pipeline_velocity", *deals)
    assert found.value == 10
    assert parts(found) == {
        "opportunities": 4,
        "average_deal_size": 300,
        "win_rate": Decimal("0.5"),
        "sales_cycle": 60,
    }


def test_velocity_is_undefined_where_a_part_is_and_names_it():
    assert "win rate" in (measure("pipeline_velocity", an_open()).undefined or "")
    assert "deal size" in (measure("pipeline_velocity", an_open(), won(None)).undefined or "")
    assert "sales cycle" in (measure("pipeline_velocity", an_open(), won(created=None)).undefined or "")
    assert "pace" in (measure("pipeline_velocity", an_open(), won(days=0)).undefined or "")


def test_velocity_of_no_open_opportunities_is_zero():
    assert measure("pipeline_velocity", won()).value == 0


def test_booked_per_day_spreads_what_was_won_over_the_lookback():
    found = measure("booked_per_day", won(3650), won(None))
    assert (found.value, found.denominator) == (10, 365)
    assert measure("booked_per_day", an_open()).value == 0


def test_booked_per_day_over_all_time_runs_from_the_first_close_to_as_of():
    found = measure("booked_per_day", won(200, expected_close="2026-01-14"), lookback="all")
    assert (found.value, found.denominator) == (10, 20)
    later = measure(
        "booked_per_day", won(500, expected_close="2026-02-01"), lost(expected_close="2026-02-05"), lookback="all"
    )
    assert (later.value, later.denominator) == (250, 2)


def test_booked_per_day_over_all_time_is_undefined_where_nothing_closed():
    found = measure("booked_per_day", an_open(), lookback="all")
    assert found.value is None
    assert "no length" in (found.undefined or "")


def test_velocity_is_rounded_once_and_not_at_each_step():
    # 3 open × 100/3 × 3/3 ÷ 10 days
    deals = [won(100, days=10), won(0, days=10), won(0, days=10), *[an_open()] * 3]
    assert measure("pipeline_velocity", *deals).value == 10
    # 7 open × 700/3 × 3/7 ÷ 70 days
    deals = [won(700, days=70), *[won(0, days=70)] * 2, *[lost()] * 4, *[an_open()] * 7]
    assert measure("pipeline_velocity", *deals).value == 10


def test_velocity_of_the_longest_amounts_is_computed():
    long = f"{'9' * 18}.{'9' * 18}"
    assert measure("pipeline_velocity", *[won(long)] * 3, an_open(long)).value is not None


def test_win_rate_of_unqualified_losses_alone_is_undefined_and_says_so():
    report = a_report(lost(lost_from_stage="Prospecting"), an_open(), spec=a_spec(qualified_from="Proposal"))
    assert report.measure("win_rate").value is None
    assert "lost unqualified" in (report.measure("win_rate").undefined or "")
    assert "lost unqualified" in (report.measure("pipeline_velocity").undefined or "")


def test_amounts_that_cancel_out_have_no_win_rate_by_value_and_say_so():
    found = measure("value_win_rate", won(100), lost(-100))
    assert found.value is None
    assert found.undefined == "the amounts won and lost in the lookback cancel each other out"


def test_without_any_close_date_rates_of_a_lookback_name_the_column_and_those_of_all_time_stand():
    data = a_pipeline(won(expected_close=None), lost(expected_close=None), without=("expected_close",))
    for key in ("win_rate", "value_win_rate", "average_deal_size", "required_coverage", "stage_conversion"):
        assert "columns: closed" in (a_report(pipeline=data).measure(key).undefined or "")
    assert a_report(pipeline=data, lookback="all").measure("win_rate").value == Decimal("0.5")


def test_a_period_without_bounds_has_what_was_won_whether_the_file_has_dates_or_not():
    dateless = a_pipeline(won(5, expected_close=None), lost(expected_close=None), without=("expected_close",))
    assert a_report(pipeline=dateless, period="all").measure("won_amount").value == 5
    opened = a_report(pipeline=dateless, period="all").measure("opportunities")
    details = [opened.detail(key) for key in ("won", "lost")]
    assert [each and each.value for each in details] == [1, 1]
    assert a_report(pipeline=dateless).measure("won_amount").value is None
