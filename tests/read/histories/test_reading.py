"""A CRM's own history to changes: each shape by an example done by hand."""

from dataclasses import replace

import pytest

from pipectl.domain.errors import HeaderProblem, InputProblem, NothingToReport, UnsettledProblem
from pipectl.domain.spec import DateOrder

from ..exports import a_spec
from .logs import OPTIONS, a_log, found, told

STATES = "Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory,IsDeleted"
FIELDS = "Id,OpportunityId,CreatedById,CreatedDate,Field,OldValue,NewValue,IsDeleted"
REPORT = "Opportunity ID,Opportunity Name,From Stage,To Stage,Stage Duration,Last Modified,Amount,Close Date,Stage"


def test_opportunity_history_tells_what_was_so_after_each_change_in_order_of_time_and_not_of_ids():
    log = a_log(
        STATES,
        "h1,O1,2026-02-01T10:00:00.000Z,Proposal,2000,2026-05-01,50,BestCase,false",
        "h2,O1,2026-01-05T09:30:00.000Z,Discovery,,2026-04-01,20,Pipeline,false",
        "h3,O2,2026-01-07T09:30:00.000Z,Closed Won,5,2026-01-07,100,Closed,false",
    )
    assert told(log) == [
        (
            "O1 01-05 09:30 stage=Discovery amount=None expected_close=2026-04-01 probability=0.2 "
            "forecast_category=pipeline"
        ),
        (
            "O1 02-01 10:00 stage=Proposal amount=2000 expected_close=2026-05-01 probability=0.5 "
            "forecast_category=best_case"
        ),
        "O2 01-07 09:30 stage=Closed Won amount=5 expected_close=2026-01-07 probability=1 forecast_category=closed",
    ]
    assert log.title == "Salesforce's OpportunityHistory (history.csv)"
    assert log.holds == {"stage", "amount", "expected_close", "probability", "forecast_category"}
    assert not log.findings.counts
    assert not log.named
    assert not log.complete


def test_deleted_rows_are_left_out_and_counted():
    log = a_log(STATES, "h1,O1,2026-01-05,P,1,,,,false", "h2,O1,2026-01-06,Nowhere,x,,,,true")
    assert told(log) == [("O1 01-05 00:00 stage=Proposal amount=1 expected_close=None probability=None "
                         "forecast_category=None")]  # fmt: skip
    assert "1 change read, 1 deleted and left out" in log.said


def test_a_warehouse_copy_with_names_in_snake_case_is_the_same():
    log = a_log("id,opportunity_id,stage_name,amount,created_date", "h1,O1,P,1,2026-01-05 08:00:00")
    assert told(log) == ["O1 01-05 08:00 stage=Proposal amount=1"]
    assert log.holds == {"stage", "amount"}


def test_times_are_moved_to_the_time_zone_of_the_pipeline():
    log = a_log(STATES, "h1,O1,2026-01-05T23:30:00.000+0000,P,1,,,,", spec=a_spec(time_zone="Europe/Berlin"))
    assert [str(change.at) for change in log.changes] == ["2026-01-06 00:30:00"]
    assert "times in CreatedDate have a time zone; the day is that of Europe/Berlin" in log.said


def test_the_time_of_day_with_am_and_pm_tells_the_order_of_one_day():
    mdy = replace(OPTIONS, date_order=DateOrder.MDY)
    rows = ("h1,O1,02/23/26 08:55 PM,P,1,,,,", "h2,O1,02/23/26 09:10 AM,Discovery,1,,,,")
    assert [one.split(" amount")[0] for one in told(a_log(STATES, *rows, options=mdy))] == [
        "O1 02-23 09:10 stage=Discovery",
        "O1 02-23 20:55 stage=Proposal",
    ]
    with pytest.raises(UnsettledProblem, match=r"CreatedDate '02/23/26 08:55 PM' \(line 2\) has a year of two digits"):
        a_log(STATES, *rows)


