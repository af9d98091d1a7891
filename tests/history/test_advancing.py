"""How long those that went on had been in a stage, and who was moved back."""

from datetime import date

from pipectl.domain.period import Period, parse_period
from pipectl.history.advancing import BackMove, back_moves, went_on
from pipectl.history.chronicle import Chronicle, Life
from pipectl.history.paths import Path, paths
from tests.builders import AS_OF, EVER, an_open, lost, won

from .living import life

POSITIONS = {"One": 0, "Two": 1, "Three": 2}
END = date(2026, 3, 1)


def one(stage: str, **given):
    return an_open(100, stage=stage, **({"created": "2026-01-01"} | given))


def walked(*lives: Life) -> list[Path]:
    told = Chronicle({str(n): each for n, each in enumerate(lives)}, seen=(date(2026, 1, 1),))
    return list(paths(told, END).values())


def took(*lives: Life, span: Period = EVER) -> dict[str, tuple[int, ...]]:
    return went_on(walked(*lives), POSITIONS, span)


def test_days_count_of_those_that_went_to_a_later_stage_or_won():
    on = life(("2026-01-01", one("One")), ("2026-01-11", one("Two")), ("2026-01-16", won()))
    skipped = life(("2026-01-01", one("One")), ("2026-01-04", one("Three")))
    assert took(on, skipped) == {"One": (3, 10), "Two": (5,)}


def test_those_that_were_moved_back_lost_or_gone_or_that_stand_there_did_not_go_on():
    back = life(("2026-01-01", one("Two")), ("2026-01-05", one("One")))
    ended = life(("2026-01-01", one("One")), ("2026-01-05", lost()))
    gone = life(("2026-01-01", one("One")), ("2026-01-05", None))
    assert took(back, ended, gone) == {}


def test_a_visit_of_unknown_beginning_or_outside_the_span_is_left_out():
    undated = life(("2026-01-01", one("One", created="2025-01-01")), ("2026-01-09", one("Two")))
    assert took(undated) == {}
    on = life(("2026-01-01", one("One")), ("2026-01-11", one("Two")), ("2026-02-16", won()))
    assert took(on, span=parse_period("2026-01", AS_OF)) == {"One": (10,)}


def test_moves_to_an_earlier_stage_are_told_in_order():
    restless = life(
        ("2026-01-01", one("One")),
        ("2026-01-05", one("Three")),
        ("2026-01-06", one("Two")),
        ("2026-01-07", one("Three")),
        ("2026-01-08", one("One")),
    )
    assert back_moves(walked(restless)[0], POSITIONS) == (BackMove("Three", "Two"), BackMove("Three", "One"))


def test_one_that_was_reopened_or_comes_from_a_stage_that_is_no_more_was_not_moved_back():
    reopened = life(("2026-01-01", one("Three")), ("2026-01-05", lost()), ("2026-01-09", one("One")))
    renamed = life(("2026-01-01", one("Old")), ("2026-01-05", one("One")))
    assert [back_moves(path, POSITIONS) for path in walked(reopened, renamed)] == [(), ()]


def test_one_that_nobody_saw_open_went_on_from_nowhere():
    assert took(life(("2026-01-01", won()))) == {}
