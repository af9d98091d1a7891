"""Tables beside the opportunities: what their cells are, what is asked, and that no row vanishes."""

import contextlib
import csv
import gzip
import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.errors import HeaderProblem, InputProblem, NothingToReport, PipectlError, UnsettledProblem
from pipectl.domain.pipeline import RowCount
from pipectl.domain.spec import DateOrder
from pipectl.read.side.reading import read_side
from pipectl.read.source import load

from ..exports import a_spec
from ..workbooks import xlsx
from .calls import CALLS, OPTIONS, a_file, at, calls, found, values

HEADER = "Call ID,Owner,Called,Due,Done,Minutes"


def test_each_kind_of_cell_is_what_its_column_settles_it_to_and_an_empty_one_is_none():
    reading = calls(
        HEADER,
        'C1,Ann,2026-02-02 09:15,31/01/2026,yes,"1.234,5"',
        'C2,Bob,2026-02-03,01/02/2026,no,"7,25"',
        "C3,,2026-02-04T10:00:00Z,,,",
    )
    assert values(reading) == [
        {
            "id": "C1",
            "owner": "Ann",
            "at": at("2026-02-02 09:15"),
            "due": date(2026, 1, 31),
            "done": True,
            "minutes": Decimal("1234.5"),
        },
        {
            "id": "C2",
            "owner": "Bob",
            "at": at("2026-02-03"),
            "due": date(2026, 2, 1),
            "done": False,
            "minutes": Decimal("7.25"),
        },
        {
            "id": "C3",
            "owner": None,
            "at": at("2026-02-04 10:00", 0),
            "due": None,
            "done": None,
            "minutes": None,
        },
    ]
    assert "dates in Due are day/month/year (1 value settles it)" in reading.files[0].settled
    assert reading.counted == RowCount(3, 3)
    assert reading.fields == {"id", "owner", "at", "due", "done", "minutes"}


def test_a_row_that_cannot_be_read_is_set_aside_with_every_place_and_is_counted():
    reading = calls(
        "Call ID,Owner,Called,Done,Minutes,IsDeleted",
        "C1,Ann,2026-02-02,yes,1,false",
        "C2,Ann,2026-02-30,perhaps,many,false",
        ",,2026-02-03,no,1,false",
        "C4,Ann,,no,1,false",
        "C5,#REF!,2026-02-03,no,1,false",
        "C6,Ann,2026-02-03,no,1,true",
        "C7,Ann,2026-02-03,no,1,false,surplus",
        "",
        "C8,Ann,2026-02-03,no,1,false",
    )
    assert [row["id"] for row in values(reading)] == ["C1", "C8"]
    assert found(reading) == [
        ("calls.csv:3:3: DATA012 Called '2026-02-30' is not a day of the calendar; correct it or leave it empty"),
        "calls.csv:3:4: DATA006 Done 'perhaps' is neither true nor false; write true or false",
        "calls.csv:3:5: DATA007 Minutes 'many' is not an amount; correct it or leave it empty",
        (
            "calls.csv:4:1: SIDE001 Call ID and Owner are empty; fill in the cell, or export it again with that column "
            "filled"
        ),
        ("calls.csv:5:3: SIDE001 Called is empty; fill in the cell, or export it again with that column filled"),
        (
            "calls.csv:6:2: SIDE001 Owner '#REF!' is an error of a spreadsheet; mend the formula there, save and "
            "export again"
        ),
        "calls.csv:7:6: DATA019 IsDeleted 'true' says that it was deleted; leave deleted ones out of the export",
        (
            "calls.csv:8: DATA001 the row has 7 cells and not 6; put cells that hold the delimiter in quotes, or add "
            "the missing cells"
        ),
    ]
    assert reading.counted == RowCount(read=9, accepted=2, set_aside=6, blank=1)


def test_dates_that_could_be_two_days_are_asked_about_once_for_all_files_and_the_option_answers():
    files = [a_file("Owner,Date", "Ann,03/04/2026 10:00"), a_file("Owner,Due,Date", "A,05/06/2026,7.1.2026", name="b")]
    with pytest.raises(UnsettledProblem) as refusal:
        read_side(files, CALLS, a_spec(), OPTIONS, {})
    lines = refusal.value.message.split("\n")
    assert [line.split(" could be")[0] for line in lines] == [
        "calls.csv: Date '03/04/2026 10:00' (line 2)",
        "b: Due '05/06/2026' (line 2)",
    ]
    assert lines[0].endswith("use --date-order dmy or mdy, or set columns.date_order in pipeline.yaml")
    read = read_side(files, CALLS, a_spec(), replace(OPTIONS, date_order=DateOrder.DMY), {})
    assert [row["at"].at for row in values(read)] == [at("2026-04-03 10:00").at, at("2026-01-07").at]


