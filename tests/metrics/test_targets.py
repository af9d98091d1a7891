"""Quota of a period: exactly its own, its parts, or its people's."""

from decimal import Decimal

import pytest

from pipectl.domain.period import parse_period
from pipectl.domain.rule import Rule, Test
from pipectl.domain.values import Undefined
from pipectl.engines.membership import scope_of
from pipectl.engines.teams import teams_of
from pipectl.metrics.people import people_of
from pipectl.metrics.targets import EVERYBODY, Whose, targets_for, whose, within_group
from tests.builders import (
    AS_OF,
    LAST_YEAR,
    THIS_QUARTER,
    a_quota,
    a_spec,
    an_open,
    lost,
    won,
)

ANN = Whose("owner", ("Ann",))


def quota(*quotas, period=THIS_QUARTER, who=EVERYBODY, starts=1, deals=(), **spec):
    plan = a_spec(quotas=quotas, fiscal_year_starts=starts, **spec)
    people = people_of(deals, scope_of(plan, AS_OF, period, LAST_YEAR), teams_of(deals))
    return targets_for(plan, period, AS_OF, people).quota(who)


def reason(found):
    assert isinstance(found, Undefined)
    return found.reason


def test_the_quota_of_exactly_the_period_is_taken():
    assert quota(a_quota(500), a_quota(100, "2026-01"), a_quota(900, "2026-Q2")) == 500


def test_parts_that_fill_the_period_are_summed():
    months = [a_quota(amount, f"2026-0{number}") for number, amount in ((3, 30), (1, 10), (2, 20))]
    assert quota(*months) == 60
    assert quota(a_quota(10, "2026-01"), a_quota(50, "2026-02-01..2026-03-31")) == 60
    year = parse_period("2026", AS_OF)
    quarters = [a_quota(100, f"2026-Q{number}") for number in (2, 3, 4)]
    assert quota(*months, *quarters, a_quota(70, "2026-Q1"), period=year) == 370


def test_parts_with_a_gap_or_an_overlap_are_not_summed():
    assert "2026-01, 2026-03" in reason(quota(a_quota(10, "2026-01"), a_quota(30, "2026-03")))
    overlapping = (a_quota(10, "2026-01-01..2026-02-15"), a_quota(10, "2026-02-10..2026-03-31"))
    assert "fills 2026-Q1" in reason(quota(*overlapping))


def test_two_quotas_for_the_same_days_are_not_chosen_between():
    assert "fills 2026-Q1" in reason(quota(a_quota(500), a_quota(600)))


def test_fiscal_quotas_follow_the_fiscal_year():
    period = parse_period("FY26-Q3", AS_OF, 7)
    assert quota(a_quota(500), period=period, starts=7) == 500


def test_without_the_teams_own_quota_its_teams_or_owners_are_summed():
    owners = (a_quota(300, owner="Ann"), a_quota(200, owner="Bo"))
    assert quota(*owners) == 500
    assert quota(a_quota(450), *owners) == 450
    deals = (an_open(owner="Ann", team="North"), lost(owner="bo", team="south"))
    assert quota(a_quota(280, team="North"), a_quota(230, team="South"), *owners, deals=deals) == 510


def test_a_sum_that_lacks_the_quota_of_somebody_who_has_opportunities_is_no_quota():
    quotas = (a_quota(10), a_quota(300, "2025-Q4", owner="Bo"), a_quota(10, owner="Ann"))
    deals = (an_open(owner="Ann"), an_open(owner="BO"), an_open(owner="Cy"))
    found = reason(quota(*quotas[1:], deals=deals))
    assert found == (
        "the quota of 2026-Q1 would be the sum of what owners have, and Bo has opportunities in it and a quota in "
        "other periods alone; add theirs for 2026-Q1, or one for everybody"
    )
    assert "Bo has opportunities" in reason(quota(*quotas[1:], deals=[won(owner="Bo")]))
    assert quota(*quotas[1:], deals=[an_open(owner="Bo", expected_close="2026-05-01"), lost(owner="Bo")]) == 10
    assert quota(*quotas, deals=deals) == 10
    teams = (a_quota(300, "2025-Q4", team="South"), a_quota(10, team="North"))
    assert "South has opportunities" in reason(quota(*teams, deals=[an_open(team="South")]))


def test_a_sum_of_teams_is_no_quota_where_an_owner_of_none_of_them_has_one():
    quotas = (a_quota(100, team="North"), a_quota(5, owner="Ann"), a_quota(90, owner="Zoe"))
    ann = an_open(owner="Ann", team="north")
    for deals in ([ann], [ann, an_open(owner="Zoe", team="South")], [ann, an_open(owner="Zoe")]):
        assert "Zoe has a quota and is of none of these teams" in reason(quota(*quotas, deals=deals))
    assert quota(*quotas, deals=[ann, lost(owner="zoe", team="North", expected_close="2024-01-01")]) == 100
    assert quota(*quotas[:2], deals=[ann, an_open(owner="Zoe")]) == 100
    assert quota(*quotas, a_quota(5000)) == 5000
    later = (*quotas[:2], a_quota(900, "2025-Q4", owner="Zoe"))
    assert "Zoe has a quota and is" in reason(quota(*later, deals=[ann, an_open(owner="Zoe")]))


