"""Touches of opportunities, by the activities that were done on them."""

from datetime import date

from pipectl.engines.touches import last_touch, touches_of
from tests.activity_builders import an_activity, deals
from tests.builders import AS_OF, an_open


def test_the_last_touch_is_the_later_of_the_activities_and_of_the_column_by_the_day_of_the_report():
    pipeline = deals(
        an_open(id="O1", last_activity="2026-01-10"), an_open(id="O2", last_activity="2026-01-10"), an_open(id="O3")
    )
    activities = [
        an_activity("2026-01-12", about="O1"),
        an_activity("2026-01-09", about="O2"),
        an_activity("2026-02-03", about="O3"),
    ]
    touches = touches_of(activities, pipeline.opportunities, AS_OF)
    last = [last_touch(each, touches.of(each), AS_OF) for each in pipeline]
    assert last == [date(2026, 1, 12), date(2026, 1, 10), None]


def test_a_name_of_several_names_none_of_them():
    pipeline = deals(an_open(name="Acme"), an_open(name="acme"))
    touches = touches_of([an_activity(about="Acme")], pipeline.opportunities, AS_OF)
    assert (touches.days, len(touches.strange)) == ({}, 1)