def test_a_column_takes_the_order_of_day_and_month_that_another_proves():
    reading = calls("Owner,Called,Due", "Ann,03/04/2026 10:00,31/12/2026", "Bob,05/04/2026 11:00,01/12/2026")
    assert [row["at"].day for row in values(reading)] == [date(2026, 4, 3), date(2026, 4, 5)]


def test_a_column_of_moments_without_a_single_time_of_day_holds_days_even_where_midnight_is_written():
    reading = calls("Owner,Called,Answered", "A,2026-01-05 00:00:00,2026-01-06 08:00", "B,2026-01-06 00:00:00,")
    assert reading.days_alone == {"at"}
    assert [row["at"].timed for row in values(reading)] == [False, False]
    assert [row["answered"] and row["answered"].timed for row in values(reading)] == [True, None]
    timed = calls("Owner,Called", "A,2026-01-05 00:00:00", "B,2026-01-06 07:30:00")
    assert [row["at"].timed for row in values(timed)] == [True, True]


def test_times_are_moved_to_the_time_zone_and_say_how_far_its_clocks_are_ahead():
    rows = ("Owner,Called", "A,2026-01-05T23:30:00Z", "B,2026-07-05T23:30:00+00:00", "C,2026-07-05 08:00")
    berlin = calls(*rows, spec=a_spec(time_zone="Europe/Berlin"))
    assert [row["at"] for row in values(berlin)] == [
        at("2026-01-06 00:30", 1),
        at("2026-07-06 01:30", 2),
        at("2026-07-05 08:00", 2),
    ]
    assert [row["at"].east for row in values(calls(*rows))] == [timedelta(), timedelta(), None]


def test_headers_are_known_whatever_their_case_and_signs_and_pipeline_yaml_outranks_them():
    reading = calls("when,CALL_ID,Owner,Date", "2026-01-05,C1,Ann,2026-02-02", named={"at": "When"})
    assert values(reading) == [
        {"at": at("2026-01-05"), "id": "C1", "owner": "Ann"},
    ]
    assert reading.files[0].unused == ("Date",)
    two = calls("Owner,Caller,Date,Called", "Bob,Ann,2026-01-05,2026-02-02")
    assert values(two)[0]["owner"] == "Ann"
    assert two.files[0].settled == (
        "owner is read from 'Caller', not from 'Owner'",
        "at is read from 'Called', not from 'Date'",
    )


def test_what_pipeline_yaml_names_and_the_file_lacks_is_refused_and_so_is_a_file_without_a_needed_column():
    with pytest.raises(HeaderProblem) as absent:
        calls("Owner,Called", "A,2026-01-05", named={"owner": "Ownr"})
    assert absent.value.message == (
        "calls.csv:1: calls.columns.owner in pipeline.yaml names 'Ownr', which is not there; did you mean 'Owner'? "
        "(found: Owner, Called)"
    )
    with pytest.raises(HeaderProblem) as missing:
        calls("Owner,When", "A,2026-01-05")
    assert missing.value.message == (
        "calls.csv:1: no column of calls for: at (found: 'Owner', 'When'); export it again with that column, or name "
        'the right one in pipeline.yaml: calls.columns: {at: "HEADER"}'
    )
    with pytest.raises(InputProblem, match="is empty"):
        calls("")


def test_a_file_whose_every_row_is_set_aside_or_without_rows_is_refused_with_what_was_found():
    with pytest.raises(NothingToReport) as refusal:
        calls("Owner,Called", "A,soon", "B,")
    assert refusal.value.message == (
        "calls.csv: no call can be used, 2 set aside (1 × value that is not a date, 1 × row without what it can't do "
        "without); correct them, or calls.columns in pipeline.yaml"
    )
    assert len(refusal.value.findings) == 2
    with pytest.raises(NothingToReport, match=r"calls.csv has a header of calls and no rows; export it again"):
        calls("Owner,Called")


def test_an_export_of_a_crm_is_known_and_so_are_its_words_for_nothing_and_its_footers():
    reading = calls("Caller,Called at", "(No value),2026-01-05", "Ann,2026-01-06 10:00")
    assert reading.files[0].read_as == "HubSpot's calls"
    assert [row["owner"] for row in values(reading)] == ["Ann"]
    assert reading.counted == RowCount(2, 1, 1)


