"""Opportunities that went under one id and came back under another."""

from datetime import date

from pipectl.history.renumbering import renumbered
from tests.builders import an_open

from .living import life

SEEN = [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)]


def deal(key: str, account: str | None = "Acme", name: str = "Roof"):
    return an_open(100, id=key, account=account, name=name)


def found(**lives):
    return [(one.before.id, one.after.id, one.day) for one in renumbered(lives, SEEN)]


def test_one_that_is_gone_where_one_of_its_name_and_account_appears_seems_to_have_another_id():
    old = life(("2026-01-05", deal("1")), ("2026-01-12", None))
    # It was created on the 8th by what its row says, and first seen on the 12th.
    assert found(a=old, b=life(("2026-01-08", deal("2", "ACME ")))) == [("1", "2", SEEN[1])]


def test_one_that_appears_at_another_look_or_of_another_name_or_without_an_account_is_another():
    old = life(("2026-01-05", deal("1")), ("2026-01-12", None))
    assert found(a=old, b=life(("2026-01-19", deal("2")))) == []
    assert found(a=old, b=life(("2026-01-12", deal("2", name="Wall")))) == []
    bare = life(("2026-01-05", deal("1", None)), ("2026-01-12", None))
    assert found(a=bare, b=life(("2026-01-12", deal("2", None)))) == []


def test_at_the_first_look_of_all_nothing_has_changed_its_id():
    assert found(b=life(("2026-01-05", deal("2")))) == []
