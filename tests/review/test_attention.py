"""What to look at first, and why."""

from decimal import Decimal

from pipectl.domain.result import Reason, Sign
from pipectl.engines.membership import scope_of
from pipectl.review.attention import attention, is_at_risk
from tests.builders import AS_OF, LAST_YEAR, THIS_QUARTER, a_pipeline, a_spec, an_open, lost, won
from tests.changing import replace

SCOPE = replace(scope_of(a_spec(), AS_OF, THIS_QUARTER, LAST_YEAR), usual_cycle=Decimal("63.5"))


def look_at(*deals, also=()):
    return attention(deals, SCOPE, a_pipeline(*deals, also=also).fields)


def signs(deal, also=()):
    found = look_at(deal, also=also)
    return found[0].signs if found else ()


def test_a_healthy_open_opportunity_and_decided_ones_need_no_look():
    assert look_at(an_open(), won(expected_close="2025-01-01"), lost(None)) == ()


def test_an_overdue_one_says_how_many_days():
    assert signs(an_open(expected_close="2026-01-20")) == (Sign(Reason.OVERDUE, 13),)


def test_a_stalled_one_says_how_long_and_against_what():
    assert signs(an_open(created="2025-10-29")) == (Sign(Reason.STALLED, 96, Decimal("63.5")),)
    in_stage = an_open(stage="Qualified", stage_changed="2025-12-04")
    assert signs(in_stage) == (Sign(Reason.STALLED, 60, Decimal(30), in_stage=True),)


def test_what_is_missing_is_a_sign_only_where_the_file_has_the_column():
    bare = an_open(None, expected_close=None)
    assert signs(bare) == (Sign(Reason.NO_AMOUNT), Sign(Reason.NO_EXPECTED_CLOSE))
    assert Sign(Reason.NO_NEXT_STEP) in signs(bare, also=("next_step",))
    without = attention([bare], SCOPE, frozenset({"name", "stage"}))
    assert without[0].signs == (Sign(Reason.NO_AMOUNT),)


def test_one_without_activity_for_more_than_thirty_days_is_quiet():
    assert signs(an_open(last_activity="2026-01-03")) == ()
    assert signs(an_open(last_activity="2026-01-02")) == (Sign(Reason.QUIET, 31, Decimal(30)),)


def test_the_gravest_sign_stands_first():
    deal = an_open(None, expected_close="2026-01-20", created="2025-01-01", last_activity="2025-12-01")
    reasons = [sign.reason for sign in signs(deal, also=("next_step",))]
    assert reasons == [Reason.OVERDUE, Reason.STALLED, Reason.NO_AMOUNT, Reason.QUIET, Reason.NO_NEXT_STEP]


def test_risk_stands_before_omissions_and_then_the_amount_at_stake_with_due_ones_counting_twice():
    found = look_at(
        an_open(9000, name="only quiet", last_activity="2025-12-01"),
        an_open(None, name="no amount", expected_close="2026-01-20"),
        an_open(500, name="due", expected_close="2026-01-20"),
        an_open(900, name="last quarter's", expected_close="2025-12-20"),
        an_open(1200, name="large", expected_close="2025-12-20"),
        an_open(500, name="also due", expected_close="2026-01-20"),
    )
    assert [each.name for each in found] == ["large", "also due", "due", "last quarter's", "no amount", "only quiet"]
    assert [each.due for each in found][:3] == [False, True, True]
    assert [is_at_risk(each) for each in found] == [True] * 5 + [False]


def test_an_entry_carries_all_a_reader_needs():
    deal = an_open(42, id="7", owner="Ann", account="Globex", next_step="call", expected_close="2026-01-20")
    (entry,) = look_at(deal)
    assert (entry.id, entry.owner, entry.account, entry.next_step) == ("7", "Ann", "Globex", "call")
    assert (entry.amount, entry.stage, entry.expected_close) == (42, "Proposal", deal.expected_close)
