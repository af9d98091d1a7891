import gzip
import io
from decimal import Decimal
from xml.sax.saxutils import quoteattr

import pytest

from pipectl.domain.errors import InputProblem, UnsettledProblem
from pipectl.read.number_formats import currency_of
from pipectl.read.reader import read_pipeline
from pipectl.read.source import load
from pipectl.read.workbook import as_csv

from .exports import OPTIONS, STAGES, a_spec, codes, said
from .workbooks import MAIN, Raw, ods, xlsx

HEADER = ["Name", "Stage", "Amount"]
OWN = {"version": 1, "stages": STAGES}


def _styles(*formats):
    declared = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for number, code in enumerate(formats, 200)
    )
    used = "".join(f'<xf numFmtId="{number}"/>' for number in range(200, 200 + len(formats)))
    return {
        "xl/styles.xml": f"<styleSheet {MAIN}><numFmts>{declared}</numFmts><cellStyleXfs><xf numFmtId='44'/>"
        f"</cellStyleXfs><cellXfs><xf numFmtId='0'/>{used}</cellXfs></styleSheet>"
    }


def _book(*rows, formats=(), header=HEADER):
    return xlsx({"Deals": [header, *rows]}, parts=_styles(*formats))


@pytest.fixture
def read(tmp_path):
    def reading(data, name="deals.xlsx", **spec):
        path = tmp_path / name
        path.write_bytes(data)
        return read_pipeline([load(str(path))], a_spec(**{"currency": None, **spec}), OPTIONS)

    return reading


def _amounts(pipeline):
    return [(str(one.amount), one.currency) for one in pipeline]


@pytest.mark.parametrize(
    ("code", "currency"),
    [
        ("_-* #,##0.00 [$EUR]_-", "EUR"), ("[$USD]", "USD"), ("#,##0.00\\ [$€-407]", "€"), ('"$"#,##0.00', "$"),
        ("[$£-809]#,##0", "GBP"), ("[$$-C09]#,##0", "AUD"), ("[$$-en-CA]0", "CAD"), ("[$kr-414] 0", "NOK"),
        ('_("$"* #,##0.00_);_("$"* (#,##0.00)', "$"), ('0.0,"k €"', "€"), ("\\$0", "$"), ('0 "kr"', "kr"),
        ("[$SFr.-807] 0", "SFr."), ("[$-409]d-mmm-yy", ""), ("General", ""), ("0.00E+00", ""), ("0%", ""),
        ('"Total" 0', ""), ('0 "all"', ""), ("[Red]0", ""),
    ],
)  # fmt: skip
def test_a_number_format_names_its_currency(code, currency):
    assert currency_of(code) == currency


def test_amounts_are_in_the_currency_that_their_cells_are_shown_in(read):
    rows = ["a", "Closed Won", (1000, 1)], ["b", "Closed Won", (2000.5, 2)]
    found = read(_book(*rows, formats=("_-* #,##0.00 [$EUR]_-", "[$USD]")))
    assert _amounts(found) == [("1000", "EUR"), ("2000.5", "USD")]
    assert "amounts are in the currencies that their cells are shown in: EUR, USD" in found.files[0].decisive


def test_amounts_of_an_opendocument_sheet_are_in_the_currency_of_their_cells(read):
    cell = '<table:table-cell office:value-type="{}" office:value="1000" {}/>'
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = [HEADER, ["a", "Proposal", "EUR"], ["b", "Proposal", "USD"]]
    body = "<table:table-row>" + "".join(map(text.format, HEADER)) + "</table:table-row>"
    for name, stage, code in lines[1:]:
        money = cell.format("currency", f'office:currency="{code}"')
        body += f"<table:table-row>{text.format(name)}{text.format(stage)}{money}</table:table-row>"
    assert _amounts(read(ods([], body), "deals.ods")) == [("1000", "EUR"), ("1000", "USD")]


def test_a_number_without_a_currency_beside_several_is_asked_about(read):
    rows = ["a", "Proposal", (1, 1)], ["b", "Proposal", (2, 2)], ["c", "Proposal", 3]
    with pytest.raises(UnsettledProblem, match=r"such as 'EUR 1' \(line 2\).*, and '3' \(line 4\) names none"):
        read(_book(*rows, formats=("[$EUR]", "[$USD]")))


