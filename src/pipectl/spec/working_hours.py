"""The hours of work that pipeline.yaml names, with the public holidays of a country or region."""

from collections.abc import Iterable
from datetime import date, timedelta

from ..domain.errors import SpecProblem
from ..domain.lead_settings import BusinessHours, Weekday
from ..engines.working_time import WorkingTime

_NAMES = dict(zip(Weekday, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
ALL_HOURS = "all hours"
#: Regions that a message names.
_LISTED = 20


def working_hours(
    settings: BusinessHours | None, years: Iterable[int], file: str = "pipeline.yaml"
) -> tuple[WorkingTime | None, str]:
    """The hours that count, None for all of them, and the same in words.

    Raises:
        SpecProblem: holidays are asked for and the package that knows them is not there, or doesn't know these.
    """
    if settings is None:
        return None, ALL_HOURS
    opens, closes = settings.hours.split("-")
    days = sorted({day.number for day in settings.days})
    free = _holidays(settings.holidays, years, file) if settings.holidays else ()
    but = f" but for the public holidays of {settings.holidays}" if settings.holidays else ""
    said = f"{_week(days)} {opens}–{closes}{but}"
    return WorkingTime(days, _since_midnight(opens), _since_midnight(closes), free), said


def _since_midnight(text: str) -> timedelta:
    hours, minutes = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def _week(days: list[int]) -> str:
    """`Mon–Fri`, `Mon, Wed, Fri`."""
    names = [_NAMES[list(Weekday)[day]] for day in days]
    in_a_row = len(days) > 2 and days[-1] - days[0] == len(days) - 1
    return f"{names[0]}–{names[-1]}" if in_a_row else ", ".join(names)


def _holidays(name: str, years: Iterable[int], file: str) -> frozenset[date]:
    """The public holidays of some years."""
    place = f"{file}: leads.business_hours.holidays is '{name}'"
    try:
        from holidays import country_holidays, list_supported_countries
    except ImportError:
        raise SpecProblem(
            f"{place}, and the package that knows holidays is not installed; install it with "
            "pip install 'sales-pipectl[calendar]', or leave holidays out"
        ) from None
    country, _, region = name.partition("-")
    regions = list_supported_countries().get(country)
    if regions is None:
        raise SpecProblem(f"{place}, and no calendar is known for {country}; write a country such as US or DE")
    if region and region not in regions:
        there = f"write one of {country}-{f', {country}-'.join(regions[:_LISTED])}" if regions else f"write {country}"
        raise SpecProblem(f"{place}, and {country} has no region {region} in the calendar; {there}")
    return frozenset(country_holidays(country, subdiv=region or None, years=list(years)))
