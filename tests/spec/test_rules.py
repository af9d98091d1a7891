import pytest

from pipectl.domain.period import lookback
from pipectl.spec.rules import PERIODS

from .told import told, told_with_stages

EXAMPLES = f"write {PERIODS}"


def test_stage_names_and_aliases_are_unique_whatever_their_case_and_spacing():
    text = """version: 1
stages:
  - {name: Lead, aliases: [New Lead, lead]}
  - {name: "  LEAD "}
  - {name: Demo, aliases: [NEW  lead]}
"""
    assert told(text) == [
        (
            "pipeline.yaml:4:6: SPEC008 stages[1].name is '  LEAD ', which stages[0].name already is; "
            "a spelling can name only one stage; remove one"
        ),
        (
            "pipeline.yaml:5:28: SPEC008 stages[2].aliases[0] is 'NEW  lead', which stages[0].aliases[0] already is; "
            "a spelling can name only one stage; remove one"
        ),
    ]


@pytest.mark.parametrize(
    ("rates", "line"),
    [
        ("{eur: 1.08}", "4:18: SPEC004 exchange_rates.eur is no currency that is known; write EUR"),
        ("{EUO: 1.08}", "4:18: SPEC004 exchange_rates.EUO is no currency that is known; did you mean EUR?"),
        ("{EUR: 0}", "4:18: SPEC004 exchange_rates.EUR is 0, must be above 0; correct it"),
        ("{EUR: '1.08'}", "4:18: SPEC005 exchange_rates.EUR is '1.08', must be a number above 0; write 1.08"),
        ("{EUR: }", "4:18: SPEC005 exchange_rates.EUR is empty, must be a number above 0; write a number above 0"),
        (
            "{USD: 1.1}",
            (
                "4:18: SPEC008 exchange_rates.USD is not 1, and USD is the currency that others are converted to; "
                "remove it"
            ),
        ),
    ],
)
def test_rates_are_positive_numbers_of_currencies_there_are(rates, line):
    assert told_with_stages(f"currency: USD\nexchange_rates: {rates}") == [f"pipeline.yaml:{line}"]


def test_rates_lead_to_a_currency():
    assert told_with_stages("exchange_rates: {EUR: 1.08}") == [
        (
            "pipeline.yaml:3:1: SPEC006 exchange_rates leads to no currency; "
            "add currency: the one that amounts are converted to"
        )
    ]
    assert told_with_stages("exchange_rates:") == []
    assert told_with_stages("currency: USD\nexchange_rates: {EUR: 1.080000000000000001, USD: 1}") == []


def test_a_pipeline_has_an_open_stage():
    assert told("version: 1\nstages: [{name: Won, kind: won}, {name: Lost, kind: lost}]\n") == [
        "pipeline.yaml:2:1: SPEC008 stages has no open stage; add the stages deals move through"
    ]


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ("lead", "which is no stage here; did you mean Lead?"),
        ("Won", "which is a won stage; name an open stage: Lead"),
        ("Elsewhere", "which is no stage here; name an open stage: Lead"),
    ],
)
def test_qualified_from_names_an_open_stage(wanted, problem):
    assert told_with_stages(f"qualified_from: {wanted}") == [
        f"pipeline.yaml:3:1: SPEC008 qualified_from is '{wanted}', {problem}"
    ]


@pytest.mark.parametrize(
    ("period", "problem"),
    [
        ("this-quarter", f"which changes with the day; {EXAMPLES}"),
        ("Last-Year", f"which changes with the day; {EXAMPLES}"),
        ("all", f"which has no first or no last day; {EXAMPLES}"),
        ("2026-01-01..", f"which has no first or no last day; {EXAMPLES}"),
        ("2026-02-01..2026-02-30", f"where '2026-02-30' is not a day of the calendar; {EXAMPLES}"),
        ("2026-02-01..2026-01-01", f"which ends before it starts; {EXAMPLES}"),
        ("2026-13", f"which is not a period; {EXAMPLES}"),
        ("2026-Q5", f"which is not a period; {EXAMPLES}"),
        ("0000", f"which lies outside the calendar; {EXAMPLES}"),
        ("Q4 2026", "which is not a period; write 2026-Q4"),
        ("2026q4", "which is not a period; write 2026-Q4"),
    ],
)
@pytest.mark.parametrize("setting", ["quotas", "spend"])
def test_a_period_is_a_span_of_the_calendar(setting, period, problem):
    assert told_with_stages(f"{setting}: [{{period: {period}, amount: 1}}]") == [
        f"pipeline.yaml:3:{len(setting) + 5}: SPEC004 {setting}[0].period is '{period}', {problem}"
    ]


