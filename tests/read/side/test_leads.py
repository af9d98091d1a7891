"""Files of leads: Salesforce's and HubSpot's by the headers they have, any other by what its headers say."""

from dataclasses import replace
from datetime import date

import pytest

from pipectl.domain.errors import HeaderProblem, UnsettledProblem
from pipectl.domain.spec import DateOrder
from pipectl.read.reader import ReadOptions
from pipectl.read.side.leads import LEADS, read_leads
from pipectl.read.side.shape import Kind

from ..exports import a_spec
from .calls import a_file, at

OPTIONS = ReadOptions(date(2026, 6, 1))


def leads(*lines, spec=None, options=OPTIONS, name="leads.csv"):
    return read_leads([a_file(*lines, name=name)], spec or a_spec(), options)


def test_a_salesforce_report_of_leads_is_read_with_its_footer():
    read = leads(
        '"First Name","Last Name","Company / Account","Lead Source","Lead Status","Lead Owner","Lead ID",'
        '"Created Date","First Respond Date","Converted","Converted Date","Opportunity ID"',
        '"Ann","Ashe","Acme","Web","Closed - Converted","Zoe","00QA0000001","1/5/2026 9:15 AM","1/5/2026 11:00 AM","1",'
        '"1/31/2026","006A0000001"',
        '"Bob","Bell","Beta","Trade Show","Working","Yan","00QA0000002","1/6/2026 4:00 PM","","0","",""',
        "",
        '"Grand Totals (2 records)"',
        '"Confidential Information - Do Not Distribute"',
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."',
        options=replace(OPTIONS, date_order=DateOrder.MDY),
    )
    ann, bob = read.book.leads
    assert ann[:3] == (at("2026-01-05 09:15"), "00QA0000001", "Ann Ashe")
    assert (ann.company, ann.first_response, ann.source) == ("Acme", at("2026-01-05 11:00"), "Web")
    assert (ann.status, ann.owner, ann.converted) == ("Closed - Converted", "Zoe", True)
    assert (ann.converted_on, ann.opportunities) == (date(2026, 1, 31), ("006A0000001",))
    assert (bob.first_response, bob.converted, bob.opportunities) == (None, False, ())
    assert read.files[0].read_as == "a Salesforce report of leads"
    assert read.files[0].rows.footer == 3
    assert not read.findings.total


def test_leads_of_salesforces_api_have_the_earlier_of_first_call_and_first_mail_and_none_that_is_deleted():
    read = leads(
        "Id,Name,Company,LeadSource,Status,Owner.Name,CreatedDate,FirstCallDateTime,FirstEmailDateTime,IsConverted,"
        "ConvertedDate,ConvertedOpportunityId,IsDeleted",
        "00Q1,Ann,Acme,Web,Open,Zoe,2026-01-05T09:00:00.000+0000,2026-01-05T12:00:00.000+0000,"
        "2026-01-05T10:00:00.000+0000,true,2026-01-09,0061,false",
        "00Q2,Bob,Beta,Web,Open,Zoe,2026-01-05T09:00:00.000+0000,,,false,,,true",
        spec=a_spec(time_zone="Europe/Berlin"),
    )
    (ann,) = read.book.leads
    assert (ann.created, ann.first_response) == (at("2026-01-05 10:00", 1), at("2026-01-05 11:00", 1))
    assert ann.owner == "Zoe"
    assert read.files[0].read_as == "leads from Salesforce's API"
    assert dict(read.findings.counts) == {"DATA019": 1}


