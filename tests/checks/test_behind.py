from decimal import Decimal

from pipectl.checks.behind import SHOWN, behind, behind_findings
from pipectl.domain.finding import Finding, Level, Place
from tests.builders import an_open


def test_the_biggest_stand_first_and_those_without_amount_last():
    found = behind("due", [an_open(None, name="c"), an_open(5, name="b"), an_open(9, name="a")], mixed=False)
    assert [one.name for one in found.shown] == ["a", "b", "c"]
    assert (found.opportunities, found.amount) == (3, Decimal(14))
    assert found.holders == ()


def test_amounts_in_several_currencies_have_no_sum():
    found = behind("due", [an_open(5, owner="Ann"), an_open(9, owner="Bo")], mixed=True)
    assert found.amount is None
    assert [one.amount for one in found.holders] == [None, None]


def test_only_the_first_are_named_and_all_are_counted():
    found = behind("open", [an_open(1) for _ in range(SHOWN + 5)], mixed=False)
    assert (len(found.shown), found.opportunities) == (SHOWN, SHOWN + 5)


def test_rows_with_a_finding_carry_its_code_what_it_stands_for_and_what_to_do():
    finding = Finding("DATA101", Level.WARNING, Place("d.csv", 2, 4), "Amount is empty", "enter it", None, "O1", "Ann")
    found = behind_findings([finding, finding._replace(owner=None)], {"DATA101": "No amount"})
    assert (found.shown[0].code, found.shown[0].title, found.shown[0].why) == (
        "DATA101",
        "No amount",
        "Amount is empty; enter it",
    )
    assert [(one.owner, one.opportunities) for one in found.holders] == [("Ann", 1), (None, 1)]
