"""Dates: a strict grammar for one text; how a column orders day and month is settled in `date_order`."""

import re
from collections.abc import Hashable
from datetime import date
from typing import NamedTuple

from ...domain.period import FIRST_YEAR, LAST_YEAR
from ...domain.spec import DateOrder
from ..codes import DATE_CALENDAR, DATE_UNREADABLE, DATE_YEAR, Trouble
from .months import MONTHS
from .spelled_out import spelled_out

_TIME = (
    r"(?:(?:[Tt]| *,? +)(?:[01]?[0-9]|2[0-3]|24(?=:00)):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?P<zone>[Zz]|UTC|GMT|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9]|[+-](?:0[0-9]|1[0-4])))?)?"
)
_ISO = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}")
_SLASHED = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}){_TIME}")
_NAME, _OF = r"([^\W\d_]{3,10})\.?", "(?:[Dd][Ee] )?"
_DAY_FIRST = rf"([0-9]{{1,2}})(?:er|º)?\.?[- /]?{_OF}{_NAME}[-, /.]{{1,2}}{_OF}([0-9]{{4}}|[0-9]{{2}}){_TIME}"
_MONTH_FIRST = rf"{_NAME} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}}){_TIME}"
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]+)?")
#: Beginnings of English months: longer spellings are read in English alone.
_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
#: Longer texts are no dates; the bound keeps hostile cells cheap.
_LONGEST = 60
#: Two-digit years up to this one are of the 2000s (as POSIX has it).
_LAST_OF_2000S = 68


class DateReading(NamedTuple):
    """The days a text can mean, by the order of day, month and year; none for an empty cell."""

    days: tuple[tuple[DateOrder, date], ...] = ()
    """One day per order that gives one; all the same day where the order makes no difference."""
    fixed: bool = True
    """Whether the text itself says what is day, month and year."""
    short_year: bool = False
    """Whether the year has two digits."""
    zoned: bool = False
    """Whether a time zone follows."""
    trouble: Trouble | None = None

    def day(self, order: DateOrder) -> date | None:
        """The day under an order."""
        return dict(self.days).get(order)

    def sort(self, _text: str) -> Hashable:
        """Which orders give a day, whether it is always the same, and what else of it is said."""
        orders = tuple(order for order, _ in self.days)
        days = len({day for _, day in self.days})
        return self.trouble is None, orders, days, self.fixed, self.short_year, self.zoned


_EMPTY = DateReading()
_ORDERS = (DateOrder.DMY, DateOrder.MDY)


def read(text: str) -> DateReading:
    """How a text reads as a date; a time after it is cut off."""
    text = text.strip()
    if not text:
        return _EMPTY
    if len(text) > _LONGEST:
        return _not_a_date("is not a date")
    found = _ISO.fullmatch(text)
    if found:
        return _fixed(int(found[1]), int(found[3]), int(found[4]), zoned=bool(found["zone"]))
    found = _SLASHED.fullmatch(text)
    if found:
        return _slashed(found)
    return _named(text)


def _slashed(found: re.Match[str]) -> DateReading:
    first, mark, second, year = int(found[1]), found[2], int(found[3]), found[4]
    short, zoned = len(year) == 2, bool(found["zone"])
    if mark == "." and not short:
        return _fixed(int(year), second, first, zoned=zoned)
    full = _century(int(year)) if short else int(year)
    tries = {DateOrder.DMY: (full, second, first), DateOrder.MDY: (full, first, second)}
    if short:
        tries[DateOrder.YMD] = (_century(first), second, int(year))
    if mark == ".":
        tries.pop(DateOrder.MDY)
    days = {order: _day(*parts) for order, parts in tries.items()}
    kept = tuple((order, day) for order, day in days.items() if isinstance(day, date))
    if kept:
        return DateReading(kept, fixed=False, short_year=short, zoned=zoned)
    return DateReading(trouble=next(day for day in days.values() if isinstance(day, Trouble)))


def _named(text: str) -> DateReading:
    """A date with the name of a month."""
    day_first, month_first = re.fullmatch(_DAY_FIRST, text), re.fullmatch(_MONTH_FIRST, text)
    found = day_first or month_first
    if found is None:
        return _spelled_out(text)
    day, name, year = (found[1], found[2], found[3]) if day_first else (found[2], found[1], found[3])
    month = MONTHS.get(name.lower())
    if month is None:
        return _not_a_date("is not a date")
    short = len(year) == 2
    full = _century(int(year)) if short else int(year)
    return _fixed(full, month, int(day), zoned=bool(found["zone"]), short=short)


def _spelled_out(text: str) -> DateReading:
    if _NUMBER.fullmatch(text):
        return _not_a_date("is a bare number, perhaps a day as a spreadsheet counts them, and not a date")
    day = spelled_out(text) if any(month in text.lower() for month in _ENGLISH) else None
    return _not_a_date("is not a date") if day is None else _fixed(day.year, day.month, day.day)


def _fixed(year: int, month: int, day: int, *, zoned: bool = False, short: bool = False) -> DateReading:
    when = _day(year, month, day)
    if isinstance(when, Trouble):
        return DateReading(trouble=when)
    return DateReading(tuple((order, when) for order in DateOrder), short_year=short, zoned=zoned)


def _day(year: int, month: int, day: int) -> date | Trouble:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Trouble(DATE_YEAR, f"is not in a year from {FIRST_YEAR} to {LAST_YEAR}")
    try:
        return date(year, month, day)
    except ValueError:
        return Trouble(DATE_CALENDAR, "is not a day of the calendar")


def _century(year: int) -> int:
    return year + (2000 if year <= _LAST_OF_2000S else 1900)


def _not_a_date(says: str) -> DateReading:
    return DateReading(trouble=Trouble(DATE_UNREADABLE, says))
