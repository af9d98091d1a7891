"""The day an opportunity entered its stage, from a column a stage."""

import pytest

from .exports import a_spec, read

SPEC = a_spec(
    stages=[
        {"name": "Discovery"},
        {"name": "Proposal"},
        {"name": "Proposal (legal)"},
        {"name": "Closed Won", "kind": "won"},
    ]
)


def _days(headers, *rows, spec=SPEC):
    header = ",".join('"' + each.replace('"', '""') + '"' for each in headers)
    pipeline = read(f"Deal Name,Deal Stage,Amount,{header}", *rows, spec=spec)
    return [one.stage_changed and str(one.stage_changed) for one in pipeline], pipeline.files[0].settled


@pytest.mark.parametrize("flipped", [False, True])
def test_the_column_of_a_stage_whose_name_only_begins_alike_is_not_that_of_the_stage(flipped):
    headers = ['Date entered "Proposal (Sales Pipeline)"', 'Date entered "Proposal Review (Sales Pipeline)"']
    dates = ["2025-01-05", "2024-02-01"]
    if flipped:
        headers, dates = headers[::-1], dates[::-1]
    assert _days(headers, f"a,Proposal,1,{','.join(dates)}")[0] == ["2025-01-05"]


@pytest.mark.parametrize(
    "header",
    [
        'Date entered "Proposal (Sales Pipeline)"', "Date entered 'Proposal'", "Date entered “Proposal (Sales)”",
        "DATE ENTERED PROPOSAL", "hs_v2_date_entered_proposal", "hs_v2_date_entered_proposal_1234567",
    ],
)  # fmt: skip
def test_headers_name_a_stage_in_quotes_or_without_with_its_pipeline_or_without(header):
    assert _days([header], "a,Proposal,1,2025-01-05")[0] == ["2025-01-05"]


def test_brackets_that_are_part_of_a_stage_are_no_pipeline():
    headers = ['Date entered "Proposal (legal) (Sales)"', 'Date entered "Proposal (Sales)"']
    rows = ("a,Proposal (legal),1,2025-01-05,2025-01-01", "b,Proposal,1,,2025-01-02")
    assert _days(headers, *rows)[0] == ["2025-01-05", "2025-01-02"]


TWO = ['Date entered "Proposal (New)"', 'Date entered "Proposal (Renewals)"']


def test_of_two_pipelines_with_one_stage_the_column_of_the_pipeline_counts():
    rows = ("a,Proposal,1,2025-01-05,2025-01-01,New", "b,Proposal,1,2025-01-05,2025-01-01,renewals")
    days, said = _days([*TWO, "Pipeline"], *rows)
    assert days == ["2025-01-05", "2025-01-01"]
    assert said == ("read as a HubSpot export",)
    assert _days(TWO, "a,Proposal (Renewals),1,2025-01-05,2025-01-01")[0] == ["2025-01-01"]


def test_where_nothing_says_which_pipeline_it_is_no_day_is_taken_and_it_is_said():
    rows = (
        "a,Proposal,1,2025-01-05,2025-01-01,",
        "b,Proposal,1,,,",
        "c,Discovery,1,,,",
        "d,Proposal,1,2025-01-05,,Old",
    )
    for headers, cut in ((TWO, -1), ([*TWO, "Pipeline"], None)):
        days, said = _days(headers, *(row if cut is None else row.rpartition(",")[0] for row in rows))
        assert days == [None, None, None, None]
        assert said[-1] == (
            "in 2 rows no day is taken on which the stage was entered: the columns for it are of one pipeline each, as "
            "'Date entered \"Proposal (New)\"', and nothing says which pipeline is meant"
        )


def test_a_single_column_of_a_stage_counts_where_no_pipeline_is_named():
    assert _days(TWO[:1], "a,Proposal,1,2025-01-05")[0] == ["2025-01-05"]
    assert _days([TWO[0], "Pipeline"], "a,Proposal,1,2025-01-05,", "b,Proposal,1,2025-01-05,Renewals")[0] == [
        "2025-01-05",
        None,
    ]
