"""Cells of a canonical line come back as they were, and stay on their line."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.store.cells import joined, meant, split, written

from .building import TEXTS


@given(st.lists(st.just("") | TEXTS, min_size=1))
def test_any_text_comes_back_from_one_physical_line(texts):
    line = joined(map(written, texts))
    assert len(line.splitlines()) <= 1
    assert [meant(cell) for cell in split(line.encode().decode())] == texts


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("a\nb", "a\\nb"),
        ("a\r\nb", "a\\r\\nb"),
        ("C:\\new", "C:\\\\new"),
        ("a\u2028b\x85c\x0bd", "a\\u2028b\\x85c\\x0bd"),
        ("lone \ud800", "lone \\ud800"),
        ("tab\there", "tab\there"),
        ("# not a comment", "# not a comment"),
        ("Größe, «pilot»", '"Größe, «pilot»"'),
        ('say "yes"', '"say ""yes"""'),
        ("=1+1", "'=1+1"),
        ("x;=1+1", "x;'=1+1"),
    ],
)
def test_a_cell_stands_so(text, stands):
    assert joined([written(text)]) == stands


@pytest.fixture
def limit():
    """What the csv module takes in a fresh interpreter; reading an export raises it for all that follows."""
    before = csv.field_size_limit(1 << 17)
    yield 1 << 17
    csv.field_size_limit(before)


def test_a_cell_longer_than_the_csv_module_takes_is_read(limit):
    long = '"' + "x" * (limit + 1)
    assert split(joined([written(long), "b"])) == [long, "b"]


@pytest.mark.parametrize("stands", ["\\q", "a\\", "\\x4", "\\xZZ", "\\u12"])
def test_a_backslash_before_what_is_no_escape_is_refused(stands):
    with pytest.raises(ValueError, match="no escape"):
        meant(stands)


@pytest.mark.parametrize("line", ['"a', '"a"b', 'a,"b"c"'])
def test_quotes_that_do_not_match_are_refused(line):
    with pytest.raises(ValueError, match="quotes"):
        split(line)
