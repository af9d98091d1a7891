import pytest

from pipectl.read.inspect import inspect
from pipectl.read.reader import read_pipeline
from pipectl.read.source import Source

from .exports import OPTIONS, a_spec, codes, said

HEADER = "name,stage,amount,close date"
WHOLE = "A,Proposal,10,2025-03-02"


def _read(text):
    return read_pipeline([Source("deals.csv", text.encode())], a_spec(), OPTIONS)


@pytest.mark.parametrize("row", ["B,Proposal,20", "B,Proposal,2", "B,Prop", "B"])
def test_a_last_row_that_the_file_ends_in_the_middle_of_is_set_aside(row):
    pipeline = _read(f"{HEADER}\n{WHOLE}\n{row}")
    assert [one.name for one in pipeline] == ["A"]
    assert (pipeline.rows.set_aside, pipeline.rows.conserved) == (1, True)
    cells = f"{row.count(',') + 1} cell{'s' if ',' in row else ''}"
    [told] = said(pipeline)
    assert told.startswith("deals.csv:3: DATA001 the file ends in the middle of it: the row has")
    assert told.endswith(
        f"{cells} and not 4, and no line end; export the file again; if the row is whole, end its line"
    )


@pytest.mark.parametrize(
    "rows",
    [
        f"{WHOLE}\nB,Proposal,20\n",
        f"{WHOLE}\r\nB,Proposal,20\r\n",
        f"{WHOLE}\nB,Proposal,20\n\n",
        "A,Proposal,10\nB,Proposal,20",
        f"{WHOLE}\nB,Proposal,20,2025-03-02",
        f"{WHOLE}\nB,Proposal,20,",
    ],
)
def test_a_last_row_that_is_whole_or_as_short_as_others_counts(rows):
    pipeline = _read(f"{HEADER}\n{rows}")
    assert [one.name for one in pipeline] == ["A", "B"]
    assert "DATA001" not in codes(pipeline)


def test_a_header_without_a_name_at_the_end_makes_no_row_short():
    assert len(_read(f"{HEADER},\n{WHOLE},\n{WHOLE}")) == 2


def test_a_footer_without_a_line_end_is_one():
    pipeline = _read(f"{HEADER}\n{WHOLE}\n\nGrand Totals (1 records)\nCopyright (c) 2026")
    assert (len(pipeline), codes(pipeline), pipeline.rows.set_aside) == (1, [], 0)


def test_a_row_that_is_cut_off_tells_nothing_of_its_stage():
    seen = inspect(Source("deals.csv", f"{HEADER}\n{WHOLE}\nB,Prop".encode()), OPTIONS)
    assert (seen.rows, [stage.name for stage in seen.stages]) == (1, ["Proposal"])
