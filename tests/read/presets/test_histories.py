"""Histories of opportunities, one row a change: no opportunities, and refused as what they are."""

import pytest

from pipectl.domain.errors import HeaderProblem
from pipectl.read.inspect import inspect
from pipectl.read.preset import history

from ..exports import OPTIONS, a_source, read

FIELDS = "Id,OpportunityId,CreatedDate,StageName,Amount,ExpectedRevenue,CloseDate,Probability,ForecastCategory"
CHANGES = "Id,OpportunityId,CreatedById,CreatedDate,Field,OldValue,NewValue"
REPORT = (
    "Opportunity ID,Opportunity Name,From Stage,To Stage,Stage Duration,Last Modified,Amount,Close Date,Stage,"
    "Created Date"
)
FIVETRAN = "Fivetran's history of Salesforce opportunities"


@pytest.mark.parametrize(
    ("header", "title"),
    [
        (FIELDS, "Salesforce's OpportunityHistory"),
        (FIELDS.upper(), "Salesforce's OpportunityHistory"),
        ("OpportunityId,Opportunity.Name,StageName,CreatedDate,Amount", "Salesforce's OpportunityHistory"),
        ("id,opportunity_id,stage_name,amount,close_date,created_date", "Salesforce's OpportunityHistory"),
        (CHANGES, "Salesforce's OpportunityFieldHistory"),
        (REPORT, "Salesforce's Opportunity History report"),
        (
            "Opportunity Name,Field / Event,Old Value,New Value,Edit Date",
            "Salesforce's Opportunity Field History report",
        ),
        ("_fivetran_active,_fivetran_start,amount,close_date,id,is_won,name,stage_name", FIVETRAN),
    ],
)
def test_a_history_of_opportunities_is_refused_by_name(header, title):
    for reading in (read, lambda *lines: inspect(a_source(*lines), OPTIONS)):
        with pytest.raises(HeaderProblem) as caught:
            reading(header, ",".join("1" for _ in header.split(",")))
        assert str(caught.value) == (
            f"deals.csv:1: this is a history of opportunities ({title}): a row is a change and no "
            "opportunity, and what was changed twice would count twice; export the opportunities themselves and give "
            "this file as their past, with `pipectl funnel --history FILE` or history_files in pipeline.yaml; or use "
            "--preset none if each stands here once"
        )


def test_a_history_below_lines_that_are_passed_over_is_refused_at_its_header():
    with pytest.raises(HeaderProblem, match=r"^deals.csv:3: this is a history of opportunities"):
        read("Opportunity History", "", REPORT, "1,A,New,Proposal,3,2025-01-02,5,2025-03-01,Proposal,2025-01-01")


def test_what_is_not_recognised_by_request_is_no_history():
    row = "h1,1,2025-01-01,Proposal,5,1,2025-03-01,20,Pipeline"
    assert len(read(FIELDS, row, options=OPTIONS.__class__(OPTIONS.as_of, preset="none"))) == 1


@pytest.mark.parametrize(
    "header",
    [
        ["id", "name", "stagename", "closedate"],
        ["id", "opportunityid", "name", "stagename"],
        ["id", "opportunity id", "opportunity name", "stage name"],
        ["opportunity id", "stage", "old value", "new value"],
    ],
)
def test_headers_that_opportunities_may_have_are_no_history(header):
    assert history(header) is None
