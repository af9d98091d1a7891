import io

import pytest

from pipectl.domain.errors import InputProblem, UsageProblem
from pipectl.read.workbook import as_csv

from .workbooks import ods, packed, xlsx

ROWS: list[list[object]] = [
    ["Name", "Amount", "Close Date", "Close %", "Won"],
    ["Acme, Ltd", 12500.5, (45366, 1), (0.4, 2), True],
    ["Two\nlines", 0.1 + 0.2, (45366.5, 1), 1, False],
    [None, 12345678901234, None, None, None],
]


def _lines(data, sheet=None):
    return as_csv("deals.xlsx", io.BytesIO(data), sheet).data.decode().splitlines()


def test_cells_are_what_the_sheet_shows_and_rows_are_lines():
    assert _lines(xlsx({"Deals": ROWS})) == [
        "Name,Amount,Close Date,Close %,Won",
        '"Acme, Ltd",12500.5,2024-03-15,0.4,TRUE',
        "Two lines,0.3,2024-03-15 12:00:00,1,FALSE",
        ",12345678901234,,,",
    ]


def test_an_opendocument_sheet_is_read_alike():
    assert _lines(ods([["Name", "Amount"], ["Acme", 12.5]])) == ["Name,Amount", "Acme,12.5"]


def test_of_several_sheets_the_first_that_is_shown_is_read_and_said():
    book = xlsx({"Notes": [["x"]], "Deals": [["Name"]], "More": [["y"]]}, hidden=("Notes",))
    found = as_csv("deals.xlsx", io.BytesIO(book), None)
    assert found.data == b"Name\n"
    assert found.said == ("read from sheet 'Deals', one of 3; --sheet names another",)


@pytest.mark.parametrize("sheet", ["more", "3"])
def test_a_sheet_is_named_or_counted(sheet):
    book = xlsx({"Notes": [["x"]], "Deals": [["Name"]], "More": [["y"]]})
    found = as_csv("deals.xlsx", io.BytesIO(book), sheet)
    assert (found.data, found.said) == (b"y\n", ())


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(UsageProblem, match=r"--sheet 'Deal': deals\.xlsx has no such sheet; it has: Deals"):
        _lines(xlsx({"Deals": ROWS}), "Deal")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (xlsx({"Deals": ROWS})[:400], "is a damaged or protected workbook"),
        (packed({"readme.txt": "hello"}), "can't be read as a workbook"),
        (xlsx({"Deals": ROWS}, head='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), "declares entities"),
        (xlsx({"Deals": [["x"]]}, parts={"xl/media/a": "0" * (40 << 20)}), "unpacks to more than 16 MB"),
    ],
)
def test_what_is_no_sound_workbook_is_refused(data, said):
    with pytest.raises(InputProblem, match=said):
        _lines(data)


def test_a_cell_at_the_far_end_of_an_empty_sheet_is_refused_before_room_is_made_for_all():
    far = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1048576">'
    far += '<c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(InputProblem, match="room for more than 20,000,000 cells"):
        _lines(xlsx({"Deals": ROWS}, parts={"xl/worksheets/sheet1.xml": far}))


ONE = '<table:table-cell office:value-type="float" office:value="1"{}/>'
AGAIN = ' table:number-{}-repeated="{}"'


def test_an_opendocument_sheet_that_unfolds_to_millions_of_cells_is_refused():
    wide = ONE.format(AGAIN.format("columns", 16384))
    body = f"<table:table-row{AGAIN.format('rows', 20000)}>{wide}</table:table-row>"
    with pytest.raises(InputProblem, match="room for more than 20,000,000 cells"):
        _lines(ods([], body))


def test_the_empty_rest_of_an_opendocument_sheet_is_no_bomb():
    empty = f"<table:table-cell{AGAIN.format('columns', 16384)}/>"
    rest = f"<table:table-row{AGAIN.format('rows', 1048575)}>{empty}</table:table-row>"
    assert _lines(ods([], f"<table:table-row>{ONE.format('')}{empty}</table:table-row>{rest}")) == ["1"]
