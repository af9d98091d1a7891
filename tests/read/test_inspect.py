from decimal import Decimal

import pytest

from pipectl.domain.errors import HeaderProblem
from pipectl.domain.spec import DateOrder, StageKind
from pipectl.read.inspect import inspect
from pipectl.read.reader import ReadOptions

from .exports import AS_OF, OPTIONS, a_source


def test_a_file_says_its_columns_and_stages_by_itself():
    found = inspect(
        a_source(
            "Deal Name;Amount;Probability (%);Stage;Region;", "a;1;10;New;EMEA;", "b;2;30;New;EMEA;", "c;3;100;Done;;",
            "d;4;0;Closed Lost;;", "e;5;;Onboarding;;", "f;6;x;New;;", encoding="cp1252",
        ),
        OPTIONS,
    )  # fmt: skip
    assert (found.encoding, found.delimiter, found.header_line, found.rows) == ("UTF-8", "semicolon", 1, 6)
    assert found.headers == ("Deal Name", "Amount", "Probability (%)", "Stage", "Region")
    assert found.mapping == {
        "name": "Deal Name",
        "amount": "Amount",
        "probability": "Probability (%)",
        "stage": "Stage",
    }
    assert found.unused == ("Region",)
    assert [(one.name, one.rows, one.typical, one.kind) for one in found.stages] == [
        ("New", 3, Decimal("0.2"), StageKind.OPEN),
        ("Done", 1, Decimal(1), StageKind.WON),
        ("Closed Lost", 1, Decimal(0), StageKind.LOST),
        ("Onboarding", 1, None, StageKind.POST_SALE),
    ]
    assert found.questions == ()


def test_what_columns_leave_open_is_asked_and_not_raised():
    source = a_source("name,amount,stage,created,close %", "a,1.234,New,02/03/2025,1")
    found = inspect(source, OPTIONS)
    assert [(one.field, one.setting, one.choices) for one in found.questions] == [
        ("amount", "columns.locale", ("en", "de")),
        ("created", "columns.date_order", ("dmy", "mdy")),
        ("probability", "columns.probability_scale", ("fraction", "percent")),
    ]
    assert found.stages[0].typical is None
    answered = inspect(source, ReadOptions(AS_OF, date_order=DateOrder.DMY, locale="en"))
    assert [one.field for one in answered.questions] == ["probability"]


def test_a_needed_column_that_is_missing_is_a_question_over_those_that_are_left():
    found = inspect(a_source("name,worth,phase", "a,1,New"), OPTIONS)
    assert [(one.field, one.setting, one.choices) for one in found.questions] == [
        ("stage", "columns.stage", ("worth", "phase")),
        ("amount", "columns.amount", ("worth", "phase")),
    ]
    assert found.stages == ()


def test_a_file_with_no_column_of_ours_is_refused():
    with pytest.raises(HeaderProblem):
        inspect(a_source("x,y", "1,2"), OPTIONS)


def test_spellings_of_a_stage_that_differ_in_case_and_spaces_are_one_stage_in_its_usual_spelling():
    lines = ["a,1,proposal", "b,2,Proposal", "c,3,Closed  Won", "d,4,Proposal ", "e,5,Closed Won", "f,6,Closed Won"]
    found = inspect(a_source("name,amount,stage", *lines), OPTIONS)
    assert [(one.name, one.rows) for one in found.stages] == [("Proposal", 3), ("Closed Won", 3)]
