"""What the cells of a column mean is settled from the whole column, and never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.process.scales import Kind, read, settle


def scores(*texts: str, top: int | None = None) -> list[str | None]:
    scale = settle("Col", texts, top)
    found = [read(scale, text).score for text in texts]
    return [None if each is None else f"{each:.2f}" for each in found]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("Yes", "no"), ["1.00", "0.00"]),
        (("ja", "NEIN", "Oui", "não", "sí"), ["1.00", "0.00", "1.00", "0.00", "1.00"]),
        (("✓", "✗", "✔️", "x"), ["1.00", "0.00", "1.00", "1.00"]),
        (("0", "1"), ["0.00", "1.00"]),
        (("0.0", "1.0"), ["0.00", "1.00"]),
        (("0", "1", "2", "3"), ["0.00", "0.33", "0.67", "1.00"]),
        # Nobody has reached the top yet: it is 3 all the same.
        (("1", "2"), ["0.33", "0.67"]),
        (("0", "5", "2.5"), ["0.00", "1.00", "0.50"]),
        (("0 - Unknown", "2 – Good", "3: Proven"), ["0.00", "0.67", "1.00"]),
        (("80%", "0%"), ["0.80", "0.00"]),
        (("2/3", "0/3"), ["0.67", "0.00"]),
        (("Jane Roe", "the CFO"), ["1.00", "1.00"]),
        (("$50,000", "3M"), ["1.00", "1.00"]),
    ],
)
def test_yes_and_no_numbers_shares_and_text_are_read_as_such(texts, told):
    assert scores(*texts) == told


def test_what_pipeline_yaml_says_of_the_scale_outranks_what_the_column_looks_like():
    assert scores("0", "1", top=3) == ["0.00", "0.33"]
    assert scores("0", "50", top=100) == ["0.00", "0.50"]


@pytest.mark.parametrize("text", ["TBD", "unknown", "?", "-", " ", "unbekannt"])
def test_cells_that_say_that_nobody_knows_are_not_known(text):
    scale = settle("Champion", ["Jane Roe", text])
    assert not read(scale, text).known
    assert read(scale, text).why is None
    assert not read(scale, None).known


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("Yes", "Jane Roe"), "mixes 'Yes' and 'Jane Roe'"),
        (("Jane Roe", "2"), "mixes '2' and 'Jane Roe'"),
        (("yes", "2"), "mixes 'yes' and '2'"),
        (("2", "80%"), "mixes '2' and '80%'"),
        (("$0", "$5"), "mixes '$0' and '$5'"),
        (("50000", "2"), "holds numbers up to 50000, which may be grades or amounts; give scale"),
        (("120%",), "holds more than the whole"),
    ],
)
def test_a_column_that_mixes_what_it_holds_is_told_and_none_of_it_is_judged(texts, said):
    scale = settle("Col", texts)
    assert scale.kind is Kind.UNSETTLED
    assert f"'Col' {said}" in scale.words
    assert {read(scale, text).why for text in (*texts, None)} == {scale.words}


def test_a_number_above_the_scale_of_pipeline_yaml_is_told():
    scale = settle("Col", ["2", "7"], 5)
    assert scale.kind is Kind.UNSETTLED
    assert "'7', which is no number from 0 to 5" in scale.words


@pytest.mark.parametrize("text", ["Not identified", "Low", "none", "No champion", "kein Budget", "N/A"])
def test_a_text_that_may_say_no_is_neither_met_nor_missing(text):
    scale = settle("Champion", [text, "Jane Roe"])
    found = read(scale, text)
    assert (found.score, found.met) == (None, None)
    assert found.why is not None
    assert read(scale, "Jane Roe").met


def test_half_of_the_scale_is_met_and_less_is_not():
    scale = settle("Col", ["0", "1", "2", "3"])
    assert [read(scale, text).met for text in ("0", "1", "2", "3")] == [False, False, True, True]


def test_a_column_without_any_word_is_empty():
    assert settle("Col", ["-", "?"]).kind is Kind.EMPTY
    assert settle("Col", []).kind is Kind.EMPTY


@given(st.lists(st.text(max_size=12), max_size=8), st.one_of(st.none(), st.integers(1, 100)))
def test_any_column_is_settled_and_every_score_lies_between_0_and_1(texts, top):
    scale = settle("Col", texts, top)
    for text in texts:
        found = read(scale, text)
        assert found.score is None or Decimal(0) <= found.score <= 1
        assert found.score is None or found.why is None


@given(st.lists(st.sampled_from(["yes", "no", "2", "Jane", "80%", "TBD", "2/3", "1 - Weak", "Low"]), max_size=6))
def test_the_order_of_rows_changes_nothing_about_how_a_cell_is_read(texts):
    one, other = settle("Col", texts), settle("Col", texts[::-1])
    assert one.kind is other.kind
    assert [read(one, text).score for text in texts] == [read(other, text).score for text in texts]
