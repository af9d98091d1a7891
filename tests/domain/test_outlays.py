"""Spend that shares days: held against what it means, day by day."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.outlays import Outlay, twice
from pipectl.domain.period import Period

FIRST = date(2026, 1, 1)


def a_span(start, days):
    return Period("", "", FIRST + timedelta(start), FIRST + timedelta(start + days))


spans = st.builds(a_span, st.integers(0, 12), st.integers(1, 9))
entries = st.lists(st.tuples(st.sampled_from(["", "web", "fair"]), spans), max_size=7).map(
    lambda found: [Outlay(number, *each) for number, each in enumerate(found)]
)


def shares(one, other):
    days = [{each.period.start + timedelta(n) for n in range(each.period.days)} for each in (one, other)]
    return one.source == other.source and bool(days[0] & days[1])


@given(entries)
def test_what_shares_a_day_with_another_of_its_source_is_told_and_nothing_else(outlays):
    pairs = {(one.number, other.number) for one, other in combinations(outlays, 2) if shares(one, other)}
    found = list(twice(outlays))
    assert {(each.first, each.number) for each in found} <= pairs
    assert bool(found) is bool(pairs)
    assert len({each.number for each in found}) == len(found)
    for each in found:
        assert each.same is (outlays[each.first].period == outlays[each.number].period)


def test_a_month_inside_its_quarter_is_told_whichever_comes_first():
    quarter, month = a_span(0, 90), a_span(31, 28)
    for periods in ((quarter, month), (month, quarter)):
        (found,) = twice(Outlay(number, "web", each) for number, each in enumerate(periods))
        assert found == (1, 0, False)
    assert not list(twice([Outlay(0, "web", quarter), Outlay(1, "", month)]))
