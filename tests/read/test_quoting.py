import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.errors import InputProblem
from pipectl.read.quoting import Start, records


def cut(text, delimiter=","):
    return [record for _, record in records("deals.csv", text, delimiter, Start())]


def test_line_numbers_are_those_records_start_on():
    assert cut('a,b\n"x\ny",1\r\nc,d\re,f') == [
        (1, ["a", "b"], 0), (2, ["x\ny", "1"], 0), (4, ["c", "d"], 0), (5, ["e", "f"], 0),
    ]  # fmt: skip


def test_form_feeds_and_unicode_line_separators_are_text():
    assert cut("a\x0bb\x0cc\x1cd\u2028e\x85,1\n") == [(1, ["a\x0bb\x0cc\x1cd\u2028e\x85", "1"], 0)]


def test_doubled_quotes_are_quotes():
    assert cut('"a ""b"" c",1\n') == [(1, ['a "b" c', "1"], 0)]


def test_a_quote_inside_an_unquoted_cell_is_text():
    assert cut('5" pipe,1\n') == [(1, ['5" pipe', "1"], 0)]


def test_spaces_around_a_quoted_cell_keep_its_comma_inside():
    assert cut('O1, "Acme, Inc" ,2\n"x" ,3') == [(1, ["O1", "Acme, Inc", "2"], 0), (2, ["x", "3"], 0)]


def test_backslash_quotes_are_quotes_where_doubling_can_not_be_meant():
    assert cut('1,"Acme \\"The, Best\\" Co",2\n3,x,4\n') == [
        (1, ["1", 'Acme "The, Best" Co', "2"], 0),
        (2, ["3", "x", "4"], 0),
    ]


def test_a_backslash_before_a_closing_quote_is_a_backslash():
    assert cut('"C:\\",1\n') == [(1, ["C:\\", "1"], 0)]


def test_an_unclosed_quote_names_line_and_cell_it_opens_in():
    with pytest.raises(InputProblem, match=r"deals.csv:4:2: the quote that opens here is never closed"):
        cut('a,b\n"x\ny",1\nc,"d\ne,f\n')


def test_a_record_whose_quotes_do_not_match_takes_no_other_with_it():
    assert cut('a,"Big" deal,1\nb,c,2\nd,"e,3\nf,"g",4\n') == [
        (1, ["a", '"Big" deal', "1"], 2), (2, ["b", "c", "2"], 0), (3, ["d", '"e', "3"], 2), (4, ["f", "g", "4"], 0),
    ]  # fmt: skip


def test_a_cell_may_be_longer_than_the_csv_module_allows_by_itself():
    assert len(cut("x" * 200_000 + ",1\n")[0][1][0]) == 200_000


def test_records_can_start_in_the_middle_of_a_text():
    found = list(records("deals.csv", "head\na,b\nc,d", ",", Start(5, 2)))
    assert found == [(Start(9, 3), (2, ["a", "b"], 0)), (Start(12, 4), (3, ["c", "d"], 0))]


CELLS = st.text(st.sampled_from('ab ,;"\n\r\\é'), max_size=6).map(lambda text: text.lstrip(" "))


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_the_csv_module_writes_is_read_back(rows):
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [cells for _, cells, flaw in cut(text.getvalue()) if not flaw] == rows


@settings(max_examples=100)
@given(st.text(st.sampled_from('ab,"\n\r\\ '), max_size=40))
def test_any_text_is_cut_or_refused_and_records_never_overlap(text):
    try:
        found = list(records("deals.csv", text, ",", Start()))
    except InputProblem:
        return
    ends = [after.position for after, _ in found]
    lines = [line for _, (line, _, _) in found]
    assert ends == sorted(set(ends))
    assert ends[-1:] in ([], [len(text)])
    assert lines == sorted(lines)
