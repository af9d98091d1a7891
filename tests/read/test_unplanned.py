from decimal import Decimal

import pytest

from pipectl.domain.errors import UnsettledProblem
from pipectl.read.unplanned import read_unplanned, whose
from pipectl.spec.templates import built_in_spec

from .exports import OPTIONS, a_source
from .presets.dresses import DRESSES, deals

HEADER = "name,stage,amount,close %"


def names_of(spec):
    return [stage.name for stage in spec.stages]


def _read(*lines, more=()):
    return read_unplanned([a_source(*lines), *more], built_in_spec(), OPTIONS)


def test_stages_that_come_with_pipectl_are_used_where_they_fit():
    pipeline, spec = _read(HEADER, "a,Qualification,1,10%")
    assert names_of(spec) == names_of(built_in_spec())
    assert pipeline.own_stages == ()


def test_stages_that_only_the_file_knows_are_taken_where_it_says_what_they_are():
    pipeline, spec = _read(
        HEADER, "a,Second call,1,40%", "b,First call,2,10%", "c,Signed,3,100%", "d,Signed,4,100%", "e,Gone,5,0%",
        "f,Gone,6,0%", "g,Somewhere,7,", "h,Second call,8,40%", "i,Second cal,9,40%",
    )  # fmt: skip
    assert [(stage.name, stage.kind.value) for stage in spec.stages] == [
        ("First call", "open"),
        ("Second call", "open"),
        ("Signed", "won"),
        ("Gone", "lost"),
    ]
    assert pipeline.own_stages == (
        "Signed (like Closed Won)",
        "First call (open)",
        "Second call (open)",
        "Gone (lost)",
    )
    assert [(one.code, one.place.line) for one in pipeline.findings] == [("DATA005", 8), ("DATA005", 10)]


def test_stages_that_only_resemble_one_that_comes_with_pipectl_stay_apart_under_their_own_names():
    pipeline, spec = _read("name,stage,amount", "a,Demo,1", "b,1. PROPOSAL,2", "c,Demo,3", "d,Closed/Won,4", "e,Won,5")
    assert [one.stage for one in pipeline] == ["Demo", "Proposal", "Demo", "Closed Won", "Closed Won"]
    assert names_of(spec)[2:5] == ["Discovery", "Demo", "Proposal"]
    assert "Solution Presentation" not in names_of(spec)
    assert {stage.probability for stage in spec.stages[3:5]} == {Decimal("0.4")}
    assert pipeline.own_stages == ("Demo (like Solution Presentation)", "Proposal (like Solution Presentation)")


def test_the_order_of_stages_that_resemble_the_same_one_is_told_by_their_close_percent_else_by_nothing():
    pipeline, _ = _read("name,stage,amount", "a,Proposal,1", "b,Demo,2")
    assert pipeline.unordered == ("Demo", "Proposal")
    pipeline, spec = _read(HEADER, "a,Proposal,1,30%", "b,Demo,2,50%")
    assert pipeline.unordered == ()
    assert names_of(spec).index("Proposal") < names_of(spec).index("Demo")


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
    assert names_of(spec) == names_of(built_in_spec())
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


TEAMS = "Opportunity Name,Opportunity Owner,Stage,Amount,Probability (%)"
ONE = ("a,Ann,Pilot,1000,40", "b,Ann,Prospecting,2000,10", "c,Ann,Legal Review,10,60")
OTHER = ("d,Bo,Legal Review,3000,80", "e,Bo,Closed Won,4000,100", "f,Bo,Handed in,5000,100", "g,Bo,Legal Review,1,60")


def test_stages_of_several_files_are_those_of_one_file_with_all_rows_whatever_the_order():
    whole, spec = read_unplanned([a_source(TEAMS, *ONE, *OTHER)], built_in_spec(), OPTIONS)
    files = [a_source(TEAMS, *ONE, name="one.csv"), a_source(TEAMS, *OTHER, name="other.csv")]
    for sources in (files, files[::-1]):
        pipeline, found = read_unplanned(sources, built_in_spec(), OPTIONS)
        assert found == spec
        assert pipeline.own_stages == whole.own_stages == ("Pilot (open)", "Legal Review (open)")
        assert sorted(one.name for one in pipeline) == sorted(one.name for one in whole) == list("abcdeg")


def test_what_only_one_of_several_files_says_of_a_stage_counts_for_all():
    told = a_source("name,stage,amount,status", "a,First call,1,Open", name="told.csv")
    bare = a_source("name,stage,amount", "b,First call,1", name="bare.csv")
    assert len(read_unplanned([told, bare], built_in_spec(), OPTIONS)[0]) == 2
    told = a_source("name,stage,amount,close %", "a,First call,1,20%", name="told.csv")
    assert len(read_unplanned([bare, told], built_in_spec(), OPTIONS)[0]) == 2


def test_a_stage_that_is_named_post_sale_is_open_where_its_close_percent_says_so():
    pipeline, spec = _read(HEADER, "a,Post-sale,1,60%", "b,Closed Won,1,100%")
    assert [(one.stage, one.outcome.value) for one in pipeline] == [("Post-sale", "open"), ("Closed Won", "won")]
    assert pipeline.own_stages == ("Post-sale (open)",)
    assert len({stage.name for stage in spec.stages}) == len(spec.stages)
    pipeline, _ = _read(HEADER, "a,Post-sale,1,60%", "b,Post-sale,1,100%")
    assert {one.outcome.value for one in pipeline} == {"won"}


def test_words_in_a_name_make_no_stage_one_after_the_sale():
    rows = ["a,Proposal Delivered,1000,60%", "b,Onboarding call,500,30%", "c,Closed Won,200,100%"]
    pipeline, _ = _read(HEADER, *rows)
    assert [one.outcome.value for one in pipeline] == ["open", "open", "won"]