def test_rows_of_one_moment_are_in_the_order_of_the_file_the_other_way_round_where_it_has_the_newest_first():
    up = ["h1,O1,2026-01-05,Discovery,1,,,,", "h2,O1,2026-01-06,P,1,,,,", "h3,O1,2026-01-06,Negotiation,1,,,,"]
    for rows in (up, up[::-1]):
        stages = [change.told["stage"] for change in a_log(STATES, *rows).changes]
        assert stages == ["Discovery", "Proposal", "Negotiation"]


def test_ids_of_15_and_of_18_characters_are_the_same_opportunity():
    log = a_log(STATES, "h1,006bm00000LKJNNAA5,2026-01-05,P,1,,,,", "h2,006bm00000LKJNN,2026-01-06,P,2,,,,")
    assert {change.key for change in log.changes} == {"006bm00000LKJNN"}


def test_field_history_tells_the_value_before_the_first_change_and_changes_of_one_moment_together():
    log = a_log(
        FIELDS,
        "f1,O1,U,2026-02-01T10:00:00.000Z,StageName,Discovery,P,false",
        "f2,O1,U,2026-02-01T10:00:00.000Z,Probability,20,50,false",
        "f3,O1,U,2026-03-01T10:00:00.000Z,Amount,1000.0,1500.0,false",
        "f4,O1,U,2026-03-02T10:00:00.000Z,StageName,P,Closed Won,false",
        "f5,O1,U,2026-03-02T10:00:00.000Z,Type,New,Old,false",
    )
    assert told(log) == [
        "O1 02-01 10:00 stage=Discovery probability=0.2 amount=1000.0 before",
        "O1 02-01 10:00 stage=Proposal probability=0.5",
        "O1 03-01 10:00 amount=1500.0",
        "O1 03-02 10:00 stage=Closed Won",
    ]
    assert log.holds == {"stage", "probability", "amount"}
    assert log.complete
    assert log.said[1:] == (
        (
            "it has no row of the creation of 1 opportunity: what was before the first change is taken to have been so "
            "since then"
        ),
        "4 changes read, 1 of other fields and left out ('Type')",
        "times in CreatedDate have a time zone; the day was kept as written",
    )


def test_field_history_with_rows_of_the_creation_begins_with_them():
    log = a_log(
        FIELDS,
        "f1,O1,U,2026-01-01T10:00:00Z,created,,,false",
        "f2,O1,U,2026-02-01T10:00:00Z,StageName,Discovery,P,false",
        "f3,O2,U,2026-01-03T10:00:00Z,created,,,false",
    )
    assert told(log) == ["O1 01-01 10:00 stage=Discovery", "O1 02-01 10:00 stage=Proposal", "O2 01-03 10:00 "]
    assert not log.complete


def test_owners_are_told_by_name_where_field_history_has_their_ids_as_well():
    log = a_log(
        FIELDS,
        "f1,O1,U,2026-02-01T10:00:00Z,Owner,005bm00000NCJmQAAX,005bm00000NCJmRAAX,false",
        "f2,O1,U,2026-02-01T10:00:00Z,Owner,Ann,Bo,false",
    )
    assert told(log) == ["O1 02-01 10:00 owner=Ann before", "O1 02-01 10:00 owner=Bo"]


def test_the_history_report_tells_the_stage_a_change_came_from_and_edits_of_something_else():
    log = a_log(
        REPORT,
        "O1,Acme,Discovery,P,31,2/1/2026,2000,5/15/2026,Closed Won",
        "O1,Acme,,Discovery,0,1/5/2026,1000,4/15/2026,Closed Won",
        "O1,Acme,P,P,10,2/11/2026,2500,6/15/2026,Closed Won",
        "O1,Acme,P,Closed Won,18,2/28/2026,2500,2/28/2026,Closed Won",
    )
    assert told(log) == [
        "O1 01-05 00:00 stage=Discovery amount=1000 expected_close=2026-04-15",
        "O1 02-01 00:00 stage=Proposal amount=2000 expected_close=2026-05-15",
        "O1 02-11 00:00 stage=Proposal amount=2500 expected_close=2026-06-15",
        "O1 02-28 00:00 stage=Closed Won amount=2500 expected_close=2026-02-28",
    ]


