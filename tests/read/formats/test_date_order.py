from datetime import date

import pytest

from pipectl.domain.spec import DateOrder
from pipectl.read.codes import Trouble
from pipectl.read.formats.date_order import Proof, Ways, proofs, settle
from pipectl.read.formats.dates import read

from .columns import COLUMN, a_profile, values_of


def settled(*texts, order=None, silent=()):
    return settle(a_profile(read, *texts, silent=silent), COLUMN, Ways(order))


def each(*texts, silent=(), **more):
    """What each text is."""
    return values_of(a_profile(read, *texts, silent=silent), settled(*texts, silent=silent, **more))


def values(*texts, **more):
    found = each(*texts, **more)
    return [one.code.code if isinstance(one := found[text], Trouble) else one for text in texts]


def test_one_clear_date_settles_the_order_and_it_is_said():
    found = settled("03/04/2026", "13/04/2026")
    assert values("03/04/2026", "13/04/2026")[0] == date(2026, 4, 3)
    assert found.said == ("dates in Header are day/month/year (1 value settles it)",)


def test_iso_dates_leave_nothing_to_say():
    assert settled("2026-01-31", "").said == ()


def test_an_order_that_nothing_settles_is_asked_for():
    [question] = settled("2026-01-31", "02/03/2025").questions
    assert question.text == (
        "Header '02/03/2025' (line 3) could be 3 February 2025 or 2 March 2025 and no row settles which"
    )
    assert question.choices == ("dmy", "mdy")


def test_a_date_of_equal_day_and_month_needs_no_order():
    assert values("04/04/2025") == [date(2025, 4, 4)]


def test_in_a_column_of_two_orders_only_what_is_clear_stands():
    assert values("13/02/2025", "02/13/2025", "02/03/2025", "2025-02-13") == [
        date(2025, 2, 13), date(2025, 2, 13), "DATA014", date(2025, 2, 13),
    ]  # fmt: skip


def test_a_rare_contradiction_does_not_unsettle_a_column():
    clear = [f"{day}/01/2025" for day in range(13, 29)] + [f"{day}/03/2025" for day in range(13, 29)]
    assert values("02/03/2025", "01/13/2025", *clear)[:2] == [date(2025, 3, 2), "DATA014"]


def test_an_order_that_is_given_holds_for_every_value():
    assert values("02/03/2025", "13/02/2025", order=DateOrder.MDY) == [date(2025, 2, 3), "DATA014"]
    assert values("2025-02-13", "1/2/2025", order=DateOrder.YMD) == [date(2025, 2, 13), "DATA014"]


def test_a_year_of_two_digits_is_asked_about():
    [question] = settled("31-Dec-68").questions
    assert "century" in question.text
    assert question.choices == ("dmy", "mdy", "ymd")


def test_a_given_order_settles_the_century_and_it_is_said():
    texts = ("01/02/03", "31-Dec-68", "31-Dec-70")
    found = settled(*texts, order=DateOrder.YMD)
    assert values(*texts, order=DateOrder.YMD) == [date(2001, 2, 3), date(2068, 12, 31), date(1970, 12, 31)]
    assert found.said == ("years in Header of two digits are from 1969 to 2068, dates are year/month/day",)


def test_rows_that_do_not_vote_settle_nothing():
    assert settled("02/03/2025", silent=("13/02/2025",)).questions != ()
    assert values("13/02/2025", silent=("02/13/2025", "01/02/03")) == [date(2025, 2, 13)]


def test_a_time_zone_is_said():
    assert settled("2025-03-31T23:30:00-08:00").said == (
        "times in Header have a time zone; the day was kept as written",
    )


def test_a_column_of_bare_numbers_holds_days_where_it_is_told_so_and_nothing_else_is_there():
    profile = a_profile(read, "45366", "45366.5", "60", "")
    found = settle(profile, COLUMN, Ways(serial=True))
    values = values_of(profile, found)
    assert (values["45366"], values["45366.5"], values[""]) == (date(2024, 3, 15), date(2024, 3, 15), None)
    assert isinstance(values["60"], Trouble)
    assert found.said == (f"bare numbers in {COLUMN.header} are days as a spreadsheet counts them",)
    mixed = a_profile(read, "45366", "2024-03-15")
    assert isinstance(values_of(mixed, settle(mixed, COLUMN, Ways(serial=True)))["45366"], Trouble)
    alone = a_profile(read, "45366")
    assert isinstance(values_of(alone, settle(alone, COLUMN))["45366"], Trouble)


def test_the_zone_whose_days_count_is_said():
    profile = a_profile(read, "2024-03-15T23:30:00Z")
    assert settle(profile, COLUMN, Ways(zone="Europe/Berlin")).said == (
        f"times in {COLUMN.header} have a time zone; the day is that of Europe/Berlin",
    )


