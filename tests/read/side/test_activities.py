"""Files of activities: those of the CRMs by the headers they have, any other by what its headers say."""

from datetime import date

import pytest

from pipectl.domain.activity import Standing
from pipectl.domain.errors import HeaderProblem, NothingToReport
from pipectl.read.reader import ReadOptions
from pipectl.read.side.activities import ACTIVITIES, read_activities
from pipectl.read.side.shape import Kind

from ..exports import a_spec
from .calls import a_file

OPTIONS = ReadOptions(date(2026, 2, 2))
DONE, PLANNED, CANCELLED, NO_SHOW, UNTOLD = Standing


def activities(*lines, spec=None, name="activities.csv"):
    return read_activities([a_file(*lines, name=name)], spec or a_spec(), OPTIONS)


def read_as(reading):
    return [(each.day.isoformat(), each.kind, each.standing) for each in reading.book.activities]


def test_a_plain_file_is_read_by_its_headers_and_kinds_and_statuses_by_their_words():
    read = activities(
        "Date;Owner;Activity Type;Opportunity ID;Status",
        "05.01.2026;Zoe;Anruf;O1;erledigt",
        "13.01.2026;Zoe;Phone Call;;Completed",
        "14.01.2026;Yan;E-Mail;O1;Terminé",
        "15.01.2026;Yan;Reunión;O2;No asistió",
        "16.01.2026;Yan;Devis;O2;Annulé",
        "20.02.2026;;Termin;;geplant",
    )
    assert read_as(read) == [
        ("2026-01-05", "call", DONE),
        ("2026-01-13", "call", DONE),
        ("2026-01-14", "email", DONE),
        ("2026-01-15", "meeting", NO_SHOW),
        ("2026-01-16", "proposal", CANCELLED),
        ("2026-02-20", "meeting", PLANNED),
    ]
    first = read.book.activities[0]
    assert (first.owner, first.opportunities, first.word, first.status) == ("Zoe", ("O1",), "Anruf", "erledigt")
    assert read.book.fields == {"day", "owner", "kind", "opportunity", "status"}
    assert not read.findings.total


def test_an_unknown_status_or_kind_is_found_and_nothing_is_made_of_it():
    read = activities("Date,Type,Status", "2026-01-05,Lunch,Completed", "2026-01-06,Call,Maybe", "2026-01-07,Call,")
    assert read_as(read) == [
        ("2026-01-05", None, DONE), ("2026-01-06", "call", UNTOLD), ("2026-01-07", "call", UNTOLD),
    ]  # fmt: skip
    assert [str(each).split("; ")[0] for each in read.findings] == [
        "activities.csv:2: ACT103 the kind 'Lunch' is none that is listed",
        "activities.csv:3: ACT102 the status 'Maybe' is none that is known",
        "activities.csv:4: ACT102 the status is empty",
    ]


def test_pipeline_yaml_names_kinds_statuses_and_headers_of_its_own():
    spec = a_spec(
        activities={
            "kinds": {"call": ["Dial"], "demo": ["Produktvorführung"], "lunch": []},
            "statuses": {"done": ["Maybe"], "cancelled": ["Completed"]},
            "columns": {"day": "When", "kind": "What"},
        }
    )
    read = activities(
        "When,What,Status",
        "2026-01-05,Dial,Maybe",
        "2026-01-05,Produktvorführung,Done",
        "2026-01-05,LUNCH,Completed",
        "2026-01-05,Demo,Done",
        spec=spec,
    )
    assert [(kind, standing) for _, kind, standing in read_as(read)] == [
        ("call", DONE), ("demo", DONE), ("lunch", CANCELLED), ("demo", DONE),
    ]  # fmt: skip
    assert read.book.kinds == ("call", "email", "meeting", "proposal", "demo", "lunch")


def test_a_salesforce_report_of_activities_has_events_without_a_status_that_stand_as_their_day_has_it():
    read = activities(
        '"Subject","Date","Assigned","Task Subtype","Event Subtype","Status","Related To","Opportunity ID"',
        '"Call","1/15/2026","Zoe","Call","","Completed","Acme","006A0000001abcd"',
        '"Demo","1/20/2026","Yan","","Event","","Acme","006A0000001abcd"',
        '"Demo","2/20/2026","Yan","","Event","","Acme","006A0000001abcd"',
        '"Call","1/30/2026","Yan","Call","","Not Started","Beta","500A0000001abcd"',
        "",
        '"Grand Totals (4 records)"',
        '"Confidential Information - Do Not Distribute"',
    )
    assert read_as(read) == [
        ("2026-01-15", "call", DONE),
        ("2026-01-20", "meeting", DONE),
        ("2026-02-20", "meeting", PLANNED),
        ("2026-01-30", "call", PLANNED),
    ]
    assert [each.opportunities for each in read.book.activities] == [("006A0000001abcd",)] * 3 + [()]
    assert read.book.by_day == 2
    assert read.files[0].read_as == "a Salesforce report of activities"
    assert read.files[0].rows.footer == 2


