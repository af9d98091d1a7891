import pytest

from pipectl.read.stage_pipelines import split
from pipectl.read.unplanned import read_unplanned
from pipectl.spec.templates import built_in_spec

from .exports import OPTIONS, a_source, a_spec, codes, read

HEADER = "Deal Name,Deal Stage,Pipeline,Amount,Deal probability"
BARE = "Deal Name,Deal Stage,Amount,Deal probability"


def _read(*lines):
    pipeline, _ = read_unplanned([a_source(*lines)], built_in_spec(), OPTIONS)
    return pipeline


def _stood(*lines):
    return [(one.stage, one.outcome.value) for one in _read(*lines)]


@pytest.mark.parametrize(
    ("stage", "parts"),
    [
        ("Closed Won (Sales)", ("Closed Won", "Sales")),
        ("Closed Lost (Partner (EMEA)) ", ("Closed Lost", "Partner (EMEA)")),
        ("Proposal (legal) (Sales)", ("Proposal (legal)", "Sales")),
        ("Closed Won", ("Closed Won", "")),
        ("Closed Won :)", ("Closed Won :)", "")),
        ("(Sales)", ("", "Sales")),
        ("", ("", "")),
    ],
)
def test_the_brackets_at_the_end_of_a_stage_are_told_from_it(stage, parts):
    assert split(stage) == parts


def test_brackets_that_are_not_the_pipeline_of_their_rows_are_part_of_the_stage():
    rows = ("a,Closed Won (verbal),Sales,100,70%", "b,Closed Won (Sales),Sales,50,100%", "c,Closed Won,Sales,50,100%")
    assert _stood(HEADER, *rows) == [
        ("Closed Won (verbal)", "open"), ("Closed Won", "won"), ("Closed Won", "won"),
    ]  # fmt: skip
    assert _read(HEADER, *rows).own_stages == ("Closed Won (verbal) (open)",)


def test_a_pipeline_that_has_brackets_of_its_own_is_known_behind_a_stage():
    assert _stood(HEADER, "a,Closed Lost (Partner (EMEA)),Partner (EMEA),5,0%") == [("Closed Lost", "lost")]
    rows = ("a,Closed Lost (Partner (EMEA)),5,0%", "b,Closed Won (Partner (EMEA)),5,100%")
    assert [outcome for _, outcome in _stood(BARE, *rows)] == ["lost", "won"]


def test_a_row_without_a_pipeline_has_those_that_others_have():
    rows = ("a,Closed Won (Sales),Sales,1,100%", "b,Closed Lost (Sales),,2,0%")
    assert [outcome for _, outcome in _stood(HEADER, *rows)] == ["won", "lost"]
    assert codes(_read(HEADER, "c,Closed Lost (Sales),Partner,2,0%", "d,Contract Sent,,1,90%")) == ["DATA005"]


def test_without_a_column_of_pipelines_brackets_behind_every_stage_are_pipelines():
    rows = ("a,Closed Won (Sales),1,100%", "b,Closed Lost (Sales),2,0%")
    assert [outcome for _, outcome in _stood(BARE, *rows)] == ["won", "lost"]
    assert _stood(BARE, "a,Closed Won (Sales Pipeline),1,100%") == [("Closed Won", "won")]


def test_without_a_column_of_pipelines_brackets_of_some_stages_are_part_of_them():
    rows = ("a,Closed Won (verbal),1,70%", "b,Contract Sent,2,90%")
    assert _stood(BARE, *rows) == [("Closed Won (verbal)", "open"), ("Contract Sent", "open")]
    rows = ("a,Closed Won (verbal),1,70%", "b,Contract Sent (by post),2,90%")
    assert ("Closed Won (verbal)", "open") in _stood(BARE, *rows)


def test_a_stage_of_pipeline_yaml_that_has_its_pipeline_in_its_name_stays_it():
    stages = [{"name": "Closed Won (Sales)", "kind": "won"}, {"name": "Closed Won", "kind": "open"}]
    pipeline = read(HEADER, "a,Closed Won (Sales),Sales,1,100%", spec=a_spec(stages=stages))
    assert [one.stage for one in pipeline] == ["Closed Won (Sales)"]
