"""Figures of activities, each by an example worked by hand, with its undefined case.

The day of the report is Monday 2 February 2026; the quarter begins on Thursday 1 January, its first whole week on
the 5th.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.activity import KINDS, Standing
from pipectl.domain.errors import NothingToReport
from pipectl.domain.values import wilson
from pipectl.render.words.activity import summary
from tests.activity_builders import ALL_FIELDS, a_plan, an_activity, deals, said_of, some
from tests.builders import an_open, lost, won

CALLS = {"kind": "call", "per_week": 3}


def detail(line, key, name):
    found = line.measure(key).detail(name)
    return found.value if found.numerator is None else (found.numerator, found.denominator)


def line(found, owner):
    return next(each for each in found.owners if each.key == owner)


def halves(figure):
    return figure.numerator, figure.denominator


def test_what_was_done_counts_and_what_was_not_stands_apart():
    found = said_of(
        an_activity("2025-12-31"),
        an_activity("2026-01-01"),
        an_activity("2026-01-09", "email"),
        an_activity("2026-02-02", "meeting"),
        an_activity("2026-01-09", None),
        an_activity("2026-02-20", "meeting", standing=Standing.PLANNED),
        an_activity("2026-01-20", "meeting", standing=Standing.CANCELLED),
        *some(2, "2026-01-20", kind="meeting", standing=Standing.NO_SHOW),
        an_activity("2026-01-20", standing=Standing.UNTOLD),
        an_activity("2025-12-20", standing=Standing.CANCELLED),
    ).whole
    assert found.measure("activity").value == 4
    assert [detail(found, "activity", f"of_{kind}") for kind in KINDS] == [1, 1, 1, 0]
    assert detail(found, "activity", "other") == 1
    assert [detail(found, "activity", each.value) for each in Standing if each is not Standing.DONE] == [1, 1, 2, 1]


def test_what_is_done_after_the_day_of_the_report_is_found_and_counts_nowhere():
    found = said_of(an_activity("2026-01-05"), an_activity("2026-02-03"))
    assert found.whole.measure("activity").value == 1
    assert [str(each).split("; ")[0].split(": ", 1)[1] for each in found.findings] == [
        "ACT105 the call of 2026-02-03 is told as done, after 2026-02-02"
    ]


def test_weeks_are_those_that_lie_whole_in_the_period_and_the_running_one_is_marked():
    found = said_of(an_activity("2026-01-01"), an_activity("2026-02-02"))
    assert [(week.key, week.is_running) for week in found.weeks] == [
        ("2026-W02", False), ("2026-W03", False), ("2026-W04", False), ("2026-W05", False), ("2026-W06", True),
    ]  # fmt: skip
    # The 1st of January lies in a week of which the quarter has a part alone.
    assert found.whole.pace("call").done == (0, 0, 0, 0, 1)
    sunday = said_of(an_activity("2026-01-05"), as_of=date(2026, 2, 1))
    assert sunday.weeks[-1].is_running
    assert [week.key for week in said_of(an_activity("2026-01-05"), period="2026-01").weeks] == [
        "2026-W02", "2026-W03", "2026-W04",
    ]  # fmt: skip


def test_weeks_before_the_files_begin_are_left_out_and_that_is_said():
    found = said_of(an_activity("2026-01-21"), an_activity("2026-01-28"))
    assert [week.key for week in found.weeks] == ["2026-W04", "2026-W05", "2026-W06"]
    assert "what was done begins on Wed 2026-01-21; weeks before are left out, and the first may be cut" in found.notes
    assert found.whole.pace("call").per_week.value == 1
    ever = said_of(an_activity("2026-01-21"), period="all")
    assert [week.key for week in ever.weeks] == ["2026-W04", "2026-W05", "2026-W06"]


def test_an_owner_is_held_to_the_standard_of_the_weeks_that_are_over():
    # Weeks of 2, 3, 4 and 0 calls: 9 in 4 weeks, of 12; two of four weeks met it. The running week is in neither.
    found = said_of(
        *some(2, "2026-01-05"),
        *some(3, "2026-01-18"),
        *some(4, "2026-01-19"),
        *some(9, "2026-02-02"),
        spec=a_plan(CALLS),
    )
    pace = line(found, "Zoe").pace("call")
    assert pace.done == (2, 3, 4, 0, 9)
    assert (pace.per_week.value, halves(pace.per_week)) == (Decimal("2.25"), (9, 4))
    assert (pace.standard, pace.standard_of) == (3, "every owner")
    assert (pace.attained.value, halves(pace.attained)) == (Decimal("0.75"), (9, 12))
    assert (halves(pace.weeks_met), pace.weeks_met.interval) == ((2, 4), wilson(Decimal(2), Decimal(4)))


def test_an_owners_own_standard_goes_before_that_of_their_team_and_that_before_everybodys():
    spec = a_plan(
        CALLS,
        {"kind": "call", "per_week": 5, "team": "west"},
        {"kind": "call", "per_week": 7, "owner": "ZOE"},
        {"kind": "call", "per_week": 1, "owner": "Una"},
    )
    pipeline = deals(
        an_open(owner="Zoe", team="West"), an_open(owner="Yan", team="West"), an_open(owner="Xia", team="East")
    )
    found = said_of(*(an_activity(owner=owner) for owner in ("Zoe", "Yan", "Xia", None)), spec=spec, pipeline=pipeline)
    standards = {each.key: (each.pace("call").standard, each.pace("call").standard_of) for each in found.owners}
    assert standards == {
        "Zoe": (7, "ZOE"), "Yan": (5, "team west"), "Xia": (3, "every owner"), "Una": (1, "Una"), None: (None, None),
    }  # fmt: skip
    # Together they have 16 a week; who has none is in the count a week and not in what is held to it.
    pace = found.whole.pace("call")
    assert (pace.standard, pace.standard_of) == (16, "4 owners together")
    assert (halves(pace.per_week), halves(pace.attained), halves(pace.weeks_met)) == ((4, 4), (3, 64), (0, 16))


def test_an_owner_is_held_to_the_standard_of_the_team_of_most_of_their_rows_and_that_is_said_once():
    spec = a_plan({"kind": "call", "per_week": 5, "team": "West"}, {"kind": "call", "per_week": 6, "team": "East"})
    stray = deals(
        an_open(owner="Zoe", team="West"), an_open(owner="Zoe", team="West"), an_open(owner="Zoe", team="East")
    )
    found = said_of(an_activity(), spec=spec, pipeline=stray)
    assert line(found, "Zoe").pace("call").standard_of == "team West"
    assert [note for note in found.notes if "Zoe" in note] == [
        "Zoe counts to team West, as 2 of 3 rows say; the others differ"
    ]


def test_without_a_standard_or_a_whole_week_there_is_nothing_to_be_held_to_and_the_reason_is_told():
    bare = line(said_of(an_activity()), "Zoe").pace("call")
    assert (bare.attained.value, bare.attained.undefined) == (
        None, "pipeline.yaml has no standard for it; add one under activity_standards",
    )  # fmt: skip
    early = said_of(an_activity("2026-01-01"), spec=a_plan(CALLS), as_of=date(2026, 1, 2))
    pace = early.whole.pace("call")
    why = "the period has no whole week that is over"
    assert early.weeks == ()
    assert [each.undefined for each in (pace.per_week, pace.attained, pace.weeks_met)] == [why] * 3
    assert early.whole.measure("activity").detail("per_week").undefined == why


def test_ratios_say_how_many_of_a_step_there_were_for_one_of_the_next():
    # 6 calls, 4 meetings, 2 proposals, and one win of the quarter: the other was won before, or lies ahead.
    found = said_of(
        *some(6),
        *some(4, kind="meeting"),
        *some(2, kind="proposal"),
        pipeline=deals(won(owner="Zoe"), won(expected_close="2025-12-31"), won(expected_close="2026-03-01"), lost()),
    )
    for each in (found.whole, line(found, "Zoe")):
        assert detail(each, "activity", "calls_per_meeting") == (6, 4)
        assert detail(each, "activity", "meetings_per_proposal") == (4, 2)
        assert detail(each, "activity", "proposals_per_won") == (2, 1)
        assert each.measure("activity").detail("calls_per_meeting").value == Decimal("1.5")
        assert detail(each, "activity", "won") == 1


def test_a_ratio_without_the_next_step_is_undefined_with_the_reason():
    told = said_of(*some(6), pipeline=deals(lost())).whole.measure("activity")
    assert [
        told.detail(key).undefined for key in ("calls_per_meeting", "meetings_per_proposal", "proposals_per_won")
    ] == [
        "no meeting was done in the period",
        "no proposal was done in the period",
        "no opportunity was won in the period",
    ]
    alone = said_of(*some(6)).whole.measure("activity")
    assert alone.detail("won").undefined == "no export of opportunities is at hand; name it with --opportunities"
    assert alone.detail("proposals_per_won").undefined == alone.detail("won").undefined


def test_the_last_touch_is_the_later_of_the_activities_and_the_column_of_the_export():
    found = said_of(
        an_activity("2025-12-01"),
        an_activity("2026-01-23", about="O1"),
        an_activity("2026-01-28", about="O1", standing=Standing.CANCELLED),
        an_activity("2026-01-02", about="O2"),
        an_activity("2026-01-30", None, about="beta", owner="Yan"),
        an_activity("2026-01-31", about="O4"),
        pipeline=deals(
            an_open(id="O1", last_activity="2026-01-12"),
            an_open(id="O2", last_activity="2026-01-18"),
            an_open(name="Beta", id="O3", last_activity="2026-05-01"),
            won(id="O4"),
        ),
    ).whole
    # 10 days since the call on O1, 15 since the day in the column of O2, 3 since whatever Yan did on Beta.
    assert found.measure("touches").value == 10
    assert detail(found, "touches", "touched") == 3
    assert detail(found, "touches", "p90") == 14
    assert detail(found, "touches", "untouched") == (0, 3)


def test_open_ones_without_a_touch_for_longer_are_listed_the_never_touched_first():
    found = said_of(
        an_activity("2025-12-01"),
        an_activity("2026-01-03", about="O1"),
        an_activity("2026-01-02", about="O2"),
        pipeline=deals(
            an_open(1, id="O1"),
            an_open(20, id="O2"),
            an_open(300, id="O3", created="2026-01-02"),
            an_open(4000, id="O4", created="2026-01-03"),
            an_open(None, id="O5", created="2025-12-25"),
        ),
    )
    # 30 days are not more than 30: O1 is fine, and O4 not old enough.
    assert [(each.id, each.last, each.days) for each in found.untouched] == [
        ("O3", None, None), ("O5", None, None), ("O2", date(2026, 1, 2), 31),
    ]  # fmt: skip
    assert detail(found.whole, "touches", "untouched") == (3, 5)
    assert detail(found.whole, "touches", "never") == 2
    assert detail(found.whole, "touches", "untouched_amount") == 320
    assert not said_of(an_activity("2025-12-01"), pipeline=deals(an_open(id="O1")), quiet_after=31).untouched


def test_what_began_before_the_files_is_untouched_only_where_they_reach_back_far_enough():
    old = an_open(id="O1", created="2025-06-01")
    far = said_of(an_activity("2026-01-02"), pipeline=deals(old))
    assert [each.id for each in far.untouched] == ["O1"]
    near = said_of(an_activity("2026-01-10"), pipeline=deals(old))
    assert near.untouched == ()
    assert detail(near.whole, "touches", "untold") == 1
    assert near.whole.measure("touches").detail("untouched").undefined == "no open opportunity can be judged"
    assert near.whole.measure("touches").undefined == "no open opportunity has a touch"
    # An empty cell of the export's own column says that nothing was ever done.
    empty = said_of(an_activity("2026-01-10"), pipeline=deals(old, also=("last_activity",)))
    assert [each.id for each in empty.untouched] == ["O1"]


def test_won_and_lost_ones_are_held_against_each_other_in_the_same_first_days():
    found = said_of(
        an_activity("2025-11-01"),
        # Won after 60 days, created on 21 November: touches of the 1st, 11th and 30th day count, that of the 31st not.
        *(an_activity(on, about="W1") for on in ("2025-11-20", "2025-11-21", "2025-12-01", "2025-12-20", "2025-12-21")),
        an_activity("2025-12-01", about="W2"),
        an_activity("2025-12-01", about="L1"),
        an_activity("2026-01-10", about="L2"),
        pipeline=deals(
            won(id="W1"),
            won(id="W2"),
            lost(id="L1"),
            lost(id="L2", days=29),
            lost(id="L3", days=90),
            lost(id="L4", created=None),
            lost(id="L5", days=30),
        ),
    ).whole
    assert detail(found, "touches", "won_mean") == (4, 2)
    assert detail(found, "touches", "won_median") == 2
    # L5 lived for exactly 30 days, and nobody touched it; L1 has one.
    assert detail(found, "touches", "lost_mean") == (1, 2)
    assert [detail(found, "touches", f"lost_{why}") for why in ("short", "before", "undated", "left")] == [1, 1, 1, 3]
    bare = said_of(an_activity(), pipeline=deals(won())).whole.measure("touches")
    assert bare.detail("won_mean").undefined == "no won one lived that long within the files"


def test_without_an_export_or_anything_that_tells_touches_they_are_undefined_with_the_reason():
    alone = said_of(an_activity())
    assert alone.untouched is None
    assert (
        alone.whole.measure("touches").undefined
        == "no export of opportunities is at hand; name it with --opportunities"
    )
    fields = ALL_FIELDS - {"opportunity"}
    blind = said_of(an_activity(), fields=fields, pipeline=deals(an_open()))
    assert blind.untouched is None
    assert "columns: opportunity" in blind.whole.measure("touches").undefined
    column = said_of(an_activity(), fields=fields, pipeline=deals(an_open(last_activity="2026-01-30"), an_open()))
    assert column.whole.measure("touches").value == 3


def test_what_is_not_in_the_export_is_found_but_for_names_of_accounts():
    found = said_of(
        an_activity(about="O9", owner="Zoe"),
        an_activity(about="ACME"),
        an_activity(about="006A0000001abcdIAA"),
        pipeline=deals(an_open(id="O1", account="Acme"), an_open(id="006A0000001abcd")),
    )
    assert [(each.code, each.opportunity, each.owner) for each in found.findings] == [("ACT104", "O9", "Zoe")]
    assert "is about O9, which is in no export of opportunities" in str(found.findings.kept[0])


def test_owners_of_one_table_alone_are_said_and_those_with_something_open_have_a_line():
    found = said_of(
        an_activity("2026-01-30", owner="zoe "),
        an_activity("2026-01-30", owner="Uma"),
        pipeline=deals(an_open(owner="Zoe"), an_open(owner="Yan"), lost(owner="Xia")),
    )
    assert {each.key for each in found.owners} == {"Uma", "Yan", "zoe "}
    assert "Uma has activities and no opportunity in the export" in found.notes
    assert "Yan has open opportunities and no activity in the files" in found.notes


def test_one_owner_is_shown_with_their_own_opportunities_and_touches_of_others_on_them():
    found = said_of(
        an_activity("2025-12-01"),
        *some(3, owner="Zoe"),
        *some(2, "2026-01-30", owner="Yan", about="O1"),
        pipeline=deals(an_open(id="O1", owner="Zoe"), an_open(id="O2", owner="Yan"), won(owner="Yan")),
        owners=("zoe",),
    )
    assert [each.key for each in found.owners] == ["Zoe"]
    assert found.whole.measure("activity").value == 3
    assert detail(found.whole, "activity", "won") == 0
    assert found.whole.measure("touches").value == 3
    assert found.filters == ("owner=zoe",)
    with pytest.raises(NothingToReport, match="nothing is left after --owner Ann; correct the name"):
        said_of(an_activity(), owners=("Ann",))


def test_what_the_files_do_not_tell_is_said():
    found = said_of(an_activity("2026-01-06"), fields={"day"}, by_day=1)
    assert found.notes == (
        "the files have no kind; name its column in pipeline.yaml under activities: columns: kind",
        "1 activity has no status, and counts as done where its day is not ahead",
        "what was done begins on Tue 2026-01-06; weeks before are left out, and the first may be cut",
        (
            "what was done ends on Tue 2026-01-06, 27 days before the day of the report; the 3 whole weeks after it "
            "count as none: export the activities anew if there were any"
        ),
        "no export of opportunities is at hand to tell what was touched and won; name it with --opportunities",
    )


def test_weeks_after_the_last_activity_count_as_none_and_that_is_said():
    found = said_of(an_activity("2026-01-20"), as_of=date(2026, 2, 2), spec=a_plan({"kind": "call", "per_week": 1}))
    assert [week.key for week in found.weeks if not week.is_running] == ["2026-W04", "2026-W05"]
    assert found.whole.pace("call").weeks_met.value == Decimal("0.5")
    assert any("; the whole week after it counts as none" in note for note in found.notes)
    lately = said_of(an_activity("2026-01-26"), as_of=date(2026, 2, 2))
    assert not any("ends on" in note for note in lately.notes)


def test_amounts_in_several_currencies_are_not_added():
    pipeline = deals(an_open(id="O1", currency="USD"), an_open(id="O2", currency="EUR"))
    found = said_of(an_activity("2025-12-01"), pipeline=pipeline, spec=a_plan(currency=None), quiet_after=10)
    amount = found.whole.measure("touches").detail("untouched_amount")
    assert amount.value is None
    # Activities have no --where.
    assert amount.undefined == (
        "amounts are in EUR and USD, which are not added; give currency and exchange_rates in pipeline.yaml"
    )
    shown = dict(summary(found, str))["Untouched"]
    assert f"– {amount.undefined}" in shown
    assert [each.currency for each in found.untouched] == ["USD", "EUR"]


@given(
    st.lists(
        st.tuples(
            st.dates(date(2025, 12, 20), date(2026, 2, 10)),
            st.sampled_from(["call", "email", "meeting", "proposal", None]),
            st.sampled_from(["Zoe", "zoe", "Yan", None]),
            st.sampled_from(Standing),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_the_lines_of_owners_sum_to_the_whole(rows):
    found = said_of(
        *(an_activity(on, kind, owner, standing=standing) for on, kind, owner, standing in rows), spec=a_plan(CALLS)
    )
    for key in ("other", "of_call", "planned", "cancelled", "no_show", "untold"):
        assert sum(detail(each, "activity", key) for each in found.owners) == detail(found.whole, "activity", key)
    total = found.whole.measure("activity")
    assert sum(each.measure("activity").value for each in found.owners) == total.value
    assert (
        sum(total.detail(key).value for key in ("of_call", "of_email", "of_meeting", "of_proposal", "other"))
        == total.value
    )
    for kind in found.kinds:
        paces = [[0] * len(found.weeks), *(each.pace(kind).done for each in found.owners)]
        assert tuple(map(sum, zip(*paces, strict=True))) == found.whole.pace(kind).done


def test_what_was_planned_or_called_off_long_ago_tells_nothing_of_the_days_since():
    before = an_open(created="2025-06-05")
    early = [
        an_activity("2025-01-10", standing=standing)
        for standing in (Standing.PLANNED, Standing.CANCELLED, Standing.UNTOLD)
    ]
    won_before = won(created="2025-05-05", expected_close="2025-09-30")
    found = said_of(*early, an_activity("2026-01-21"), pipeline=deals(before, won_before))
    # Nobody knows what was done on them before the 21st of January.
    assert detail(found.whole, "touches", "untold") == 1
    assert detail(found.whole, "touches", "won_before") == 1
    assert [week.key for week in found.weeks] == ["2026-W04", "2026-W05", "2026-W06"]
    assert found.first == date(2025, 1, 10)


def test_where_nothing_was_done_nothing_is_told_of_touches_and_of_no_week_but_the_running_one():
    found = said_of(an_activity("2025-01-10", standing=Standing.PLANNED), pipeline=deals(an_open()))
    assert detail(found.whole, "touches", "untold") == 1
    assert [(week.key, week.is_running) for week in found.weeks] == [("2026-W06", True)]


def test_who_did_nothing_in_the_period_and_has_nothing_open_is_held_to_no_standard():
    idle = an_open(owner="Yan")
    found = said_of(
        an_activity("2019-03-05", owner="Zed"), an_activity("2026-01-05"), pipeline=deals(idle), spec=a_plan(CALLS)
    )
    assert [each.key for each in found.owners] == ["Zoe", "Yan"]
    assert found.whole.pace("call").standard == 6
    ever = said_of(an_activity("2019-03-05", owner="Zed"), an_activity("2026-01-05"), period="all")
    assert [each.key for each in ever.owners] == ["Zed", "Zoe"]


def test_where_the_export_has_no_team_nobody_is_held_to_the_standard_of_one_and_the_reason_is_told():
    spec = a_plan({"kind": "call", "per_week": 2, "team": "North"})
    why = "the export of opportunities, which teams come from, has no team; name its column there in pipeline.yaml"
    found = said_of(an_activity("2026-01-05"), spec=spec, pipeline=deals(an_open(owner="Zoe")))
    assert f"nobody is held to the standards of teams: {why}" in found.notes
    told = f"its standard is that of a team, and {why}"
    assert line(found, "Zoe").pace("call").attained.undefined == told
    assert found.whole.pace("call").attained.undefined == told
    south = deals(an_open(owner="Yan", team="South"), an_open(owner="Zoe"))
    found = said_of(an_activity("2026-01-05"), spec=spec, pipeline=south)
    assert line(found, "Zoe").pace("call").attained.undefined == (
        "its standard is that of a team, and Zoe is of none in the export of opportunities"
    )
    assert (
        "nobody is of team North in the export of opportunities, so that nobody is held to its standard" in found.notes
    )


def test_an_activity_on_a_name_that_two_have_is_told_to_name_the_id():
    pipeline = deals(an_open(name="Acme", id="O1"), an_open(name="acme", id="O2"))
    (found,) = said_of(an_activity("2026-01-05", about="Acme"), pipeline=pipeline).findings
    assert (found.problem, found.remedy) == (
        "the call of 2026-01-05 is about Acme, which several opportunities of the export are called",
        "name it by its id",
    )


def test_at_a_past_day_opportunities_are_as_they_stood_on_it():
    later = won(id="O1", name="A", created="2026-01-25", expected_close="2026-04-20", owner="Zoe")
    unborn = an_open(id="O2", name="B", created="2026-04-15", owner="Yan")
    lost_later = lost(id="O3", name="C", created="2025-12-01", expected_close="2026-03-01", owner="Zoe")
    calls = [an_activity("2025-11-05", about="X"), an_activity("2026-01-26", about="O1")]
    planned = an_activity("2026-05-01", about="O2", standing=Standing.PLANNED)
    found = said_of(*calls, planned, pipeline=deals(later, unborn, lost_later))
    assert detail(found.whole, "touches", "touched") == 1
    assert detail(found.whole, "touches", "untouched") == (1, 2)
    assert [each.id for each in found.untouched] == ["O3"]
    assert detail(found.whole, "touches", "won_left") == detail(found.whole, "touches", "lost_left") == 0
    assert found.whole.measure("touches").detail("won_mean").denominator == 0
    assert [each.key for each in found.owners] == ["Zoe"]
    assert "1 opportunity created after 2026-02-02 is left out" in found.notes
    assert "2 opportunities decided after 2026-02-02 count as open, their stages as in the export" in found.notes
    # What is planned on one that comes later names it all the same: X alone is not there.
    assert found.findings.total == 1
    assert not any("Yan" in note for note in found.notes)


def test_a_last_activity_after_the_day_of_the_report_does_not_say_that_nothing_was_done_before_it():
    over = an_open(created="2025-10-01", last_activity="2026-03-01")
    found = said_of(an_activity("2026-01-20"), pipeline=deals(over, also=("last_activity",)))
    assert detail(found.whole, "touches", "untold") == 1
    assert detail(found.whole, "touches", "untouched") == (0, 0)


def test_planned_activities_that_lie_in_the_past_are_told():
    late = an_activity(on="2026-01-05", standing=Standing.PLANNED)
    ahead = an_activity(on="2026-03-20", standing=Standing.PLANNED)
    words = "1 of the planned lies before 2026-02-02: overdue, or done and not marked"
    assert words in said_of(an_activity(), late, ahead).notes
    assert not any("overdue" in note for note in said_of(an_activity(), ahead).notes)
