"""Touches for whatever looks at the last activity of opportunities."""

from datetime import date

from pipectl.domain.finding import Place
from pipectl.engines.touches import last_touches, with_touches
from tests.activity_builders import an_activity, deals
from tests.builders import AS_OF, an_open


def test_the_last_touch_of_each_is_known_by_its_place():
    pipeline = deals(
        an_open(id="O1", last_activity="2026-01-10"), an_open(id="O2", last_activity="2026-01-10"), an_open(id="O3")
    )
    activities = [
        an_activity("2026-01-12", about=("O1", "O2")),
        an_activity("2026-01-09", about="O2"),
        an_activity("2026-02-03", about="O3"),
    ]
    assert last_touches(activities, pipeline.opportunities, AS_OF) == {
        Place("deals.csv", 2): date(2026, 1, 12),
        Place("deals.csv", 3): date(2026, 1, 12),
    }
    told = with_touches(pipeline, activities, AS_OF)
    assert [each.last_activity for each in told] == [date(2026, 1, 12), date(2026, 1, 12), None]
    assert "last_activity" in told.fields
    assert "last_activity" in with_touches(deals(an_open()), [], AS_OF).fields


def test_a_name_of_several_names_none_of_them():
    pipeline = deals(an_open(name="Acme"), an_open(name="acme"))
    assert last_touches([an_activity(about="Acme")], pipeline.opportunities, AS_OF) == {}
