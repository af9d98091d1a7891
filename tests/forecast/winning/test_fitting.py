from math import log

import numpy as np
import pytest

from pipectl.forecast.winning.fitting import chances, fit


def _two_levels(wins, losses, more_wins, more_losses):
    """Rows of a feature with two levels, and who was won."""
    levels = [0] * (wins + losses) + [1] * (more_wins + more_losses)
    won = [1.0] * wins + [0.0] * losses + [1.0] * more_wins + [0.0] * more_losses
    return [np.array(levels)], np.array(won)


def test_without_a_penalty_two_levels_have_the_log_odds_of_their_shares():
    # Of level 0, 30 of 40 were won: log odds ln(30 ÷ 10) = ln 3. Of level 1, 20 of 60: ln(20 ÷ 40) = −ln 2.
    codes, won = _two_levels(30, 10, 20, 40)
    found = fit(codes, [2], won, 1e-9)
    assert found.log_odds([np.array([0, 1])]) == pytest.approx([log(3), -log(2)], abs=1e-6)
    assert chances(found.log_odds([np.array([0, 1])])) == pytest.approx([0.75, 1 / 3], abs=1e-6)


def test_with_a_penalty_levels_meet_where_slope_and_penalty_balance():
    # Symmetric: of level 0, 30 of 40 won, of level 1, 10 of 40. The intercept is 0 and the weights are w and −w, where
    # 40 × (0.75 − 1 ÷ (1 + e^−w)) = penalty × w. With w = ln 2 the chance is 2 ÷ 3, so 40 × (0.75 − 0.6667) = 3.3333
    # and the penalty is 3.3333 ÷ 0.693147 = 4.808983.
    codes, won = _two_levels(30, 10, 10, 30)
    found = fit(codes, [2], won, (40 * (0.75 - 2 / 3)) / log(2))
    assert found.intercept == pytest.approx(0, abs=1e-9)
    assert found.weights[0] == pytest.approx([log(2), -log(2)], abs=1e-8)


def test_the_penalty_draws_chances_to_the_base_rate():
    codes, won = _two_levels(30, 10, 20, 40)
    asked = [np.array([0, 1])]
    spread = [np.ptp(chances(fit(codes, [2], won, penalty).log_odds(asked))) for penalty in (0.1, 1, 10, 100, 1e9)]
    assert spread == sorted(spread, reverse=True)
    assert chances(fit(codes, [2], won, 1e9).log_odds(asked)) == pytest.approx([0.5, 0.5], abs=1e-6)  # 50 of 100 won


def test_the_base_rate_itself_has_no_penalty():
    codes, won = _two_levels(3, 9, 2, 6)
    assert chances(fit(codes, [2], won, 1e9).log_odds([np.array([0])])) == pytest.approx([0.25], abs=1e-6)


def test_mean_chance_of_the_rows_is_what_was_won_of_them():
    codes, won = _two_levels(30, 10, 7, 40)
    assert chances(fit(codes, [2], won, 5.0).log_odds(codes)).mean() == pytest.approx(won.mean(), abs=1e-9)


def test_a_level_that_nobody_has_weighs_nothing():
    codes, won = _two_levels(30, 10, 20, 40)
    assert fit(codes, [3], won, 1.0).weights[0][2] == 0


def test_the_answer_does_not_hang_on_where_it_begins():
    codes, won = _two_levels(30, 10, 20, 40)
    far = fit(codes, [2], won, 1e-3)
    again, anew = fit(codes, [2], won, 30.0, far), fit(codes, [2], won, 30.0)
    assert again.weights[0] == pytest.approx(anew.weights[0], abs=1e-9)


def test_levels_that_tell_everything_are_kept_finite_by_the_penalty():
    codes, won = _two_levels(20, 0, 0, 20)
    found = chances(fit(codes, [2], won, 1.0).log_odds([np.array([0, 1])]))
    assert 0.8 < found[0] < 1
    assert found[0] + found[1] == pytest.approx(1)


def test_the_same_rows_give_the_same_digits():
    pick = np.random.default_rng(7)
    codes = [pick.integers(0, 5, 500), pick.integers(0, 3, 500)]
    won = (pick.random(500) < 0.3).astype(float)
    one, other = (fit(codes, [5, 3], won, 2.0) for _ in range(2))
    assert one.intercept == other.intercept
    assert all((a == b).all() for a, b in zip(one.weights, other.weights, strict=True))


def test_nothing_to_go_by_gives_the_base_rate():
    assert chances(np.array([fit([], [], np.array([1.0, 0, 0, 0]), 1.0).intercept])) == pytest.approx([0.25])
