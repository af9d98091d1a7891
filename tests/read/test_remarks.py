from .exports import HEADER, ROW, codes, read, said

DATES = "name,stage,amount,created,close date,closed date"


def test_a_clean_row_has_no_remarks():
    assert codes(read(HEADER, ROW)) == []


def test_an_empty_amount_wants_a_look_unless_the_opportunity_is_lost():
    pipeline = read("name,stage,amount", "a,P,", "b,Closed Won,", "c,Closed Lost,")
    assert len(pipeline) == 3
    assert said(pipeline) == [
        "deals.csv:2:3: DATA101 amount is empty; enter its amount; it counts as nothing in sums",
        "deals.csv:3:3: DATA101 amount is empty; enter its amount; it counts as nothing in sums",
    ]


def test_a_negative_amount_is_kept_with_a_remark():
    pipeline = read(HEADER, "O1,a,P,(5.50),2025-02-01,a")
    assert [str(one.amount) for one in pipeline] == ["-5.50"]
    assert codes(pipeline) == ["DATA102"]


def test_missing_close_dates_want_a_look_where_the_file_has_the_column():
    lines = ("a,P,1,,,", "b,Closed Won,1,,,", "c,Closed Won,1,,2025-01-01,", "d,Closed Won,1,,,2025-01-01")
    assert [(one.code, one.place.line) for one in read(DATES, *lines).findings] == [("DATA103", 2), ("DATA104", 3)]
    assert codes(read("name,stage,amount", "a,P,1", "b,Closed Won,1")) == []


def test_dates_in_an_odd_order_are_kept_with_a_remark():
    pipeline = read(DATES, "a,P,1,2025-01-10,2025-01-09,", "b,P,1,2025-01-16,2025-02-01,")
    assert len(pipeline) == 2
    assert said(pipeline) == [
        "deals.csv:2:5: DATA105 close date 2025-01-09 is before created 2025-01-10; check both dates",
        "deals.csv:3:4: DATA106 created 2025-01-16 is after 2025-01-15; check the date, or use --as-of",
    ]


def test_an_id_that_stands_twice_is_kept_twice_with_a_remark():
    pipeline = read(HEADER, ROW, ROW)
    assert len(pipeline) == 2
    assert said(pipeline) == [
        "deals.csv:3:1: DATA107 id 'O1' also stands at deals.csv:2; remove one of them; both are counted"
    ]


def test_the_same_row_twice_wants_a_look_where_there_are_no_ids():
    assert codes(read("name,stage,amount", "a,P,1", "a,P,1", "a,P,2")) == ["DATA108"]


def test_a_decided_stage_and_another_status_want_a_look_and_an_open_stage_does_not():
    pipeline = read(
        "name,stage,status,amount", "a,Closed Won,Open,1", "b,P,Lost,2", "c,Closed Won,won,3", "d,Closed Won,,4"
    )
    assert [one.outcome.value for one in pipeline] == ["open", "lost", "won", "won"]
    told = "DATA111 stage is 'Closed Won', and status 'Open'; correct one of the two; the status is what counts"
    assert said(pipeline) == [f"deals.csv:2:2: {told}"]


def test_a_closed_date_on_an_open_opportunity_wants_a_look_in_every_kind_of_file():
    (told,) = said(read(DATES, "a,P,1,,2025-02-01,2025-01-02"))
    assert told.startswith("deals.csv:2:6: DATA112 closed date is 2025-01-02, yet it is open, in stage 'Proposal'; ")
    assert codes(read("name,stage,status,amount,closed date", "a,P,Won,1,2025-01-02")) == []


def test_a_finding_says_whose_row_it_is_about_and_names_the_account_where_there_is_no_id():
    (with_id,) = read("id,name,stage,amount,owner,account", "O1,a,P,,Ann,Acme").findings
    (without,) = read("name,stage,amount,owner,account", "a,P,,Ann,Acme").findings
    (aside,) = read("name,stage,amount,owner,account", "a,P,x,Ann,Acme", "b,P,1,Bo,Hooli").findings
    assert (with_id.opportunity, with_id.owner, with_id.account) == ("O1", "Ann", None)
    assert (without.opportunity, without.owner, without.account) == ("a", "Ann", "Acme")
    assert (aside.code, aside.opportunity, aside.owner, aside.account) == ("DATA007", "a", "Ann", "Acme")
