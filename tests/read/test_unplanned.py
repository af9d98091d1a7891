import pytest

from pipectl.domain.errors import UnsettledProblem
from pipectl.read.unplanned import read_unplanned, whose
from pipectl.spec.templates import built_in_spec

from .exports import OPTIONS, a_source
from .presets.dresses import DRESSES, deals

HEADER = "name,stage,amount,close %"


def _read(*lines, more=()):
    return read_unplanned([a_source(*lines), *more], built_in_spec(), OPTIONS)


def test_stages_that_come_with_pipectl_are_used_where_they_fit():
    pipeline, spec = _read(HEADER, "a,Qualification,1,10%")
    assert spec == built_in_spec()
    assert pipeline.own_stages == ()


def test_stages_that_only_the_file_knows_are_taken_where_it_says_what_they_are():
    pipeline, spec = _read(
        HEADER, "a,Second call,1,40%", "b,First call,2,10%", "c,Signed,3,100%", "d,Signed,4,100%", "e,Gone,5,0%",
        "f,Gone,6,0%", "g,Somewhere,7,", "h,Second call,8,40%", "i,Second cal,9,40%",
    )  # fmt: skip
    assert [(stage.name, stage.kind.value) for stage in spec.stages] == [
        ("First call", "open"),
        ("Second call", "open"),
        ("Closed Won", "won"),
        ("Gone", "lost"),
    ]
    assert pipeline.own_stages == ("First call (open)", "Second call (open)", "Gone (lost)")
    assert [(one.code, one.place.line) for one in pipeline.findings] == [("DATA005", 8), ("DATA005", 10)]


def test_stages_that_the_crm_does_not_know_and_pipectl_does_are_what_they_are_there():
    pipeline, spec = _read(
        "Deal Name,Deal Stage,Amount",
        "a,Lead,1",
        "b,Qualify,2",
        "c,Proposal,3",
        "d,Won,4",
        "e,Contract Sent,5",
        "f,X,6",
    )
    assert [one.outcome.value for one in pipeline] == ["open", "open", "open", "won", "open"]
    assert pipeline.own_stages == ("Lead (open)", "Qualify (open)", "Proposal (open)", "Won (won)")
    assert [str(stage.probability) for stage in spec.stages][:4] == ["0.05", "0.15", "0.4", "0.9"]
    assert [(one.code, one.place.line) for one in pipeline.findings] == [("DATA005", 7)]


def test_a_misspelled_stage_is_none_of_its_own():
    pipeline, spec = _read(HEADER, "a,Qualification,1,10%", "b,Qualifcation,2,10%")
    assert spec == built_in_spec()
    assert [one.code for one in pipeline.findings] == ["DATA005"]


def test_where_a_status_tells_the_outcome_any_stage_is_taken():
    pipeline, spec = _read("name,stage,amount,status", "a,First call,1,Open", "b,Second call,2,Lost")
    assert [one.outcome.value for one in pipeline] == ["open", "lost"]
    assert [stage.name for stage in spec.stages] == [
        "First call",
        "Second call",
        "Closed Won",
        "Post-sale",
        "Closed Lost",
    ]


def test_the_crm_of_several_files_is_known_where_it_is_one():
    hubspot, close = (a_source(name=f"{key}.csv") for key in ("hubspot", "close"))
    hubspot, close = (
        type(hubspot)(one.name, DRESSES[one.name.removesuffix(".csv")][0].write(deals(2))) for one in (hubspot, close)
    )
    found = whose([hubspot, hubspot], OPTIONS)
    assert found is not None
    assert found.key == "hubspot"
    assert whose([hubspot, close], OPTIONS) is None
    assert whose([a_source("")], OPTIONS) is None


@pytest.mark.parametrize(("column", "says"), [("status", "Open"), ("close %", "40%")])
def test_a_column_of_more_stages_than_a_process_has_is_refused(column, says):
    rows = [f"d{number},Talk {number},1,{says}" for number in range(201)]
    assert len(_read(f"name,stage,amount,{column}", *rows[:200])[0].own_stages) == 200
    with pytest.raises(UnsettledProblem, match="column 'stage' makes 201 stages or more, such as 'Talk 200'"):
        _read(f"name,stage,amount,{column}", *rows)
