from datetime import date
from decimal import Decimal

import pytest

from pipectl.domain.spec import DateOrder, PercentScale
from pipectl.read.dialect import layout
from pipectl.read.settling import Settings, readers, resolve
from pipectl.read.stages import StageBook
from pipectl.read.survey import survey

from .exports import a_spec

TEXT = "name,stage,amount,created,close %,close date\nAcme,P,1.234,02/03/2025,1,31.01.2025\n"


def resolved(settings, text=TEXT):
    found = layout("deals.csv", text, None, {})
    _, result = survey("deals.csv", text, found, readers(settings, StageBook(a_spec()), found.chosen), lambda _: None)
    return resolve(result.profiles, found.chosen, settings)


def test_every_open_column_has_its_question():
    assert [one.field for one in resolved(Settings()).questions] == ["amount", "created", "probability"]


def test_settings_answer_them():
    found = resolved(Settings(DateOrder.MDY, "de", PercentScale.PERCENT))
    assert found.questions == ()
    assert found.values["amount"]["1.234"] == Decimal(1234)
    assert found.values["created"]["02/03/2025"] == date(2025, 2, 3)
    assert found.values["expected_close"]["31.01.2025"] == date(2025, 1, 31)
    assert found.values["probability"]["1"] == Decimal("0.01")


def test_stages_resolve_to_those_of_pipeline_yaml():
    assert resolved(Settings()).values["stage"]["P"].stage.name == "Proposal"


BAD = 'Beta,Nowhere,"{}",{},{},\n'


def test_where_the_sound_rows_leave_a_column_open_bad_rows_settle_it():
    found = resolved(Settings(), TEXT + BAD.format("2.5", "12/31/2025", "40") + BAD.format("1.5", "1/31/2025", "5"))
    assert found.questions == ()
    assert found.values["amount"]["1.234"] == Decimal("1.234")
    assert found.values["created"]["02/03/2025"] == date(2025, 2, 3)
    assert found.values["probability"]["1"] == Decimal("0.01")
    assert (
        "dates in created are month/day/year (2 values settle it, in rows that something else speaks against)"
        in found.said
    )


def test_bad_rows_that_contradict_each_other_settle_nothing():
    found = resolved(Settings(), TEXT + BAD.format("2.5", "12/31/2025", "40") + BAD.format("1,5", "31/1/2025", "0.5"))
    assert [one.field for one in found.questions] == ["amount", "created", "probability"]


def test_bad_rows_say_nothing_where_a_sound_one_settles_the_column():
    sound = "Acme,P,1.5,31/12/2025,40,\n"
    found = resolved(Settings(), TEXT + sound + BAD.format("2,5", "12/31/2025", "0.5") * 30)
    assert found.values["amount"]["1.234"] == Decimal("1.234")
    assert found.values["created"]["02/03/2025"] == date(2025, 3, 2)
    assert found.values["probability"]["1"] == Decimal("0.01")


def test_a_custom_of_a_sound_row_is_not_overruled_by_bad_rows():
    found = resolved(Settings(), 'name,stage,amount\nAcme,P,"$12,500"\n' + 'Beta,Nowhere,"7,5"\n' * 9)
    assert found.values["amount"]["$12,500"] == Decimal(12500)


DATES = "name,stage,amount,created,close date,closed date\nAcme,P,1,9/1/2026,{},{}\n"


def test_a_column_of_dates_that_is_open_is_settled_by_another_of_its_file():
    found = resolved(Settings(), DATES.format("12/15/2026", ""))
    assert found.questions == ()
    assert found.values["created"]["9/1/2026"] == date(2026, 9, 1)
    assert "day and month of created are as in close date: month/day/year" in found.said


def test_columns_of_dates_that_contradict_each_other_leave_a_third_open():
    found = resolved(Settings(), DATES.format("12/15/2026", "15/12/2026"))
    assert [one.field for one in found.questions] == ["created"]


def test_an_order_that_is_given_outranks_what_other_columns_prove():
    found = resolved(Settings(DateOrder.DMY), DATES.format("12/15/2026", ""))
    assert found.values["created"]["9/1/2026"] == date(2026, 1, 9)


@pytest.mark.parametrize("serial", [True, False])
def test_rows_whose_days_are_counted_have_a_say_in_how_their_other_values_are_written(serial):
    day = "46366" if serial else "1767225600000"
    found = resolved(Settings(serial=serial), f"name,stage,amount,close date,close %\nAcme,P,1.234,{day},0.4\n")
    assert [one.field for one in found.questions] == ["amount"]
    assert found.values["probability"]["0.4"] == Decimal("0.4")


def test_words_of_a_status_that_decide_without_saying_won_or_lost_are_said():
    text = "name,stage,amount,Deal Status\nA,P,1,Dead\nB,P,2,Open\nC,P,3,Lost\nD,P,4,Sold\nE,P,5,Cancelled\n"
    assert set(resolved(Settings(), text).said) >= {
        "'Dead', 'Cancelled' in Deal Status are taken for lost",
        "'Sold' in Deal Status is taken for won",
    }
    assert not [said for said in resolved(Settings(), text).said if "'Lost'" in said]
