"""The hours of work of pipeline.yaml, with holidays only where they are asked for."""

import sys
from datetime import datetime
from types import ModuleType

import pytest

from pipectl.domain.errors import SpecProblem
from pipectl.domain.lead_settings import BusinessHours, Weekday
from pipectl.spec.working_hours import working_hours

NIGHTS = datetime.fromisoformat("2026-01-16 15:00"), datetime.fromisoformat("2026-01-20 12:00")


def hours(settings):
    week, said = working_hours(settings, [2026], "pipeline.yaml")
    assert week is not None
    return week.between(*NIGHTS).total_seconds() / 3600, said


def test_without_business_hours_all_hours_count():
    assert working_hours(None, [2026]) == (None, "all hours")


def test_the_usual_week_and_one_of_other_days():
    assert hours(BusinessHours()) == (13, "Mon–Fri 09:00–17:00")
    weekend = BusinessHours(days=(Weekday.SUN, Weekday.SAT, Weekday.TUE), hours="10:00-24:00")
    assert hours(weekend) == (30, "Tue, Sat, Sun 10:00–24:00")


def test_public_holidays_of_a_country_are_free():
    pytest.importorskip("holidays")
    assert hours(BusinessHours(holidays="US")) == (5, "Mon–Fri 09:00–17:00 but for the public holidays of US")
    assert hours(BusinessHours(holidays="DE-BY"))[0] == 13


def test_a_country_or_region_without_a_calendar_is_refused_with_those_there_are():
    pytest.importorskip("holidays")
    with pytest.raises(SpecProblem, match="holidays is 'QQ', and no calendar is known for QQ; write a country such as"):
        hours(BusinessHours(holidays="QQ"))
    with pytest.raises(
        SpecProblem, match="'DE-QQ', and DE has no region QQ in the calendar; write one of DE-BB, DE-BE"
    ):
        hours(BusinessHours(holidays="DE-QQ"))


def test_without_the_package_the_command_that_installs_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(SpecProblem) as refusal:
        hours(BusinessHours(holidays="US"))
    assert refusal.value.message == (
        "pipeline.yaml: leads.business_hours.holidays is 'US', and the package that knows holidays is not installed; "
        "install it with pip install 'sales-pipectl[calendar]', or leave holidays out"
    )


def test_the_package_is_not_asked_where_no_holidays_are(monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", ModuleType("holidays"))
    assert hours(BusinessHours())[0] == 13
