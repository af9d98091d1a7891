"""The error of the rates, as a mixture."""

import pytest

from pipectl.forecast.widening import COPIES, copies, factors


def test_rates_without_error_are_one_copy_of_themselves():
    assert factors(0.0) == (1.0,)
    assert copies([0.3, 0.9], (1.0,)).tolist() == [[0.3, 0.9]]


@pytest.mark.parametrize("error", [0.05, 0.3, 1.0])
def test_factors_have_the_mean_one_and_about_the_error_asked_for(error):
    found = factors(error)
    mean = sum(found) / COPIES
    assert mean == pytest.approx(1)
    assert (sum((factor - mean) ** 2 for factor in found) / COPIES) ** 0.5 == pytest.approx(error, rel=0.15)
    assert list(found) == sorted(found)


@pytest.mark.parametrize("error", [0.05, 0.3, 1.0, 3.0])
def test_every_chance_stays_a_chance_and_keeps_its_mean(error):
    chances = [0.0001, 0.1, 0.37, 0.5, 0.9, 0.9999]
    found = copies(chances, factors(error))
    assert found.mean(axis=0).tolist() == pytest.approx(chances)
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-12
