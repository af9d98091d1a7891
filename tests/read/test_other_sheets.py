import io

import pytest

from pipectl.domain.errors import HeaderProblem, InputProblem
from pipectl.read.inspect import inspect
from pipectl.read.reader import read_pipeline
from pipectl.read.source import load

from .exports import OPTIONS, a_spec
from .workbooks import xlsx

NOTES: list[list[object]] = [["Read me"], ["Made by sales operations"]]
DEALS: list[list[object]] = [["Name", "Stage", "Amount"], ["Acme", "Proposal", 5]]


def _source(sheets, sheet=None, **more):
    return load("-", stdin=io.BytesIO(xlsx(sheets, **more)), sheet=sheet)


def _refused(source, problem=HeaderProblem):
    with pytest.raises(problem) as refused:
        read_pipeline([source], a_spec(), OPTIONS)
    return str(refused.value)


def test_a_first_sheet_without_our_columns_is_refused_with_the_sheets_that_may_be_meant():
    said = _refused(_source({"Notes": NOTES, "Deals 2026": DEALS, "Old": NOTES, "Lists": NOTES}, hidden=("Lists",)))
    assert said.endswith("; the first sheet was read: --sheet names another, such as 'Deals 2026', 'Old'")


def test_an_empty_first_sheet_is_refused_alike():
    assert "--sheet names another, such as 'Deals'" in _refused(_source({"Notes": [], "Deals": DEALS}), InputProblem)


def test_so_is_one_from_which_a_pipeline_yaml_is_to_be_proposed():
    with pytest.raises(InputProblem, match="--sheet names another, such as 'Deals'"):
        inspect(_source({"Notes": NOTES, "Deals": DEALS}), OPTIONS)


def test_a_sheet_that_was_named_or_is_alone_is_refused_for_itself():
    assert "--sheet" not in _refused(_source({"Notes": NOTES, "Deals": DEALS}, "Notes"))
    assert "--sheet" not in _refused(_source({"Notes": NOTES}))
    assert "--sheet" not in _refused(_source({"Notes": NOTES, "Lists": DEALS}, hidden=("Lists",)))


def test_the_sheet_that_was_meant_is_read():
    assert len(read_pipeline([_source({"Notes": NOTES, "Deals": DEALS}, "Deals")], a_spec(), OPTIONS)) == 1
