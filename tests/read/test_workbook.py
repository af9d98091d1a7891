import io

import pytest

from pipectl.domain.errors import InputProblem, UsageProblem
from pipectl.read import workbook
from pipectl.read.reader import read_pipeline
from pipectl.read.source import Source
from pipectl.read.workbook import as_csv

from .exports import OPTIONS, a_spec, said
from .workbooks import MAIN, Raw, ods, packed, xlsx

Rows = list[list[object]]
ROWS: Rows = [
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


FAR = '<c r="A1"><v>1</v></c></row><row r="1048576">'


def _sheet(body, **more):
    return f'<worksheet {MAIN}><sheetData><row r="1">{body}</row></sheetData></worksheet>'


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c r='XFD1048576'><v>1</v></c>",
        '<c r = "XFD1048576" ><v>1</v></c>',
        '<c r="xfd1048576"><v>1</v></c>',
        '<c r="XFC1"/><c><v>1</v></c>',
        '<c r="XFD1048576"><f>A1</f></c>',
        f'<x:c xmlns:x{MAIN.removeprefix("xmlns")} r="XFD1048576"><x:v>1</x:v></x:c>',
        '<c r="XFDXFDXFD1048576"><v>1</v></c>',
    ],
)
def test_a_cell_at_the_far_end_of_an_empty_sheet_is_refused_before_room_is_made_for_all(cells):
    with pytest.raises(InputProblem, match="room for more than 20,000,000 cells"):
        _lines(xlsx({"Deals": ROWS}, parts={"xl/worksheets/sheet1.xml": _sheet(FAR + cells)}))


LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
LINKS = '<Relationships><Relationship Id="rId1" Type="{}" Target="{}"/></Relationships>'


def _kept_in(part, body):
    return {"xl/_rels/workbook.xml.rels": LINKS.format(LINK, part), f"xl/{part}": _sheet(body)}


def test_a_sheet_is_looked_through_wherever_it_is_kept():
    assert _lines(xlsx({"Deals": ROWS}, parts=_kept_in("sheets/s.xml", '<c r="B1"><v>1</v></c>'))) == [",1"]
    with pytest.raises(InputProblem, match="room for more than 20,000,000 cells"):
        _lines(xlsx({"Deals": ROWS}, parts=_kept_in("sheets/s.xml", FAR + '<c r="XFD1048576"><v>1</v></c>')))
    with pytest.raises(InputProblem, match="sheet 'Deals' is not where the workbook says"):
        _lines(xlsx({"Deals": ROWS}, parts=_kept_in("media/s.svg", FAR + '<c r="XFD1048576"><v>1</v></c>')))


def _shared(long, *numbers):
    cells = "".join(f'<c t="s"><v>{number}</v></c>' for number in numbers)
    texts = "".join(f"<si><t>{text}</t></si>" for text in ("a", "x" * long, *"bcdefghijkl"))
    return {"xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>", "xl/worksheets/sheet1.xml": _sheet(cells)}


@pytest.mark.parametrize("number", ["1", "1<!-- -->2", "1<![CDATA[2]]>", "1&#50;"])
def test_a_long_text_that_many_cells_share_is_refused(number):
    with pytest.raises(InputProblem, match="unfolds to over 512 MB of text"):
        _lines(xlsx({"Deals": ROWS}, parts=_shared(1 << 20, *[number] * 600)))


def test_texts_that_cells_share_are_read():
    assert _lines(xlsx({"Deals": ROWS}, parts=_shared(3, 0, 1, 2, *[12] * 2))) == ["a,xxx,b,l,l"]


def test_elements_inside_each_other_without_end_are_refused():
    with pytest.raises(InputProblem, match="is built as no spreadsheet is"):
        _lines(xlsx({"Deals": ROWS}, parts={"xl/styles.xml": "<a>" * 200_000}))


def test_a_part_that_is_damaged_is_refused():
    data = bytearray(xlsx({"Deals": [["Name", number, "x" * 50] for number in range(500)]}))
    at = data.index(b"xl/worksheets/sheet1.xml") + 200
    for position in range(at, at + 10):
        data[position] ^= 0x55
    with pytest.raises(InputProblem, match="is a damaged or protected workbook"):
        _lines(bytes(data))


def test_a_picture_may_be_declared_as_it_likes():
    picture = '<!DOCTYPE svg [<!ENTITY ns "x">]><svg>&ns;</svg>'
    assert _lines(xlsx({"Deals": [["x"]]}, parts={"xl/media/logo.svg": picture})) == ["x"]


def test_a_binary_workbook_is_refused_with_what_to_do():
    with pytest.raises(InputProblem, match=r"is a binary workbook \(\.xlsb\); save it as \.xlsx"):
        _lines(packed({"xl/workbook.bin": "x"}))


