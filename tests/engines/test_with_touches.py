"""Files of activities that pipeline.yaml names are activity of their opportunities, wherever that is asked for."""

from datetime import date
from decimal import Decimal
from typing import Any

from pipectl.checks.data_checks import run_data_checks
from pipectl.domain.activity import ActivityBook, Standing
from pipectl.domain.condition import Criterion, State
from pipectl.domain.derived import Facts
from pipectl.domain.pipeline import FileAccount, Pipeline, RowCount
from pipectl.domain.quiet import Quiet, Reach, quiet_of
from pipectl.engines.binding import Known, bind
from pipectl.engines.touches import with_touches
from pipectl.report.listing import build_listing
from pipectl.review.risk import Fires, Unknown
from pipectl.review.risks import RISKS
from pipectl.review.small_print import data_notes
from tests.activity_builders import ALL_FIELDS, a_plan, an_activity, deals
from tests.builders import AS_OF, a_question, a_report, a_spec, an_open, day, won
from tests.checks.looking import said
from tests.review.judging import a_ground


def joined(pipeline: Pipeline, *activities, fields=ALL_FIELDS, aside: int = 0, as_of=AS_OF) -> Pipeline:
    """The opportunities with what these activities tell of them."""
    rows = RowCount(len(activities) + aside, len(activities), aside)
    account = FileAccount("activities.csv", "UTF-8", "comma", 1, rows, (), (), ())
    return with_touches(pipeline, ActivityBook(activities, frozenset(fields)), (account,), as_of)


def last(pipeline: Pipeline) -> list[str | None]:
    return [None if each.last_activity is None else each.last_activity.isoformat() for each in pipeline]


def no_activity(pipeline: Pipeline) -> list[str | None]:
    """What the rule says of each: its words, None, or why it can't be judged."""
    judge = RISKS["no_activity"].on(a_ground(pipeline), Decimal(30), None)
    if isinstance(judge, Unknown):
        return [f"? {judge.why}"]
    answers = map(judge, pipeline)
    return [
        f"? {one.why}"
        if isinstance(one, Unknown)
        else one.text.format(days=one.days)
        if isinstance(one, Fires)
        else one
        for one in answers
    ]


def test_the_last_activity_is_the_later_of_both():
    data = deals(
        an_open(id="O1", last_activity="2026-01-10"),
        an_open(id="O2", last_activity="2026-01-20"),
        an_open(id="O3"),
        won(id="O4"),
    )
    found = joined(
        data,
        an_activity("2026-01-15", about=("O1", "O2", "O4")),
        an_activity("2026-01-02", about="O1"),
        an_activity("2026-01-30", about="O1", standing=Standing.PLANNED),
        an_activity("2026-02-03", about="O2"),
        an_activity("2026-01-15", about="O9"),
    )
    assert last(found) == ["2026-01-15", "2026-01-20", None, "2026-01-15"]
    assert [each.place for each in found] == [each.place for each in data]
    told = found.activities
    assert told is not None
    assert (told.touches, told.touched, told.last) == (3, 2, day("2026-01-15"))
    assert told.reach == Reach(date(2026, 1, 2), has_column=True)
    assert {place.line for place in told.later} == {2, 5}


def test_a_touch_after_the_day_of_the_report_does_not_count():
    data = deals(an_open(id="O1", last_activity="2026-01-10"))
    later = an_activity("2026-01-15", about="O1")
    assert last(joined(data, later, as_of=day("2026-01-14"))) == ["2026-01-10"]


def test_a_file_that_names_no_opportunities_changes_nothing_and_says_so():
    data = deals(an_open(id="O1"))
    found = joined(data, an_activity("2026-01-15"), fields={"day"})
    assert found.fields == data.fields
    assert found.opportunities == data.opportunities
    (note,) = (each for each in data_notes(found, a_spec(), built_in_stages=False) if "activities.csv" in each)
    assert note.startswith("activities.csv doesn't tell which opportunities activities were about")


