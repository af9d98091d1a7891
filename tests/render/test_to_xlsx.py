"""Workbooks, read back by another library than the one that writes them."""

import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pipectl.domain.errors import UsageProblem
from pipectl.render import schemas, to_json, to_xlsx
from pipectl.render.harmless import for_xlsx
from pipectl.render.to_xlsx.cells import DAY, LONGEST, PERCENT, PLAIN, TEXT, Siblings, cell
from pipectl.render.to_xlsx.tables import Kind, laid_out
from pipectl.render.to_xlsx.workbook import NAME, ROWS, written
from tests.builders import an_open
from tests.changing import replace
from tests.render import (
    activity_samples,
    boards,
    checks,
    forecasts,
    lead_samples,
    pasts,
    playbooks,
    reviews,
    samples,
    scorecards,
    validations,
)

RESULTS: dict[str, tuple[str, Any]] = {
    "report": ("report", samples.GROUPED),
    "bare report": ("report", samples.BARE),
    "hostile report": ("report", samples.with_names(samples.GROUPED, samples.NASTY)),
    "list": ("listing", samples.LISTING),
    "board": ("board", boards.BOARD),
    "board of nothing": ("board", boards.NOTHING),
    "board of several currencies": ("board", boards.MIXED),
    "hostile board": ("board", boards.HOSTILE),
    "check": ("check", checks.RICH),
    "hostile check": ("check", checks.HOSTILE),
    "validate": ("validation", validations.VALIDATION),
    "changes": ("changes", pasts.CHANGES_GROUPED),
    "hostile changes": ("changes", pasts.CHANGES_HOSTILE),
    "funnel": ("funnel", pasts.FUNNEL_GROUPED),
    "hostile funnel": ("funnel", pasts.FUNNEL_HOSTILE),
    "forecast": ("forecast", forecasts.FULL),
    "no forecast": ("forecast", forecasts.NOTHING),
    "hostile forecast": ("forecast", forecasts.HOSTILE),
    "leads": ("leads", lead_samples.LEADS),
    "hostile leads": ("leads", lead_samples.HOSTILE),
    "activity": ("activity", activity_samples.ACTIVITY),
    "hostile activity": ("activity", activity_samples.HOSTILE),
    "remembered": ("remembered", pasts.REMEMBERED),
    **{f"review {name}": ("review", found) for name, found in reviews.SHOWN.items()},
    **{f"playbook {number}": ("playbook", found) for number, found in enumerate(playbooks.EVERY)},
    **{f"qualify {number}": ("qualify", found) for number, found in enumerate(scorecards.EVERY)},
}
Sheets = dict[str, list[list[Any]]]


def made(name: str) -> bytes:
    return to_xlsx.render(*RESULTS[name])


def read(book: bytes) -> Sheets:
    opened = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return {name: opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names}


def rows(book: bytes, sheet: str) -> list[dict[str, Any]]:
    head, *body = read(book)[sheet]
    return [dict(zip(head, row, strict=True)) for row in body]


def leaves(tree: Any) -> list[Any]:
    """Every value of a document but that of its version."""
    if isinstance(tree, dict):
        return [leaf for key, value in tree.items() if key != "schema" for leaf in leaves(value)]
    if isinstance(tree, list):
        return [leaf for value in tree for leaf in leaves(value)]
    return [tree]


