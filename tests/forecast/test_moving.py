"""What moved a forecast since an earlier day adds up to the difference."""

from datetime import date
from decimal import Decimal

from pipectl.domain.values import Undefined
from pipectl.forecast.estimate import Method
from pipectl.forecast.ground import Ground
from pipectl.forecast.moving import moves
from tests.builders import an_open, lost, won
from tests.forecast.builders import a_target, known, remembered
from tests.history.living import life

THEN = date(2026, 1, 15)


def test_each_opportunity_is_told_by_what_it_gave_then_and_gives_now():
    due = {"created": "2025-12-01", "expected_close": "2026-02-20", "probability": "0.5"}
    view = remembered(
        stays=life(("2025-12-01", an_open(100, id="stays", **due))),
        grew=life(("2025-12-01", an_open(100, id="grew", **due)), ("2026-01-20", an_open(300, id="grew", **due))),
        won=life(("2025-12-01", an_open(80, id="won", **due)), ("2026-01-25", won(80, id="won", closed="2026-01-25"))),
        lost=life(("2025-12-01", an_open(60, id="lost", **due)), ("2026-01-25", lost(60, closed="2026-01-25"))),
        came=life(("2026-01-25", an_open(40, id="came", **{**due, "created": "2026-01-25"}))),
    )
    ground = Ground(view, a_target(), Method.WEIGHTED)
    found = known(moves(ground, THEN))
    # Then: half of 100, 100, 80 and 60; now half of 100, 300 and 40, and 80 booked.
    assert found.then.expected == 170
    assert [(one.key, int(one.before), int(one.after)) for one in found.moved] == [
        ("grew", 50, 150),
        ("won", 40, 80),
        ("lost", 30, 0),
        ("came", 0, 20),
    ]
    assert sum((one.after - one.before for one in found.moved), Decimal(0)) == known(ground.estimate).expected - 170


def test_without_a_forecast_then_it_says_so():
    view = remembered(a=life(("2026-01-20", an_open(100, id="a", created="2026-01-20", expected_close="2026-02-20"))))
    told = moves(Ground(view, a_target(), Method.STAGE_TIME), THEN)
    assert isinstance(told, Undefined)