def test_days_count_from_the_last_activity_from_creation_or_at_least_from_where_the_files_begin():
    alone, beside = Reach(date(2026, 1, 10), has_column=False), Reach(date(2026, 1, 10), has_column=True)
    touched = an_open(last_activity="2026-01-20")
    young, old, undated = an_open(created="2026-01-12"), an_open(created="2025-12-01"), an_open(created=None)
    assert [quiet_of(each, AS_OF, None) for each in (touched, young)] == [Quiet(13), None]
    assert quiet_of(young, AS_OF, alone) == Quiet(21, never=True)
    assert quiet_of(old, AS_OF, alone) == Quiet(23, never=True, at_least=True)
    assert quiet_of(old, AS_OF, beside) == Quiet(63, never=True)
    assert quiet_of(undated, AS_OF, beside) == Quiet(23, never=True, at_least=True)
    assert quiet_of(an_open(created="2026-03-01"), AS_OF, alone) == Quiet(0, never=True)


def test_no_activity_goes_by_the_files_where_the_export_has_no_such_column():
    some = [
        an_open(id="O1", created="2025-06-01"),
        an_open(id="O2", created="2025-12-20"),
        an_open(id="O3", created=None),
    ]
    assert no_activity(deals(*some)) == ["? the data has no last_activity"]
    found = joined(deals(*some), an_activity("2025-12-15", about="O1"))
    silence = "no activity in the 44 since it began"
    assert no_activity(found) == ["no activity for 49", silence, "no activity for 49 at least"]
    soon = joined(deals(*some), an_activity("2026-01-20", about="O1"))
    why = "? no activity is told of it, and the files of activities begin too late to tell"
    assert no_activity(soon) == [None, why, why]


def test_a_condition_answers_by_what_the_days_are_at_least():
    data = joined(
        deals(an_open(id="O1", created="2025-06-01"), an_open(id="O2")), an_activity("2026-01-10", about="O2")
    )

    def holds(**condition: Any) -> bool | None:
        found = Criterion(field="days_since_activity", **condition)
        answer = bind(found, Known(data, a_spec(), Facts(AS_OF, reach=data.reach))).judge(data.opportunities[0])
        return answer.holds

    # No activity of it since Jan 10, 23 days ago, and nothing is told of before.
    assert [holds(max=text) for text in ("14", "23", "30")] == [False, None, None]
    assert [holds(min=text) for text in ("14", "23", "30")] == [True, True, None]
    assert [holds(equals=text) for text in ("14", "30")] == [False, None]
    assert [holds(is_=state) for state in State] == [True, False]


def test_validate_finds_what_is_quiet_by_the_files_and_says_by_which():
    data = deals(
        an_open(id="O1", last_activity="2025-12-01"),
        an_open(id="O2", last_activity="2025-12-01"),
        an_open(id="O3", created="2025-12-20"),
        an_open(id="O4", last_activity="2025-12-01"),
    )
    found = joined(data, an_activity("2025-12-10", about="O1"), an_activity("2026-01-20", about="O4"))
    assert said(run_data_checks(found, a_spec(), AS_OF), "DATA305") == [
        "deals.csv:2: last_activity (by activities.csv) 2025-12-10 is 54 days past, yet it is open",
        "deals.csv:3: last_activity 2025-12-01 is 63 days past, yet it is open",
        "deals.csv:4: last_activity is empty: nothing was done on it in 44 days, yet it is open",
    ]
    bare = joined(deals(an_open(id="O1", created="2025-06-01")), an_activity("2025-12-10"))
    assert said(run_data_checks(bare, a_spec(), AS_OF), "DATA305") == [
        "deals.csv:2: last_activity is empty: nothing was done on it in 54 days at least, yet it is open"
    ]


def test_every_view_says_what_the_last_activities_are_from():
    data = joined(deals(an_open(id="O1")), an_activity("2026-01-20", about="O1"), an_activity("2026-01-21", about="O1"))
    note = "last activity from activities.csv: 2 touches of 1 open opportunity; what was done ends on 2026-01-21"
    assert note in a_report(pipeline=data).notes
    assert note in build_listing(data, a_spec(), a_question()).notes
    own = joined(deals(an_open(id="O1", last_activity="2026-01-01")), an_activity("2026-02-01", about="O1"), aside=2)
    aside = (
        "last activity from activities.csv too: 1 touch of 1 open opportunity; 2 rows of it are set aside, "
        "see pipectl activity"
    )
    assert aside in data_notes(own, a_plan(), built_in_stages=False)
