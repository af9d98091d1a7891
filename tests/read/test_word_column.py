from decimal import Decimal

import pytest

from pipectl.read.inspect import inspect

from .exports import OPTIONS, a_source, codes, read

HEADER = "name,stage,amount,close %"


def _said(pipeline):
    (file,) = pipeline.files
    return [line for line in file.settled if "holds words" in line]


def test_a_close_percentage_of_words_is_left_out_and_said():
    pipeline = read(HEADER, "Acme,Proposal,5,High", "Beta,Discovery,6,low", "Gamma,Discovery,7,")
    assert [one.probability for one in pipeline] == [None, None, None]
    assert pipeline.rows.set_aside == 0
    (line,) = _said(pipeline)
    assert line.startswith("'close %' holds words, such as 'High' (line 2), and is not read as close %; ")
    assert line.endswith("the probabilities of stages are used")
    assert [one.extra.get("close %") for one in pipeline] == ["High", "low", None]
    assert "probability" not in pipeline.fields


def test_a_word_among_numbers_sets_its_row_aside():
    pipeline = read(HEADER, "Acme,Proposal,5,High", "Beta,Discovery,6,40%")
    assert codes(pipeline) == ["DATA015"]
    assert [one.probability for one in pipeline] == [Decimal("0.4")]
    assert _said(pipeline) == []


@pytest.mark.parametrize("text", ["140%", "x5", "?", "½"])
def test_what_is_no_word_is_a_close_percentage_that_cannot_be_read(text):
    pipeline = read(HEADER, f"Acme,Proposal,5,{text}", "Beta,Discovery,6,")
    assert pipeline.rows.set_aside == 1
    assert _said(pipeline) == []


def test_another_column_of_close_percentages_takes_its_place():
    pipeline = read("name,stage,amount,probability,prob %", "Acme,Proposal,5,High,40%")
    assert [one.probability for one in pipeline] == [Decimal("0.4")]
    (line,) = _said(pipeline)
    assert line.endswith("it is read from 'prob %'")
    assert not any("not from" in line for line in pipeline.files[0].settled)


def test_rows_with_such_words_settle_the_other_columns():
    pipeline = read("name,stage,amount,close date,close %", "Acme,Proposal,5,3/4/2025,High", "Beta,P,6,13/4/2025,Low")
    assert [str(one.expected_close) for one in pipeline] == ["2025-04-03", "2025-04-13"]


def test_a_status_that_holds_stages_is_found_beside_such_words():
    pipeline = read("name,status,amount,close %", "Acme,Proposal,5,High")
    assert [one.stage for one in pipeline] == ["Proposal"]
    assert len(_said(pipeline)) == 1


def test_before_there_is_a_pipeline_yaml_such_a_column_is_not_used():
    seen = inspect(a_source(HEADER, "Acme,Proposal,5,High"), OPTIONS)
    assert "probability" not in seen.mapping
    assert seen.unused == ("close %",)
    assert any("holds words" in line for line in seen.settled)
    assert seen.unread == ()
