"""How past forecasts held, and how wide that makes those of today."""

from datetime import date, timedelta

from pipectl.domain.period import parse_period
from pipectl.forecast.backtest import trials_of
from pipectl.forecast.estimate import Method
from pipectl.forecast.held import Record
from pipectl.forecast.methods import target_of
from pipectl.forecast.seen import View
from tests.builders import a_spec, lost, won
from tests.forecast.builders import exported, known

TODAY = date(2026, 2, 2)


def a_view(amount_lately: int = 100) -> View:
    """Two years in which one is decided every third day, won and lost in turn."""
    rows = []
    for number in range(240):
        day = TODAY - timedelta(3 * number)
        amount = amount_lately if number < 30 else 100
        make = won if number % 2 else lost
        rows.append(make(amount, id=f"{number}", created=day - timedelta(30), closed=day))
    return exported(*rows, as_of=TODAY)


def a_record(view: View, method: Method = Method.HAZARD) -> Record:
    target = known(target_of(view, parse_period("this-month", TODAY), a_spec()))
    return Record(view, trials_of(view, target), method)


def test_where_months_are_alike_past_intervals_were_too_wide_and_are_narrowed():
    record = a_record(a_view())
    assert record.scale < 1
    assert record.inside[1] > 6
    assert sum(record.inside_with(left)[1] for left in (30,)) <= record.inside[1]


def test_what_came_lately_counts_most():
    assert a_record(a_view(1000)).scale > a_record(a_view()).scale
