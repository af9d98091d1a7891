"""What each method counts for, by what it was worth on past days."""

from datetime import date
from decimal import Decimal

import numpy as np

from pipectl.domain.values import Undefined
from pipectl.forecast.auto import FALLING_BACK, Choice, choice
from pipectl.forecast.estimate import Method, Rates
from pipectl.forecast.target import Target
from pipectl.forecast.trials import Trial
from tests.forecast.builders import exported

NOTHING = Undefined("too little")
#: Ends of months of two quarters that are over, in which nothing was won.
DAYS = [(date(2025, month, 28), (month - 1) // 3 * 3 + 1) for month in range(4, 10)]


def says(amount: float) -> Rates:
    """A method that expects so much of one open opportunity."""
    return Rates(np.array([0]), np.array([0.5]), np.array([amount * 2]))


def chosen(now: dict[Method, float], *past: dict[Method, float]) -> Choice:
    """What is chosen in January, by what was said on past days when nothing came."""
    view = exported(as_of=date(2026, 1, 31))
    said = {method: says(now[method]) if method in now else NOTHING for method in FALLING_BACK}
    trials = [
        Trial(
            Target(date(2025, first, 1), date(2025, first + 3, 1) if first < 10 else date(2026, 1, 1), day),
            {method: says(then[method]) if method in then else NOTHING for method in FALLING_BACK},
            0.0,
        )
        for (day, first), then in zip(DAYS, past, strict=False)
    ]
    return choice(view, Target(date(2026, 1, 1), date(2026, 4, 1), date(2026, 1, 31)), said, trials)


def test_the_method_that_was_nearer_counts_nearly_alone():
    both = {Method.HAZARD: 10.0, Method.WEIGHTED: 100.0}
    found = chosen(both, *[both] * 6)
    assert found == Choice({Method.HAZARD: Decimal(1)}, "by their errors on 6 past days")


def test_methods_that_were_as_near_are_averaged_those_that_know_less_counting_less():
    both = {Method.HAZARD: 10.0, Method.STAGE_TIME: 10.0}
    shares = chosen(both, *[both] * 6).shares
    assert sum(shares.values()) == 1
    assert shares[Method.HAZARD] > shares[Method.STAGE_TIME] > 0


def test_nothing_is_chosen_for_lack_of_another_that_was_tried():
    # Weighted was far off on six past days; hazard has had enough data for no more than three of them.
    past = [{Method.WEIGHTED: 900.0}] * 3 + [{Method.WEIGHTED: 900.0, Method.HAZARD: 10.0}] * 3
    found = chosen({Method.WEIGHTED: 900.0, Method.HAZARD: 10.0}, *past)
    assert found.shares == {Method.HAZARD: Decimal(1)}
    assert found.why == "3 past days of a period that is over are too few to choose by"


def test_few_past_days_or_one_period_choose_nothing():
    both = {Method.HAZARD: 900.0, Method.RUN_RATE: 1.0}
    assert chosen(both, *[both] * 3).shares == {Method.HAZARD: Decimal(1)}
    assert chosen({Method.RUN_RATE: 1.0}).shares == {Method.RUN_RATE: Decimal(1)}
    assert chosen({}).shares == {}
