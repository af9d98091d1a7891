"""Opportunities by what another table calls them."""

from pipectl.engines.record_names import RecordNames
from tests.builders import an_open


def found(word, *opportunities):
    one = RecordNames(opportunities).find(word)
    return None if one is None else one.id


def test_an_id_is_known_in_any_case_whichever_of_both_tables_has_capitals():
    some = (an_open(id="opp-1"), an_open(id="OPP-2"))
    assert [found(word, *some) for word in ("OPP-1", "opp-2", "Opp-1", "opp-3")] == ["opp-1", "OPP-2", "opp-1", None]


def test_of_ids_that_differ_in_case_alone_each_is_known_as_it_is_written_and_no_other_way():
    some = (an_open(id="a1", name="A"), an_open(id="A1", name="B"), an_open(id="Ä1x", name="C"))
    assert [found(word, *some) for word in ("a1", "A1", "ä1X")] == ["a1", "A1", "Ä1x"]
    twins = (an_open(id="x-a", name="A"), an_open(id="X-A", name="B"))
    assert found("x-A", *twins) is None
    assert RecordNames(twins).why_not("x-A")[1] == "name it by its id"


def test_ids_of_salesforce_differ_in_case():
    some = (an_open(id="006bm000002abcD"),)
    assert found("006bm000002abcd", *some) is None
    assert found("006bm000002abcDAAQ", *some) == "006bm000002abcD"


def test_a_name_is_known_where_only_one_has_it_and_an_id_goes_before_it():
    some = (
        an_open(id="O1", name="Acme"),
        an_open(id="O2", name="o1"),
        an_open(id="O3", name="Twin"),
        an_open(name="twin"),
    )
    assert [found(word, *some) for word in ("acme ", "o1", "O1", "twin")] == ["O1", "O1", "O1", None]