def test_a_quota_stands_once_for_an_owner_and_a_period_however_it_is_written():
    lines = told_with_stages(
        """fiscal_year_starts: 4
quotas:
  - {period: 2026-Q4, amount: 1}
  - {period: 2026-Q4, amount: 1, owner: Ann}
  - {period: 2026-Q4, amount: 1, team: Ann}
  - {period: 2026, amount: 1}
  - {period: 2026-10-01..2026-12-31, amount: 1}
  - {period: FY27-Q3, amount: 1, owner: ANN}
"""
    )
    assert lines == [
        (
            "pipeline.yaml:9:6: SPEC008 quotas[4].period is '2026-10-01..2026-12-31', "
            "which quotas[0] already covers for the same owner or team; keep one of the two"
        ),
        (
            "pipeline.yaml:10:6: SPEC008 quotas[5].period is 'FY27-Q3', "
            "which quotas[1] already covers for the same owner or team; keep one of the two"
        ),
    ]


def test_spend_stands_once_for_a_source_and_a_period():
    lines = told_with_stages(
        "spend: [{period: 2026, amount: 1}, {period: 2026, amount: 2}, {period: 2026, amount: 3, source: Web}]"
    )
    assert lines == [
        "pipeline.yaml:3:37: SPEC008 spend[1].period is 2026, which spend[0] already covers for the same source; "
        "keep one of the two".replace("is 2026", "is '2026'")
    ]


def test_spend_on_a_source_stands_once_for_each_day():
    lines = told_with_stages(
        """spend:
  - {period: 2026-Q1, amount: 1, source: Web}
  - {period: 2026-02, amount: 1, source: WEB}
  - {period: 2026-02, amount: 1}
  - {period: 2026-03-31..2026-04-30, amount: 1, source: web}
  - {period: 2026-Q2, amount: 1, source: Fair}
"""
    )
    shared = "shares days with '2026-Q1' of spend[0], for the same source; let one begin where the other ends"
    assert lines == [
        f"pipeline.yaml:5:6: SPEC008 spend[1].period {shared}",
        f"pipeline.yaml:7:6: SPEC008 spend[3].period {shared}",
    ]


@pytest.mark.parametrize("text", ["12 months", "0", "-3d", "forever"])
def test_lookback_is_a_number_of_days_or_all(text):
    assert told_with_stages(f"lookback: {text}") == [
        f"pipeline.yaml:3:1: SPEC004 lookback is '{text}', must be a number of days or all; write it as 365d, or all"
    ]


@pytest.mark.parametrize("text", ["365d", "90 days", "365", "all", "ALL"])
def test_lookback_takes_what_the_command_line_takes(text):
    from datetime import date

    assert told_with_stages(f"lookback: {text}") == []
    assert lookback(text, date(2026, 11, 16)).label


def test_two_fields_cannot_have_one_header():
    assert told_with_stages("columns: {name: Topic, account: topic , type: Kind}") == [
        (
            "pipeline.yaml:3:24: SPEC008 columns.account is 'topic', which columns.name already is; "
            "a column holds one field; remove one"
        )
    ]


def test_rules_are_told_together_with_values_of_the_wrong_type():
    codes = [
        line.split()[1] for line in told("version: 1\nstages: [{name: A, max_days: x}, {name: a}]\nqualified_from: B\n")
    ]
    assert codes == ["SPEC005", "SPEC008", "SPEC008"]


def test_a_check_names_a_measure_there_is():
    assert told_with_stages("checks: [{metric: coverge, min: 3}]") == [
        "pipeline.yaml:3:11: SPEC004 checks[0].metric is 'coverge', which is no measure; did you mean coverage?"
    ]
    assert told_with_stages("checks: [{metric: coverage, min: 30}, {metric: quota_attainment, max: 1.5}]") == []


def test_a_share_is_bounded_by_a_share_and_not_by_a_percentage():
    assert told_with_stages("checks: [{metric: win_rate, min: 30}]") == [
        "pipeline.yaml:3:29: SPEC004 checks[0].min is 30, and win_rate is a share, 1 for the whole; write 0.3"
    ]


def test_a_time_zone_is_one_that_is_known():
    plan = "version: 1\nstages: [{name: Lead}]\ntime_zone: "
    assert told(plan + "Europe/Berlin\n") == []
    (said,) = told(plan + "Europe/Berln\n")
    assert said.endswith(
        "time_zone is 'Europe/Berln', which is no time zone that is known; did you mean Europe/Berlin?"
    )
