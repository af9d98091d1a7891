"""What to look at first, and why."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.risk import Lift, RuleLine, SeenIn, Severity
from pipectl.domain.risk_setting import RiskSetting
from pipectl.domain.values import Ratio, YesNo
from pipectl.engines.membership import scope_of
from pipectl.review.asked import LOOK, asked
from pipectl.review.attention import NO_LIFTS, Assessed, Stake, assess, is_at_risk
from pipectl.review.risks import RISKS
from tests.builders import AS_OF, LAST_YEAR, THIS_QUARTER, a_pipeline, a_spec, an_open, lost, won
from tests.changing import replace
from tests.engines.strategies import an_opportunity_of_any_kind
from tests.review.judging import a_ground

SCOPE = replace(scope_of(a_spec(), AS_OF, THIS_QUARTER, LAST_YEAR), usual_cycle=Decimal("63.5"))
#: Rules that look at nothing but the row and the day.
OF_ROWS = ("overdue", "no_activity", "no_amount", "no_expected_close", "no_next_step", "single_contact")


def assessed(*deals: Opportunity, settings=(), also=(), whole=None, has_sum=True, lifts=NO_LIFTS) -> Assessed:
    ground = a_ground(a_pipeline(*deals, also=also), *settings, scope=SCOPE)
    rules = asked(a_spec(risks=tuple(settings)))
    return assess(deals, rules, ground, Stake(None if whole is None else Decimal(whole), has_sum), lifts)


def look_at(*deals: Opportunity, **asked_so):
    return assessed(*deals, **asked_so).attention


def rules_of(deal: Opportunity, **asked_so) -> list[str]:
    found = look_at(deal, **asked_so)
    return [sign.rule for sign in found[0].signs] if found else []


def line_of(rule: str, found: Assessed) -> RuleLine:
    return next(each for each in found.rules if each.rule == rule)


def test_a_healthy_open_opportunity_and_decided_ones_need_no_look():
    assert look_at(an_open(), won(expected_close="2025-01-01"), lost(None)) == ()


def test_the_gravest_sign_stands_first_and_the_others_in_the_order_of_the_catalog():
    deal = an_open(None, expected_close="2026-01-20", created="2025-01-01", last_activity="2025-12-01")
    assert rules_of(deal, also=("next_step",)) == ["overdue", "stalled", "no_activity", "no_amount", "no_next_step"]


def test_the_gravest_stand_first_and_then_the_amount_at_stake_with_due_ones_counting_twice():
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
    assert ("pushed", "there is no history of its close dates") in entry.unjudged
    assert {each.rule for each in entry.unjudged}.isdisjoint(sign.rule for sign in entry.signs)


def test_an_amount_moves_the_severity_by_what_it_is_a_share_of():
    def severity(amount, **asked_so):
        return look_at(an_open(amount, last_activity="2025-12-01"), **asked_so)[0].severity

    assert severity(100, whole=1000) is Severity.HIGH
    assert severity(99, whole=1000) is Severity.MEDIUM
    assert severity(10, whole=1000) is Severity.MEDIUM
    assert severity("9.99", whole=1000) is Severity.LOW
    assert severity(999) is severity(999, whole=0) is Severity.MEDIUM
    assert look_at(an_open(None), whole=1000)[0].severity is Severity.LOW


def a_lift(had: tuple[int, int], had_not: tuple[int, int]) -> Lift:
    return Lift(Ratio(*had), Ratio(*had_not), SeenIn.HISTORY)


def test_the_past_moves_the_severity_of_a_sign_where_chance_does_not_explain_it():
    def severity(lift, *settings):
        quiet = an_open(last_activity="2025-12-01")
        (entry,) = look_at(quiet, lifts={"no_activity": lift}, settings=settings)
        return entry.signs[0].severity

    # Wilson: 18 of 20 is 69.9 to 97.2 %; 8 of 20 is 21.9 to 61.3 %; 14 of 20 is 48.1 to 85.5 %.
    assert severity(a_lift((18, 20), (8, 20))) is Severity.HIGH
    assert severity(a_lift((14, 20), (8, 20))) is Severity.MEDIUM
    assert severity(a_lift((8, 20), (18, 20))) is Severity.LOW
    assert severity(a_lift((4, 4), (0, 40))) is Severity.MEDIUM
    assert severity(a_lift((18, 20), (8, 20)), RiskSetting(rule="no_activity", level=Severity.LOW)) is Severity.LOW


def test_a_lift_of_too_few_is_told_and_not_used():
    quiet, few = an_open(last_activity="2025-12-01"), a_lift((4, 4), (0, 40))
    found = assessed(quiet, lifts={"no_activity": few})
    assert found.attention[0].signs[0].lift is None
    line = line_of("no_activity", found)
    assert (line.lift, line.no_lift) == (few, "fewer than five decided ones had it, or had it not")
    enough = a_lift((18, 20), (8, 20))
    found = assessed(quiet, lifts={"no_activity": enough})
    assert (found.attention[0].signs[0].lift, line_of("no_activity", found).no_lift) == (enough, None)
    assert line_of("no_amount", found).no_lift == "nothing tells which of the decided ones had it"


def test_every_open_opportunity_is_counted_once_a_rule():
    found = assessed(
        an_open(100, last_activity="2025-12-01"),
        an_open(50, last_activity="2025-12-01"),
        an_open(last_activity="2026-02-01"),
        an_open(),
        won(),
    )
    line = line_of("no_activity", found)
    assert [line.fires, line.amount, line.clear, line.unjudged] == [2, 150, 1, 1]
    assert line.why_unjudged == (("it has no last activity", 1),)
    assert {each.fires + each.clear + each.unjudged for each in found.rules} == {4}
    assert line_of("no_activity", assessed(an_open(), has_sum=False)).amount is None


def test_all_rules_are_asked_in_the_order_of_the_catalog_and_own_ones_last():
    own = RiskSetting(name="Big", field="amount", min="1")
    found = assessed(settings=[own, RiskSetting(rule="single_contact", use=YesNo.NO)])
    assert [each.rule for each in found.rules] == [*(key for key in RISKS if key != "single_contact"), "Big"]
    assert [each.own for each in found.rules][-2:] == [False, True]


def test_a_rule_of_ones_own_is_as_grave_and_asks_for_what_pipeline_yaml_says():
    plain = RiskSetting(name="Big", field="amount", min="1")
    grave = RiskSetting(name="Odd", field="amount", min="1", level=Severity.HIGH, next="ask legal")
    (entry,) = look_at(an_open(), settings=[plain, grave])
    assert [(sign.rule, sign.severity) for sign in entry.signs] == [("Odd", Severity.HIGH), ("Big", Severity.MEDIUM)]
    asks = [next(fact.value for fact in sign.next.facts if fact.key == "own_next") for sign in entry.signs]
    assert asks == ["ask legal", LOOK]


def row_signs(found: Assessed) -> list[str]:
    entries = (each for each in found.attention if each.name == "the one")
    return [sign.rule for each in entries for sign in each.signs if sign.rule in OF_ROWS]


@given(st.lists(an_opportunity_of_any_kind(), max_size=4), an_opportunity_of_any_kind())
def test_another_opportunity_changes_no_sign_that_a_row_has_by_itself(others, deal):
    deal = replace(deal, name="the one")
    columns = ("next_step", "last_activity", "expected_close")
    alone = assessed(deal, also=columns)
    among = assessed(deal, *(replace(each, name="other") for each in others), also=columns)
    assert row_signs(alone) == row_signs(among)
