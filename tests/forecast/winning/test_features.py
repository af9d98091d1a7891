import pytest

from pipectl.forecast.winning.features import AGE, OF_HISTORY, named, number_of, of_column
from tests.builders import an_open, won
from tests.forecast.winning.builders import a_look, ago

BY_TITLE = {each.title: each for each in (AGE, *OF_HISTORY)}


@pytest.mark.parametrize(
    ("title", "given", "words"),
    [
        ("age", {}, "10 days old"),
        ("stage", {"stage": "Negotiation"}, "stage Negotiation"),
        ("time in stage", {"entered": ago(31)}, "1 day in its stage"),
        ("pushes", {"pushes": 0}, "never pushed"),
        ("pushes", {"pushes": 1}, "pushed once"),
        ("pushes", {"pushes": 3}, "pushed 3 times"),
        ("close date", {"expected_close": ago(0)}, "due in 30 days"),
        ("close date", {"expected_close": ago(42)}, "12 days overdue"),
        ("amount", {"amount": 25_000}, "amount 25,000"),
        ("pushes", {"pushes": None}, "no pushes known"),
    ],
)
def test_a_value_is_told_in_words(title, given, words):
    assert BY_TITLE[title].words(a_look("a", ago(30), **given)) == words


def test_columns_that_pipeline_yaml_names_are_found_however_they_are_spelled():
    found = named(["region", "TEAM"], [an_open(extra={"Region": "EMEA"})])
    assert [title for title, _ in found.columns] == ["source", "owner", "type", "Region", "team"]
    assert found.said == ()


@pytest.mark.parametrize(
    "name", ["stage", "Status", "Close date", "lost_reason", "Lost Reason", "probability", "closed"]
)
def test_fields_that_know_the_answer_are_not_learnt_from_where_they_are_named(name):
    found = named([name], [won(status="Won", lost_reason="Price")])
    assert [title for title, _ in found.columns] == ["source", "owner", "type"]
    assert found.said[0].startswith(f"{name} is left out")


def test_a_column_of_many_different_numbers_is_in_bands():
    some = [an_open(extra={"Seats": str(at)}) for at in range(20)]
    cell = named(["Seats"], some).columns[-1][1]
    assert of_column("Seats", cell, some).is_number
    assert not of_column("Seats", cell, some[:5]).is_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12.0), ("-3.5", -3.5), ("1,000", None), ("1e9", None), ("٣", None), ("NaN", None), ("", None)],
)
def test_only_plain_numbers_are_numbers(text, number):
    assert number_of(text) == number


def test_large_numbers_are_told_in_full():
    many = [an_open(1, extra={"Seats": f"{1234567 + number}"}) for number in range(60)]
    seats = of_column("Seats", lambda one: one.extra.get("Seats"), many)
    assert seats.tell(1234567.0) == "Seats 1,234,567"
    assert seats.tell(0.3) == "Seats 0.3"