def test_other_encodings_delimiters_lines_above_the_header_and_a_footer_are_as_in_exports():
    reading = calls(
        "All calls", "", "Owner;Called;Due;Done", "Zoë;2026-01-05;;", "Owner;Called;Due;Done", "Ann;2026-01-06;;", "",
        "Grand Totals (2 records)", encoding="cp1252",
    )  # fmt: skip
    assert [row["owner"] for row in values(reading)] == ["Zoë", "Ann"]
    assert reading.files[0].header_line == 3
    assert reading.counted == RowCount(5, 2, 0, blank=1, footer=1, repeated_header=1)


def test_gzip_and_workbooks_are_read_as_the_text_they_hold(tmp_path):
    text = "Owner,Called\nAnn,2026-01-05 09:15\n"
    (tmp_path / "calls.csv.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "calls.xlsx").write_bytes(xlsx({"Calls": [["Owner", "Called"], ["Ann", (46027.385416666664, 1)]]}))
    for name in ("calls.csv.gz", "calls.xlsx"):
        reading = read_side([load(str(tmp_path / name))], CALLS, a_spec(), OPTIONS, {})
        assert values(reading) == [{"owner": "Ann", "at": at("2026-01-05 09:15")}], name


CELLS = st.sampled_from(
    [
        "C1", "C2", "", " ", "Ann", "=1", "#N/A", "2026-01-05", "2026-01-05T10:00:00.000+0000", "01/31/26 08:55 PM",
        "31.12.2026 23:59", "2026-02-30", "1769847300000", "45000.5", "yes", "0", "1.5", "€7", "x" * 70, "\x00",
        "Called", "Grand Total",
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=7), max_size=8))
def test_any_rows_are_read_or_set_aside_or_refused(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([["Id", "Caller", "Called", "Done", "Minutes"], *rows])
    with contextlib.suppress(PipectlError):
        reading = calls(*text.getvalue().split("\n")[:-1], spec=a_spec(time_zone="Asia/Tokyo"))
        counted = reading.counted
        assert counted.conserved
        assert counted.read == len(rows)
        assert counted.accepted == len(reading.rows)


@settings(max_examples=100)
@given(st.text(st.sampled_from('id,called\n;"C12026-01-05\t|'), max_size=60))
def test_any_text_is_such_a_table_or_refused(text):
    with contextlib.suppress(PipectlError):
        calls(text)


def test_midnights_of_one_file_are_days_whatever_times_another_has():
    times = a_file("Owner,Called,Answered", "A,2026-01-05 09:00,2026-01-05 10:00", name="a.csv")
    days = a_file(
        "Owner,Called,Answered", "B,2026-01-06 00:00:00,2026-01-06 00:00", "C,2026-01-07 00:00:00,", name="b.csv"
    )
    reading = read_side([times, days], CALLS, a_spec(), OPTIONS, {})
    assert [(row["at"].timed, row["answered"] and row["answered"].timed) for row in values(reading)] == [
        (True, True), (False, False), (False, None),
    ]  # fmt: skip
    assert reading.days_alone == frozenset()
    assert read_side([days], CALLS, a_spec(), OPTIONS, {}).days_alone == {"at", "answered"}


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-03-01T00:00:00.000Z", "2026-07-02T00:00:00.000Z"),
        ("2026-03-01 00:00 UTC", "2026-07-02 00:00+00:00"),
        ("1772323200000", "1782950400000"),
    ],
)
def test_a_column_of_nothing_but_midnights_of_utc_holds_days_in_every_time_zone(zone, one, other):
    reading = calls("Owner,Called,Due", f"A,{one},{one}", f"B,{other},", spec=a_spec(time_zone=zone))
    assert [row["at"] for row in values(reading)] == [at("2026-03-01"), at("2026-07-02")]
    assert values(reading)[0]["due"] == date(2026, 3, 1)
    assert reading.days_alone >= {"at"}
    assert "times in Called are all midnight of UTC: days, kept as written" in reading.files[0].settled
    assert not any("the day is that of" in each for each in reading.files[0].settled)


def test_one_time_of_day_among_midnights_of_utc_makes_times_of_all():
    rows = ("A,2026-03-01T00:00:00Z", "B,2026-03-01T00:00:01Z")
    reading = calls("Owner,Called", *rows, spec=a_spec(time_zone="America/New_York"))
    assert [row["at"].at for row in values(reading)] == [at("2026-02-28 19:00:00").at, at("2026-02-28 19:00:01").at]
