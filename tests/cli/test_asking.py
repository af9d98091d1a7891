"""From what was typed to what is asked."""

from datetime import date
from decimal import Decimal

import pytest

from pipectl.cli.asking import parse_day, parse_rule, spans
from pipectl.cli.options import Asking
from pipectl.domain.errors import UsageProblem
from pipectl.domain.rule import Rule, Test
from pipectl.domain.spec import PipelineSpec, Stage
from tests.builders import a_pipeline, an_open

DAY = date(2026, 2, 2)
DATA = a_pipeline(
    an_open(extra={"Region": "EMEA", "Lead Region": "x"}),
    also=("amount", "probability", "created", "expected_close", "next_step", "owner"),
)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("amount>=10000", Rule("amount", Test.MIN, Decimal(10000))),
        ("amount <= 0.50", Rule("amount", Test.MAX, Decimal("0.50"))),
        ("amount>-5", Rule("amount", Test.ABOVE, Decimal(-5))),
        ("probability<40%", Rule("probability", Test.BELOW, Decimal("0.4"))),
        ("region=EMEA", Rule("Region", Test.EQUALS, "EMEA")),
        ("Lead Region != a=b", Rule("Lead Region", Test.DIFFERS, "a=b")),
        ("Expected Close<2026-12-01", Rule("expected_close", Test.BELOW, date(2026, 12, 1))),
        ("expected_close<as_of", Rule("expected_close", Test.BELOW, DAY)),
        ("next_step:missing", Rule("next_step", Test.MISSING)),
        ("next_step: set", Rule("next_step", Test.SET)),
        ("next_step=", Rule("next_step", Test.MISSING)),
        ("next_step!=", Rule("next_step", Test.SET)),
        ("outcome=won", Rule("outcome", Test.EQUALS, "won")),
    ],
)
def test_a_rule_is_a_field_a_comparison_and_a_value(text, rule):
    assert parse_rule(text, DAY, DATA) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        "amount",
        "=5",
        "amount>=",
        "amount>=ten",
        "amount>=1e5",
        "amount>=NaN",
        "created>2026-02-30",
        "created>=2026-W46-1",
        "created>=20260131",
        "probability<50",
        "probability>=140%",
        "probability>-0.1",
        "owner>Ann",
    ],
)
def test_a_rule_that_makes_no_sense_says_how_to_write_one(text):
    with pytest.raises(UsageProblem, match="--where"):
        parse_rule(text, DAY, DATA)


def test_the_day_is_today_unless_it_is_given():
    assert parse_day(None, DAY) == DAY
    assert parse_day("2026-01-31", DAY) == date(2026, 1, 31)


@pytest.mark.parametrize(
    "text", ["", "today", "2026-02-30", "2026-1-1", "20260101", "0001-01-01", "9999-12-31", "٢٠٢٦-٠١-٠١"]
)
def test_a_day_that_is_none_is_refused(text):
    with pytest.raises(UsageProblem, match="--as-of"):
        parse_day(text, DAY)


def test_period_and_lookback_default_to_this_quarter_and_pipeline_yaml():
    spec = PipelineSpec(version=1, stages=(Stage(name="A"),), lookback="90d", fiscal_year_starts=2)
    period, lookback = spans(Asking(), spec, DAY)
    assert (period.start, period.end) == (date(2026, 2, 1), date(2026, 5, 1))
    assert (lookback.days, lookback.last) == (90, DAY)
