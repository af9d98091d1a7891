"""Every risk rule with a worked case each way: it fires, it does not, and it can't be judged."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipectl.domain.condition import Condition
from pipectl.domain.risk import Reason
from pipectl.domain.risk_setting import RiskSetting
from pipectl.domain.values import Ratio
from pipectl.review.ground import Earned
from pipectl.review.risks import RISKS
from tests.builders import an_open, lost, won
from tests.changing import replace
from tests.review.judging import HERE, SCOPE, here, told, with_trail

NO_CURRENCY: dict[str, Any] = {"currency": None}
CYCLE: dict[str, Any] = {"scope": replace(SCOPE, usual_cycle=Decimal("63.5"))}


def test_every_rule_says_what_it_means_where_it_comes_from_and_what_to_do():
    for key, rule in RISKS.items():
        assert key == rule.key
        assert all((rule.title, rule.fires, rule.why, rule.source, rule.next)), key
        assert rule.fires.endswith("."), key
        assert rule.why.endswith("."), key
    reasons = [rule.reason for rule in RISKS.values()]
    assert sorted(reasons) == sorted(set(Reason) - {Reason.OWN})


def test_overdue_fires_from_the_day_after_the_close_date():
    assert told("overdue", an_open(expected_close="2026-01-20")) == "close date 13 days past"
    assert told("overdue", an_open(expected_close="2026-02-01")) == "close date 1 day past"
    assert told("overdue", an_open(expected_close="2026-02-02")) is None
    assert told("overdue", an_open(expected_close=None)) == "? it has no expected close date"
    assert told("overdue", an_open(), without=("expected_close",)) == "? the data has no expected_close"


def test_stalled_is_held_against_the_stages_own_limit_where_the_day_it_entered_is_known():
    entered = {"stage": "Qualified", "created": None}
    assert told("stalled", an_open(stage_changed="2026-01-02", **entered)) == "in stage 31 days; 30 allowed"
    assert told("stalled", an_open(stage_changed="2026-01-03", **entered)) is None
    assert told("stalled", an_open(**entered)) == "? nothing tells how long is too long"


def test_stalled_is_held_against_those_that_went_on_where_history_tells():
    deal = here(an_open(stage="Proposal", created=None))
    # p75 of 4, 8, 12, 16, 20: the value at place 0.75 x 4 = 3 of five.
    took = {"Proposal": (4, 8, 12, 16, 20)}
    assert (
        told("stalled", deal, took=took, **with_trail(deal, days_in_stage=17)) == "in stage 17 days; 3 in 4 go on by 16"
    )
    assert told("stalled", deal, took=took, **with_trail(deal, days_in_stage=16)) is None
    few = told("stalled", deal, took={"Proposal": (4, 8, 12, 16)}, **with_trail(deal, days_in_stage=99))
    assert few == "? nothing tells how long is too long"


def test_a_history_of_weeks_says_nothing_of_long_stays():
    deal = here(an_open(stage="Proposal", created=None))
    asked: dict[str, Any] = {"took": {"Proposal": (4, 8, 12, 16, 20)}, **with_trail(deal, days_in_stage=17)}
    assert told("stalled", deal, past_days=32, **asked) == "in stage 17 days; 3 in 4 go on by 16"
    assert told("stalled", deal, past_days=31, **asked) == "? nothing tells how long is too long"


def test_stalled_is_held_against_the_wins_where_nothing_else_tells():
    assert told("stalled", an_open(created="2025-11-30"), **CYCLE) == "open 64 days; wins take 63"
    assert told("stalled", an_open(created="2025-12-01"), **CYCLE) is None
    assert told("stalled", an_open(created="2025-10-01")) == "? nothing tells how long is too long"


def test_what_the_measures_count_as_stalled_history_does_not_take_back():
    deal = here(an_open(stage="Proposal", created="2025-10-29"))
    asked: dict[str, Any] = {"took": {"Proposal": (4, 8, 12, 16, 20)}, **with_trail(deal, days_in_stage=3)}
    assert told("stalled", deal, **CYCLE, **asked) == "open 96 days; wins take 63 (in stage 3 of 16)"


def test_what_is_stalled_by_its_age_alone_says_that_it_is_not_too_long_in_its_stage():
    deal = here(an_open(stage="Qualified", created="2025-10-29"))
    assert (
        told("stalled", deal, **CYCLE, **with_trail(deal, days_in_stage=6))
        == "open 96 days; wins take 63 (in stage 6 of 30)"
    )
    assert told("stalled", deal, **CYCLE, **with_trail(deal, days_in_stage=31)) == "in stage 31 days; 30 allowed"
    assert told("stalled", deal, **CYCLE) == "open 96 days; wins take 63"


def test_pushed_fires_from_the_second_push_on():
    deal = here(an_open())
    assert told("pushed", deal, **with_trail(deal, push_count=2)) == "pushed 2×"
    assert told("pushed", deal, **with_trail(deal, push_count=1)) is None
    assert told("pushed", deal) == "? there is no history of its close dates"


def test_moved_back_names_the_stage_it_came_back_from():
    deal = here(an_open())
    assert told("moved_back", deal, **with_trail(deal, moved_back=1, back_from="Commit")) == "moved back from Commit"
    twice = told("moved_back", deal, **with_trail(deal, moved_back=2, back_from="Commit"))
    assert twice == "moved back 2×, last from Commit"
    assert told("moved_back", deal, **with_trail(deal, moved_back=0)) is None
    assert told("moved_back", deal) == "? there is no history of its stages"


def test_no_activity_fires_after_thirty_days():
    assert told("no_activity", an_open(last_activity="2026-01-02")) == "no activity for 31 days"
    assert told("no_activity", an_open(last_activity="2026-01-03")) is None
    assert told("no_activity", an_open(), also=("last_activity",)) == "? it has no last activity"
    assert told("no_activity", an_open()) == "? the data has no last_activity"


@pytest.mark.parametrize(
    ("rule", "field", "words"),
    [
        ("no_expected_close", "expected_close", "no close date"),
        ("no_next_step", "next_step", "no next step"),
    ],
)
def test_what_is_missing_is_a_sign_only_where_the_file_has_the_column(rule, field, words):
    bare = an_open(expected_close=None, next_step=None)
    assert told(rule, bare, also=(field,)) == words
    assert told(rule, an_open(next_step="call")) is None
    assert told(rule, bare, without=(field,)) == f"? the data has no {field}"


def test_no_amount_is_a_sign_whatever_columns_there_are():
    assert told("no_amount", an_open(None)) == "no amount"
    assert told("no_amount", an_open(0)) is None


def test_a_close_date_is_too_near_for_the_stages_left_by_their_usual_days():
    # Medians of five: 20 in Negotiation, 10 in Commit; 30 days for the two stages after Proposal.
    took = {"Negotiation": (1, 5, 20, 30, 90), "Commit": (2, 6, 10, 10, 10)}
    near = an_open(stage="Proposal", expected_close="2026-03-03")
    assert told("close_too_near", near, took=took) == "29 days for 2 stages that take 30"
    assert told("close_too_near", replace(near, expected_close=None), took=took) == "? it has no expected close date"
    assert told("close_too_near", an_open(stage="Proposal", expected_close="2026-03-04"), took=took) is None
    assert told("close_too_near", an_open(stage="Proposal", expected_close="2026-02-01"), took=took) is None
    assert told("close_too_near", an_open(stage="Commit", expected_close="2026-02-03"), took=took) is None
    few = {**took, "Commit": (2, 6, 10, 10)}
    assert told("close_too_near", near, took=few) == "? too few have gone on from Commit"
    assert told("close_too_near", near) == "? there is no history of its stages"
    assert told("close_too_near", near, tells_stages=True) == "? nothing has gone on from any stage yet"


def test_days_that_are_too_few_never_read_as_enough():
    took = {"Negotiation": (1, 2, 4, 5, 6, 9), "Commit": (1, 4, 4, 5, 6, 9)}
    near = an_open(stage="Negotiation", expected_close="2026-02-06")
    assert told("close_too_near", near, took=took) == "4 days for 1 stage that takes 4.5"
    twice = [RiskSetting(rule="close_too_near", limit=Decimal(2))]
    later = an_open(stage="Negotiation", expected_close="2026-02-10")
    assert told("close_too_near", later, took=took, settings=twice) == "8 days for 1 stage that takes 4.5, limit 2.0×"
    assert told("close_too_near", replace(later, expected_close=date(2026, 2, 11)), took=took, settings=twice) is None


def test_an_amount_far_above_anything_won_is_held_against_wins_in_its_currency():
    wins = (won(100), won(40), won(1000, currency="EUR"))
    assert told("amount_above_won", an_open(201), *wins) == "2.0× the largest win, $100"
    assert told("amount_above_won", an_open(200), *wins) is None
    assert told("amount_above_won", an_open(201, currency="EUR"), *wins) is None
    none = "? nothing with an amount was won in the lookback"
    assert told("amount_above_won", an_open(201, currency="GBP"), *wins) == none
    assert told("amount_above_won", an_open(201), won(100, expected_close="2024-01-20")) == none
    assert told("amount_above_won", an_open(None), *wins) == "? it has no amount"


def test_an_amount_that_names_no_currency_is_in_that_of_the_pipeline_or_the_only_one_there_is():
    usd, eur = won(100, currency="USD"), won(100, currency="EUR")
    # pipeline.yaml says USD; of several currencies nothing else tells which a bare amount is in.
    assert told("amount_above_won", an_open(201), usd, eur) == "2.0× the largest win, $100"
    assert told("amount_above_won", an_open(201, currency="USD"), won(100)) == "2.0× the largest win, $100"
    assert told("amount_above_won", an_open(201), usd, plan=NO_CURRENCY) == "2.0× the largest win, $100"
    mixed = told("amount_above_won", an_open(201), usd, eur, plan=NO_CURRENCY)
    assert mixed == "? nothing with an amount was won in the lookback"


def test_more_than_a_third_of_the_quota_in_one_opportunity_due_in_the_period_is_a_sign():
    assert told("large_share", an_open(301), quota=Decimal(900)) == "33% of the quota"
    assert told("large_share", an_open(300), quota=Decimal(900)) is None
    assert told("large_share", an_open(600, expected_close="2026-04-01"), quota=Decimal(900)) is None
    assert told("large_share", an_open(301)) == "? there is no quota for the period"
    assert told("large_share", an_open(None), quota=Decimal(900)) == "? it has no amount"
    undated = told("large_share", an_open(301, expected_close=None), quota=Decimal(900))
    assert undated == "? it has no expected close date"


def contacts(cell, header="Number of Associated Contacts"):
    return an_open(extra={header: cell} if cell else {})


def test_a_single_contact_is_counted_in_a_column_that_is_known_by_name():
    asked = {"others": an_open(extra={"Number of Associated Contacts": "4"})}
    assert told("single_contact", contacts("1"), *asked.values()) == "only 1 contact"
    assert told("single_contact", contacts("0"), *asked.values()) == "no contact"
    assert told("single_contact", contacts("2"), *asked.values()) is None
    assert told("single_contact", contacts(None), *asked.values()) == "? it has no Number of Associated Contacts"
    odd = told("single_contact", contacts("Ann Lee"), *asked.values())
    assert odd == "? Number of Associated Contacts holds 'Ann Lee', which is no number of contacts"
    assert (told("single_contact", an_open()) or "").startswith("? the data has no column of it; name one")


def test_pipeline_yaml_names_the_column_of_contacts():
    settings = (RiskSetting(rule="single_contact", column="people"),)
    assert told("single_contact", contacts("1", "People"), settings=settings) == "only 1 contact"
    assert told("single_contact", contacts("1"), settings=settings) == "? the data has no people"


def test_what_qualification_lacks_for_a_stage_is_a_sign_where_it_was_scored():
    deal = here(an_open())
    missing = {HERE: ("Budget", "Champion")}
    assert told("unqualified", deal, unqualified=missing) == "not known: Budget, Champion"
    assert told("unqualified", deal, unqualified={HERE: ()}) is None
    why = "? not all that its stage needs can be judged; pipectl qualify says why"
    assert told("unqualified", deal, unqualified={}) == why
    assert told("unqualified", deal) == "? pipeline.yaml has no qualification"


def test_a_close_percentage_is_too_high_above_the_upper_end_of_what_its_stage_has_earned():
    # Wilson of 3 of 10: 10.8 % to 60.3 %.
    earned: dict[str, Any] = {"earned": Earned(by_stage={"Proposal": Ratio(3, 10)})}
    assert told("overconfident", an_open(probability="0.61"), **earned) == "61% given; 3 of 10 like it won"
    assert told("overconfident", an_open(probability="0.60"), **earned) is None
    assert told("overconfident", an_open(), **earned) == "? nobody entered a close %"
    assert (
        told("overconfident", an_open(probability="1"), **earned) == "? its close % is 0 or 100, as a CRM writes them"
    )
    few: dict[str, Any] = {"earned": Earned(by_stage={"Proposal": Ratio(0, 9)})}
    assert told("overconfident", an_open(probability="0.99"), **few) == "? fewer than 10 like it are decided"


def test_where_nothing_like_it_is_decided_a_close_percentage_is_not_judged_whatever_the_limit():
    none = [RiskSetting(rule="overconfident", limit=Decimal(0))]
    assert told("overconfident", an_open(probability="0.9"), settings=none) == "? nothing like it is decided"


def test_what_a_stage_has_earned_is_learnt_from_where_losses_died():
    # Won ones reached every stage; four of six lost died in Negotiation or later: 6 of 10 won from there.
    decided = [won()] * 6 + [lost(lost_from_stage="Negotiation")] * 3 + [lost(lost_from_stage="Commit")]
    decided += [lost(lost_from_stage="Qualified")] * 2
    high = an_open(stage="Negotiation", probability="0.85")
    # Wilson of 6 of 10: 31.3 % to 83.2 %; of 6 of 7 in Commit too few.
    assert told("overconfident", high, *decided) == "85% given; 6 of 10 like it won"
    assert told("overconfident", replace(high, stage="Commit"), *decided) == "? fewer than 10 like it are decided"


def test_what_a_band_has_earned_counts_where_the_stage_says_too_little():
    # Between 60 and 80 %: two of ten won; Wilson to 51.0 %.
    decided = [won(probability="0.7")] * 2 + [lost(probability="0.8")] * 8 + [won(probability="1")] * 9
    assert told("overconfident", an_open(probability="0.65"), *decided) == "65% given; 2 of 10 like it won"
    assert told("overconfident", an_open(probability="0.55"), *decided) == "? fewer than 10 like it are decided"


def test_pipeline_yaml_changes_a_limit():
    quiet = an_open(last_activity="2026-01-11")
    assert told("no_activity", quiet) is None
    assert told("no_activity", quiet, settings=[RiskSetting(rule="no_activity", limit=Decimal(21))]) == (
        "no activity for 22 days"
    )
    assert (
        told("overdue", an_open(expected_close="2026-01-20"), settings=[RiskSetting(rule="overdue", limit=Decimal(14))])
        is None
    )


def test_a_rule_of_ones_own_fires_where_its_condition_holds():
    own = RiskSetting(name="Legal is not asked", field="Legal", equals="no", reason="legal has not seen it")
    assert told("Legal is not asked", an_open(extra={"Legal": "No"}), settings=[own]) == "legal has not seen it"
    assert told("Legal is not asked", an_open(extra={"Legal": "yes"}), settings=[own]) is None
    assert told("Legal is not asked", an_open(), settings=[own]) == "? the data has no Legal"


def test_a_rule_without_a_reason_gives_its_condition_in_words():
    part = Condition(field="amount", min="100")
    own = RiskSetting(name="Big", all=(part, Condition(field="stage", equals="Proposal")))
    assert told("Big", an_open(100), settings=[own]) == "amount is at least 100 and stage is Proposal"


def test_braces_in_words_of_pipeline_yaml_are_only_characters():
    own = RiskSetting(name="Odd", field="amount", min="1", reason="{days} {0} {", next="{owner}")
    assert told("Odd", an_open(), settings=[own]) == "{days} {0} {"
