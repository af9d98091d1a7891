"""One look at the whole pipeline."""

from collections import Counter
from datetime import date

from hypothesis import given

from pipectl.history.chronicle import Moment, Source
from pipectl.history.looks import one_look
from pipectl.history.matching import Match, keyed
from tests.builders import AS_OF, an_open, won
from tests.engines.strategies import pipelines

BY_ID, BY_NAME = keyed(Match.ID), keyed(Match.NAME_AND_ACCOUNT)
TITLE = "the export old.csv"


def test_each_opportunity_was_there_on_the_one_day_that_was_looked_at():
    one, other = an_open(1, id="a"), won(2, id="b")
    found = one_look([one, other], AS_OF, BY_ID, TITLE, {"id", "stage"})
    assert found.lives == {"a": (Moment(AS_OF, one),), "b": (Moment(AS_OF, other),)}
    assert (found.since, found.seen, found.said) == (AS_OF, (AS_OF,), ())
    assert found.at(AS_OF) == (one, other)
    assert found.at(date(2026, 2, 1)) == ()


def test_it_tells_the_fields_that_were_there_to_see_and_no_columns_of_anybody_else():
    found = one_look([], AS_OF, BY_ID, TITLE, {"stage", "amount", "outcome", "Region"})
    assert found.holds == {"stage", "amount"}
    assert found.sources == (Source(TITLE, frozenset({"stage", "amount"}), AS_OF, AS_OF),)


def test_of_two_rows_of_one_opportunity_none_is_followed_unless_they_are_the_same():
    one, other = an_open(1, id="a"), an_open(2, id="a")
    found = one_look([one, other], AS_OF, BY_ID, TITLE, ())
    assert found.lives == {}
    assert found.said == (f"{TITLE}: 2 of 2 rows are known by what others have, and are left out",)
    found = one_look([one, one], AS_OF, BY_ID, TITLE, ())
    assert found.lives == {"a": (Moment(AS_OF, one),)}
    assert found.said == (f"{TITLE}: 1 of 2 rows are known by what others have, and are left out",)


def test_rows_without_what_they_are_known_by_are_counted_out_loud():
    some = [an_open(1, id="a"), an_open(2), an_open(3)]
    found = one_look(some, AS_OF, BY_ID, TITLE, ())
    assert found.said == (f"{TITLE}: 2 of 3 rows lack what opportunities are known by, and are left out",)
    assert len(one_look(some, AS_OF, BY_NAME, TITLE, ()).lives) == 3


@given(pipelines)
def test_looked_at_by_name_every_row_stands_or_is_one_of_several_of_its_name(deals):
    found = one_look(deals, AS_OF, BY_NAME, TITLE, ())
    alone = {key for key, rows in Counter(map(BY_NAME, deals)).items() if rows == 1}
    assert alone <= set(found.lives)
    assert {BY_NAME(one) for one in deals} <= {*found.lives, *found.twins}
    assert all(one in deals for one in found.at(AS_OF))