def test_hubspots_contacts_are_leads_and_those_with_a_deal_or_a_later_stage_have_converted():
    read = leads(
        "Record ID - Contact,First Name,Last Name,Create Date,Lead Status,Lifecycle Stage,Original Source,"
        "Contact owner,Date of first engagement,Associated Deal IDs,Became an Opportunity Date",
        "1,Ann,Ashe,2026-01-05 09:12,CONNECTED,Opportunity,Organic Search,Zoe,2026-01-05 10:00,901;902,2026-01-20",
        "2,Bob,,2026-01-06 10:00,(No value),Customer,Direct Traffic,(No value),,,",
        "3,Cat,Cole,2026-01-07 11:00,NEW,Lead,Direct Traffic,Yan,,,",
    )
    ann, bob, cat = read.book.leads
    assert (ann.name, ann.opportunities, ann.converted_on) == ("Ann Ashe", ("901", "902"), date(2026, 1, 20))
    assert (bob.name, bob.owner, bob.status, bob.converted) == ("Bob", None, "Customer", True)
    assert (cat.status, cat.converted, cat.source) == ("NEW", False, "Direct Traffic")
    assert read.files[0].read_as == "HubSpot's contacts"


def test_a_plain_file_needs_the_day_of_creation_alone_and_tells_what_it_does_not_have():
    read = leads("Lead;Created;Source", "Ann;05.01.2026;Web", ";06.01.2026;")
    assert [(lead.name, lead.key) for lead in read.book.leads] == [("Ann", "Ann"), (None, "a lead without a name")]
    assert read.book.fields == {"name", "created", "source"}
    assert read.book.days_alone == {"created"}
    assert [lead.converted for lead in read.book.leads] == [None, None]
    with pytest.raises(HeaderProblem, match=r"no column of leads for: created \(found: 'Lead', 'Source'\)"):
        leads("Lead,Source", "Ann,Web")


def test_a_status_tells_what_converted_only_where_one_of_its_words_says_so():
    assert [lead.converted for lead in leads("Created,Status", "2026-01-05,Open").book.leads] == [None]
    both = leads("Created,Status", "2026-01-05,Open", "2026-01-05,Closed - Converted").book
    assert [lead.converted for lead in both.leads] == [False, True]
    assert "converted" in both.fields


def test_pipeline_yaml_names_headers_of_its_own():
    spec = a_spec(leads={"columns": {"created": "Inquiry", "first_response": "Call back", "source": "Where from"}})
    read = leads("Inquiry,Call back,Where from", "2026-01-05 10:00,2026-01-05 11:00,Fair", spec=spec)
    assert read.book.leads[0].first_response == at("2026-01-05 11:00")
    assert read.book.leads[0].source == "Fair"


def test_a_lead_that_stands_twice_counts_once_as_the_newer_file_has_it():
    january = a_file("Lead ID,Created,Status", "L1,2026-01-05,Open", "L2,2026-01-06,Open", name="leads-2026-01-31.csv")
    march = a_file("Lead ID,Created,Status", "L1,2026-01-05,Lost", name="leads-2026-03-31.csv")
    for files in ([january, march], [march, january]):
        read = read_leads(files, a_spec(), OPTIONS)
        assert sorted((lead.id, lead.status) for lead in read.book.leads) == [("L1", "Lost"), ("L2", "Open")]
        assert [str(each) for each in read.findings] == [
            (
                "leads-2026-01-31.csv:2: LEAD101 lead 'L1' stands in leads-2026-03-31.csv:2, too, which counts; "
                "nothing to do if the files overlap; else remove one of the two"
            )
        ]
        assert sum(file.rows.elsewhere for file in read.files) == 1
        assert all(file.rows.conserved for file in read.files)


def test_ids_of_15_and_of_18_characters_are_one_lead():
    read = leads("Lead ID,Created", "00Qbm000002abcD,2026-01-05", "00Qbm000002abcDEAQ,2026-01-05")
    assert len(read.book.leads) == 1


def test_times_of_which_only_one_column_names_a_zone_are_refused_until_pipeline_yaml_names_theirs():
    rows = ("Lead ID,Created,First Response", "L1,2026-01-05T09:00:00Z,2026-01-05 11:30")
    with pytest.raises(UnsettledProblem) as refusal:
        leads(*rows)
    assert refusal.value.message == (
        "leads.csv:2: the creation of 'L1' names a time zone and its response none, so that nobody can tell the hours "
        "between them; set time_zone in pipeline.yaml to that of the times without"
    )
    (lead,) = leads(*rows, spec=a_spec(time_zone="Europe/Berlin")).book.leads
    assert (lead.created, lead.first_response) == (at("2026-01-05 10:00", 1), at("2026-01-05 11:30", 1))