def test_a_cell_with_an_error_reads_as_that_and_a_formula_without_a_value_as_it_is_written():
    error, formula = Raw('<c {} t="e"><f>B1</f><v>#REF!</v></c>'), Raw("<c {}><f>B1*2</f><v></v></c>")
    empty = Raw('<c {} t="str"><f>IF(B1="","","x")</f><v></v></c>')
    rows: Rows = [
        ["Name", "Amount"],
        ["Acme", error, None, formula],
        [Raw("<c {}><f>A1</f></c>"), 5, empty],
        [None, error],
    ]
    found = as_csv("deals.xlsx", io.BytesIO(xlsx({"Deals": rows})), None)
    assert found.data.decode().splitlines() == ["Name,Amount,", "Acme,#REF!,,=B1*2", "=A1,5,", ",#REF!,"]
    errors, formulas = found.said
    assert errors == "cells that hold an error and are read as that, such as #REF!: 2"
    assert formulas.startswith("formulas without a value, which are read as they are written: 2; open the workbook")


def test_an_amount_that_is_an_error_sets_its_row_aside():
    rows: Rows = [["Id", "Name", "Stage", "Amount"], [1, "Acme", "Proposal", Raw('<c {} t="e"><v>#REF!</v></c>')]]
    data = as_csv("deals.xlsx", io.BytesIO(xlsx({"Deals": rows})), None).data
    pipeline = read_pipeline([Source("deals.xlsx", data, sheet="Deals")], a_spec(), OPTIONS)
    assert said(pipeline) == ["deals.xlsx:2:4: DATA007 Amount '#REF!' is not an amount; correct it or leave it empty"]


def test_a_chart_has_no_rows_and_the_first_sheet_with_rows_is_read():
    book = xlsx({"Chart": None, "Deals": [["Name"]]})
    found = as_csv("deals.xlsx", io.BytesIO(book), None)
    assert (found.data, found.said) == (b"Name\n", ("read from sheet 'Deals', one of 2; --sheet names another",))
    for sheet in ("chart", "1"):
        with pytest.raises(UsageProblem, match=r"deals\.xlsx has no such sheet with rows; it has: Deals"):
            _lines(book, sheet)


def test_a_workbook_without_a_sheet_of_rows_is_refused():
    for book in (xlsx({}), xlsx({"Chart": None})):
        with pytest.raises(InputProblem, match=r"deals\.xlsx has no sheet with rows"):
            _lines(book)


def test_what_goes_wrong_inside_the_library_is_no_traceback(monkeypatch):
    class PanicException(BaseException):
        """As a library in Rust raises it."""

    def fails(_rows):
        raise PanicException("index out of range")

    monkeypatch.setattr(workbook, "_written", fails)
    with pytest.raises(InputProblem, match=r"can't be read as a workbook: index out of range"):
        _lines(xlsx({"Deals": ROWS}))


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


CELL = "<table:table-cell {}/>"
TEXT = '<table:table-cell office:value-type="string" {}><text:p>{}</text:p></table:table-cell>'
WIDE = AGAIN.format("columns", 16384)
VALUE = 'office:value-type="float" office:value="1"'


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (CELL.format(AGAIN.format("columns", 2_000_000_000)) + CELL.format(""), "room for more than 20,000,000 cells"),
        (TEXT.format("", '<text:s text:c="2000000000"/>'), "unfolds to over 512 MB of text"),
        (TEXT.format(WIDE, "x" * (1 << 16)), "unfolds to over 512 MB of text"),
        (CELL.format(f'table:formula="of:={"x" * (1 << 16)}"{WIDE}'), "unfolds to over 512 MB of text"),
    ],
)
def test_an_opendocument_row_that_unfolds_without_end_is_refused(rows, said):
    with pytest.raises(InputProblem, match=said):
        _lines(ods([], f"<table:table-row>{rows}</table:table-row>"))


@pytest.mark.parametrize("kind", ["table-cell", "covered-table-cell"])
def test_repeated_cells_of_an_opendocument_sheet_count_whatever_they_hold(kind):
    cell = f'<table:{kind} office:value="1"{WIDE}/>'
    with pytest.raises(InputProblem, match="room for more than 20,000,000 cells"):
        _lines(ods([], f"<table:table-row{AGAIN.format('rows', 20000)}>{cell}</table:table-row>"))


def test_a_cell_far_below_the_others_of_an_opendocument_sheet_is_refused():
    rest = f"<table:table-row{AGAIN.format('rows', 1048575)}>{CELL.format('')}</table:table-row>"
    far = f"<table:table-row>{CELL.format(AGAIN.format('columns', 9999))}{CELL.format(VALUE)}</table:table-row>"
    with pytest.raises(InputProblem, match="room for more than 20,000,000 cells"):
        _lines(ods([], rest + far))


def test_errors_and_formulas_without_a_value_of_an_opendocument_sheet_are_read_as_they_stand():
    error = '<table:table-cell office:string-value="" x:value-type="error"{}>{}</table:table-cell>'
    note = "<office:annotation><text:p>why</text:p></office:annotation>"
    formula = CELL.format('table:formula="of:=[.A1]*2"')
    rows = (
        f"<table:table-row>{ONE.format('')}{CELL.format('')}{error.format('', note + '<text:p>#REF!</text:p>')}"
        f"{formula}</table:table-row><table:table-row{AGAIN.format('rows', 2)}>"
        f"{error.format(AGAIN.format('columns', 2), '<text:p>#N/A</text:p>')}</table:table-row>"
    )
    assert _lines(ods([], rows)) == ["1,,#REF!,=[.A1]*2", "#N/A,#N/A,", "#N/A,#N/A,"]