def _proved(**columns):
    return proofs((header, a_profile(read, *texts)) for header, texts in columns.items())


def test_what_a_column_proves_holds_for_open_dates_with_the_same_mark_and_it_is_said():
    ways = Ways(proofs=_proved(Close=["12/15/2026", "1/2/2026"], Created=["9/1/2026"]))
    assert ways.proofs == {"/": Proof(DateOrder.MDY, "Close")}
    profile = a_profile(read, "9/1/2026", "9/1/2026 10:05 AM")
    found = settle(profile, COLUMN, ways)
    assert set(values_of(profile, found).values()) == {date(2026, 9, 1)}
    assert found.said == ("day and month of Header are as in Close: month/day/year",)


def test_dates_with_another_mark_or_with_several_stay_open():
    ways = Ways(proofs=_proved(Close=["12/15/2026"]))
    for texts in (["9-1-2026"], ["9/1/2026", "9-1-2026"], ["9/1/26"]):
        assert settle(a_profile(read, *texts), COLUMN, ways).questions != ()


def test_columns_that_prove_opposite_orders_prove_nothing():
    assert _proved(Close=["12/15/2026"], Closed=["15/12/2026"]) == {}
    assert _proved(Close=["12/15/2026"], Closed=["15/12/2026", "12/15/2026"]) == {}
    assert _proved(Close=["12/15/2026"], Closed=["15-12-2026"]) == {
        "/": Proof(DateOrder.MDY, "Close"), "-": Proof(DateOrder.DMY, "Closed"),
    }  # fmt: skip


def test_dates_that_need_no_order_prove_none():
    assert _proved(Close=["2026-12-15", "15.12.2026", "15 Dec 2026", "1/2/2026", "4/4/2026", "n/a"]) == {}


def test_a_column_with_evidence_of_its_own_is_not_settled_by_another():
    ways = Ways(proofs=_proved(Close=["12/15/2026"]))
    profile = a_profile(read, "9/1/2026", "15/1/2026")
    assert values_of(profile, settle(profile, COLUMN, ways))["9/1/2026"] == date(2026, 1, 9)


def _of_numbers(*texts, zone=None, **ways):
    profile = a_profile(lambda text: read(text, zone, serial=ways.get("serial", False)), *texts)
    found = settle(profile, COLUMN, Ways(zone=zone, **ways))
    values = values_of(profile, found)
    return [one.code.code if isinstance(one := values[text], Trouble) else one for text in texts], found.said


def test_a_column_of_milliseconds_since_1970_holds_days_and_it_is_said():
    assert _of_numbers("1767225600000", "1767225599999", "") == (
        [date(2026, 1, 1), date(2025, 12, 31), None],
        ("numbers in Header are milliseconds since 1970; the day is that of UTC",),
    )


def test_milliseconds_are_days_of_the_zone_that_counts():
    assert _of_numbers("1767225599999", zone="Europe/Berlin") == (
        [date(2026, 1, 1)],
        ("numbers in Header are milliseconds since 1970; the day is that of Europe/Berlin",),
    )


@pytest.mark.parametrize("other", ["2026-01-31", "1/31/2026"])
def test_milliseconds_beside_dates_are_no_dates(other):
    assert _of_numbers("1767225600000", other)[0] == ["DATA011", date(2026, 1, 31)]


@pytest.mark.parametrize("text", ["1767225600", "4133980800000", "17672256000000", "176722560000", "1767225600000.5"])
def test_numbers_that_may_be_something_else_are_no_milliseconds(text):
    assert _of_numbers(text, "")[0] == ["DATA011", None]


def test_numbers_that_count_days_and_milliseconds_in_one_column_are_neither():
    assert _of_numbers("1767225600000", "45366", serial=True)[0] == ["DATA011", "DATA011"]


def test_a_column_of_nothing_but_midnights_of_utc_holds_the_days_that_are_written_whatever_the_zone():
    west = "America/New_York"
    of_zone = a_profile(lambda text: read(text, west), "2026-03-31T00:00:00Z", "2026-04-01T00:00:00.000Z", "")
    found = settle(of_zone, COLUMN, Ways(zone=west))
    assert list(values_of(of_zone, found).values()) == [date(2026, 3, 31), date(2026, 4, 1), None]
    assert (found.said, found.are_days) == (("times in Header are all midnight of UTC: days, kept as written",), True)
    timed = a_profile(lambda text: read(text, west), "2026-03-31T00:00:00Z", "2026-04-01T00:01:00Z")
    found = settle(timed, COLUMN, Ways(zone=west))
    assert list(values_of(timed, found).values()) == [date(2026, 3, 30), date(2026, 3, 31)]
    assert not found.are_days