def test_names_of_opportunities_with_a_comma_are_one_and_ids_with_one_are_several():
    read = leads("Created,Opportunity", '2026-01-05,"Acme, Inc. renewal"', '2026-01-05,"901, 902"')
    assert [lead.opportunities for lead in read.book.leads] == [("Acme, Inc. renewal",), ("901", "902")]
    read = leads(
        "Created,Opportunity", '2026-01-05,"Acme,Inc"', '2026-01-05,"opp-1;O2,opp-1"', "2026-01-05,Acme;Beta 2"
    )
    assert [lead.opportunities for lead in read.book.leads] == [("Acme,Inc",), ("opp-1", "O2"), ("Acme;Beta 2",)]


def test_every_header_of_leads_is_spelled_as_headers_are_compared_and_names_one_field():
    from pipectl.read.headers import normal

    headers = [header for field in LEADS.fields for header in field.headers]
    assert headers == [normal(header) for header in headers]
    assert len(set(headers)) == len(headers)
    assert {field.kind for field in LEADS.fields} == {Kind.TEXT, Kind.MOMENT, Kind.DAY, Kind.FLAG, Kind.DELETED}


@pytest.mark.parametrize("word", ["-", "\u2014", "n/a", "None", "NULL", "(No value)", "--None--"])
def test_a_word_for_nothing_is_no_opportunity_no_source_and_no_id(word):
    rows = [f"{word},2026-01-05,{word},{word}", f"{word},2026-01-06,Web,O1"]
    one, other = leads("Lead ID,Created,Lead Source,Opportunity ID", *rows).book.leads
    assert (one.id, one.source, one.opportunities, one.converted) == (None, None, (), False)
    assert (other.opportunities, other.converted) == (("O1",), True)


@pytest.mark.parametrize("words", [("Yes", "No"), ("1", "0"), ("ja", "nein")])
def test_yes_and_no_in_the_column_of_opportunities_are_a_flag(words):
    yes, no = leads("Created,Opportunity", *(f"2026-01-05,{word}" for word in words)).book.leads
    assert (yes.opportunities, yes.converted) == ((), True)
    assert (no.opportunities, no.converted, no.denied) == ((), False, False)


def test_figures_are_ids_of_opportunities_where_others_stand_beside_them():
    read = leads("Created,Opportunity", "2026-01-05,1", "2026-01-05,2", "2026-01-05,No")
    assert [(lead.opportunities, lead.converted) for lead in read.book.leads] == [
        (("1",), True), (("2",), True), ((), False),
    ]  # fmt: skip


@pytest.mark.parametrize("other", ["O1,,", "yes,,", ",2026-01-09,", ",,Converted"])
def test_a_flag_that_says_no_goes_before_other_columns_and_that_they_disagree_is_kept(other):
    (lead,) = leads("Created,Converted,Opportunity,Converted Date,Status", f"2026-01-05,No,{other}").book.leads
    assert (lead.converted, lead.denied) == (False, True)
    (lead,) = leads("Created,Converted,Opportunity,Converted Date,Status", f"2026-01-05,,{other}").book.leads
    assert (lead.converted, lead.denied) == (True, False)


def test_a_lead_that_converted_without_an_opportunity_is_not_disputed():
    # A CRM converts leads to contacts alone, too.
    (lead,) = leads("Created,Converted,Opportunity", "2026-01-05,Yes,No").book.leads
    assert (lead.converted, lead.denied, lead.opportunities) == (True, False, ())


