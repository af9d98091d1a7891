import pytest

from pipectl.domain.errors import HeaderProblem, UnsettledProblem
from pipectl.read.inspect import inspect

from .exports import OPTIONS, a_source, a_spec, codes, read

HEADER = "name,stage,amount"


def _outcomes(pipeline):
    return [one.outcome.value for one in pipeline]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Result", ("Won", "Lost", "", "Pending")), ("Ergebnis", ("gewonnen", "verloren", "offen", "")),
        ("Won?", ("Yes", "", "No", "No")), ("Deal Outcome", ("Closed Won", "cancelled", "open", "")),
        ("IsClosed,IsWon", ("true,true", "true,false", "false,false", "false,false")),
        ("Won Date,Lost Date", ("2025-01-02,", ",2025-01-03", ",", ",")),
        ("Lost on,Won on", (",2025-01-02", "2025-01-03,2025-01-02", ",", ",")),
    ],
)  # fmt: skip
def test_columns_that_say_what_was_won_and_lost_under_headers_of_no_crm_are_read(header, rows):
    found = read(f"{HEADER},{header}", *(f"d{at},Proposal,{at}1,{cells}" for at, cells in enumerate(rows)))
    assert _outcomes(found) == ["won", "open" if header == "Won?" else "lost", "open", "open"]
    assert any(line.startswith("taken as well: ") for line in found.files[0].decisive)


def test_what_was_taken_is_said_with_its_header():
    found = read(f"{HEADER},Won Date,Lost Date", "a,Proposal,1,2025-01-02,", "b,Proposal,1,,2025-01-03")
    assert found.files[0].decisive == (
        "taken as well: the day it was won from 'Won Date', the day it was lost from 'Lost Date'",
    )
    assert [str(one.closed) for one in found] == ["2025-01-02", "2025-01-03"]


def test_a_stage_that_is_decided_outranks_the_day_of_another_outcome():
    rows = ("a,Closed Won,1,,2025-01-02", "b,Closed Lost,1,2025-01-02,", "c,Proposal,1,2025-01-02,2025-01-02")
    assert _outcomes(read(f"{HEADER},Won Date,Lost Date", *rows)) == ["won", "lost", "open"]


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Result", ("Good", "Won")), ("Won", ("100", "0")), ("Won Date", ("soon", "later")), ("Result", ("", "")),
     ("Won", ("1", "5,000"))],
)  # fmt: skip
def test_a_column_that_holds_something_else_is_none_of_ours(header, cells):
    found = read(f"{HEADER};{header}".replace(",", ";"), *(f"d;Proposal;{at};{cell}" for at, cell in enumerate(cells)))
    assert (_outcomes(found), found.files[0].decisive) == (["open", "open"], ())
    assert header in found.files[0].unused or not any(cells)


def test_an_error_in_such_a_column_sets_its_row_aside():
    found = read(f"{HEADER},Result", *[f"a,Proposal,{at},Won" for at in range(20)], "b,Proposal,2,Wonn")
    assert (found.rows.set_aside, set(codes(found))) == (1, {"DATA006"})


def test_a_file_without_stages_needs_such_a_column_to_hold_outcomes():
    assert _outcomes(read("name,amount,Result", "a,1,Won", "b,1,Lost")) == ["won", "lost"]
    with pytest.raises(HeaderProblem, match=r"no column for: stage \(or status\)"):
        read("name,amount,Result", "a,1,fine", "b,1,bad")
    seen = inspect(a_source("name,amount,Result", "a,1,fine"), OPTIONS)
    assert [one.field for one in seen.questions] == ["stage"]


def test_where_a_status_says_it_nothing_else_is_taken():
    found = read(f"{HEADER},Status,Result,Won", "a,Proposal,1,Open,Won,yes")
    assert _outcomes(found) == ["open"]
    assert found.files[0].unused == ("Result", "Won")


def test_a_column_that_is_not_read_and_says_what_was_won_is_refused_where_all_is_open():
    with pytest.raises(UnsettledProblem) as refused:
        read(f"{HEADER},Foo", "a,Proposal,1,", "b,Proposal,1,Won", "c,Proposal,1,Lost", "d,Proposal,1,Open")
    assert str(refused.value) == (
        "deals.csv: column 'Foo' says what was won and lost, such as 'Won' (line 3), and is not read: by it 2 "
        "opportunities are not open; name it with `pipectl init --from deals.csv --column status=Foo`, which writes a "
        'pipeline.yaml, or add it to the one that is there: columns: {status: "Foo"}; leave the column out if it says '
        "something else"
    )
    named = a_spec(columns={"status": "Foo"})
    assert _outcomes(read(f"{HEADER},Foo", "a,Proposal,1,", "b,Proposal,1,Won", spec=named)) == ["open", "won"]


def test_a_column_lost_of_yes_and_no_is_refused_too():
    with pytest.raises(UnsettledProblem, match=r"column 'Lost\?' says what was won and lost, such as 'Yes' \(line 2\)"):
        read(f"{HEADER},Lost?", "a,Proposal,1,Yes", "b,Proposal,1,No")


def test_where_stages_say_what_was_won_such_a_column_is_said():
    found = read(f"{HEADER},Foo", "a,Closed Won,1,Won", "b,Proposal,1,Won")
    [told] = found.files[0].decisive
    assert told == (
        "column 'Foo' says what was won and lost, such as 'Won' (line 3), and is not read: by it 1 opportunity is not "
        'open; if that is so, columns: {status: "Foo"} in pipeline.yaml reads it'
    )
    assert read(f"{HEADER},Foo", "a,Closed Won,1,Won", "b,Proposal,1,Open").files[0].decisive == ()
    assert read(f"{HEADER},Foo", "a,Proposal,1,Won", "b,Proposal,1,Acme").files[0].decisive == ()


def test_a_header_that_stands_again_in_another_case_is_one():
    assert read(f"{HEADER},Result", "a,Proposal,1,x", "NAME,STAGE,AMOUNT,RESULT").rows.repeated_header == 1
