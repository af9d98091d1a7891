import sys
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.spec import PercentScale
from pipectl.read.formats import currency_column, date_order, dates, flags, money, percent, profile
from pipectl.read.formats.profile import Profile, Values
from pipectl.read.stages import StageBook, status

from ..exports import a_spec
from .columns import COLUMN, values_of

TEXTS = {
    "money": [
        "", "5", "1.5", "7,25", "1,234", "1.234", "$1,234", "$1.234", "12.500 €", "€5", "$7.25", "12k", "n/a", "9" * 20,
        "EUR 1.000", "1.234.567", "1,234,567", "-1,234", "(1.234)",
    ],
    "dates": [
        "", "2025-01-02", "01/02/2025", "13/02/2025", "02/13/2025", "1/2/25", "31-Dec-68", "04/04/2025", "45000", "x",
        "2025-03-31T23:30:00-08:00", "31.01.2025", "01/02/03",
    ],
    "percent": ["", "40%", "40", "0.4", "1", "0", "1.0", "140", "x", "0.5 %"],
    "currency": ["", "USD", "usd", "EUR", "$", "US dollar", "xx", "kr"],
}  # fmt: skip


def spelled(texts):
    """Texts of a kind, each spelled in many ways that mean the same: with space around it."""
    return st.tuples(st.sampled_from(texts), st.integers(0, 9)).map(lambda pair: pair[0] + " " * pair[1])


def noted(read, rows, room):
    """A profile with so much room after rows of a text and whether it votes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(profile, "ROOM", room)
        noted = Profile(read)
        for line, (text, votes) in enumerate(rows, 2):
            sight = noted.get(text)
            if sight is None:
                sight = noted.first(text, line)
            if votes and sight.sound:
                sight.votes += 1
            else:
                sight.spare += 1
        return noted


def same(settled, rows, read):
    """Whether settling a profile of few texts says what settling one of all texts says; the examples may be others."""
    whole, few = (noted(read, rows, room) for room in (1 << 30, 900))
    expected, found = settled(whole), settled(few)
    assert [(one.field, one.choices) for one in found.questions] == [
        (one.field, one.choices) for one in expected.questions
    ]
    assert [said.split(": ")[0] for said in found.said] == [said.split(": ")[0] for said in expected.said]
    assert len(few) <= len(whole)
    return whole, expected, few, found


def rows_of(kind):
    return st.lists(st.tuples(spelled(TEXTS[kind]), st.booleans()), max_size=80)


@settings(max_examples=200)
@given(rows_of("money"), st.sampled_from([None, "USD"]))
def test_amounts_are_settled_alike_where_not_all_texts_are_held(rows, currency):
    read = partial(money.read, currency=currency)
    whole, expected, few, found = same(lambda noted: money.settle(noted, COLUMN, None), rows, read)
    assert {text: Values(few, found.value)[text] for text in whole} == values_of(whole, expected)


@settings(max_examples=200)
@given(rows_of("dates"))
def test_dates_are_settled_alike_where_not_all_texts_are_held(rows):
    whole, expected, few, found = same(lambda noted: date_order.settle(noted, COLUMN), rows, dates.read)
    assert {text: Values(few, found.value)[text] for text in whole} == values_of(whole, expected)


@settings(max_examples=200)
@given(rows_of("percent"), st.sampled_from([None, PercentScale.PERCENT]))
def test_close_percentages_are_settled_alike_where_not_all_texts_are_held(rows, usual):
    whole, expected, few, found = same(lambda noted: percent.settle(noted, COLUMN, None, usual), rows, percent.read)
    assert {text: Values(few, found.value)[text] for text in whole} == values_of(whole, expected)


@settings(max_examples=200)
@given(rows_of("currency"), rows_of("money"))
def test_the_currency_is_settled_alike_where_not_all_texts_are_held(cells, amounts):
    def settled(room):
        profiles = {
            "currency": noted(currency_column.read, cells, room),
            "amount": noted(money.read, amounts, room),
        }
        found = currency_column.settle(profiles, None)
        meant = [found.code(token) for token in ("$", "USD", "EUR", "€", "kr", "CAD")]
        return meant if found.questions else [*meant, found.bare], len(found.questions), found.carried(profiles)

    assert settled(900) == settled(1 << 30)


def test_the_first_texts_are_held_and_one_of_each_sort_of_the_others(monkeypatch):
    monkeypatch.setattr(profile, "ROOM", 2000)
    noted = Profile(money.read)
    for number in range(5000):
        noted.first(f"{number}.5", number).votes += 1
        noted.first(f"{number}.x", number).spare += 1
    assert len(noted) < 40
    assert list(noted)[:4] == ["0.5", "0.x", "1.5", "1.x"]
    assert sum(sight.votes for sight in noted.values()) == 5000
    assert sum(sight.spare for sight in noted.values()) == 5000


@pytest.mark.parametrize(
    ("read", "texts", "sorts"),
    [
        (flags.read, ("yes", "TRUE", "no", "", "perhaps", "who knows"), 4),
        (status, ("won", "Won", "open", "", "who knows", "wonn"), 4),
        (StageBook(a_spec()).stage, ("P", "Proposal", "Discovery", "", "Nowhere", "No"), 4),
    ],
)
def test_texts_that_mean_the_same_are_of_one_sort(read, texts, sorts):
    assert len({read(text).sort(text) for text in texts}) == sorts


def test_values_are_worked_out_once_and_again_where_there_was_no_room_for_all(monkeypatch):
    monkeypatch.setattr(profile, "ROOM", 1050)
    asked = []

    def value(reading):
        asked.append(reading.point)
        return reading.point

    values = Values(Profile(money.read), value)
    assert [str(values[text]) for text in ("1", "2", "1")] == ["1", "2", "1"]
    assert len(asked) == 2
    assert [int(values[f"{number}"]) for number in range(500)] == list(range(500))
    assert len(values) <= 12
    values["x" * 10_000]
    values["1"]
    assert sys.getsizeof(values) < 2000
    assert list(values) == ["1"]