def test_business_hours_between_times_of_two_offsets_are_refused_until_pipeline_yaml_names_a_time_zone():
    rows = ("Lead ID,Created,First Response", "L1,2026-01-05T12:00:00+02:00,2026-01-05T11:30:00Z")
    hours = {"business_hours": {"hours": "09:00-17:00"}}
    with pytest.raises(UnsettledProblem) as refusal:
        leads(*rows, spec=a_spec(leads=hours))
    assert refusal.value.message == (
        "leads.csv:2: the creation and the response of 'L1' are written in two offsets from UTC, so that nobody can "
        "tell the business hours between them; set time_zone in pipeline.yaml to where they are worked"
    )
    (lead,) = leads(*rows, spec=a_spec(leads=hours, time_zone="Europe/Berlin")).book.leads
    assert (lead.created, lead.first_response) == (at("2026-01-05 11:00", 1), at("2026-01-05 12:30", 1))
    # All hours need no zone: what passed is what the offsets tell.
    assert leads(*rows).book.leads
    same = ("Lead ID,Created,First Response", "L1,2026-01-05T12:00:00+02:00,2026-01-05T13:30:00+02:00")
    assert leads(*same, spec=a_spec(leads=hours)).book.leads


def responses(*rows, **given):
    header = "Lead ID,Created,First Response,First Call Date,First Email Date"
    return [lead.first_response for lead in leads(header, *rows, **given).book.leads]


def test_a_column_of_first_responses_goes_before_calls_and_mails_row_by_row():
    assert responses(
        "1,2026-03-10 09:00,2026-03-10 11:00,2026-03-10 10:00,",
        "2,2026-03-11 09:00,2026-03-11 11:00,2026-03-11,",
        "3,2026-03-11 09:00,,2026-03-11 12:00,2026-03-11 11:30",
        "4,2026-03-11 09:00,,,",
    ) == [at("2026-03-10 11:00"), at("2026-03-11 11:00"), at("2026-03-11 11:30"), None]


def test_the_earlier_of_call_and_mail_is_that_of_the_earlier_instant_and_of_one_day_the_one_with_its_time():
    assert responses(
        "1,2026-03-10T08:00:00Z,,2026-03-10T10:30:00Z,2026-03-10T11:00:00+02:00",
        "2,2026-03-10T08:00:00Z,,2026-03-11,2026-03-11T10:00:00Z",
        "3,2026-03-10T08:00:00Z,,2026-03-10,2026-03-11T10:00:00Z",
    ) == [at("2026-03-10 11:00", 2), at("2026-03-11 10:00", 0), at("2026-03-10")]


def test_a_call_and_a_mail_of_which_only_one_names_its_zone_are_refused():
    row = "1,2026-03-10T08:00:00Z,,2026-03-10 10:30,2026-03-10T11:00:00+02:00"
    with pytest.raises(UnsettledProblem, match="of the first call and the first mail one names a time zone"):
        responses(row)
    berlin = responses(row, spec=a_spec(time_zone="Europe/Berlin"))
    assert berlin == [at("2026-03-10 10:00", 1)]


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Opportunity ID,Opportunity Name,Stage,Amount,Close Date,Created Date,Lead Source", "opportunities"),
        ("Deal Name,Deal Stage,Amount,Close Date,Create Date", "opportunities"),
        ("Activity ID,Assigned,Subject,Date,Status,Activity Type", "activities"),
        ("Task ID,Assigned To,Date,Related To", "activities"),
    ],
)
def test_an_export_of_something_else_is_refused_by_its_headers(header, what):
    row = ",".join("2026-01-05" if "Date" in each else "x" for each in header.split(","))
    with pytest.raises(HeaderProblem, match=f"leads.csv:1: this is an export of {what} .* not of leads; export"):
        leads(header, row)
    created = next(each for each in header.split(",") if each in ("Created Date", "Create Date", "Date"))
    assert len(leads(header, row, spec=a_spec(leads={"columns": {"created": created}})).book.leads) == 1


def test_leads_that_tell_of_their_opportunities_and_last_activity_are_leads():
    header = "Lead ID,Lead Owner,Created Date,Opportunity Name,Stage,Amount,Close Date,Last Activity Date,Activity Type"
    assert len(leads(header, "1,Zoe,2026-01-05,x,y,5,2026-02-01,2026-01-06,Call").book.leads) == 1
