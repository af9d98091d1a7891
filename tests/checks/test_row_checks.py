from tests.checks.looking import checked, checked_files, said


def test_an_open_opportunity_past_its_close_date_is_found_and_a_decided_one_is_not():
    found = checked(
        "id,name,stage,amount,Expected Close,owner",
        "1,a,Proposal,5,2026-02-01,Ann",
        "2,b,Won,5,2026-01-01,Ann",
        "3,c,Lost,5,2026-01-01,Ann",
        "4,d,Proposal,5,2026-02-02,Ann",
        "5,e,Proposal,5,,Ann",
        "6,f,Proposal,5,2025-11-24,Bo",
    )
    assert said(found, "DATA301") == [
        "deals.csv:2:5: Expected Close 2026-02-01 is 1 day past, yet it is open",
        "deals.csv:7:5: Expected Close 2025-11-24 is 70 days past, yet it is open",
    ]
    [first, second] = [each for each in found.findings if each.code == "DATA301"]
    assert (first.field, first.opportunity, first.owner) == ("expected_close", "1", "Ann")
    assert second.owner == "Bo"


def test_one_that_is_decided_on_a_day_ahead_is_found_at_its_day():
    found = checked(
        "id,name,stage,amount,Expected Close,Closed Date",
        "1,a,Won,5,2026-02-03,",
        "2,b,Won,5,2026-03-03,2026-02-02",
        "3,c,Lost,5,,2026-03-04",
        "4,d,Proposal,5,2026-03-01,",
    )
    assert said(found, "DATA312") == [
        "deals.csv:2:5: Expected Close 2026-02-03 is 1 day ahead, yet it is won",
        "deals.csv:4:6: Closed Date 2026-03-04 is 30 days ahead, yet it is lost",
    ]
    assert {each.level for each in found.findings if each.code == "DATA312"} == {"warning"}


def test_a_missing_next_step_is_found_where_the_file_has_a_column_for_it():
    header, row = "id,name,stage,amount,next step", "1,a,Proposal,5,"
    assert said(checked(header, row, "2,b,Proposal,5,Call", "3,c,Won,5,"), "DATA302") == [
        "deals.csv:2:5: next step is empty"
    ]
    found = checked_files(("id,name,stage,amount", "1,a,Proposal,5"), (header, "2,b,Proposal,5,"))
    assert said(found, "DATA302") == ["2.csv:2:5: next step is empty"]


def test_a_close_percentage_more_than_30_points_from_its_stage_s_is_found():
    found = checked(
        "id,name,stage,amount,probability",
        "1,a,Proposal,5,70%",
        "2,b,Proposal,5,70.5%",
        "3,c,Proposal,5,9%",
        "4,d,Proposal,5,",
        "5,e,Won,5,0%",
    )
    assert said(found, "DATA303") == [
        "deals.csv:3:5: probability is 70.5%; its stage Proposal is usually at 40%",
        "deals.csv:4:5: probability is 9%; its stage Proposal is usually at 40%",
    ]


def test_a_won_opportunity_is_sure_and_a_lost_one_is_none():
    found = checked(
        "id,name,stage,amount,probability",
        "1,a,Won,5,100%",
        "2,b,Won,5,85%",
        "3,c,Lost,5,0%",
        "4,d,Lost,5,100%",
        "5,e,Lost,5,",
        "6,f,Proposal,5,40%",
    )
    assert said(found, "DATA304") == [
        "deals.csv:3:5: probability is 85%, yet it is won",
        "deals.csv:5:5: probability is 100%, yet it is lost",
    ]


def test_an_open_opportunity_is_stale_after_30_days_without_activity():
    found = checked(
        "id,name,stage,amount,last activity",
        "1,a,Proposal,5,2026-01-03",
        "2,b,Proposal,5,2026-01-02",
        "3,c,Proposal,5,",
        "4,d,Won,5,2025-01-02",
    )
    assert said(found, "DATA305") == ["deals.csv:3:5: last activity 2026-01-02 is 31 days past, yet it is open"]