def test_the_stage_a_change_came_from_orders_changes_of_one_day():
    log = a_log(
        REPORT,
        "O1,Acme,Negotiation,Closed Won,,2026-01-05,1,,",
        "O1,Acme,P,Negotiation,,2026-01-05,1,,",
        "O1,Acme,P,P,,2026-01-05,2,,",
        "O1,Acme,,P,,2026-01-05,1,,",
    )
    assert [(change.told["stage"], str(change.told["amount"])) for change in log.changes] == [
        ("Proposal", "1"), ("Proposal", "2"), ("Negotiation", "1"), ("Closed Won", "1"),
    ]  # fmt: skip


def test_a_report_that_begins_in_the_middle_tells_the_stage_before_its_first_row():
    log = a_log(REPORT, "O1,Acme,Discovery,P,31,2026-02-01,2000,,")
    assert told(log)[0] == "O1 02-01 00:00 stage=Discovery before"


def test_a_change_that_is_missing_is_told_and_the_stage_between_is_kept():
    log = a_log(REPORT, "O1,Acme,,Discovery,,2026-01-01,1,,", "O1,Acme,P,Closed Won,,2026-02-01,1,,")
    assert [change.told["stage"] for change in log.changes] == ["Discovery", "Proposal", "Closed Won"]
    assert found(log) == [
        (
            "history.csv:3: HIST101 stage came from 'Proposal', and the change before made it 'Discovery'; export the "
            "whole history if rows were left out"
        )
    ]


def test_a_report_without_ids_is_known_by_names():
    log = a_log(REPORT.removeprefix("Opportunity ID,"), "Acme,,P,0,2026-01-05,1,,")
    assert log.named
    assert told(log) == ["Acme 01-05 00:00 stage=Proposal amount=1 expected_close=None"]


def test_the_field_history_report_is_read_with_its_footer_left_out():
    log = a_log(
        "Opportunity Name,Field / Event,Old Value,New Value,Edit Date",
        "Acme,Created.,,,1/5/2026 9:00 AM",
        "Acme,Stage,Discovery,P,1/25/2026 9:00 AM",
        "Acme,Close Date,3/1/2026,4/1/2026,1/26/2026 9:00 AM",
        "",
        "Grand Totals (3 records)",
        encoding="cp1252",
    )
    assert told(log) == [
        "Acme 01-05 09:00 stage=Discovery expected_close=2026-03-01",
        "Acme 01-25 09:00 stage=Proposal",
        "Acme 01-26 09:00 expected_close=2026-04-01",
    ]


@pytest.mark.parametrize(
    "header", ["id,stage,entered", "Deal ID,Deal Stage,Date entered", "opportunity id,stage name,timestamp"]
)
def test_a_plain_log_of_stages_is_read_as_one(header):
    log = a_log(header, "O1,Discovery,2026-01-05", "O1,P,2026-01-09")
    assert told(log) == ["O1 01-05 00:00 stage=Discovery", "O1 01-09 00:00 stage=Proposal"]
    assert (log.title, set(log.holds)) == ("a log of stages (history.csv)", {"stage"})


def test_a_stage_that_is_left_before_it_is_entered_is_found_and_the_day_it_left_is_not_used():
    log = a_log("id,stage,entered,left", "O1,Proposal,2025-02-01,2025-01-05")
    assert told(log) == ["O1 02-01 00:00 stage=Proposal"]
    assert found(log) == [
        "history.csv:2: HIST103 it is left on 2025-01-05 and entered on 2025-02-01; correct one of the two days"
    ]


def test_a_plain_log_may_say_when_a_stage_was_left_and_its_other_columns_are_told():
    log = a_log("id;stage;from;to;region", "O1;P;2026-01-05;2026-02-01;EMEA", "O1;Negotiation;2026-02-01;;EMEA")
    assert told(log) == ["O1 01-05 00:00 stage=Proposal left 02-01", "O1 02-01 00:00 stage=Negotiation"]
    assert "columns that are not read: 'region'" in log.said


def test_encoding_delimiter_and_lines_above_the_header_do_not_matter():
    rows = ("h1,Ö1,2026-01-05,P,1,,,,", "h2,Ö1,2026-01-06,Negotiation,1,,,,")
    plain = told(a_log(STATES, *rows))
    for mark in (";", "\t", "|"):
        lines = [line.replace(",", mark) for line in ("Opportunity history", "", STATES, *rows)]
        for encoding in ("utf-8-sig", "utf-16", "cp1252"):
            assert told(a_log(*lines, encoding=encoding)) == plain


