"""Which stages an opportunity visited, and since when."""

from datetime import date

from pipectl.domain.values import Outcome
from pipectl.history.paths import Left, Path, Visit, paths
from tests.builders import an_open, lost, won

from .living import chronicle, life

END = date(2026, 12, 31)
NEW = "2026-01-10"


def at(stage: str, **given):
    return an_open(100, id="a", stage=stage, **({"created": NEW} | given))


def path(*moments, as_of: date = END, seen: tuple[str, ...] = ("2026-01-01",), canonical=None) -> Path:
    return paths(chronicle(seen, a=life(*moments)), as_of, canonical)["a"]


def told(found: Path) -> list[tuple[object, ...]]:
    return [(v.stage, f"{v.entered:%m-%d}", v.left and f"{v.left:%m-%d}", v.how) for v in found.visits]


def test_each_stage_is_a_visit_from_the_day_it_is_entered():
    found = path((NEW, at("Qualified")), ("2026-01-20", at("Proposal")), ("2026-02-09", won(100)))
    assert told(found) == [("Qualified", "01-10", "01-20", "moved"), ("Proposal", "01-20", "02-09", "won")]
    assert (found.outcome, found.decided) == (Outcome.WON, date(2026, 2, 9))
    assert [visit.days(END) for visit in found.visits] == [10, 20]


def test_other_changes_do_not_end_a_visit():
    found = path((NEW, at("Qualified")), ("2026-01-20", at("Qualified", owner="Bo")))
    assert told(found) == [("Qualified", "01-10", None, None)]
    assert found.visits[0].days(date(2026, 1, 30)) == 20


def test_a_stage_that_is_entered_again_is_another_visit():
    found = path((NEW, at("Qualified")), ("2026-01-12", at("Proposal")), ("2026-01-14", at("Qualified")))
    assert [visit.stage for visit in found.visits] == ["Qualified", "Proposal", "Qualified"]


def test_one_that_opens_again_goes_on_where_it_opens():
    found = path((NEW, at("Proposal")), ("2026-01-12", lost(100)), ("2026-01-14", at("Proposal")))
    assert told(found) == [("Proposal", "01-10", "01-12", "lost"), ("Proposal", "01-14", None, None)]
    assert (found.outcome, found.decided) == (Outcome.OPEN, None)


def test_what_is_gone_has_left_without_an_outcome():
    found = path((NEW, at("Proposal")), ("2026-01-12", None))
    assert told(found) == [("Proposal", "01-10", "01-12", "gone")]
    assert (found.outcome, found.gone) == (None, date(2026, 1, 12))


def test_what_lies_after_as_of_is_not_seen():
    found = path((NEW, at("Qualified")), ("2026-01-20", at("Proposal")), as_of=date(2026, 1, 19))
    assert told(found) == [("Qualified", "01-10", None, None)]
    assert paths(chronicle(a=life((NEW, at("Qualified")))), date(2026, 1, 9)) == {}


def test_where_it_stood_on_the_first_day_nobody_knows_since_when():
    first = path(("2026-01-01", at("Qualified", created="2025-06-01")))
    assert first.visits == (Visit("Qualified", date(2026, 1, 1), None, None, dated=False),)


def test_the_day_its_stage_changed_tells_since_when():
    first = path(("2026-01-01", at("Qualified", created="2025-06-01", stage_changed="2025-12-20")))
    assert first.visits == (Visit("Qualified", date(2025, 12, 20), None, None, dated=True),)


def test_one_that_appears_late_though_created_before_may_have_been_there_before():
    assert not path(("2026-01-20", at("Qualified", created="2025-06-01"))).visits[0].dated
    assert path(("2026-01-20", at("Qualified", created="2026-01-20"))).visits[0].dated
    assert path(("2026-01-20", an_open(1, stage="Qualified", created=None))).visits[0].dated
    assert not path(("2026-01-01", an_open(1, stage="Qualified", created=None))).visits[0].dated


def test_one_that_was_decided_when_first_seen_has_no_visits_and_no_day():
    found = path(("2026-01-01", won(100)))
    assert (found.visits, found.outcome, found.decided) == ((), Outcome.WON, None)


def test_stages_are_known_by_their_names_of_today():
    found = path((NEW, at("Old name")), ("2026-01-20", at("Proposal")), canonical={"Old name": "Proposal"})
    assert told(found) == [("Proposal", "01-10", None, None)]
    assert Left.MOVED.value == "moved"
