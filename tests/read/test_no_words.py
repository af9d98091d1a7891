import io

import pytest

from pipectl.read.inspect import inspect
from pipectl.read.no_words import is_error, is_nothing, is_value
from pipectl.read.reader import read_pipeline
from pipectl.read.source import Source
from pipectl.read.unplanned import read_unplanned
from pipectl.read.workbook import as_csv
from pipectl.spec.templates import built_in_spec

from .exports import OPTIONS, a_source, a_spec, codes, read, said
from .workbooks import Raw, xlsx

HEADER = "name,stage,amount,close %"
ERRORS = (
    "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#NV", "#BEZUG!", "#WERT!",
)  # fmt: skip
NOTHING = ("-", "—", "?", "...", "n/a", "N/A", "=X", "=VLOOKUP(A1;B:C;2)")
VALUES = ("5", "1,234.50", "40%", "2026-01-02", "31.12.2026 10:00", "15-Mar-2026")


def _read(*lines):
    return read_unplanned([a_source(*lines)], built_in_spec(), OPTIONS)[0]


@pytest.mark.parametrize("text", [*ERRORS, *NOTHING, *VALUES])
def test_what_is_no_word_is_never_taken_for_a_stage_of_the_file(text):
    cell = f'"{text}"'
    pipeline = _read(HEADER, f"a,{cell},1,40%", f"b,{cell},1,40%", "c,Second call,1,20%")
    assert pipeline.own_stages == ("Second call (open)",)
    assert codes(pipeline) == ["DATA005", "DATA005"]
    assert codes(_read(f"{HEADER},status", f"a,{cell},1,40%,Open", "c,Second call,1,20%,Open")) == ["DATA005"]


@pytest.mark.parametrize("text", [*ERRORS, "#ref!", " #N/A "])
def test_an_error_of_a_spreadsheet_is_told_as_such_in_place_of_a_stage_and_of_a_name(text):
    pipeline = read(HEADER, f"a,{text},1,40%", f"{text},Proposal,1,40%", "b,Proposal,1,40%")
    assert [one.name for one in pipeline] == ["b"]
    stage, name = said(pipeline)
    told = f"'{text.strip()}' is an error of a spreadsheet; mend the formula there, save and export again"
    assert stage == f"deals.csv:2:2: DATA005 stage {told}"
    assert name == f"deals.csv:3:1: DATA003 name {told}"


def test_before_there_is_a_pipeline_yaml_errors_and_dashes_are_no_stages():
    rows = [f"a{number},{text},1," for number, text in enumerate((*ERRORS, *NOTHING))]
    assert [one.name for one in inspect(a_source(HEADER, *rows, "z,Second call,1,"), OPTIONS).stages] == ["Second call"]


def test_a_formula_without_a_value_is_no_name_of_a_workbook_and_one_of_a_text_file():
    formula = Raw("<c {}><f>B1*2</f><v></v></c>")
    rows: list[list[object]] = [
        ["Name", "Stage", "Amount"],
        [formula, "Proposal", 5],
        ["Acme", formula, 5],
        ["Beta", "Proposal", 5],
    ]
    data = as_csv("d.xlsx", io.BytesIO(xlsx({"Deals": rows})), None).data
    pipeline = read_pipeline([Source("d.xlsx", data, sheet="Deals")], a_spec(), OPTIONS)
    assert [one.name for one in pipeline] == ["Beta"]
    assert codes(pipeline) == ["DATA003", "DATA005"]
    assert [one.name for one in read(HEADER, "=Alpha,Proposal,1,")] == ["=Alpha"]


@pytest.mark.parametrize(
    "stage", ["1. Call", "30-60 days", "#1 Call", "Err: wait", "Nada", "商談", "🔥", "May", "3rd of 4", "Q1 2026"]
)
def test_a_name_with_a_word_is_one(stage):
    assert not is_error(stage)
    assert not is_nothing(stage)
    assert not is_value(stage)
    assert _read(HEADER, f"a,{stage},1,40%").own_stages == (f"{stage} (open)",)


def test_a_number_that_pipeline_yaml_names_is_a_stage():
    stages = [{"name": "1"}, {"name": "-"}, {"name": "Won", "kind": "won"}]
    assert [one.stage for one in read(HEADER, "a,1,1,", "b,-,1,", spec=a_spec(stages=stages))] == ["1", "-"]
