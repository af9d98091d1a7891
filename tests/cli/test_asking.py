"""From what was typed to what is asked."""

from datetime import date

import pytest

from pipectl.cli.asking import parse_day, spans
from pipectl.cli.options import Asking
from pipectl.domain.errors import UsageProblem
from pipectl.domain.spec import PipelineSpec, Stage

DAY = date(2026, 2, 2)


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