def test_stages_of_the_crm_that_opportunities_were_only_lost_from_stay():
    header = "name,amount,stage,lastStage,closeDate,probability"
    rows = ["a,1,Closed Lost,Negotiation,2025-01-01,0", "b,2,Pilot,Pilot,2025-02-01,60"]
    pipeline, spec = _read(header, *rows, "c,3,Closed Lost,Nowhere,2025-01-01,0")
    assert [stage.name for stage in spec.stages] == ["Pilot", "Negotiation", "Closed Lost", "Closed Won"]
    assert [one.lost_from_stage for one in pipeline] == ["Negotiation", "Pilot", None]
    assert [one.code for one in pipeline.findings] == ["DATA109"]


def test_where_nothing_tells_the_order_of_stages_they_stand_as_first_met_and_are_named():
    rows = ["a,First call,1,Lost", "b,Second call,1,Open", "c,Second call,1,Lost", "d,Third call,1,Won"]
    for lines in (rows, rows[::-1]):
        pipeline, spec = _read("name,stage,amount,status", *lines)
        met = tuple(dict.fromkeys(line.split(",")[1] for line in lines))
        assert tuple(stage.name for stage in spec.open_stages) == pipeline.unordered == met
    pipeline, spec = _read("name,stage,amount,status", "a,2. Call,1,Lost", "b,1. Letter,1,Open")
    assert [stage.name for stage in spec.open_stages] == ["1. Letter", "2. Call"]
    assert pipeline.unordered == ()


def test_without_a_stage_column_what_is_open_by_its_status_has_no_probability():
    pipeline, spec = _read("name,amount,status", "a,1,Open", "b,2,Won", "c,3,Lost")
    assert [(one.name, one.probability) for one in spec.open_stages] == [("Open", None)]
    assert [(one.stage, one.outcome.value) for one in pipeline] == [
        ("Open", "open"),
        ("Closed Won", "won"),
        ("Closed Lost", "lost"),
    ]
    assert "there is no stage column; status stands for Open, Closed Won or Closed Lost" in pipeline.files[0].settled


def test_an_empty_stage_beside_others_has_no_probability_either():
    pipeline, spec = _read("name,stage,amount,status", "a,,1,Open", "b,Negotiation,2,Open")
    assert [one.stage for one in pipeline] == ["Open", "Negotiation"]
    assert [stage.name for stage in spec.open_stages][:2] == ["Open", "Prospecting"]
    _, spec = _read("name,stage,amount,status", "a,Negotiation,1,Open")
    assert names_of(spec) == names_of(built_in_spec())


def test_what_stands_in_no_stage_is_called_otherwise_where_the_file_has_a_stage_open():
    _, spec = _read("name,stage,amount,status,close %", "a,,1,Open,", "b,Open,2,Open,20%")
    assert [(stage.name, stage.probability) for stage in spec.open_stages] == [
        ("In progress", None),
        ("Open", Decimal("0.2")),
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
    with pytest.raises(UnsettledProblem, match="the column of the stage makes 201 stages or more, such as 'Talk 200'"):
        _read(f"name,stage,amount,{column}", *rows)


@pytest.mark.parametrize(
    "stage", ["Signed", "2. Signed", "Abandoned", "Cancelled", "Disqualified", "No Decision", "Sold"]
)
def test_a_name_that_only_means_won_or_lost_is_open_where_the_close_percent_says_so(stage):
    pipeline, spec = _read(HEADER, f"a,{stage},1,60%", f"b,{stage.lower()},1,", "c,Won,1,60%", "d,Lost,1,40%")
    assert [one.outcome.value for one in pipeline] == ["open", "open", "won", "lost"]
    assert pipeline.own_stages == (f"{stage} (open)",)
    assert [str(one.probability) for one in spec.open_stages if one.name == stage] == ["0.6"]
    assert stage not in [alias for one in spec.stages for alias in one.aliases]


@pytest.mark.parametrize("stage", ["Won", "Closed Won", "ClosedWon", "3 - Closed / Won", "Gewonnen", "Deal won"])
def test_a_name_that_says_won_is_won_whatever_the_close_percent(stage):
    assert [one.outcome.value for one in _read(HEADER, f"a,{stage},1,60%")[0]] == ["won"]


def test_a_name_that_means_won_or_lost_is_so_where_its_rows_differ_or_say_it_too():
    assert [one.outcome.value for one in _read(HEADER, "a,Signed,1,60%", "b,Signed,1,100%")[0]] == ["won", "won"]
    rows = "name,stage,amount,close %,status", "a,Cancelled,1,60%,Lost"
    assert [one.outcome.value for one in _read(*rows)[0]] == ["lost"]
    rows = "name,stage,amount,close %,closed date", "a,Abandoned,1,60%,2025-01-02"
    assert [one.outcome.value for one in _read(*rows)[0]] == ["lost"]


def test_a_stage_that_nothing_is_known_of_names_what_writes_a_pipeline_yaml():
    pipeline, _ = _read("name,stage,amount,lost from", "a,Somewhere,1,", "b,Negotiatoin,2,", "c,Closed Lost,3,")
    first, second = [str(one) for one in pipeline.findings if one.code == "DATA005"]
    assert first == (
        "deals.csv:2:2: DATA005 stage 'Somewhere' is no stage that is known, and there is no pipeline.yaml; write a "
        "pipeline.yaml with its stages: pipectl init --from deals.csv"
    )
    assert second.endswith("; did you mean 'Negotiation'? correct it, or " + first.partition("; ")[2])
