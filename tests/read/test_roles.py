"""Columns that say whether, when and for how much an opportunity was won."""

import pytest

from pipectl.domain.errors import HeaderProblem

from .exports import a_spec, codes, read, said

API = "Id,Name,Amount,StageName,CloseDate,CreatedDate"
DECIDED = [{"name": "Closed Won", "kind": "won"}, {"name": "Closed Lost", "kind": "lost"}]


def _rows(flags, *rows, **more):
    made = (f"{number},A,1000,{stage},2025-01-01,2024-12-01,{cells}" for number, (stage, cells) in enumerate(rows))
    return read(f"{API},{flags}", *made, **more)


def _outcomes(pipeline):
    return [one.outcome.value for one in pipeline]


@pytest.mark.parametrize(
    "header",
    [
        "Id,Name,Amount,StageName,CloseDate,IsClosed",
        "Opportunity ID,Opportunity Name,Amount,Stage,Close Date,Closed,Opportunity Owner",
        "Record ID,Deal Name,Amount,Deal Stage,Close Date,Is Deal Closed?",
    ],
)
def test_what_is_closed_is_won_or_lost_as_its_stage_is_where_nothing_else_says_which(header):
    rows = ("1,a,1,Closed Won,2025-01-01,true,", "2,b,2,Closed Lost,2025-01-01,true,", "3,c,3,Proposal,,false,")
    pipeline = read(header, *rows, spec=a_spec())
    assert _outcomes(pipeline) == ["won", "lost", "open"]
    assert codes(pipeline) == ["DATA103"]


def test_an_empty_cell_beside_closed_leaves_it_to_the_stage():
    pipeline = _rows("IsClosed,IsWon", ("Closed Won", "true,"), ("Closed Won", ",true"), ("Closed Lost", ",false"))
    assert _outcomes(pipeline) == ["won", "won", "lost"]


def test_what_is_closed_in_an_open_stage_is_set_aside_where_nothing_says_whether_it_was_won():
    pipeline = _rows("IsClosed", ("Proposal", "true"), ("Proposal", "false"))
    assert _outcomes(pipeline) == ["open"]
    [told] = said(pipeline)
    assert told == (
        "deals.csv:2:7: DATA020 IsClosed 'true' and StageName 'Proposal' don't say whether it is won or lost; say with "
        "its stage's kind in pipeline.yaml what it is, or export both whether it is closed and whether it was won"
    )


def test_what_was_not_won_in_a_won_stage_is_set_aside_where_nothing_says_whether_it_is_closed():
    pipeline = _rows("IsWon", ("Closed Won", "false"), ("Closed Lost", "false"), ("Proposal", "false"))
    assert _outcomes(pipeline) == ["lost", "open"]
    assert [(one.code, one.place.line, one.place.column) for one in pipeline.findings] == [("DATA020", 2, 7)]


def test_a_flag_that_contradicts_its_stage_wants_a_look_and_is_what_counts():
    rows = (("Closed Won", "true,false"), ("Prospecting", "true,true"), ("Closed Lost", "false,false"))
    spec = a_spec(stages=[{"name": "Prospecting"}, *DECIDED])
    pipeline = _rows("IsClosed,IsWon", *rows, spec=spec)
    assert _outcomes(pipeline) == ["lost", "won", "open"]
    rest = "correct one of the two, or the stage's kind in pipeline.yaml; {} is what counts"
    assert said(pipeline) == [
        f"deals.csv:2:4: DATA111 StageName is 'Closed Won', and IsWon 'false'; {rest.format('IsWon')}",
        f"deals.csv:3:4: DATA111 StageName is 'Prospecting', and IsWon 'true'; {rest.format('IsWon')}",
        f"deals.csv:4:4: DATA111 StageName is 'Closed Lost', and IsClosed 'false'; {rest.format('IsClosed')}",
    ]


def test_flags_that_agree_with_their_stage_want_no_look():
    rows = (("Closed Won", "true,true"), ("Closed Lost", "true,false"), ("Proposal", "false,false"))
    assert codes(_rows("IsClosed,IsWon", *rows)) == []


def test_a_stage_that_is_empty_is_taken_from_the_flags_and_said():
    pipeline = _rows("IsClosed,IsWon", ("", "true,true"))
    assert [(one.stage, one.outcome.value) for one in pipeline] == [("Closed Won", "won")]
    assert said(pipeline) == [
        "deals.csv:2:4: DATA110 StageName is empty; taken as Closed Won by IsWon 'true'; enter its stage"
    ]


def test_two_columns_of_one_header_for_a_role_are_refused_where_they_differ():
    header = "Topic,Status,Est. revenue,Actual Revenue,Actual Revenue"
    with pytest.raises(HeaderProblem) as caught:
        read(header, "a,Won,1000,500,500", "b,Won,1000,500,900")
    assert str(caught.value) == (
        "deals.csv:3: columns 4 and 5 are both headed 'Actual Revenue' and hold different values; rename the one that "
        "is not meant"
    )
    [one] = read(header, "a,Won,1000,500,500")
    assert str(one.amount) == "500"
