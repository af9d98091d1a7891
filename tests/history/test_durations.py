"""Days in a stage."""

from datetime import date

from pipectl.domain.period import parse_period
from pipectl.history.chronicle import Chronicle
from pipectl.history.durations import Stay, days_in_stage, stays
from pipectl.history.paths import paths
from tests.builders import AS_OF, EVER, an_open, won

from .living import life

POSITIONS = {"One": 0, "Two": 1}
END = date(2026, 3, 1)


def one(stage: str, **given):
    return an_open(100, id="a", stage=stage, **({"created": "2026-01-01"} | given))


BACK = life(("2026-01-01", one("One")), ("2026-01-11", one("Two")), ("2026-01-16", one("One")), ("2026-01-20", won(1)))
STILL = life(("2026-01-01", one("One")), ("2026-02-01", one("Two")))
GONE = life(("2026-01-01", one("One")), ("2026-01-03", None))
UNDATED = life(("2026-01-01", one("One", created="2025-01-01")), ("2026-01-09", one("Two")))


def stayed(*lives, span=EVER) -> dict[str, Stay]:
    told = Chronicle({str(n): each for n, each in enumerate(lives)}, seen=(date(2026, 1, 1),))
    return stays(paths(told, END).values(), POSITIONS, span, END)


def test_first_and_all_visits_of_those_who_left_and_those_who_are_there():
    found = stayed(BACK, STILL)
    assert found["One"] == Stay(first=(10, 31), cumulative=(14, 31), open=())
    assert found["Two"] == Stay(first=(5,), cumulative=(5,), open=(28,))


def test_what_is_gone_has_not_left_and_what_nobody_dated_is_counted_apart():
    found = stayed(GONE, UNDATED)
    assert found["One"] == Stay(undated=1)
    assert found["Two"] == Stay(open=(51,))


def test_a_span_holds_those_who_left_in_it_and_all_who_are_there():
    found = stayed(BACK, STILL, span=parse_period("2026-02", AS_OF))
    assert found == {"One": Stay(first=(31,), cumulative=(31,)), "Two": Stay(open=(28,))}


def test_days_in_its_stage_count_from_its_last_visit():
    by_key = paths(Chronicle({"b": BACK, "s": STILL}), date(2026, 1, 18))
    assert days_in_stage(by_key["b"], date(2026, 1, 18)) == 2
    assert days_in_stage(paths(Chronicle({"b": BACK}), END)["b"], END) is None
