"""What would close a gap, by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pipectl.checks.ways import missing_amount, way
from pipectl.domain.verdict import Closing, Way
from tests.builders import a_report, an_open, lost, won

REPORT = a_report(
    won(200), lost(100), lost(100), an_open(600), an_open(100, expected_close="2026-01-05"), quota=500
)  # due 700 of 500; won 1 of 3; 1 of 2 open is past its close date


@pytest.mark.parametrize(
    ("metric", "bound", "found"),
    [
        ("coverage", 3, Way(Closing.ADD_PIPELINE, amount=Decimal(800))),  # 3 × 500 − 700
        ("remaining_coverage", 3, Way(Closing.ADD_PIPELINE, amount=Decimal(200))),  # 3 × 300 − 700
        ("quota_attainment", 1, Way(Closing.WIN_AMOUNT, amount=Decimal(300))),
        ("pipeline_value", 1000, Way(Closing.ADD_PIPELINE, amount=Decimal(300))),
        ("won_amount", 250, Way(Closing.WIN_AMOUNT, amount=Decimal(50))),
        ("opportunities", 5, Way(Closing.ADD_OPPORTUNITIES, number=3)),
        ("win_rate", "0.5", Way(Closing.WIN_DEALS, number=1)),  # 2 of 4
        ("win_rate", "0.6", Way(Closing.WIN_DEALS, number=2)),  # 3 of 5
        ("win_rate", "0.61", Way(Closing.WIN_DEALS, number=3)),  # 3 of 5 is not enough
        ("win_rate", 1, None),  # what is lost stays lost
        ("win_rate", "0.3", None),
        ("slippage", 0, Way(Closing.RE_DATE, number=1)),
        ("slippage", "0.49", Way(Closing.RE_DATE, number=1)),
        ("slippage", "0.5", None),
        ("decay", 0, Way(Closing.CLEAR, number=1)),
        ("decay", 1, None),
        ("average_deal_size", 900, None),
        ("cost_per_opportunity", 1, None),
        ("coverage", 1, None),
        ("pipeline_value", 600, None),
        ("opportunities", 1, None),
    ],
)
def test_a_gap_is_closed_by_the_least_that_closes_it(metric, bound, found):
    assert way(REPORT.measure(metric), Fraction(bound)) == found


@pytest.mark.parametrize(("bound", "number"), [("0.6", 1), ("0.5", 1), ("0.4", 2), (0, 2)])
def test_so_many_stalled_ones_closed_are_enough_and_one_fewer_is_not(bound, number):
    stuck = an_open(stage="Qualified", stage_changed="2025-12-01")
    report = a_report(stuck, stuck, an_open(stage="Qualified", stage_changed="2026-02-01"))
    assert way(report.measure("stalled"), Fraction(bound)) == Way(Closing.UNSTICK, number=number)
    assert Fraction(2 - number, 3 - number) <= Fraction(bound)
    assert Fraction(3 - number, 4 - number) > Fraction(bound)


def test_the_missing_amount_of_a_quota_is_exact():
    third = a_report(an_open("0.01"), quota=3)
    assert missing_amount(third.measure("coverage"), Fraction(1, 3)) == Decimal("0.99")
    assert missing_amount(third.measure("pipeline_value"), Fraction(5)) is None
    assert missing_amount(a_report(an_open()).measure("coverage"), Fraction(5)) is None


@pytest.mark.parametrize("wins", range(4))
def test_so_many_more_wins_do_reach_the_rate_and_one_fewer_does_not(wins):
    for percent in range(5, 100, 5):
        bound = Fraction(percent, 100)
        report = a_report(*[won() for _ in range(wins)], *[lost() for _ in range(3)])
        found = way(report.measure("win_rate"), bound)
        more = found.number if found else 0
        assert more is not None
        assert Fraction(wins + more, wins + more + 3) >= bound
        assert more == 0 or Fraction(wins + more - 1, wins + more + 2) < bound
