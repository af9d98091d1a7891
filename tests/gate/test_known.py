from decimal import Decimal

import pytest

from pipectl.domain.kept import Asked, Kept, Was
from pipectl.gate.known import Known
from pipectl.metrics.catalog import METRICS
from tests.builders import a_report, an_open, lost, won

ASKED = Asked("win_rate", None, ("amount>=1", "owner=ann"), "owner", "Ann Lee", "365d", "Rates")
WAS = Was(Decimal("0.5"), Decimal(1), Decimal(2))


def known(*asked: Asked) -> Known:
    return Known(Kept(measures=dict.fromkeys(asked, WAS)))


def test_a_measure_is_found_whatever_the_order_of_its_filters_and_the_case_of_its_names():
    other = ASKED._replace(filters=("owner=ann", "amount>=1"), key="ANN  LEE", name="rates")
    assert known(ASKED).before(other).value == Decimal("0.5")
    assert known(ASKED).groups(other._replace(key=None)) == ("Ann Lee",)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (ASKED._replace(metric="slippage"), "the baseline has no slippage; write it anew"),
        (ASKED._replace(filters=()), "win_rate of those with amount>=1 and owner=ann, not all opportunities; write"),
        (ASKED._replace(by=None, key=None), "win_rate by owner, not of everything;"),
        (ASKED._replace(key="Bo"), "win_rate of other groups by owner, not of Bo;"),
        (ASKED._replace(key=None), "win_rate of other groups by owner, not of no owner;"),
        (ASKED._replace(lookback="90d"), "win_rate with lookback 365d, not 90d;"),
        (ASKED._replace(name=None), "win_rate for the check 'Rates', not for a check without a name;"),
        (ASKED._replace(period="2026-Q1"), "win_rate of None, not 2026-Q1;"),
    ],
)
def test_what_differs_from_what_the_baseline_has_is_told(asked, said):
    assert said in known(ASKED).before(asked).lacking


def test_two_that_mean_the_same_are_none():
    twice = known(ASKED, ASKED._replace(key="ANN LEE"))
    assert (twice.before(ASKED).value, "win_rate twice;" in twice.before(ASKED).lacking) == (None, True)


def test_metrics_say_truly_whether_they_look_at_the_lookback():
    deals = [
        won(100, days=10),
        won(300, probability="0.5", expected_close="2025-06-01", days=100),
        lost(100, lost_from_stage="Proposal", probability="0.7"),
        lost(900, expected_close="2025-06-01", lost_from_stage="Qualified", probability="0.3"),
        an_open(500, created="2025-12-01"),
        an_open(500, created="2025-05-01"),
    ]
    reports = [a_report(*deals, quota=1000, lookback=span) for span in ("365d", "30d")]
    pairs = zip(*(report.measures for report in reports), strict=True)
    moved = {one.key for one, other in pairs if figures(one) != figures(other)}
    assert moved == {key for key, metric in METRICS.items() if metric.of_lookback and "past" not in metric.needs}


def figures(measure):
    return measure.value, measure.numerator, measure.denominator