def test_tasks_of_salesforces_api_are_read_without_the_deleted_ones():
    read = activities(
        "Id,Subject,Status,ActivityDate,Owner.Name,WhatId,TaskSubtype,Type,CompletedDateTime,IsDeleted",
        "00T1,Hi,Completed,2026-01-09,Zoe,006A0000001abcdEAQ,Email,,2026-01-08T10:00:00.000+0000,false",
        "00T2,Hi,Completed,2026-01-09,Zoe,006A0000001abcdEAQ,Call,,,true",
    )
    assert read_as(read) == [("2026-01-08", "email", DONE)]
    assert read.files[0].read_as == "activities from Salesforce's API"


def test_hubspots_activities_have_outcomes_and_several_deals_and_what_is_logged_was_done():
    read = activities(
        "Activity date,Activity assigned to,Activity type,Associated Deal IDs,Call outcome,Meeting outcome",
        "2026-01-05 10:00,Zoe,CALL,901;902,No answer,",
        "2026-01-06 10:00,Zoe,MEETING,901,,COMPLETED",
        "2026-01-06 10:00,Zoe,MEETING,901,,No show",
        "2026-01-06 10:00,Zoe,MEETING,901,,Rescheduled",
        "2026-01-07 10:00,(No value),EMAIL,,,",
        "2026-01-07 10:00,Yan,MEETING,,,",
        "2026-01-07 10:00,Yan,TASK,,,",
    )
    assert [(kind, standing) for _, kind, standing in read_as(read)] == [
        ("call", DONE), ("meeting", DONE), ("meeting", NO_SHOW), ("meeting", CANCELLED), ("email", DONE),
        ("meeting", UNTOLD), (None, UNTOLD),
    ]  # fmt: skip
    assert read.book.activities[0].opportunities == ("901", "902")
    assert read.book.activities[4].owner is None
    assert read.files[0].read_as == "HubSpot's activities"


def test_pipedrives_activities_are_of_the_day_they_were_done_on():
    head = "Activity - Type,Activity - Due date,Activity - Assigned to user,{},Deal ID,Activity - Marked as done time"
    done, to_do = (
        "Call,2026-01-05,Zoe,{}77,2026-01-06 10:22:00",
        "Meeting,2026-02-05,Zoe,{}77,",
    )
    for status, words in (("Activity - Status,", ("Done,", "To do,")), ("", ("", ""))):
        read = activities(head.format(status).replace(",,", ","), done.format(words[0]), to_do.format(words[1]))
        assert read_as(read) == [("2026-01-06", "call", DONE), ("2026-02-05", "meeting", PLANNED)]
        assert read.files[0].read_as == "Pipedrive's activities"
        assert read.book.by_day == 0


def test_without_any_status_what_lies_behind_was_done_and_what_lies_ahead_is_planned():
    read = activities("Date,Type", "2026-02-02,Call", "2026-02-03,Call")
    assert [standing for *_, standing in read_as(read)] == [DONE, PLANNED]
    assert read.book.by_day == 2
    assert "status" not in read.book.fields


def test_the_day_alone_is_needed_and_a_row_without_it_is_set_aside():
    assert read_as(activities("Date", "2026-01-05")) == [("2026-01-05", None, DONE)]
    read = activities("Date,Type", "2026-01-05,Call", ",Call")
    assert (read.files[0].rows.accepted, read.files[0].rows.set_aside) == (1, 1)
    with pytest.raises(HeaderProblem, match=r"no column of activities for: day or done_on \(found: 'Who', 'What'\)"):
        activities("Who,What", "Zoe,Call")
    with pytest.raises(NothingToReport, match="no activity can be used"):
        activities("Date,Type", "soon,Call")


def test_an_activity_that_stands_twice_counts_once_as_the_newer_file_has_it():
    january = a_file("Activity ID,Date,Type,Status", "A1,2026-01-05,Call,Planned", name="activities-2026-01-31.csv")
    march = a_file("Activity ID,Date,Type,Status", "A1,2026-01-05,Call,Done", name="activities-2026-03-31.csv")
    for files in ([january, march], [march, january]):
        read = read_activities(files, a_spec(), OPTIONS)
        assert read_as(read) == [("2026-01-05", "call", DONE)]
        assert dict(read.findings.counts) == {"ACT101": 1}
        assert sum(file.rows.elsewhere for file in read.files) == 1
        assert all(file.rows.conserved for file in read.files)


def test_every_header_of_activities_is_spelled_as_headers_are_compared_and_names_one_field():
    from pipectl.read.headers import normal

    headers = [header for field in ACTIVITIES.fields for header in field.headers]
    assert headers == [normal(header) for header in headers]
    assert len(set(headers)) == len(headers)
    assert {field.kind for field in ACTIVITIES.fields} == {Kind.TEXT, Kind.DAY, Kind.DELETED}


def test_every_word_of_a_kind_or_a_status_is_spelled_as_it_is_compared_and_means_one_thing():
    from pipectl.read.headers import normal
    from pipectl.read.side import activity_words as words

    for table in (words._KINDS, words._STATUSES):
        every = [word for group in table.values() for word in group]
        assert every == [normal(word) for word in every]
        assert len(set(every)) == len(every)


def test_a_column_that_says_completed_is_a_status():
    read = activities("Date,Type,Completed", "2026-01-05,Call,Yes", "2026-01-06,Call,No", "2026-01-07,Call,true")
    assert [each.standing for each in read.book.activities] == [DONE, PLANNED, DONE]
    assert not read.book.by_day
