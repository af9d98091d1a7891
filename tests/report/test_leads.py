"""Figures of leads, each by an example worked by hand, with its undefined case."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.errors import NothingToReport, UsageProblem
from pipectl.domain.finding import Finding, Findings, Level, Place
from pipectl.domain.leads import Handover
from pipectl.domain.moment import Moment
from pipectl.domain.rule import Rule, Test
from pipectl.domain.values import Unit
from pipectl.render import to_markdown
from pipectl.render.words.lead import summary, won_words
from tests.builders import a_pipeline, an_open, lost, won
from tests.lead_builders import ALL_FIELDS, OFFICE, a_lead, a_plan, said_of

SLA = {"respond_within": "4h"}


def detail(line, key, name):
    found = line.measure(key).detail(name)
    return found.value if found.numerator is None else (found.numerator, found.denominator)


def line(found, key, by="source"):
    return next(each for each in (*found.groups, *found.months) if (each.by, each.key) == (by, key))


def counts(some):
    return [(each.key, each.leads) for each in some]


def test_new_leads_are_those_created_in_the_period_and_the_months_are_the_twelve_up_to_as_of():
    found = said_of(
        a_lead("2024-12-31 10:00"),
        a_lead("2025-03-01 10:00"),
        a_lead("2025-12-31 23:59", converted_on="2026-01-02"),
        a_lead("2026-01-01 00:00", "2026-01-01 01:00"),
        a_lead("2026-02-02 08:00", converted_on="2026-02-02"),
    )
    assert found.whole.leads == 2
    assert found.whole.measure("new_leads").value == 2
    assert detail(found.whole, "new_leads", "answered") == 1
    assert detail(found.whole, "new_leads", "converted") == 1
    assert [key for key, _ in counts(found.months)] == [
        "2025-03", "2025-04", "2025-05", "2025-06", "2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12",
        "2026-01", "2026-02",
    ]  # fmt: skip
    assert dict(counts(found.months))["2025-12"] == 1
    longer = said_of(a_lead("2024-12-31 10:00"), a_lead(), period="2024-12-01..2026-03-31")
    assert counts(longer.months)[0] == ("2024-12", 1)


def test_response_time_is_the_median_and_p90_of_those_that_were_answered_and_says_of_how_many():
    # 1, 2, 3 and 14 hours: the median is 2.5, and p90 3 + 0.7 × 11 = 10.7.
    found = said_of(
        a_lead("2026-01-05 09:00", "2026-01-05 10:00"),
        a_lead("2026-01-06 09:00", "2026-01-06 11:00"),
        a_lead("2026-01-07 09:00", "2026-01-07 12:00"),
        a_lead("2026-01-08 20:00", "2026-01-09 10:00"),
        a_lead("2026-01-12 09:00"),
    ).whole
    response = found.measure("lead_response_time")
    assert (response.value, response.unit) == (Decimal("2.5"), Unit.HOURS)
    assert detail(found, "lead_response_time", "p90") == Decimal("10.7")
    assert detail(found, "lead_response_time", "timed") == 4
    assert detail(found, "lead_response_time", "unanswered") == 1
    # Three are inside 4 hours; the late one and the one never answered are outside.
    assert detail(found, "lead_response_time", "inside") == (3, 5)


def test_in_business_hours_the_night_and_the_weekend_do_not_count():
    spec = a_plan({"respond_within": "4h", "business_hours": OFFICE})
    # Thursday 16:00 to Friday 10:00 is 2 hours; Friday 16:30 to Monday 14:00 is 0.5 + 5.
    found = said_of(
        a_lead("2026-01-08 16:00", "2026-01-09 10:00"), a_lead("2026-01-09 16:30", "2026-01-12 14:00"), spec=spec
    )
    assert found.whole.measure("lead_response_time").value == Decimal("3.75")
    assert detail(found.whole, "lead_response_time", "inside") == (1, 2)
    assert found.hours == "Mon–Fri 09:00–17:00"


def test_exactly_the_service_level_is_inside_and_a_minute_more_is_not():
    found = said_of(
        a_lead("2026-01-05 09:00", "2026-01-05 13:00"), a_lead("2026-01-05 09:00", "2026-01-05 13:01")
    ).whole
    assert detail(found, "lead_response_time", "inside") == (1, 2)


def test_a_lead_without_an_answer_is_outside_once_its_time_is_surely_over_and_else_waits():
    # The day of the report is 2 February; the last that its files tell of it is 11:00.
    found = said_of(
        a_lead("2026-02-02 06:59"),
        a_lead("2026-02-02 07:00"),
        a_lead("2026-02-02 11:00"),
        a_lead("2026-02-01 19:00"),
    )
    assert detail(found.whole, "lead_response_time", "inside") == (0, 2)
    assert detail(found.whole, "lead_response_time", "waiting") == 2
    assert "leads without an answer are late where their time was over at 2026-02-02 11:00" in found.notes
    alone = said_of(a_lead("2026-02-01 20:30")).whole
    assert detail(alone, "lead_response_time", "waiting") == 1
    assert alone.measure("lead_response_time").detail("inside").undefined == "none of them can be judged"


def test_days_without_a_time_of_day_give_days_and_judge_only_what_is_sure():
    found = said_of(
        a_lead("2026-01-05 09:00", "2026-01-05"),
        a_lead("2026-01-05 22:00", "2026-01-06"),
        a_lead("2026-01-05 09:00", "2026-01-09"),
    )
    response = found.whole.measure("lead_response_time")
    assert (response.value, response.unit) == (1, Unit.DAYS)
    # On the day itself nobody can tell; 22:00 to the next day is 2 to 26 hours; the last one is late for sure.
    assert detail(found.whole, "lead_response_time", "untold") == 2
    assert detail(found.whole, "lead_response_time", "inside") == (0, 1)
    assert found.notes == (
        "the first response is a day without a time of day, so that response times are as fine as days",
        "leads of the last 90 days may become opportunities yet, so that their conversion may rise",
    )
    level = a_plan({"respond_within": "2d"})
    assert detail(said_of(a_lead("2026-01-05", "2026-01-06"), spec=level).whole, "lead_response_time", "inside") == (
        1,
        1,
    )


def test_a_day_alone_among_times_is_in_no_median_of_hours_and_that_is_said():
    found = said_of(a_lead("2026-01-05 09:00", "2026-01-05 10:00"), a_lead("2026-01-05 09:00", "2026-01-07"))
    assert found.whole.measure("lead_response_time").value == 1
    assert detail(found.whole, "lead_response_time", "timed") == 1
    assert "1 answered lead tells a day without a time of day, and is in no median of hours" in found.notes


def test_an_answer_before_the_creation_is_found_and_is_in_no_figure_of_response_times():
    found = said_of(a_lead("2026-01-05 09:00", "2026-01-04 09:00", id="L1"))
    assert detail(found.whole, "new_leads", "answered") == 1
    assert detail(found.whole, "lead_response_time", "backwards") == 1
    assert found.whole.measure("lead_response_time").undefined == (
        "those answered have their answer before their creation"
    )
    assert dict(found.findings.counts) == {"LEAD102": 1}


def test_what_is_after_the_day_of_the_report_is_found_and_had_not_happened_yet():
    found = said_of(
        a_lead("2026-02-03 09:00"),
        a_lead("2026-01-05 09:00", "2026-02-03 09:00", converted_on="2026-02-03"),
        a_lead("2026-01-05 09:00", converted_on="2026-01-04"),
    )
    assert dict(found.findings.counts) == {"LEAD103": 1, "LEAD104": 2, "LEAD105": 1}
    assert found.whole.leads == 2
    assert detail(found.whole, "new_leads", "answered") == 0
    assert detail(found.whole, "new_leads", "converted") == 1


def test_conversion_goes_by_month_of_creation_and_the_whole_has_the_months_that_have_ripened():
    # On 2 February, 90 days after it, the last day of October has ripened and that of November has not.
    leads = [
        a_lead("2025-09-10 09:00", converted_on="2025-10-01"),
        a_lead("2025-09-20 09:00"),
        a_lead("2025-10-31 09:00"),
        a_lead("2025-10-01 09:00"),
        a_lead("2025-11-01 09:00", converted_on="2025-11-02"),
        a_lead("2026-01-05 09:00", converted_on="2026-01-07"),
        a_lead("2026-01-06 09:00"),
    ]
    found = said_of(*leads)
    rates = [(each.key, each.is_running, each.measure("lead_conversion")) for each in found.months]
    assert [(key, running, one.numerator, one.denominator) for key, running, one in rates] == [
        ("2025-09", False, 1, 2),
        ("2025-10", False, 0, 2),
        ("2025-11", True, 1, 1),
        ("2025-12", True, 0, 0),
        ("2026-01", True, 1, 2),
        ("2026-02", True, 0, 0),
    ]
    whole = found.whole.measure("lead_conversion")
    assert (whole.numerator, whole.denominator, whole.value) == (1, 4, Decimal("0.25"))
    assert whole.interval is not None
    assert rates[3][2].undefined == "there is no lead"
    sooner = said_of(*leads, spec=a_plan(SLA | {"matures_after": "30d"}))
    assert [each.key for each in sooner.months if each.is_running] == ["2026-01", "2026-02"]
    young = said_of(leads[-1]).whole.measure("lead_conversion")
    assert young.undefined == (
        "no month that they were created in has ripened yet; matures_after under leads in pipeline.yaml says when "
        "one has"
    )


def test_what_was_spent_on_no_source_is_told_beside_the_sources_and_of_all_leads_alone():
    spend = [{"period": "2026-Q1", "amount": 6000, "source": "Web"}, {"period": "2026-Q1", "amount": 900}]
    some = [a_lead(source="Web"), a_lead(source="Fair")]
    found = said_of(*some, spec=a_plan(SLA, spend=spend))
    assert (found.whole.spend, found.spend_without_source) == (6900, 900)
    assert [each.spend for each in found.groups] == [None, 6000]
    assert "(on no source) | $900" in to_markdown.render("leads", found)
    assert said_of(*some, spec=a_plan(SLA, spend=spend[:1])).spend_without_source is None


def test_cost_per_lead_is_spend_over_leads_by_source_with_sources_that_brought_nothing():
    spend = [
        {"period": "2026-Q1", "amount": 6000, "source": "web"},
        {"period": "2026-Q1", "amount": 900, "source": "Radio"},
        {"period": "2025-Q4", "amount": 7000, "source": "Fair"},
    ]
    found = said_of(
        a_lead(source="Web", converted_on="2026-01-20"),
        a_lead(source="Web"),
        a_lead(source="WEB"),
        a_lead(source="Friend", converted_on="2026-01-20"),
        a_lead(),
        spec=a_plan(SLA, spend=spend),
    )
    assert counts(found.groups) == [("Web", 3), ("Friend", 1), ("Radio", 0), (None, 1)]
    web = line(found, "Web").measure("cost_per_lead")
    assert (web.value, web.numerator, web.denominator) == (2000, 6000, 3)
    assert detail(line(found, "Web"), "cost_per_lead", "per_opportunity") == (6000, 1)
    radio = line(found, "Radio").measure("cost_per_lead")
    assert (radio.numerator, radio.undefined) == (900, "no lead was created in the period")
    assert line(found, "Friend").measure("cost_per_lead").undefined == (
        "pipeline.yaml has no spend on this source in 2026-Q1"
    )
    assert line(found, None).measure("cost_per_lead").undefined == (
        "these leads name no source that anything could have been spent on"
    )
    whole = found.whole.measure("cost_per_lead")
    assert (whole.value, found.whole.spend) == (Decimal(1380), Decimal(6900))
    assert said_of(a_lead(source="Web")).whole.measure("cost_per_lead").undefined == (
        "pipeline.yaml has no spend; add what 2026-Q1 cost under spend"
    )


def test_what_sales_made_of_leads_counts_each_opportunity_once_at_the_lead_created_first():
    pipeline = a_pipeline(won(12000, id="O1"), an_open(8000, id="O2"), lost(5000, id="O3"), won(1, id="O4"))
    found = said_of(
        a_lead("2026-01-06 09:00", source="Fair", opportunities=("O1",)),
        a_lead("2026-01-05 09:00", source="Web", opportunities=("O1", "O2")),
        a_lead("2026-01-07 09:00", source="Web", opportunities=("O3", "O9"), id="L3"),
        a_lead("2026-01-08 09:00", source="Web"),
        pipeline=pipeline,
    )
    assert line(found, "Web").handover == Handover(3, 1, 1, 1, Decimal(12000), 1, "USD")
    assert line(found, "Fair").handover == Handover(0, 0, 0, 0, Decimal(0), 0, "USD")
    assert found.whole.handover == Handover(3, 1, 1, 1, Decimal(12000), 1, "USD")
    assert [str(each).split(": ", 1)[1] for each in found.findings] == [
        (
            "LEAD106 L3 became O9, which is in no export of opportunities; export the opportunities anew, closed ones "
            "too, or without a filter that leaves it out"
        )
    ]
    alone = said_of(a_lead(opportunities=("O1",)))
    assert alone.whole.handover is None
    assert "no export of opportunities is at hand to tell what became of them; name it with --opportunities" in (
        alone.notes
    )


def test_won_amounts_in_several_currencies_are_not_added():
    pipeline = a_pipeline(won(1, id="O1", currency="EUR"), won(2, id="O2", currency="USD"))
    some = [a_lead(source="Web", opportunities=("O1", "O2")), a_lead(source="Fair", opportunities=("O1",))]
    found = said_of(*some, pipeline=pipeline, spec=a_plan(SLA, currency=None))
    assert found.whole.handover.won_amount is None
    assert found.whole.handover.won == 2


def test_what_the_files_do_not_tell_is_undefined_with_what_to_add():
    found = said_of(a_lead(source="Web"), fields={"created", "source"}, spec=a_plan())
    assert found.whole.measure("lead_response_time").undefined == (
        "the file has no first response; name its column in pipeline.yaml under leads: columns: first_response"
    )
    assert found.whole.measure("new_leads").detail("answered").undefined == (
        found.whole.measure("lead_response_time").undefined
    )
    assert found.whole.measure("lead_conversion").undefined.startswith("the file doesn't tell which leads became")
    told = said_of(a_lead(answered="2026-01-05 10:00"), spec=a_plan()).whole.measure("lead_response_time")
    assert told.value == 1
    assert told.detail("inside").undefined == ("pipeline.yaml names no service level; add leads: respond_within: 4h")
    empty = said_of(a_lead("2025-05-05 09:00")).whole
    assert (empty.leads, empty.measure("lead_response_time").undefined) == (0, "there is no lead")


def test_filters_and_groups_name_what_leads_have():
    leads = [a_lead(owner="Zoe", source="Web"), a_lead(owner="zoe ", source="Fair"), a_lead(owner="Yan")]
    only = said_of(*leads, by=("owner", "month"), rules=(Rule("owner", Test.EQUALS, "ZOE"),))
    assert only.whole.leads == 2
    assert counts(each for each in only.groups if each.by == "owner") == [("Zoe", 2)]
    assert counts(each for each in only.groups if each.by == "month") == [("2026-01", 2)]
    with pytest.raises(NothingToReport, match=r"no lead is left after the filters \(owner=bob\); loosen them"):
        said_of(*leads, rules=(Rule("owner", Test.EQUALS, "Bob"),))
    with pytest.raises(UsageProblem, match="--by 'stage' is nothing that leads are grouped by; name source, owner"):
        said_of(*leads, by=("stage",))
    with pytest.raises(UsageProblem, match="--by team: the leads have no column for it"):
        said_of(*leads, by=("team",), fields=ALL_FIELDS - {"team"})


MOMENTS = st.integers(0, 60 * 24 * 60).map(
    lambda minute: f"2026-01-{1 + minute // 60 // 24 % 31:02} {minute // 60 % 24:02}:00"
)
SOME = st.lists(
    st.builds(
        lambda created, answered, source, converted: a_lead(created, answered, source=source, converted=converted),
        MOMENTS,
        st.none() | MOMENTS,
        st.sampled_from(["Web", "web", "Fair", None]),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)
POOLED = ("answered", "converted")
RESPONSES = ("timed", "unanswered", "waiting", "untold", "backwards")


@given(SOME)
def test_groups_and_months_pool_to_the_whole(leads):
    found = said_of(*leads, by=("month",))
    for by in ("source", "month"):
        parts = [each for each in found.groups if each.by == by]
        assert sum(each.leads for each in parts) == found.whole.leads
        for key, names in (("new_leads", POOLED), ("lead_response_time", RESPONSES)):
            for name in names:
                assert sum(detail(each, key, name) for each in parts) == detail(found.whole, key, name)
        shares = [each.measure("lead_response_time").detail("inside") for each in parts]
        own = found.whole.measure("lead_response_time").detail("inside")
        assert sum(each.numerator for each in shares) == own.numerator
        assert sum(each.denominator for each in shares) == own.denominator
        # Every lead is inside, outside, waiting, left open, or answered backwards.
        rest = sum(detail(found.whole, "lead_response_time", name) for name in ("waiting", "untold", "backwards"))
        assert own.denominator + rest == found.whole.leads


def test_a_lead_that_its_flag_and_its_opportunity_disagree_on_has_converted_where_that_is_there():
    there = a_lead("2025-02-01 10:00", opportunities=("O1",), id="A")
    gone = a_lead("2025-02-02 10:00", opportunities=("O9",), id="B")
    there_is = a_pipeline(an_open(id="O1", created="2025-03-01"))
    disputed = [each._replace(converted=False, denied=True) for each in (there, gone)]
    found = said_of(*disputed, pipeline=there_is, period="2025-02", as_of=date(2025, 12, 1))
    assert found.whole.measure("lead_conversion").value == Decimal("0.5")
    assert found.whole.handover == Handover(1, 1, 0, 0, Decimal(0), 0, "USD")
    disagree = "not converted by its flag and converted by another column"
    assert [each.problem for each in found.findings] == [
        f"A is {disagree}; O1 is there, so that it counts as converted",
        f"B is {disagree}; it counts as not converted",
    ]
    alone = said_of(*disputed, period="2025-02", as_of=date(2025, 12, 1))
    assert alone.whole.measure("lead_conversion").value == 0


def test_conversion_of_the_whole_is_that_of_the_period_asked_for_else_of_the_months_shown():
    leads = (
        a_lead("2023-02-01 10:00", converted_on="2023-03-01"),
        a_lead("2023-02-02 10:00", converted_on="2023-03-01"),
        a_lead("2025-07-02 10:00"),
        a_lead("2025-07-03 10:00"),
        a_lead("2026-01-03 10:00"),
    )

    def conversion(period, *, named):
        found = said_of(*leads, period=period, named=named)
        measure = found.whole.measure("lead_conversion")
        return found.is_conversion_of_period, measure.numerator, measure.denominator

    assert conversion("all", named=True) == (True, 2, 4)
    assert conversion("2023", named=True) == (True, 2, 2)
    assert conversion("2026-Q1", named=False) == (False, 0, 2)
    young = said_of(*leads, period="2026-Q1", named=True).whole.measure("lead_conversion")
    assert young.undefined == (
        "no month that they were created in has ripened yet; matures_after under leads in pipeline.yaml says when one "
        "has"
    )
    none = said_of(*leads, period="2024", named=True).whole.measure("lead_conversion")
    assert (none.value, none.undefined) == (None, "there is no lead")


def test_handed_over_is_what_had_become_of_leads_by_the_day_of_the_report():
    leads = (
        a_lead("2026-01-02 10:00", opportunities=("O1",), converted_on="2026-01-05"),
        a_lead("2026-01-03 10:00", opportunities=("O2",), converted_on="2026-02-06"),
        a_lead("2026-01-04 10:00", opportunities=("O3",)),
        a_lead("2026-01-05 10:00", opportunities=("O4",)),
    )
    pipeline = a_pipeline(
        won(1000, id="O1", expected_close="2026-02-20"),
        an_open(id="O2"),
        won(10, id="O3"),
        an_open(id="O4", created="2026-02-03"),
    )
    # O1 was won later, O2 handed over later, O4 begun later.
    assert said_of(*leads, pipeline=pipeline).whole.handover == Handover(2, 1, 1, 0, Decimal(10), 0, "USD")


def test_filters_move_no_opportunity_from_one_lead_to_another():
    leads = (
        a_lead("2026-01-02 10:00", source="Event", opportunities=("O1",)),
        a_lead("2026-01-03 10:00", source="Web", opportunities=("O1",)),
    )
    pipeline = a_pipeline(an_open(id="O1"))
    web, event = (
        said_of(*leads, pipeline=pipeline, rules=(Rule("source", Test.EQUALS, name),)).whole.handover.found
        for name in ("Web", "Event")
    )
    assert (web, event) == (0, 1)


def test_a_won_amount_says_its_currency_and_without_any_amount_there_is_none():
    spec = a_plan({"respond_within": "4h"}, currency=None)
    leads = [a_lead(source=name, opportunities=(name,)) for name in ("USD", "EUR", "none")]
    pipeline = a_pipeline(won(100, id="USD", currency="USD"), won(200, id="EUR", currency="EUR"), won(None, id="none"))
    found = said_of(*leads, pipeline=pipeline, spec=spec)
    told = {name: line(found, name).handover[4:8] for name in ("USD", "EUR", "none")}
    assert told == {
        "USD": (Decimal(100), 0, "USD", None),
        "EUR": (Decimal(200), 0, "EUR", None),
        "none": (None, 0, None, "none of the won ones has an amount"),
    }
    assert found.whole.handover[4:8] == (None, 0, None, "amounts are in several currencies, or in none that is told")


def test_an_opportunity_that_is_not_found_is_told_apart_from_one_of_several_and_one_set_aside():
    leads = [a_lead(id=name, opportunities=(name,)) for name in ("Acme", "O9", "O8")]
    aside = Finding("DATA001", Level.ERROR, Place("opps.csv", 9), "Amount is no number", "correct it", opportunity="O9")
    pipeline = replace(
        a_pipeline(an_open(name="Acme", id="O1"), an_open(name="acme", id="O2")), findings=Findings((aside,), ())
    )
    assert [(each.problem, each.remedy) for each in said_of(*leads, pipeline=pipeline).findings] == [
        ("Acme became Acme, which several opportunities of the export are called", "name it by its id"),
        (
            "O9 became O9, which was set aside in the export of opportunities",
            "correct its row there; see pipectl validate",
        ),
        (
            "O8 became O8, which is in no export of opportunities",
            "export the opportunities anew, closed ones too, or without a filter that leaves it out",
        ),
    ]


def test_without_a_column_of_responses_nothing_is_said_of_late_ones():
    found = said_of(a_lead(), fields=ALL_FIELDS - {"first_response"})
    assert not any("late" in note for note in found.notes)


def zoned(text, east):
    return Moment(datetime.fromisoformat(text), east=timedelta(hours=east))


def waiting(found):
    return detail(found.whole, "lead_response_time", "waiting"), detail(found.whole, "lead_response_time", "inside")[1]


def test_leads_of_one_instant_wait_alike_whatever_offsets_they_are_written_in():
    # 09:00 UTC both; the last that the files tell of that day is the same instant.
    some = (
        a_lead()._replace(created=zoned("2026-02-02 01:00", -8)),
        a_lead()._replace(created=zoned("2026-02-02 18:00", 9)),
    )
    found = said_of(*some)
    assert waiting(found) == (2, 0)
    assert "leads without an answer are late where their time was over at 2026-02-02 01:00-08:00" in found.notes
    # One created 4 hours and a minute before the other, though its clock shows a later time.
    late = said_of(some[0], a_lead()._replace(created=zoned("2026-02-02 13:59", 9)))
    assert waiting(late) == (1, 1)
    # The day begins first by the clocks furthest east: at 15:00 UTC of the day before.
    before = said_of(
        a_lead()._replace(created=zoned("2026-02-01 03:01", -8)),
        a_lead()._replace(created=zoned("2026-02-01 19:59", 9)),
    )
    assert waiting(before) == (1, 1)


def test_hours_of_work_until_a_look_by_another_clock_count_as_few_as_it_may_be():
    office = a_plan(SLA | {"business_hours": OFFICE})
    west = a_lead()._replace(created=zoned("2026-02-02 10:00", -8))
    # 18:30 at +1 is 09:30 there: nothing has passed where the lead is.
    east = a_lead("2026-01-05 09:00")._replace(
        created=zoned("2026-02-02 09:00", 1), first_response=zoned("2026-02-02 18:30", 1)
    )
    assert waiting(said_of(west, east, spec=office))[0] == 1


def test_the_hour_that_summer_time_takes_is_no_time_in_which_a_lead_was_not_answered():
    spec = a_plan({"respond_within": "2h"}, time_zone="Europe/Berlin")
    # 01:30 at +1 to 04:10 at +2 are 1 hour 40.
    some = (
        a_lead()._replace(created=zoned("2026-03-29 01:30", 1)),
        a_lead()._replace(created=zoned("2026-03-28 10:00", 1), first_response=zoned("2026-03-29 04:10", 2)),
    )
    found = said_of(*some, spec=spec, as_of=date(2026, 3, 29))
    assert waiting(found)[0] == 1
    assert "leads without an answer are late where their time was over at 2026-03-29 04:10" in found.notes
    later = said_of(*some[:1], spec=spec, as_of=date(2026, 3, 30))
    assert waiting(later) == (0, 1)


def test_of_days_in_a_time_zone_an_answer_is_late_by_the_clocks_of_that_zone():
    spec = a_plan({"respond_within": "2h"}, time_zone="Europe/Berlin")
    other = a_lead()._replace(created=zoned("2026-02-02 03:00", 1), first_response=zoned("2026-02-02 03:00", 1))
    assert waiting(said_of(a_lead("2026-02-01"), other, spec=spec))[0] == 0
    assert waiting(said_of(a_lead("2026-02-02"), other, spec=spec))[0] == 1


def test_months_that_no_table_has_room_for_are_told_of_and_kept():
    # On 2 February 2026 the last 36 months begin with March 2023.
    some = [
        a_lead(f"{month} 10:00") for month in ("2019-05-02", "2019-05-03", "2023-02-01", "2023-03-01", "2026-01-05")
    ]
    ever = said_of(*some, period="all")
    assert (len(ever.months), len(ever.recent_months)) == (38, 36)
    assert counts(ever.months)[:3] == [("2019-05", 2), ("2023-02", 1), ("2023-03", 1)]
    assert counts(ever.recent_months)[0] == ("2023-03", 1)
    told = "the table of months has the last 36; 3 leads of 2019-05 to 2023-02 are in --format json and csv alone"
    assert told in ever.notes
    part = said_of(*some, period="2020-01-01..2026-02-28")
    assert counts(part.months)[:2] == [("2023-02", 1), ("2023-03", 1)]
    assert any("; 1 lead of 2023-02 is in --format" in note for note in part.notes)
    for period in ("2026-Q1", "2023-03-01..2026-02-28"):
        found = said_of(*some, period=period)
        assert found.recent_months == found.months
        assert not any("table of months" in note for note in found.notes)


def test_how_fine_response_times_are_is_said_only_where_there_are_some():
    for fields in (ALL_FIELDS, ALL_FIELDS - {"first_response"}):
        assert not any("as fine as days" in note for note in said_of(a_lead("2026-01-05"), fields=fields).notes)
    found = said_of(a_lead("2026-01-05", "2026-01-06 10:00"))
    assert "the creation is a day without a time of day, so that response times are as fine as days" in found.notes


def test_a_won_amount_says_how_many_won_ones_have_none():
    pipeline = a_pipeline(won(100, id="O1"), won(None, id="O2"), an_open(None, id="O3"))
    found = said_of(a_lead(opportunities=("O1", "O2", "O3")), pipeline=pipeline)
    assert found.whole.handover == Handover(3, 1, 2, 0, Decimal(100), 0, "USD", None, 1)
    assert dict(summary(found, str))["Handed over"].startswith(
        "3 opportunities · 1 open · 2 won ($100, 1 without an amount)"
    )
    assert won_words(found.whole.handover) == "$100 of 1"
    full = said_of(a_lead(opportunities=("O1",)), pipeline=pipeline).whole.handover
    assert (full.without_amount, won_words(full)) == (0, "$100")


def test_the_cost_of_a_period_that_is_not_over_is_marked():
    spend = [{"period": "2026-Q1", "amount": 900}, {"period": "2025-Q4", "amount": 300}]
    spec, some = a_plan(SLA, spend=spend), [a_lead("2026-01-05 09:00"), a_lead("2025-11-05 09:00")]
    note = "Q1 2026 is not over: cost is the spend of all its days over the leads so far"
    for as_of, so_far in ((date(2026, 2, 2), True), (date(2026, 3, 31), True), (date(2026, 4, 1), False)):
        found = said_of(*some, spec=spec, as_of=as_of)
        assert dict(summary(found, str))["Cost per lead"].startswith("$900 so far · " if so_far else "$900 · ")
        assert (note in found.notes) is so_far
    assert not said_of(*some, spec=spec, period="2025-Q4").is_cost_so_far
    assert not said_of(*some).is_cost_so_far
