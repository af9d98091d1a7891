import pytest

from pipectl.read.inspect import inspect

from .exports import OPTIONS, a_source, a_spec, codes, read, said

HEADER = "name,stage,amount,Closed"


@pytest.mark.parametrize(("no", "yes"), [("0", "1"), ("FALSE", "TRUE"), ("no", "yes"), ("Nein", "Ja")])
def test_a_column_closed_of_yes_and_no_says_whether_it_is_closed(no, yes):
    rows = (f"a,Proposal,5,{no}", f"b,Closed Won,6,{yes}", f"c,Closed Lost,7,{yes}", "d,Closed Lost,8,")
    pipeline = read(HEADER, *rows)
    assert [(one.outcome.value, one.closed) for one in pipeline] == [
        ("open", None), ("won", None), ("lost", None), ("lost", None),
    ]  # fmt: skip
    assert codes(pipeline) == []
    [told] = [line for line in pipeline.files[0].settled if "yes and no" in line]
    assert told == (
        f"'Closed' holds yes and no, such as '{no}' (line 2), and is read as whether an opportunity is closed, not as "
        "the day"
    )
    assert "closed" not in pipeline.fields


def test_where_such_a_flag_and_the_stage_disagree_it_is_said():
    pipeline = read(HEADER, "a,Proposal,5,1", "b,Closed Won,6,0")
    assert [one.outcome.value for one in pipeline] == ["open"]
    assert codes(pipeline) == ["DATA020", "DATA111"]


def test_a_column_closed_that_holds_a_date_is_one_of_dates():
    pipeline = read(HEADER, "a,Closed Won,5,2025-01-02", "b,Proposal,6,no")
    assert [str(one.closed) for one in pipeline] == ["2025-01-02"]
    assert codes(pipeline) == ["DATA011"]
    assert read(HEADER, "a,Closed Won,5,").fields >= {"closed"}


def test_another_column_of_the_day_of_closing_takes_its_place():
    pipeline = read(f"{HEADER},Won Lost Date", "a,Closed Won,5,1,2025-01-02", "b,Proposal,6,0,")
    assert [one.closed and str(one.closed) for one in pipeline] == ["2025-01-02", None]


def test_a_column_that_is_named_as_the_day_of_closing_stays_it():
    pipeline = read(HEADER, "a,Closed Won,5,1", "b,Proposal,5,", spec=a_spec(columns={"closed": "Closed"}))
    assert [finding[:24] for finding in said(pipeline)] == ["deals.csv:2:4: DATA011 C"]


def test_before_there_is_a_pipeline_yaml_it_is_no_day_either():
    seen = inspect(a_source(HEADER, "a,Proposal,5,0", "b,Closed Won,6,1"), OPTIONS)
    assert "closed" not in seen.mapping
    assert seen.unread == ()