def test_a_sign_of_several_currencies_in_a_format_is_said(read):
    found = read(_book(["a", "Proposal", (1, 1)], ["b", "Proposal", 2], formats=('"$"#,##0',)))
    assert _amounts(found) == [("1", "USD"), ("2", None)]
    assert "$ is taken as USD; currency in pipeline.yaml may say another" in found.files[0].decisive


def test_a_format_that_speaks_against_the_currency_of_the_pipeline_sets_its_row_aside(read):
    found = read(_book(["a", "Proposal", (1, 1)], ["b", "Proposal", 2], formats=("[$EUR]",)), currency="USD")
    assert (_amounts(found), codes(found)[0]) == ([("2", None)], "DATA009")
    assert "Amount 'EUR 1' is not in USD" in said(found)[0]


def test_a_column_of_currencies_outranks_formats(read):
    rows = ["a", "Proposal", (1, 1), "EUR"], ["b", "Proposal", (2, 1), "EUR"]
    found = read(_book(*rows, formats=("[$USD]",), header=[*HEADER, "Currency"]))
    assert _amounts(found) == [("1", "EUR"), ("2", "EUR")]


def test_a_currency_that_is_not_known_matters_only_beside_others(read):
    rows = ["a", "Proposal", (1, 1)], ["b", "Proposal", (2, 2)]
    assert _amounts(read(_book(rows[0], formats=("[$SFr.-807]",)))) == [("1", None)]
    found = read(_book(*rows, formats=("[$SFr.-807]", "[$USD]")))
    assert (_amounts(found), found.rows.set_aside) == ([("2", "USD")], 1)


def test_numbers_of_a_workbook_have_no_vote_on_how_its_texts_are_read(read):
    with pytest.raises(UnsettledProblem, match=r"Amount '1\.500' \(line 3\) could be 1\.500 or 1500"):
        read(_book(["a", "Proposal", 12.5], ["b", "Proposal", "1.500"]))
    found = read(_book(["a", "Proposal", 12.5], ["b", "Proposal", "1.500"], ["c", "Proposal", "2.500,75"]))
    assert [one.amount for one in found] == [Decimal("12.5"), Decimal(1500), Decimal("2500.75")]


def test_a_number_of_a_workbook_with_three_decimals_leaves_nothing_open(read):
    found = read(_book(["a", "Proposal", 1234.567], ["b", "Proposal", (-0.125, 1)], formats=("[$EUR]",)))
    assert _amounts(found) == [("1234.567", None), ("-0.125", "EUR")]


def test_rows_that_nobody_sees_are_read_and_said(read):
    hidden = Raw('<c {} t="inlineStr"><is><t>b</t></is></c></row><row r="4" hidden="1"><c r="A4"><v>7</v></c>')
    found = as_csv("deals.xlsx", io.BytesIO(xlsx({"Deals": [["Name"], ["a"], [hidden]]})), None)
    assert found.data == b"Name\na\nb\n7\n"
    assert found.said == ("rows that are hidden or filtered out in the sheet and are read like the others: 1",)
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    body = "".join(
        f'<table:table-row table:visibility="{seen}" table:number-rows-repeated="2">{cell}</table:table-row>'
        for seen in ("visible", "filter", "collapse")
    )
    assert as_csv("deals.ods", io.BytesIO(ods([], body)), None).said == (
        "rows that are hidden or filtered out in the sheet and are read like the others: 4",
    )


def test_formats_of_cells_in_no_order_are_refused():
    cells = '<row r="3"><c r="A3" s="1"><v>1</v></c></row><row r="2"><c r="A2" s="1"><v>1</v></c></row>'
    parts = _styles("[$EUR]") | {
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"
    }
    with pytest.raises(InputProblem, match="has cells in no order"):
        as_csv("deals.xlsx", io.BytesIO(xlsx({"Deals": [["x"]]}, parts=parts)), None)


def test_a_workbook_that_changes_its_formats_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("pipectl.read.looks._CHANGES", 5)
    rows = [["a", "Proposal", (number, 1 + number % 2)] for number in range(9)]
    with pytest.raises(InputProblem, match="changes the format of its cells too often"):
        as_csv("deals.xlsx", io.BytesIO(_book(*rows, formats=("[$EUR]", "[$USD]"))), None)


def test_a_workbook_that_is_compressed_once_more_is_read(read):
    assert _amounts(read(gzip.compress(_book(["a", "Proposal", 1])), "deals.xlsx.gz")) == [("1", None)]
