from decimal import Decimal

import numpy as np
import pytest

from pipectl.forecast.winning.scores import auc, calibration, lead, rounded, score

D = Decimal


def test_brier_score_is_the_mean_squared_distance():
    # (0.8 − 1)² = 0.04, (0.3 − 0)² = 0.09, (0.5 − 1)² = 0.25: 0.38 ÷ 3 = 0.1267
    assert score(np.array([0.8, 0.3, 0.5]), np.array([1.0, 0, 1])).brier == D("0.1267")


def test_log_loss_is_that_of_the_chance_given_to_what_came():
    # −(ln 0.8 + ln 0.5) ÷ 2 = (0.223144 + 0.693147) ÷ 2 = 0.458145
    assert score(np.array([0.8, 0.5]), np.array([1.0, 0])).log_loss == D("0.4581")


def test_a_chance_of_nothing_for_what_came_costs_as_much_as_one_in_a_thousand():
    assert score(np.array([0.0]), np.array([1.0])).log_loss == D("6.9078")  # −ln 0.001


@pytest.mark.parametrize(
    ("chance", "won", "area"),
    [
        ([0.9, 0.1], [1, 0], "1.0000"),
        ([0.1, 0.9], [1, 0], "0.0000"),
        ([0.5, 0.5, 0.5], [1, 0, 0], "0.5000"),  # ties count half
        ([0.7, 0.7, 0.2, 0.9], [1, 0, 0, 1], "0.8750"),  # pairs: tie, above, above, above: 3.5 of 4
    ],
)
def test_area_is_the_share_of_pairs_in_order(chance, won, area):
    assert auc(np.array(chance), np.array(won, dtype=float)) == D(area)


def test_area_is_undefined_without_pairs():
    assert auc(np.array([0.2, 0.4]), np.array([1.0, 1.0])) is None


def test_no_chance_is_said_to_be_certain():
    assert rounded(np.array([0.0, 1.0, 0.123456])).tolist() == [0.0001, 0.9999, 0.1235]


def test_bands_of_calibration_hold_what_was_said_against_what_was_won():
    bands = calibration(np.array([0.2, 0.21, 0.4, 1.0]), np.array([0.0, 1, 0, 1]))
    assert [(band.count, band.won, band.entered) for band in bands] == [
        (1, 0, D("0.2")),
        (2, 1, D("0.61")),
        (0, 0, D(0)),
        (0, 0, D(0)),
        (1, 1, D(1)),
    ]


def test_a_lead_counts_opportunities_and_not_looks():
    # Gains of 0.25 − 0.09 = 0.16 and 0.25 − 0.49 = −0.24, each seen twice: mean −0.04, apart from it ±0.2, by
    # opportunity ±0.4, so the error is √(2 × 0.16) ÷ 4 = 0.1414.
    chance, other, won = np.array([0.7, 0.7, 0.7, 0.7]), np.full(4, 0.5), np.array([1.0, 1, 0, 0])
    found = lead(chance, other, won, np.array([0, 0, 1, 1]))
    assert found == (D("-0.0400"), D("0.1414"))
    assert not found.holds


def test_a_lead_holds_beyond_its_error():
    found = lead(np.array([0.9, 0.1]), np.full(2, 0.5), np.array([1.0, 0]), np.array([0, 1]))
    assert found == (D("0.2400"), D("0.0000"))
    assert found.holds
