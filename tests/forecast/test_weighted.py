from decimal import Decimal

from pipectl.domain.values import Undefined
from pipectl.forecast.estimate import Method
from pipectl.forecast.methods import estimate
from pipectl.forecast.weighted import weighted
from tests.builders import EVER, THIS_QUARTER, a_spec, an_open, won
from tests.forecast.builders import a_target, chances, exported, known

SPEC = a_spec()


def test_what_is_due_in_the_period_counts_with_its_close_percent():
    view = exported(
        an_open(100, id="a", probability="0.25"),
        an_open(200, id="b"),  # Proposal: 0.4
        an_open(400, id="c", expected_close="2026-04-01"),
        won(30, id="d"),
        won(7, id="e", expected_close="2025-12-31"),
    )
    found = known(estimate(Method.WEIGHTED, view, THIS_QUARTER, SPEC))
    # 30 booked; 100 x 0.25 + 200 x 0.4
    assert (found.booked, found.open, found.new_amount, found.expected) == (
        Decimal(30),
        Decimal(105),
        Decimal(0),
        Decimal(135),
    )
    assert [(row.key, row.probability) for row in found.rows] == [
        ("a", Decimal("0.25")),
        ("b", Decimal("0.4")),
        ("c", 0),
    ]


def test_cents_are_exact():
    view = exported(an_open("33.33", id="a", probability="0.3333"), won("0.01", id="b"))
    assert known(estimate(Method.WEIGHTED, view, THIS_QUARTER, SPEC)).expected == Decimal("33.33") * Decimal(
        "0.3333"
    ) + Decimal("0.01")


def test_one_without_an_amount_adds_nothing():
    view = exported(an_open(None, id="a"), an_open(50, id="b"))
    assert known(estimate(Method.WEIGHTED, view, THIS_QUARTER, SPEC)).expected == 20


def test_a_later_period_has_what_is_due_in_it():
    view = exported(an_open(100, id="a"), an_open(100, id="b", expected_close="2026-05-01"))
    assert chances(view, weighted(view, a_target("2026-04-01", "2026-07-01"))) == {"a": 0.0, "b": 0.4}


def test_a_period_that_is_over_is_what_was_booked():
    view = exported(an_open(100, expected_close="2025-12-01"), won(5, expected_close="2025-12-02"))
    found = known(weighted(view, a_target("2025-10-01", "2026-01-01")))
    assert found.rest == 0


def test_a_past_day_that_nothing_but_dates_tells_of_has_no_weighted_pipeline():
    view = exported(an_open(100)).before(a_target().as_of.replace(day=1))
    assert isinstance(weighted(view, a_target(as_of="2026-02-01")), Undefined)


def test_without_any_close_percent_it_is_undefined():
    bare = a_spec(stages=tuple(stage.__class__(name=stage.name, kind=stage.kind) for stage in SPEC.stages))
    assert isinstance(weighted(exported(an_open(100), spec=bare), a_target()), Undefined)


def test_nothing_open_is_nothing_to_come():
    assert known(estimate(Method.WEIGHTED, exported(won(30)), THIS_QUARTER, SPEC)).expected == 30


def test_a_period_without_bounds_has_no_forecast():
    assert estimate(Method.WEIGHTED, exported(won(30)), EVER, SPEC) == Undefined(
        "a forecast needs a period with a first and a last day"
    )