def spelled(value: Any) -> str:
    """One spelling for what JSON and a workbook say of the same."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return format(float(value), ".12g")
    try:
        return format(float(Decimal(value)), ".12g")
    except ArithmeticError:
        return for_xlsx(value)


@pytest.mark.parametrize("name", RESULTS)
def test_every_value_of_the_json_stands_in_the_workbook(name):
    verb, result = RESULTS[name]
    there = {spelled(each) for sheet in read(made(name)).values() for row in sheet for each in row if each != ""}
    parts = {part for text in there for part in text.split("; ")}
    document = json.loads(to_json.render(verb, result))
    # An empty text is an empty cell; JSON says of a map with its keys what a sheet says with a column.
    wanted = {spelled(each) for each in leaves(document) if each not in (None, "")}
    assert wanted - there - parts == set()


def test_amounts_are_numbers_days_are_days_and_flags_are_flags():
    card = next(row for row in rows(made("board"), "Cards") if row["Name"] == "Globex – platform")
    assert (card["Amount"], card["Expected close"], card["Probability"]) == (42000.0, date(2026, 1, 20), 0.6)
    assert (card["Days overdue"], card["Owner"], card["Severity"]) == (13.0, "Ann", "high")
    measure = next(row for row in rows(made("report"), "Measures") if row["Measure"] == "win_rate")
    assert (measure["Value"], measure["Numerator"], measure["Met"]) == (pytest.approx(9 / 29), 9.0, False)


def test_rows_below_a_row_name_it():
    signs = rows(made("board"), "Signs")
    assert next(row["Words"] for row in signs if row["Card name"] == "Globex – platform") == "close date 13 days past"
    lines = rows(made("changes"), "Groups lines")
    assert {row["Group key"] for row in lines} == {each.key or "" for each in pasts.CHANGES_GROUPED.groups}


def test_what_stands_in_no_table_and_which_sheets_there_are_stands_first():
    sheets = read(made("board"))
    assert list(sheets) == ["About", "Stages", "Cards", "Signs"]
    about = {row[0]: row[1] for row in sheets["About"]}
    assert (about["As of"], about["Amount"], about["Source · rows"]) == (date(2026, 2, 2), 209000.0, 15.0)
    assert about["Cards"] == len(sheets["Cards"]) - 1


def parts(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("name", RESULTS)
def test_each_sheet_is_a_table_with_a_filter_and_its_header_held_in_place(name):
    packed = parts(made(name))
    number = len(read(made(name)))
    tables = {each: ET.fromstring(text) for each, text in packed.items() if each.startswith("xl/tables/")}
    assert len(tables) == number - 1
    assert len({each.get("name", "").lower() for each in tables.values()}) == len(tables)
    for each in tables.values():
        titles = [column.get("name", "").lower() for column in each.iter("{*}tableColumn")]
        assert len(titles) == len(set(titles))
        assert each.find("{*}autoFilter") is not None
    held = [text for each, text in packed.items() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", each)]
    assert sum(b'state="frozen"' in text for text in held) == number - 1


@pytest.mark.parametrize("name", RESULTS)
def test_nothing_in_a_workbook_is_a_formula_or_a_link(name):
    for each, text in parts(made(name)).items():
        if each.startswith("xl/worksheets/"):
            assert b"<f>" not in text
            assert b"<f " not in text
            assert b"hyperlink" not in text.lower()


@pytest.mark.parametrize("name", RESULTS)
def test_the_same_result_gives_the_same_bytes(name):
    assert made(name) == made(name)


@pytest.mark.parametrize("name", RESULTS)
def test_names_of_sheets_are_what_spreadsheets_allow(name):
    names = list(read(made(name)))
    assert len({each.lower() for each in names}) == len(names)
    assert all(each and len(each) <= NAME and not re.search(r"[\[\]:*?/\\]", each) for each in names)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://evil.example")', "http://evil.example", "mailto:a@b.c", "007",
     "1e5", "TRUE", "2026-01-31", "_x0041_", "'quoted", " spaced ", "<b>&amp;", "日本", "{=1}", "#REF!", "inf", "nan"],
)  # fmt: skip
def test_text_stays_the_text_it_is(text):
    (card,) = rows(to_xlsx.render("board", boards.a_board(an_open(1, name=text, owner=text))), "Cards")
    assert (card["Name"], card["Owner"]) == (text, text)


def test_control_characters_are_shown_as_everywhere():
    nasty = "a\x00b\x1b[31m\x07\u202e\ud800\r\nend"
    (card,) = rows(to_xlsx.render("board", boards.a_board(an_open(1, name=nasty))), "Cards")
    assert card["Name"] == "a\\x00b\\x1b[31m\\x07\\u202e\\ud800⏎end"


@pytest.mark.parametrize("mark", ["a", "🚀"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(mark):
    long = mark * 40_000
    (card,) = rows(to_xlsx.render("board", boards.a_board(an_open(1, name=long))), "Cards")
    assert card["Name"].endswith("… cut here: 40,000 characters are more than a cell holds")
    assert len(card["Name"].encode("utf-16-le")) // 2 <= LONGEST
    assert card["Name"].startswith(mark * 16_000)


def test_a_text_as_long_as_a_cell_is_whole():
    (card,) = rows(to_xlsx.render("board", boards.a_board(an_open(1, name="a" * LONGEST))), "Cards")
    assert card["Name"] == "a" * LONGEST


@pytest.mark.parametrize(
    ("written_as", "stored"),
    [
        ("42000.00", 42000.0),
        ("-0.50", -0.5),
        ("999999999999999.00", 999999999999999.0),
        ("9999999999999999.00", "9999999999999999.00"),
        ("1234567890123456.78", "1234567890123456.78"),
        ("100000000000000000.00", 1e17),
        ("0.3103448275862068965517241379", 9 / 29),
    ],
)
def test_an_amount_with_more_digits_than_a_spreadsheet_keeps_is_text(written_as, stored):
    assert cell(Kind.MONEY, written_as, Siblings("USD")).stored == stored


def test_amounts_look_like_money_of_their_currency_and_shares_like_percentages():
    assert cell(Kind.MONEY, "1.00", Siblings("EUR")).pattern == '#,##0.00" EUR"'
    assert cell(Kind.MONEY, "1.00", Siblings('"; evil')).pattern == PLAIN
    assert cell(Kind.SHARE, "0.5", Siblings(None)).pattern == PERCENT
    assert cell(Kind.DECIMAL, "0.5", Siblings("USD", "ratio", is_percent=True), "value").pattern == PERCENT
    assert cell(Kind.DECIMAL, "2.5", Siblings("USD", "ratio"), "value").pattern == '0.00"×"'
    assert cell(Kind.DECIMAL, "2.5", Siblings("USD", "money"), "value").pattern == '#,##0.00" USD"'
    assert cell(Kind.DAY, "2026-01-31", Siblings(None)) == (date(2026, 1, 31), DAY)


def test_days_that_spreadsheets_have_none_for_are_text():
    assert cell(Kind.DAY, "1899-12-31", Siblings(None)) == ("1899-12-31", TEXT)
    assert cell(Kind.DAY, "9999-12-31", Siblings(None)).stored == date(9999, 12, 31)


def test_more_rows_than_a_sheet_holds_are_refused():
    document = {"things": {"type": "array", "description": "Things.", "items": {"type": "integer"}}}
    found = laid_out(document, {"things": [1] * 3})
    table = replace(found.tables[0], rows=((1, 1),) * ROWS)
    with pytest.raises(UsageProblem, match=r"1,048,576 rows of Things are more than the 1,048,575 a sheet holds"):
        written("things", replace(found, tables=(table,)), {})


def test_sheets_whose_names_are_alike_are_numbered():
    table = laid_out({"a": {"type": "array", "items": {"type": "integer"}}}, {"a": [1]}).tables[0]
    tables = tuple(replace(table, name=name) for name in ("x" * 40, "x" * 41, "X" * 42, "about", "a/b:c", "''"))
    names = list(read(written("things", replace(laid_out({}, {}), tables=tables[:5]), {})))
    assert names == ["About", "x" * 31, f"{'x' * 28} 2", f"{'X' * 28} 3", "about 2", "a b c"]


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_every_list_of_every_document_has_a_title_of_its_own(name):
    from importlib import import_module

    document = import_module(f"pipectl.render.schemas.{name}").DOCUMENT
    from pipectl.render.to_xlsx.tables import _names, _parts, _paths

    names = _names([at for path, schema in _parts(document) for at in _paths(path, schema)])
    assert len({each.lower() for each in names.values()}) == len(names)


def test_when_a_workbook_was_made_is_the_day_it_speaks_of():
    assert b"2026-02-02T00:00:00Z" in parts(made("report"))["docProps/core.xml"]


def test_a_table_without_rows_has_no_sheet():
    assert list(read(made("board of nothing"))) == ["About"]