def test_rows_that_cannot_be_read_are_set_aside_each_with_its_place_and_what_to_do():
    log = a_log(
        STATES,
        "h1,,2026-01-05,P,1,,,,",
        "h2,O1,,P,1,,,,",
        "h3,O1,2026-02-30,P,1,,,,",
        "h4,O1,2026-01-05,,1,,,,",
        "h5,O1,2026-01-05,Propsal,1,,,,",
        "h6,O1,2026-01-05,P,n/a,,,,",
        "h7,O1,2026-01-05,P,1,,,,,,more",
        "h8,O1,2026-01-05,P,1,,,,maybe",
        "h9,O1,2026-01-06,P,1,,,,",
    )
    assert len(log.changes) == 1
    assert found(log) == [
        (
            "history.csv:2:2: HIST010 OpportunityId is empty; export the history again with this column, or fill in "
            "the cell"
        ),
        "history.csv:3:3: HIST010 CreatedDate is empty; export the history again with this column, or fill in the cell",
        "history.csv:4:3: DATA012 CreatedDate '2026-02-30' is not a day of the calendar; correct it or leave it empty",
        "history.csv:5:4: HIST010 StageName is empty; export the history again with this column, or fill in the cell",
        (
            "history.csv:6:4: DATA005 StageName 'Propsal' is no stage of pipeline.yaml; did you mean 'Proposal'? "
            "correct it, or add it to the aliases of a stage in pipeline.yaml"
        ),
        "history.csv:7:5: DATA007 Amount 'n/a' is not an amount; correct it or leave it empty",
        (
            "history.csv:8: DATA001 the row has 11 cells and not 9; put cells that hold the delimiter in quotes, or "
            "add the missing cells"
        ),
        "history.csv:9:9: DATA006 IsDeleted 'maybe' is neither true nor false; write true or false",
    ]
    assert "1 change read, 8 set aside" in log.said


def test_a_row_whose_old_value_cannot_be_read_counts_for_what_came_after():
    log = a_log(FIELDS, "f1,O1,U,2026-02-01,StageName,Retired,P,false", "f2,O1,U,2026-02-02,Amount,x,5,false")
    assert told(log) == ["O1 02-01 00:00 stage=Proposal", "O1 02-02 00:00 amount=5"]
    assert found(log) == [
        (
            "history.csv:2:6: HIST102 OldValue 'Retired' is no stage of pipeline.yaml; correct it, or add the stage to "
            "pipeline.yaml, as a stage or as an alias of one"
        ),
        (
            "history.csv:3:6: HIST102 OldValue 'x' is not an amount; correct it, or add the stage to pipeline.yaml, as "
            "a stage or as an alias of one"
        ),
    ]


def test_amounts_of_other_currencies_are_converted_as_those_of_opportunities_are():
    header = "OpportunityId,CreatedDate,StageName,CurrencyIsoCode,Amount"
    log = a_log(header, "O1,2026-01-05,P,EUR,100", "O2,2026-01-05,P,USD,7", spec=a_spec(exchange_rates={"EUR": "1.5"}))
    assert [str(change.told["amount"]) for change in log.changes] == ["150.0", "7"]


@pytest.mark.parametrize(
    ("lines", "error", "says"),
    [
        (["id,name,stage,amount", "O1,Acme,P,1"], HeaderProblem, "no history that is known (found: 'id', 'name'"),
        (["OpportunityId,Field,OldValue,NewValue", "O1,StageName,P,P"], HeaderProblem, "needs a column 'createddate'"),
        ([STATES], NothingToReport, "has no change of an opportunity"),
        ([STATES, "h1,O1,2026-01-05,Nowhere,1,,,,"], NothingToReport, "1 set aside (1 × unknown stage)"),
        ([""], InputProblem, "empty"),
    ],
)
def test_what_is_no_history_or_has_no_change_is_refused(lines, error, says):
    with pytest.raises(error) as caught:
        a_log(*lines)
    assert says in str(caught.value)
