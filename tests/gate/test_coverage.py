"""Coverage by hand: team 2026-Q1 500, of which Ann 300 and Bo 200; 2026-Q2 100."""

from decimal import Decimal

from pipectl.gate.coverage import coverage_ahead
from tests.builders import a_pipeline, a_question, a_quota, a_spec, an_open, lost, won

QUOTAS = (
    a_quota(500),
    a_quota(300, owner="Ann"),
    a_quota(200, owner="Bo"),
    a_quota(100, "2026-Q2"),
    a_quota(90, "2026-04"),
    a_quota(80, "2025-Q4"),
)
DEALS = (
    won(200, owner="Ann", expected_close="2026-01-20"),
    lost(100, owner="Bo"),
    an_open(300, owner="Ann", expected_close="2026-03-01", probability="0.5"),
    an_open(150, owner="Bo", expected_close="2026-03-01", probability="0.1"),
    an_open(250, owner="Bo", expected_close="2026-05-01"),
    an_open(70, owner="Cy", expected_close="2026-03-01"),
    an_open(70, expected_close="2027-03-01"),
)


def ahead(*deals, quotas=QUOTAS, **question):
    return coverage_ahead(a_pipeline(*(deals or DEALS)), a_spec(quotas=quotas), a_question(**question))


def figures(found):
    return {
        (one.period.key, one.key): (one.quota, one.won, one.due, one.coverage and round(one.coverage, 3))
        for one in found.lines
    }


def test_this_period_and_the_next_of_its_length_are_held_against_their_quotas():
    assert figures(ahead()) == {
        ("2026-Q1", None): (500, 200, 520, Decimal("1.04")),
        ("2026-Q1", "Ann"): (300, 200, 300, 1),
        ("2026-Q1", "Bo"): (200, 0, 150, Decimal("0.75")),
        ("2026-Q1", "Cy"): (None, 0, 70, None),
        ("2026-Q2", None): (100, 0, 250, Decimal("2.5")),
        ("2026-Q2", "Bo"): (None, 0, 250, None),
    }


def test_the_other_kinds_of_coverage_stand_beside_it():
    everybody, ann, bo, *_ = ahead().lines
    assert (everybody.attainment, round(everybody.remaining, 4)) == (Decimal("0.4"), Decimal("1.7333"))
    assert (ann.remaining, round(ann.weighted, 4)) == (3, Decimal("1.1667"))  # (200 + 150) ÷ 300
    assert bo.weighted == Decimal("0.075")
    assert not everybody.met


def test_a_quota_that_is_won_is_met():
    found = ahead(won(500, owner="Ann"), quotas=(a_quota(400),))
    assert (found.lines[0].met, found.lines[0].remaining, found.lines[0].attainment) == (True, None, Decimal("1.25"))


def test_the_coverage_to_aim_for_and_what_the_own_record_calls_for_are_told():
    found = ahead()
    assert (found.target, found.required) == (3, Decimal("1.5"))  # 1 ÷ (200 ÷ 300)
    assert ahead(an_open(5), quotas=(a_quota(5),)).required is None


def test_without_a_quota_there_is_none_and_a_missing_one_says_why():
    assert ahead(quotas=()) is None
    found = ahead(quotas=(a_quota(80, "2025-Q4"),))
    assert "has no quota that fills 2026-Q1" in found.lines[0].undefined


def test_an_open_ended_period_has_no_next_one():
    assert {one.period.key for one in ahead(period="all").lines} == {"all"}


def test_an_owner_with_a_quota_and_no_opportunity_is_shown_and_so_is_one_without_a_quota():
    found = ahead(an_open(10, owner="Cy", expected_close="2026-03-01"), quotas=(a_quota(300, owner="Zoe"),))
    assert figures(found) == {
        ("2026-Q1", None): (300, 0, 10, round(Decimal(10) / 300, 3)),
        ("2026-Q1", "Cy"): (None, 0, 10, None),
        ("2026-Q1", "Zoe"): (300, 0, 0, 0),
    }