def test_one_row_that_stands_in_another_team_moves_no_owner():
    quotas = a_quota(200, team="North"), a_quota(10, team="South"), a_quota(150, owner="Zoe")
    deals = [an_open(owner="Zoe", team="North"), an_open(owner="Zoe", team="North"), an_open(owner="Zoe", team="South")]
    assert quota(*quotas, deals=deals, who=Whose("team", ("North",))) == 200
    assert quota(*quotas, deals=deals, who=Whose("team", ("South",))) == 10
    assert "Zoe alone has 150" in reason(
        quota(a_quota(100, team="North"), a_quota(150, owner="Zoe"), deals=deals, who=Whose("team", ("North",)))
    )


def test_teams_are_summed_where_everybody_has_a_quota_of_another_period():
    teams = [a_quota(100, team="North"), a_quota(200, team="South")]
    assert quota(*teams, a_quota(900, period="2027-Q3")) == 300


def test_a_quota_below_that_of_one_of_its_owners_is_none():
    quotas = (
        a_quota(100, team="North"),
        a_quota(900, team="South"),
        a_quota(900, owner="Ann"),
        a_quota(90, owner="Bo"),
    )
    deals = (an_open(owner="Ann", team="north"), an_open(owner="Bo", team="North"))
    north = reason(quota(*quotas, who=Whose("team", ("North",)), deals=deals))
    assert north == "the quota of North is 100 in 2026-Q1, and Ann alone has 900; correct one of them"
    assert quota(*quotas, who=Whose("team", ("North",)), deals=deals[1:]) == 100
    both = (*deals, an_open(owner="Ann", team="South"))
    assert quota(*quotas, who=Whose("team", ("North",)), deals=both) == 100
    assert quota(*quotas, deals=deals) == 1000
    assert "Ann alone has 900" in reason(quota(quotas[0], *quotas[2:], deals=deals))
    more = (quotas[0], a_quota(90, owner="Ann"), a_quota(90, owner="Bo"))
    assert quota(*more, deals=deals) == quota(*more, who=Whose("team", ("North",)), deals=deals) == 100


def test_where_quotas_stand_in_a_file_it_is_the_one_that_lacks_them():
    quotas = (a_quota(500), a_quota(300, owner="Ann"))
    assert reason(quota(quotas_file="q.csv")) == "q.csv has no quotas; add one for 2026-Q1"
    assert reason(quota(*quotas, who=None, quotas_file="q.csv")).startswith("q.csv has quotas for everybody")
    later = parse_period("2026-Q2", AS_OF)
    assert reason(quota(*quotas, period=later, quotas_file="q.csv")).startswith("q.csv has no quota that fills")


def test_owners_whose_parts_leave_a_gap_make_the_sum_unknown():
    assert isinstance(quota(a_quota(300, owner="Ann"), a_quota(50, "2026-01", owner="Bo")), Undefined)
    assert quota(a_quota(300, owner="Ann"), a_quota(50, "2025-Q4", owner="Bo")) == 300


def test_an_owner_has_the_owners_quota_however_it_is_spelled():
    quotas = (a_quota(500), a_quota(300, owner="Ann"), a_quota(200, owner="Bo"))
    assert quota(*quotas, who=Whose("owner", (" ann ",))) == 300
    assert quota(*quotas, who=Whose("owner", ("Ann", "Bo", "ann"))) == 500
    assert "of Cy" in reason(quota(*quotas, who=Whose("owner", ("Cy",))))
    assert "of Ann and Cy" in reason(quota(*quotas, who=Whose("owner", ("Ann", "Cy"))))


def test_a_selection_that_is_nobodys_has_no_quota():
    assert "not for this selection" in reason(quota(a_quota(500), who=None))
    assert "not for this selection" in reason(quota(a_quota(500), who=Whose("source", ("Web",))))


@pytest.mark.parametrize("given", [(), (a_quota(500),)])
def test_an_open_ended_period_has_no_quota_and_none_is_asked_for(given):
    for key, label in (("all", "All time"), ("2026-01-01..", "2026-01-01 to …"), ("..2026-03-31", "… to 2026-03-31")):
        found = reason(quota(*given, period=parse_period(key, AS_OF)))
        assert found == f"there is no quota for {label}, which is open-ended; ask for a month, a quarter or a year"


@pytest.mark.parametrize(
    ("rules", "who"),
    [
        ((), EVERYBODY),
        ((Rule("owner", Test.EQUALS, "Ann"),), ANN),
        ((Rule("owner", Test.ONE_OF, ("Ann", "Bo")),), Whose("owner", ("Ann", "Bo"))),
        ((Rule("amount", Test.MIN, Decimal(5)),), None),
        ((Rule("owner", Test.EQUALS, "Ann"), Rule("stage", Test.EQUALS, "Commit")), None),
    ],
)
def test_who_a_selection_belongs_to_follows_from_its_rules(rules, who):
    assert whose(rules) == who


def test_a_group_belongs_to_its_key_where_the_selection_is_not_cut_otherwise():
    assert within_group(EVERYBODY, "owner", "Ann") == ANN
    assert within_group(Whose("team", ("North",)), "owner", "Ann") == ANN
    assert within_group(ANN, "stage", "Commit") is None
    assert within_group(EVERYBODY, "owner", None) is None
    assert within_group(None, "owner", "Ann") is None


def test_what_was_spent_on_a_source_is_not_one_teams_own():
    assert within_group(Whose("team", ("North",)), "source", "Web") is None
