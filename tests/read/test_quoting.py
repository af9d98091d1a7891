import csv
import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.errors import InputProblem
from pipectl.read import window
from pipectl.read.quoting import records
from pipectl.read.window import Start

from . import whole_text


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


def told(found):
    """What a run over records gives, and how it ends."""
    seen = []
    try:
        seen.extend(found)
    except InputProblem as error:
        return seen, str(error)
    return seen, None


def in_pieces(text, delimiter, size, piece):
    """Records of a text that comes in pieces, of which only a small window is held."""
    pieces = [text[at : at + piece] for at in range(0, len(text), piece)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "WINDOW", size)
        for after, (line, cells, flaw) in records("deals.csv", pieces, delimiter, Start()):
            yield after.position, line, cells, flaw


NASTY = st.text(st.sampled_from('ab,;"""\n\r\\ '), max_size=60) | st.lists(
    st.sampled_from(['"', '""', '\\"', ",", "\r\n", "\n", "\r", " ", "a", '"a"', '"b\nc"', "\r\r\n", '"a"b', "x,y\n"]),
    max_size=30,
).map("".join)


@settings(max_examples=300)
@given(NASTY, st.sampled_from(",;\t|"), st.integers(1, 12), st.integers(1, 7))
def test_a_text_in_pieces_gives_the_records_that_it_gives_as_a_whole(text, delimiter, size, piece):
    assert told(in_pieces(text, delimiter, size, piece)) == told(whole_text.records(text, delimiter))


@settings(max_examples=100)
@given(NASTY, st.integers(1, 12))
def test_a_space_as_delimiter_cuts_alike_in_windows_of_any_size(text, size):
    assert told(in_pieces(text, " ", size, 1)) == told(in_pieces(text, " ", 1000, 1000))


def test_records_start_where_they_are_asked_to_whatever_the_pieces():
    text = "abc\nd,e\n"
    starts = [list(records("x", [text[:cut], text[cut:]], ",", Start(4, 2))) for cut in range(len(text))]
    assert all(one == [(Start(8, 3), (2, ["d", "e"], 0))] for one in starts)


@pytest.fixture
def short(monkeypatch):
    """Windows of 64 characters and records of at most 1,024."""
    monkeypatch.setattr(window, "WINDOW", 64)
    monkeypatch.setattr(window, "LONGEST", 1 << 10)


def endless(*begin, piece="x" * 50):
    """A text that begins so and then goes on for ever; whoever holds all of it never ends."""
    yield from begin
    while True:
        yield piece


@pytest.mark.parametrize("piece", ["x" * 50, "x\n" * 30, "x,y\r\n" * 9])
def test_a_quote_that_is_not_closed_within_the_limit_is_named_though_the_file_goes_on(short, piece):
    text = endless("a,b\n", '"x\ny",1\n', 'c,"d\n', piece=piece)
    with pytest.raises(InputProblem, match=r"^deals.csv:4:2: the quote that opens here is never closed within 0 MB; "):
        list(records("deals.csv", text, ",", Start()))


def test_a_line_that_does_not_end_within_the_limit_is_named(short):
    found = records("deals.csv", endless("a,b\n", '1,"2",'), ",", Start())
    assert next(found)[1] == (1, ["a", "b"], 0)
    with pytest.raises(InputProblem, match=r"^deals.csv:2: the row that begins here is longer than 0 MB"):
        next(found)


def test_a_quote_in_an_unquoted_cell_is_not_blamed_for_a_line_that_does_not_end(short):
    with pytest.raises(InputProblem, match=r"^deals.csv:1: the row that begins here is longer than 0 MB"):
        list(records("deals.csv", endless('5" pipe,'), ",", Start()))


def test_a_record_up_to_the_limit_is_read_and_a_longer_one_is_not(short):
    for cell in ("x" * 1000, "x\n" * 500, '""' * 500):
        found = list(records("deals.csv", f'a,"{cell}",b\nc,d', ",", Start()))
        assert [cells for _, (_, cells, _) in found] == [["a", cell.replace('""', '"'), "b"], ["c", "d"]]
    with pytest.raises(InputProblem, match=r"deals.csv:1:3: the quote that opens here is never closed within"):
        list(records("deals.csv", f'a,"{"x" * 600}","{"x" * 600}"\nc,d', ",", Start()))


def test_a_backslash_quote_that_is_not_closed_within_the_limit_spoils_its_line_only(short):
    text = '1,"a\\"b,2\n' + "x,y\n" * 1000
    found = list(records("deals.csv", text, ",", Start()))
    assert found[0][1] == (1, ["1", '"a\\"b', "2"], 2)
    assert len(found) == 1001


def test_a_cell_without_end_is_refused_in_little_memory():
    tracemalloc.start()
    try:
        for begin in ('a,b\n1,"', "a,b\n1,"):
            with pytest.raises(InputProblem):
                list(records("deals.csv", endless(begin, piece="x" * (1 << 16)), ",", Start()))
        assert tracemalloc.get_traced_memory()[1] < 100 << 20
    finally:
        tracemalloc.stop()
