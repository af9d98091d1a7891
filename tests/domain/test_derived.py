"""Every derived field, worked by hand, and why it can't be known where it can't."""

from decimal import Decimal

import pytest

from pipectl.domain.derived import DERIVED, Facts, owners_of
from pipectl.domain.finding import Place
from pipectl.history.trails import Trail
from tests.builders import AS_OF, an_open, won
from tests.changing import replace

HERE = Place("f.csv", 7)


def known(field, deal, past=None, others=()):
    facts = Facts(AS_OF, {} if past is None else {HERE: past}, owners_of((deal, *others)))
    return DERIVED[field].read(deal, facts)


@pytest.mark.parametrize(
    ("field", "given", "value"),
    [
        # As-of is 2026-02-02.
        ("age_days", {"created": "2026-01-03"}, 30),
        ("age_days", {"created": None}, None),
        ("days_in_stage", {"stage_changed": "2026-01-31"}, 2),
        ("days_in_stage", {"stage_changed": None}, None),
        ("days_since_activity", {"last_activity": "2026-01-02"}, 31),
        ("days_since_activity", {"last_activity": None}, None),
        ("days_to_close", {"expected_close": "2026-02-10"}, 8),
        ("days_to_close", {"expected_close": "2026-01-31"}, -2),
        ("days_to_close", {"expected_close": None}, None),
        ("days_overdue", {"expected_close": "2026-01-31"}, 2),
        ("days_overdue", {"expected_close": "2026-02-02"}, 0),
        ("days_overdue", {"expected_close": None}, None),
        ("push_count", {}, None),
        ("share_of_owner", {"owner": None}, None),
    ],
)
def test_a_derived_field_is_known_where_its_field_is(field, given, value):
    assert known(field, an_open(100, **given)) == value


def test_history_tells_pushes_and_days_in_stage_and_outranks_the_column():
    deal = an_open(100, stage_changed="2026-01-31", place=HERE)
    assert known("days_in_stage", deal, Trail(push_count=3, days_in_stage=9)) == 9
    assert known("push_count", deal, Trail(push_count=3, days_in_stage=9)) == 3
    assert known("days_in_stage", deal, Trail(push_count=3)) == 2


def test_the_share_of_an_owner_is_of_what_that_owner_has_open_whatever_the_spelling():
    deal = an_open(300, owner="Ann")
    others = (an_open(100, owner=" ann "), an_open(999, owner="Bo"), won(500, owner="Ann"), an_open(None, owner="Ann"))
    assert known("share_of_owner", deal, others=others) == Decimal("0.75")
    assert known("share_of_owner", an_open(None, owner="Ann"), others=(deal,)) is None


def test_amounts_of_an_owner_in_several_currencies_have_no_share():
    deal, other = an_open(300, owner="Ann", currency="EUR"), an_open(300, owner="Ann", currency="JPY")
    assert known("share_of_owner", deal, others=(other,)) is None
    assert known("share_of_owner", deal, others=(replace(other, owner="Bo"),)) == 1
    assert known("share_of_owner", deal, others=(replace(other, currency=None),)) == Decimal("0.5")


def test_an_owner_without_any_open_amount_has_no_share():
    assert known("share_of_owner", an_open(0, owner="Ann")) is None


def test_every_derived_field_says_what_it_is_what_it_needs_and_why_it_may_be_unknown():
    for each in DERIVED.values():
        assert all((each.title, each.meaning, each.missing))
