"""The meeting, section by section, worked by hand on `meetings`."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.changes import ChangedDeal, Look
from pipectl.domain.coaching import Against, HintKind
from pipectl.domain.errors import UsageProblem
from pipectl.domain.result import Step
from pipectl.domain.review import Mild, SinceHow
from pipectl.domain.risk_setting import RiskSetting
from pipectl.domain.rule import Rule, Test
from pipectl.domain.sums import Sum
from pipectl.domain.values import Outcome, YesNo
from pipectl.metrics.planning import NO_HISTORY
from pipectl.render.words.change import left_words
from pipectl.render.words.lesson import learnt_words
from tests.builders import AS_OF, STAGES, a_pipeline, a_quota, an_open, lost, won
from tests.changing import replace
from tests.history.living import chronicle, life
from tests.report.meetings import (
    CALM,
    DEALS,
    LATE,
    QUIET,
    STALLED,
    a_plan,
    a_review,
    placed,
)

ANN: dict[str, Any] = {"rules": (Rule("owner", Test.ONE_OF, ("Ann",)),), "filters": ("owner Ann",)}


def usd(count: int, amount: Decimal | None) -> Sum:
    return Sum(count, amount, None if amount is None else "USD")


def names(some) -> list[str]:
    return [getattr(each, "deal", each).name for each in some]


def told(seen=("2026-01-26",), deals=DEALS, **lives):
    """A chronicle that knows each opportunity of today by its name; of those not given nothing is known before."""
    known = {each.name: life((seen[-1] if seen else "2026-01-26", each)) for each in deals}
    past = chronicle(seen, **(known | lives))
    return replace(past, keys={each.place: each.name for each in deals})


def test_the_headline_has_what_is_won_due_and_weighted_against_the_quota():
    head = a_review().headline
    # Won 400 on 30 January; due are all but Far: 100 + 300 + 80 + 200 + 50.
    assert (head.won.value, head.due.value) == (400, 730)
    # 0.9 x (100 + 300) + 0.4 x 80 + 0.2 x (200 + 50).
    assert head.weighted.value == Decimal("442.0")
    assert (head.attainment.value, head.coverage.numerator, head.coverage.denominator) == (Decimal("0.4"), 730, 600)


def test_without_a_quota_its_coverage_says_why_there_is_none():
    assert "quota" in (a_review(quota=None).headline.coverage.undefined or "")


def test_commits_are_those_due_in_category_commit_the_doubtful_ones_first():
    found = a_review().commits
    assert names(found.shown) == ["Late", "Calm"]
    assert [bool(each.signs) for each in found.shown] == [True, False]
    assert all(each.told_by_stage for each in found.shown)
    assert (found.whole, found.doubtful) == (usd(2, Decimal(400)), usd(1, Decimal(300)))


def test_commits_say_as_everything_open_how_often_they_were_pushed():
    before = replace(CALM, expected_close=date(2026, 2, 20))
    found = a_review(chronicle=told(Calm=life(("2026-01-05", before), ("2026-01-26", CALM)))).commits
    assert {each.deal.name: each.deal.push_count for each in found.shown} == {"Late": 0, "Calm": 1}


def test_what_left_without_an_amount_left_nothing_that_is_known():
    deal = ChangedDeal("k", None, "a", None, None, AS_OF, Decimal(0), Look("Won", Outcome.OPEN, None, None), None)
    assert left_words(deal, "USD") == "–"
    assert (
        left_words(deal._replace(before=Look("Won", Outcome.OPEN, Decimal(5), None), amount=Decimal(-5)), "USD") == "$5"
    )


def test_the_category_of_the_row_goes_before_that_of_its_stage():
    rows = (
        an_open(10, name="Taken out", stage="Commit", forecast_category="pipeline", **QUIET),
        an_open(20, name="Taken in", stage="Proposal", forecast_category=" Commit", **QUIET),
    )
    found = a_review(*rows).commits
    assert names(found.shown) == ["Taken in"]
    assert not found.shown[0].told_by_stage


def test_without_any_category_nothing_tells_what_is_committed_and_it_says_so():
    found = a_review(CALM, spec=a_plan(stages=STAGES)).commits
    assert found.whole == usd(0, Decimal(0))
    assert "category: commit" in (found.untold or "")


def test_what_wants_a_look_stands_by_owner_the_one_with_most_first_and_the_biggest_first():
    risks = a_review().risks
    assert [(one.owner, one.sum) for one in risks.owners] == [
        ("Ann", usd(1, Decimal(300))),
        ("Bo", usd(2, Decimal(280))),
        (None, usd(1, Decimal(50))),
    ]
    assert [names(one.shown) for one in risks.owners] == [["Late"], ["Stalled", "Lately"], ["Nobody's"]]
    assert (risks.whole, risks.open) == (usd(4, Decimal(630)), usd(6, Decimal(800)))


def test_a_limit_shows_the_biggest_of_all_and_still_counts_the_others():
    risks = a_review(shown=2).risks
    assert [names(one.shown) for one in risks.owners] == [["Late"], ["Stalled"], []]
    assert risks.whole == usd(4, Decimal(630))


def test_owners_that_differ_by_case_and_spaces_alone_are_one():
    rows = [replace(LATE, name=str(n), owner=owner) for n, owner in enumerate(("Ann", "Ann", "ANN "))]
    assert [(one.owner, one.sum.opportunities) for one in a_review(*rows).risks.owners] == [("Ann", 3)]


def test_where_nothing_wants_a_look_there_is_nothing_at_risk_and_one_thing_to_do():
    found = a_review(CALM, won(900), quota=1000)
    assert (found.risks.whole, found.risks.owners) == (usd(0, Decimal(0)), ())
    assert [each.step.step for each in found.actions if each.step] == [Step.ADD_PIPELINE]


def test_overdue_since_the_last_time_are_those_whose_date_has_passed_since_then():
    found = a_review(since=date(2026, 1, 26)).slipped
    assert (found.overdue, found.newly) == (usd(2, Decimal(380)), usd(1, Decimal(80)))
    assert names(found.shown) == ["Lately"]
    # Due on the last day itself, it was not overdue at its end.
    assert a_review(since=date(2026, 1, 20)).slipped.newly == usd(2, Decimal(380))
    assert a_review(since=date(2026, 1, 21)).slipped.newly == usd(1, Decimal(80))


def test_without_history_nothing_tells_what_was_moved_out_of_the_period():
    found = a_review()
    assert (found.slipped.pushed, found.slipped.no_pushed) == (None, NO_HISTORY)
    assert (found.change, found.no_change) == (None, NO_HISTORY)


def test_without_close_dates_nothing_tells_what_is_overdue():
    data = a_pipeline(*placed(an_open(10, expected_close=None)), without=("expected_close",))
    found = a_review(pipeline=data).slipped
    assert found.overdue is None
    assert "expected close" in (found.no_overdue or "")


def test_with_history_what_was_moved_out_of_the_period_is_told_with_its_amount():
    far = DEALS[5]
    past = told(Far=life(("2026-01-20", replace(far, expected_close=date(2026, 3, 1))), ("2026-01-29", far)))
    found = a_review(chronicle=past)
    assert found.slipped.pushed == usd(1, Decimal(70))
    assert found.change is not None
    assert names(found.change.whole.line("pushed_out").deals) == ["Far"]
    assert (found.since.day, found.since.how) == (date(2026, 1, 26), SinceHow.LAST_LOOK)


def test_a_day_before_history_began_leaves_the_change_untold_and_says_so():
    found = a_review(chronicle=told(), since=date(2025, 12, 1))
    assert found.change is None
    assert "history begins on 2026-01-26" in (found.no_change or "")
    assert found.lessons.won == usd(1, Decimal(400))


def test_what_is_stuck_is_counted_by_stage_and_the_bottleneck_is_where_most_of_it_stands():
    found = a_review().stuck
    assert found.whole == usd(2, Decimal(250))
    assert names(found.shown) == ["Stalled", "Nobody's"]
    assert [(each.key, each.sum) for each in found.stages] == [("Qualified", usd(2, Decimal(250)))]
    assert (found.bottleneck, found.no_bottleneck) == (None, NO_HISTORY)


def test_with_history_the_bottleneck_is_the_funnel_s():
    stages = tuple(
        replace(stage, target_conversion=Decimal("0.9")) if stage.name == "Proposal" else stage
        for stage in a_plan().stages
    )
    deals = placed(won(100, name="a"), lost(100, name="b"))
    lives = {each.name: life(("2026-01-05", an_open(100, name=each.name)), ("2026-01-20", each)) for each in deals}
    past = replace(chronicle(("2026-01-05", "2026-01-26"), **lives), keys={each.place: each.name for each in deals})
    found = a_review(*deals, spec=a_plan(stages=stages), chronicle=past).stuck
    assert found.bottleneck is not None
    # 1 of 2 went on from Proposal: 100 x 0.9 / 0.5 - 100.
    assert (found.bottleneck.stage, found.bottleneck.adds) == ("Proposal", 80)
    assert found.no_bottleneck == ""


def test_where_nothing_tells_how_long_is_too_long_nothing_is_stuck_and_it_says_why():
    found = a_review(an_open(10, stage="Proposal")).stuck
    assert found.whole is None
    assert "how long is too long" in (found.untold or "")


def test_what_slipped_and_is_stuck_goes_by_the_figures_whatever_the_risk_rules_are():
    left_out = (RiskSetting(rule="overdue", use=YesNo.NO), RiskSetting(rule="stalled", use=YesNo.NO))
    with_limit = (RiskSetting(rule="overdue", limit=Decimal(30)),)
    usual = a_review(since=date(2026, 1, 20))
    for risks in (left_out, with_limit):
        found = a_review(since=date(2026, 1, 20), spec=a_plan(risks=risks))
        assert (found.slipped.overdue, found.slipped.newly) == (usual.slipped.overdue, usual.slipped.newly)
        assert names(found.slipped.shown) == ["Late", "Lately"]
        assert (found.stuck.whole, found.stuck.stages) == (usual.stuck.whole, usual.stuck.stages)
        assert [each.why for each in found.stuck.shown] == [each.why for each in usual.stuck.shown]
    assert all(not each.deal.signs for each in a_review(spec=a_plan(risks=left_out)).stuck.shown)


def test_what_history_alone_tells_is_stuck_is_told_and_counted():
    deals = placed(
        an_open(10, name="Stands", stage="Qualified", created=None), an_open(20, name="New", stage="Qualified")
    )
    lives = {
        "Stands": life(("2025-11-01", replace(deals[0], stage="Proposal")), ("2025-12-04", deals[0])),
        "New": life(("2026-01-01", replace(deals[1], stage="Proposal")), ("2026-01-30", deals[1])),
    }
    past = replace(chronicle(("2025-11-01", "2026-01-26"), **lives), keys={each.place: each.name for each in deals})
    found = a_review(*deals, chronicle=past).stuck
    assert (found.untold, found.whole, names(found.shown)) == (None, usd(1, Decimal(10)), ["Stands"])
    assert found.stages[0].key == "Qualified"


def test_lost_reasons_and_stages_are_counted_with_amounts_however_they_are_spelled():
    found = a_review().lessons
    # In the week up to 2 February: 30 January won; 28 January and 2 February lost.
    assert (found.won, found.lost) == (usd(1, Decimal(400)), usd(2, Decimal(150)))
    assert [(each.key, each.sum) for each in found.reasons] == [("Price", usd(2, Decimal(150)))]
    assert [(each.key, each.sum.amount) for each in found.stages] == [("Proposal", 90), ("Negotiation", 60)]
    assert names(found.biggest_lost) == ["Dear", "Gone"]
    assert found.biggest_won[0].cycle_days == 60


def test_those_without_a_reason_are_counted_and_a_file_without_the_column_says_so():
    given = (lost(10, lost_reason="Price", closed="2026-02-01"), lost(90, name="x", closed="2026-02-01"))
    assert [(each.key, each.sum.opportunities) for each in a_review(*given).lessons.reasons] == [
        ("Price", 1),
        (None, 1),
    ]
    found = a_review(given[1]).lessons
    assert "lost_reason" in (found.no_reasons or "")
    assert "lost_from_stage" in (found.no_stages or "")


def test_without_history_it_is_a_week_that_is_looked_back_and_a_month_where_nothing_closed_in_it():
    assert a_review().since == (date(2026, 1, 26), SinceHow.DAYS, 7)
    found = a_review(lost(5, closed="2026-01-26"))
    assert found.since == (date(2026, 1, 3), SinceHow.DAYS, 30)
    assert found.lessons.lost == usd(1, Decimal(5))
    assert a_review(CALM).lessons.lost == usd(0, Decimal(0))


def test_with_history_what_was_open_the_last_time_and_is_decided_now_is_new_whatever_its_close_date():
    deals = placed(
        won(10, name="late to be told", closed="2026-01-20"),
        won(20, name="won before", closed="2026-01-30"),
        lost(30, name="new and lost", closed="2026-01-29"),
        lost(40, name="old and new to us", closed="2025-12-01"),
    )
    lives = {
        "late to be told": life(("2026-01-10", an_open(10, stage="Negotiation")), ("2026-01-30", deals[0])),
        "won before": life(("2026-01-20", deals[1])),
        "new and lost": life(("2026-01-29", deals[2])),
        "old and new to us": life(("2026-01-29", deals[3])),
    }
    past = replace(chronicle(("2026-01-10", "2026-01-26"), **lives), keys={each.place: each.name for each in deals})
    found = a_review(*deals, chronicle=past).lessons
    assert names((*found.biggest_won, *found.biggest_lost)) == ["late to be told", "new and lost"]


def test_a_longer_window_holds_all_that_a_shorter_one_does():
    # Lost by its own date on 15 December, and open in the snapshot of 10 January.
    deals = placed(lost(30, name="told late", closed="2025-12-15"))
    lives = {"told late": life(("2026-01-10", an_open(30)), ("2026-01-30", deals[0]))}
    past = replace(chronicle(("2026-01-10", "2026-01-26"), **lives), keys={deals[0].place: "told late"})
    for since in ("2025-12-20", "2026-01-05", "2026-01-10", "2026-01-26"):
        assert a_review(*deals, chronicle=past, since=date.fromisoformat(since)).lessons.lost == usd(1, Decimal(30))


def test_of_what_was_decided_on_no_day_that_is_told_nobody_says_that_nothing_was():
    deals = (won(5, expected_close=None, created="2026-01-01"), lost(None, expected_close=None, created="2026-01-01"))
    found = a_review(*deals)
    assert found.lessons.undated == usd(2, Decimal(5))
    assert learnt_words(found, str) == (
        "Not told what was won or lost since Jan 3: 2 deals, $5, decided on no day that is told.",
    )
    found = a_review(*deals, won(10, closed="2026-02-01"))
    assert learnt_words(found, str)[-1] == "Not among them: 2 deals, $5, decided on a day that nothing tells"


def test_what_to_do_next_names_owners_as_they_are_spelled_most_often():
    late = {"expected_close": "2026-01-20"}
    found = a_review(
        an_open(9, name="a", owner="ANN", **late), an_open(5, name="b", owner="Ann"), an_open(5, owner="Ann")
    )
    assert found.actions[0].who == found.risks.owners[0].owner == "Ann"


def test_the_stage_that_a_lost_one_died_in_is_told_by_history_where_the_file_does_not():
    deals = placed(lost(30, name="a", closed="2026-01-29"))
    lives = {"a": life(("2026-01-10", an_open(30, stage="Negotiation")), ("2026-01-29", deals[0]))}
    past = replace(chronicle(("2026-01-10", "2026-01-26"), **lives), keys={deals[0].place: "a"})
    assert a_review(*deals, chronicle=past).lessons.biggest_lost[0].stage == "Negotiation"


def test_an_owner_is_held_against_all_others_and_never_against_themselves():
    deals = [won(100, owner="Ann", name=f"a{n}") for n in range(9)] + [lost(100, owner="Ann", name="al")]
    deals += [lost(100, owner="Bo", name=f"b{n}") for n in range(9)] + [won(100, owner="Bo", name="bw")]
    ann, bo = a_review(*deals).people.owners
    rate = ann.figure("win_rate")
    assert rate.others is not None
    assert (rate.own.numerator, rate.own.denominator) == (9, 10)
    assert (rate.others.numerator, rate.others.denominator) == (1, 10)
    # 60-98 % and 2-40 % lie apart.
    assert (rate.against_others, bo.figure("win_rate").against_others) == (Against.HIGHER, Against.LOWER)
    assert (ann.hint and ann.hint.kind, bo.hint and bo.hint.kind) == (HintKind.AHEAD_OF_OTHERS, HintKind.BEHIND_OTHERS)


def test_under_five_decided_nothing_is_said_of_a_rate():
    deals = [won(100, owner="Ann", name=f"a{n}") for n in range(4)]
    deals += [lost(100, owner="Bo", name=f"b{n}") for n in range(40)]
    ann, bo = a_review(*deals, quota=None).people.owners
    assert ann.figure("win_rate").against_others is Against.TOO_FEW
    assert (ann.hint and ann.hint.kind) is HintKind.TOO_FEW
    # Nor of somebody who is held against so few.
    assert bo.figure("win_rate").against_others is Against.TOO_FEW


def test_sizes_and_days_are_compared_by_all_values_and_not_by_one_big_deal():
    usual = [won(100 + n, owner="Bo", name=f"b{n}", days=30 + n) for n in range(20)]
    larger = [won(500 + n, owner="Ann", name=f"a{n}", days=90 + n) for n in range(10)]
    ann, _ = a_review(*usual, *larger).people.owners
    assert ann.figure("average_deal_size").against_others is Against.HIGHER
    assert ann.figure("sales_cycle").against_others is Against.HIGHER
    one_big = [replace(each, amount=Decimal(100 + n)) for n, each in enumerate(larger)]
    one_big[0] = replace(one_big[0], amount=Decimal(10**6))
    ann, _ = a_review(*usual, *one_big).people.owners
    assert ann.figure("average_deal_size").against_others is Against.ALIKE


def test_an_owner_is_held_against_the_lookback_before():
    now = [won(100, owner="Ann", name=f"n{n}", closed="2025-12-01") for n in range(12)]
    then = [lost(100, owner="Ann", name=f"t{n}", closed="2025-01-15") for n in range(12)]
    found = a_review(*now, *then)
    rate = found.people.owners[0].figure("win_rate")
    assert rate.before is not None
    assert (rate.before.numerator, rate.before_behind, rate.against_before) == (0, 12, Against.HIGHER)
    assert found.people.before is not None
    # 365 days up to as-of begin on 3 February 2025, those before on 4 February 2024.
    assert (found.people.before.start, found.people.before.end) == (date(2024, 2, 4), date(2025, 2, 3))
    assert (found.people.team.figure("win_rate").against_before) is Against.HIGHER


def test_a_lookback_without_a_first_day_has_none_before():
    found = a_review(lookback="all").people
    assert found.before is None
    assert "all time" in (found.no_before or "")
    assert found.owners[0].figure("win_rate").before is None


def test_what_the_file_does_not_tell_is_compared_with_nothing_and_says_why():
    data = a_pipeline(*placed(*[won(1, owner=o, name=f"{o}{n}") for o in "AB" for n in range(9)]), without=("created",))
    cycle = a_review(pipeline=data).people.owners[0].figure("sales_cycle")
    assert cycle.against_others is Against.UNTOLD
    assert "create date" in (cycle.own.undefined or "")
    quiet = a_review(won(1, owner="Ann")).people.owners[0].figure("days_since_activity")
    assert quiet.against_others is Against.UNTOLD
    assert "last_activity" in (quiet.own.undefined or "")


def test_days_since_the_last_activity_are_the_median_of_the_open_ones():
    days = ("2026-02-01", "2026-01-30", "2026-01-03")
    rows = [an_open(1, owner="Ann", name=day, last_activity=day) for day in days]
    quiet = a_review(*rows).people.owners[0].figure("days_since_activity")
    assert (quiet.own.value, quiet.behind) == (3, 3)


def test_what_is_overdue_is_a_hint_where_it_is_a_tenth_of_their_open_amount():
    rows = (replace(LATE, amount=Decimal(10)), replace(CALM, amount=Decimal(90)))
    ann = a_review(*rows, quota=None).people.owners[0]
    assert ann.hint is not None
    assert (ann.hint.kind, ann.hint.sum) == (HintKind.RE_DATE, usd(1, Decimal(10)))
    rows = (replace(LATE, amount=Decimal(9)), replace(CALM, amount=Decimal(91)))
    hint = a_review(*rows, quota=None).people.owners[0].hint
    assert hint is not None
    assert hint.kind is HintKind.TOO_FEW


def test_too_little_pipeline_for_the_quota_is_a_hint_until_the_period_is_over():
    spec = a_plan(quotas=(a_quota(1000, owner="Ann"),))
    hint = a_review(CALM, spec=spec).people.owners[0].hint
    assert hint is not None
    # Three times the 1,000 left, less the 100 that is due.
    assert (hint.kind, hint.sum) == (HintKind.ADD_PIPELINE, usd(0, Decimal(2900)))
    rows = (replace(CALM, expected_close=date(2026, 5, 1)),)
    hint = a_review(*rows, spec=spec, as_of="2026-04-01", period="2026-Q1").people.owners[0].hint
    assert hint is not None
    assert hint.kind is HintKind.TOO_FEW


def test_owners_stand_by_name_and_nobody_s_last():
    assert [each.owner for each in a_review().people.owners] == ["Ann", "Bo", None]


def test_without_a_column_of_owners_there_is_nobody_to_compare():
    found = a_review(an_open(5)).people
    assert found.owners == ()
    assert "no owner column" in (found.untold or "")


_SHARES = ("win_rate", "slippage", "average_deal_size", "sales_cycle")
_OUTCOMES = st.sampled_from([an_open, won, lost])


@given(
    st.lists(
        st.tuples(_OUTCOMES, st.sampled_from(["Ann", "Bo", None]), st.integers(1, 500), st.integers(1, 90)),
        min_size=1,
        max_size=12,
    )
)
def test_owners_pool_to_the_team_and_each_with_the_others_too(rows):
    deals = [
        make(amount, name=str(n), owner=owner, **({} if make is an_open else {"days": days}))
        for n, (make, owner, amount, days) in enumerate(rows)
    ]
    data = a_pipeline(*placed(*deals), also=("owner",))
    people = a_review(pipeline=data).people
    for key in _SHARES:
        whole = people.team.figure(key).own
        for half in ("numerator", "denominator"):
            parts = [getattr(each.figure(key).own, half) or 0 for each in people.owners]
            assert sum(parts) == (getattr(whole, half) or 0)
            for each, part in zip(people.owners, parts, strict=True):
                others = each.figure(key).others
                assert others is not None
                assert part + (getattr(others, half) or 0) == (getattr(whole, half) or 0)
    assert sum(each.open.opportunities for each in people.owners) == people.team.open.opportunities
    assert sum(each.decided for each in people.owners) == people.team.decided


def test_a_one_to_one_speaks_of_their_opportunities_and_holds_their_numbers_against_the_team():
    whole, alone = a_review(), a_review(**ANN)
    assert alone.one_to_one == ("Ann",)
    assert [one.owner for one in alone.risks.owners] == ["Ann"]
    assert (alone.selected, alone.headline.won.value) == (4, 400)
    assert alone.people.owners == tuple(each for each in whole.people.owners if each.owner == "Ann")
    assert alone.people.team == whole.people.team


def test_a_filter_beside_the_owner_holds_for_the_team_as_well():
    rules = (*ANN["rules"], Rule("stage", Test.EQUALS, "Commit"))
    found = a_review(rules=rules, filters=("owner Ann", "stage Commit"))
    assert (found.selected, found.people.team.open) == (2, usd(3, Decimal(470)))


def test_a_filter_that_is_several_rules_holds_for_the_team_as_well():
    days = (Rule("created", Test.MAX, date(2026, 1, 1)), Rule("outcome", Test.EQUALS, "open"))
    found = a_review(rules=(*ANN["rules"], *days), filters=("owner Ann", "age_days>=32"))
    assert (found.one_to_one, found.filters) == (("Ann",), ("owner Ann", "age_days>=32"))
    assert found.people.team.open.opportunities == a_review(rules=days, filters=("age_days>=32",)).selected


def test_the_three_next_actions_are_those_with_most_money_each_of_another_opportunity():
    found = a_review().actions
    assert [(each.who, each.deal and each.deal.name, each.amount) for each in found] == [
        ("Ann", "Late", 300),
        ("Bo", "Stalled", 200),
        ("Bo", "Lately", 80),
    ]
    assert all(each.sign is not None and each.step is None for each in found)


def test_what_lacks_to_the_quota_stands_among_the_actions_with_its_amount():
    found = a_review(CALM, replace(STALLED, amount=Decimal(5)), quota=1000).actions
    # Three times 1,000 less 105 that is due.
    assert [(each.step and each.step.step, each.amount) for each in found] == [(Step.ADD_PIPELINE, 2895), (None, 5)]


def test_where_every_row_was_set_aside_reading_them_is_all_there_is_to_do():
    data = a_pipeline(set_aside=3)
    assert [each.step and each.step.step for each in a_review(pipeline=data).actions] == [Step.READ_ROWS]


def test_amounts_in_several_currencies_are_counted_and_never_added():
    rows = [replace(LATE, currency=each, name=each) for each in ("EUR", "USD")]
    spec = a_plan(None, currency=None)
    assert a_review(*rows, spec=spec).risks.whole == usd(2, None)


def test_amounts_in_several_currencies_are_not_compared():
    yen = [replace(LATE, currency="JPY", name=f"y{n}", amount=Decimal(50000 + n), owner="Ann") for n in range(4)]
    usd_ = [replace(LATE, currency="USD", name=f"d{n}", amount=Decimal(40 + n), owner="Bo") for n in range(5)]
    eur = replace(LATE, currency="EUR", name="e", amount=Decimal(9))
    gbp = replace(LATE, currency="GBP", name="g", amount=Decimal(7))
    found = a_review(*yen, *usd_, eur, gbp, spec=a_plan(None, currency=None), shown=6)
    assert names(found.actions) == ["e", "g", "y3", "d4"]
    assert names(found.slipped.shown or found.commits.shown) == ["e", "g", "y3", "d4", "y2", "d3"]
    assert [names(one.shown) for one in found.risks.owners] == [["e", "g", "y3", "y2"], ["d4", "d3"]]
    assert any("several currencies are not compared" in note for note in found.notes)


def test_in_several_currencies_the_gravest_stand_first_whatever_their_amounts():
    # Neither quiet nor late: the yen lack a next step alone.
    mild = an_open(50000, name="mild", currency="JPY", last_activity="2026-02-01")
    grave = [replace(LATE, currency="USD", name=f"d{n}", amount=Decimal(n)) for n in (1, 2)]
    found = a_review(mild, *grave, spec=a_plan(None, currency=None), shown=2)
    assert [each.name for one in found.risks.owners for each in one.shown] == ["d2", "d1"]
    assert "mild" in names(found.actions)


def test_a_day_that_is_not_before_as_of_is_refused():
    with pytest.raises(UsageProblem, match="not before 2026-02-02"):
        a_review(since=date(2026, 2, 2))


def test_a_pipeline_of_nothing_has_every_section_and_says_so():
    found = a_review(pipeline=a_pipeline())
    assert found.commits.whole == found.risks.whole == found.lessons.won == usd(0, Decimal(0))
    assert found.people.owners == ()
    assert (found.stuck.whole, found.slipped.overdue) == (usd(0, Decimal(0)), usd(0, Decimal(0)))


def test_nothing_is_asked_of_an_owner_with_a_quota_whom_no_row_has():
    found = a_review(spec=a_plan(quotas=(a_quota(1000), a_quota(900, owner="Anne"), a_quota(900, owner="Bo"))))
    hints = {each.owner: each.hint for each in found.people.owners}
    assert hints["Anne"] is None
    assert hints["Bo"] is not None
    assert "'Anne' has a quota, and no row has this owner; did you mean 'Ann'?" in found.notes


def test_those_of_low_severity_are_counted_by_their_gravest_sign():
    found = a_review(an_open(None, name="a", **QUIET), an_open(None, name="b", **QUIET)).risks
    assert found.low == (Mild("No amount", 2),)


def test_at_risk_shows_the_gravest_before_the_biggest():
    bare = [an_open(100, name=f"big {at}", owner="Ann", **(QUIET | {"next_step": None})) for at in range(9)]
    late = an_open(20, name="late", owner="Bo", expected_close="2026-01-20", **QUIET)
    found = a_review(*bare, late, shown=1).risks
    assert [each.name for one in found.owners for each in one.shown] == ["late"]
