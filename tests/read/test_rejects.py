import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from pipectl.read.reader import ReadOptions, read_pipeline
from pipectl.read.rejects import _NUMBER, rejects_csv

from .exports import AS_OF, HEADER, OPTIONS, ROW, a_source, a_spec

KEEP = ReadOptions(AS_OF, keep_rejects=True)


def rejected(*sources):
    pipeline = read_pipeline(sources, a_spec(), ReadOptions(AS_OF, keep_rejects=True))
    return list(csv.reader(io.StringIO(rejects_csv(pipeline))))


def test_rows_come_with_place_and_reason_under_the_columns_of_all_files():
    rows = rejected(
        a_source(HEADER, ROW, "O2,Beta,P,n/a,2025-01-01,Bo"),
        a_source("name,stage,amount,region", "a,Nowhere,-5,EMEA", "b,P,1,EMEA,x", name="more.csv"),
    )
    unreadable = "DATA007 amount 'n/a' is not an amount"
    unknown = "DATA005 stage 'Nowhere' is no stage of pipeline.yaml"
    too_long = "DATA001 the row has 5 cells and not 4"
    assert rows == [
        ["file", "line", "reason", *HEADER.split(","), "region", ""],
        ["deals.csv", "3", unreadable, "O2", "Beta", "P", "n/a", "2025-01-01", "Bo", "", ""],
        ["more.csv", "2", unknown, "", "a", "Nowhere", "-5", "", "", "EMEA", ""],
        ["more.csv", "3", too_long, "", "b", "P", "1", "", "", "EMEA", "x"],
    ]


def test_cells_a_spreadsheet_would_run_are_made_text_and_numbers_stay():
    [_, row] = rejected(a_source(HEADER, ROW, '=1+1,@SUM(1),+1+1,-500,-2+3,"\tx"'))
    assert row[3:] == ["'=1+1", "'@SUM(1)", "'+1+1", "-500", "'-2+3", "'\tx"]


def test_cells_under_a_repeated_header_are_all_kept():
    [header, row] = rejected(a_source("name,stage,amount,note,note", "a,P,1,,", "b,Nowhere,1,x,y"))
    assert (header[-2:], row[-2:]) == (["note", "note (2)"], ["x", "y"])


def test_cells_with_carriage_returns_stay_in_their_row():
    [_, row] = rejected(a_source("name,stage,amount,note", 'a,Nowhere,1,"x\ry"', "b,P,1,"))
    assert row[3:] == ["a", "Nowhere", "1", "x\ry"]


def test_cells_under_a_header_numbered_like_a_repeated_one_are_all_kept():
    [header, row] = rejected(a_source("name,stage,amount,A,A (2),A", "a,P,1,,,", "b,Nowhere,1,x,y,z"))
    assert (header[-3:], row[-3:]) == (["A", "A (2)", "A (3)"], ["x", "y", "z"])


def test_negative_amounts_are_read_again_once_the_row_is_corrected():
    rejects = rejects_csv(
        read_pipeline([a_source(HEADER, ROW, "O2,B,Nowhere,-$5.50,,")], a_spec(), ReadOptions(AS_OF, keep_rejects=True))
    )
    [one] = read_pipeline([a_source(rejects.replace("Nowhere", "P", 2))], a_spec(), ReadOptions(AS_OF))
    assert str(one.amount) == "-5.50"


def test_signs_of_full_width_are_made_text_and_percentages_stay():
    [_, row] = rejected(a_source("name,stage,amount,close %,note", "a,P,1,,", "＝1+1,Nowhere,1,+40%,＠x"))
    assert row[3:] == ["'＝1+1", "Nowhere", "1", "+40%", "'＠x"]


CELLS = st.text(alphabet="=+-@＝'; \t5a%.", max_size=8)


@given(CELLS)
def test_what_is_written_is_run_by_no_spreadsheet_and_read_again_as_it_stood(name):
    row = ["O2", name, "Nowhere", "1", "", ""]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADER.split(","), ROW.split(","), row])
    pipeline = read_pipeline([a_source(text.getvalue())], a_spec(), KEEP)
    written = rejects_csv(pipeline)
    [_, [*_, cell, _, _, _, _]] = csv.reader(io.StringIO(written))
    assert _NUMBER.fullmatch(cell) or not re.match(r"\s*[=+@＝-]|[\t\r]", cell)
    assert not re.search(r";\s*[=+@＝-]", cell)
    again = read_pipeline([a_source(written, name="rejects.csv")], a_spec(), KEEP)
    [reject] = again.rejects
    assert reject.cells[4].strip(" ") == name.strip(" ")
    corrected = read_pipeline([a_source(written.replace("Nowhere", "P", 2))], a_spec(), OPTIONS)
    assert [one.name for one in corrected] == ([name.strip()] if name.strip() else [])


def test_a_file_of_other_columns_keeps_its_apostrophes():
    [one] = read_pipeline([a_source(HEADER, "O2,'-Acme,P,1,,")], a_spec(), OPTIONS)
    assert one.name == "'-Acme"
