from datetime import timedelta

from pipectl.domain.values import Outcome
from pipectl.forecast.winning.looks import MOST_LOOKS, by_dates, plan_of
from tests.builders import AS_OF, lost, won
from tests.forecast.winning.builders import ago, as_seen, decided, opened


def test_looks_are_a_third_of_a_usual_life_apart_and_before_today():
    plan = plan_of(decided(30, 10), AS_OF)  # all of 30 days
    assert plan.days[-1] == ago(10)
    assert {after - before for before, after in zip(plan.days, plan.days[1:], strict=False)} == {timedelta(10)}


def test_long_lives_are_looked_at_once_in_thirty_days():
    assert plan_of([as_seen(won(id="a", closed=ago(5), days=400))], AS_OF).days[-1] == ago(30)


def test_no_day_is_looked_at_before_anything_was_there():
    assert min(plan_of(decided(10, 3), AS_OF).days) >= ago(7 * 9 + 30)


def test_open_ones_and_those_without_dates_are_not_looked_at():
    bare = as_seen(won(id="a", created=None, closed=ago(5)))
    assert plan_of([*opened(5), bare], AS_OF) == ((), frozenset())


def test_of_very_many_fewer_days_and_opportunities_are_looked_at():
    some = [as_seen(lost(id=f"{at}", closed=ago(at % 700), days=90)) for at in range(20_000)]
    plan = plan_of(some, AS_OF)
    looks = sum(1 for _ in by_dates(some, plan))
    assert 15 <= len(plan.days) < 60
    assert MOST_LOOKS / 3 < looks < MOST_LOOKS * 1.2


def test_dates_prove_that_it_was_open_and_nothing_else():
    one = as_seen(won(700, id="a", closed=ago(12), days=20, probability=1))
    plan = plan_of([one], AS_OF)
    looks = list(by_dates([one], plan))
    assert [look.day for look in looks] == [day for day in plan.days if ago(32) <= day < ago(12)]
    then = looks[0].seen
    assert (then.outcome, then.amount, then.stage, then.probability, then.expected_close, then.pushes) == (
        Outcome.OPEN, None, None, None, None, None,
    )  # fmt: skip
