"""Dates: a strict grammar for one text; how a column orders day and month is settled in `date_order`."""

import re
from collections.abc import Hashable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import NamedTuple

from ...domain.period import FIRST_YEAR, LAST_YEAR
from ...domain.spec import DateOrder
from ..codes import DATE_CALENDAR, DATE_UNREADABLE, DATE_YEAR, Trouble
from .months import MONTHS
from .spelled_out import UNKNOWN_ZONE, spelled_out

#: What may stand behind a day.
TIME = (
    r"(?:(?:[Tt]| *,? +)(?P<hour>[01]?[0-9]|2[0-3]|24(?=:00(?!:[0-9]*[1-9]))):(?P<minute>[0-5][0-9])"
    r"(?::(?P<second>[0-5][0-9](?:[.,][0-9]{1,9})?))?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?: ?(?P<zone>[Zz]|UTC|GMT|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9]|[+-](?:0[0-9]|1[0-4])))?)?"
)
_ISO = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){TIME}")
_SLASHED = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}){TIME}")
_NAME, _OF = r"([^\W\d_]{3,10})\.?", "(?:[Dd][Ee] )?"
_DAY_FIRST = rf"([0-9]{{1,2}})(?:er|º)?\.?[- /]?{_OF}{_NAME}[-, /.]{{1,2}}{_OF}([0-9]{{4}}|[0-9]{{2}}){TIME}"
_MONTH_FIRST = rf"{_NAME} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}}){TIME}"
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]+)?")
#: From 2001 on; with fewer digits they could be seconds or a date and a time.
_MILLISECONDS = re.compile("[0-9]{13}")
_LAST_MOMENT = 2100
#: Beginnings of English months: longer spellings are read in English alone.
_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
#: Longer texts are no dates; the bound keeps hostile cells cheap.
_LONGEST = 60
#: The day before the first that spreadsheets count, from March 1900 on.
FIRST_COUNTED = date(1899, 12, 30)
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
    serial: date | None = None
    """The day a bare number is as a spreadsheet counts them, which it counts as only where it is told so."""
    moment: date | None = None
    """The day of as many milliseconds since 1970, which a number is only where its whole column is such."""
    written: tuple[tuple[DateOrder, date], ...] = ()
    """The days of UTC where it is midnight there, which a text means only where its whole column is such."""

    def day(self, order: DateOrder) -> date | None:
        """The day under an order."""
        return dict(self.days).get(order)

    @property
    def missing(self) -> Trouble | None:
        """Why there is no day in it as it stands; None for an empty cell."""
        return self.trouble or (_BARE if self.serial else _MOMENT if self.moment else None)

    def sort(self, text: str) -> Hashable:
        """Which orders give a day, whether it is always the same, and what else of it is said."""
        orders = tuple(order for order, _ in self.days)
        days = len({day for _, day in self.days})
        mark = "" if self.fixed else mark_of(text)
        counted = self.serial is None, self.moment is None
        said = self.short_year, self.zoned, bool(self.written)
        return self.trouble is None, orders, days, self.fixed, mark, said, counted


def mark_of(text: str) -> str:
    """The mark between the day and the month of a date in digits."""
    return next((sign for sign in text if sign in "/-."), "")


_EMPTY = DateReading()
_BARE = Trouble(
    DATE_UNREADABLE,
    "is a bare number, perhaps a day as a spreadsheet counts them, and not a date",
    "write it as 2026-01-31, or use --serial-dates where all are such",
)
_MOMENT = Trouble(
    DATE_UNREADABLE, "is a bare number, perhaps milliseconds since 1970, and not a date as others of its column"
)


def read(text: str, zone: str | None = None, *, serial: bool = False) -> DateReading:
    """How a text reads as a date; a time behind it is cut off, in `zone` where it names a zone of its own.

    With `serial`, bare numbers may be days as a spreadsheet counts them.
    """
    text = text.strip()
    if not text:
        return _EMPTY
    if len(text) > _LONGEST:
        return _not_a_date("is not a date")
    found = _ISO.fullmatch(text)
    if found:
        reading = _fixed(int(found[1]), int(found[3]), int(found[4]), zoned=bool(found["zone"]))
    elif found := _SLASHED.fullmatch(text):
        reading = _slashed(found)
    elif found := re.fullmatch(_DAY_FIRST, text):
        reading = _named(found[1], found[2], found[3], zoned=bool(found["zone"]))
    elif found := re.fullmatch(_MONTH_FIRST, text):
        reading = _named(found[2], found[1], found[3], zoned=bool(found["zone"]))
    else:
        return _counted(text, zone, serial=serial) or _spelled_out(text, zone)
    return _at_its_time(reading, found, zone)


@cache
def zone_named(name: str) -> tzinfo:
    """The time zone of a name."""
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _at_its_time(reading: DateReading, found: re.Match[str], zone: str | None) -> DateReading:
    """The same in a zone, where there is one; the end of a day, 24:00, is the beginning of the next."""
    if zone is not None and reading.zoned:
        return _moved(reading, found, zone)
    if found["hour"] != "24":
        return reading
    days = tuple((order, day + timedelta(days=1)) for order, day in reading.days)
    return reading._replace(days=days)


def _moved(reading: DateReading, found: re.Match[str], zone: str) -> DateReading:
    """The same moment as the day it is in a time zone."""
    hours, minutes = int(found["hour"]), int(found["minute"])
    if found["half"]:
        hours = hours % 12 + 12 * (found["half"] in "Pp")
    sign, digits = found["zone"][:1], found["zone"][1:].replace(":", "")
    east = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0)) if sign in "+-" else timedelta()
    since = timedelta(hours=hours, minutes=minutes) + (east if sign == "-" else -east)
    midnight = datetime.min.time()
    days = [
        (order, (datetime.combine(day, midnight, UTC) + since).astimezone(zone_named(zone)).date())
        for order, day in reading.days
    ]
    is_midnight = not (hours or minutes or east or (found["second"] or "").strip("0.,"))
    return reading._replace(days=tuple(days), written=reading.days if is_midnight else ())


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


def _named(day: str, name: str, year: str, *, zoned: bool) -> DateReading:
    """A date with the name of a month."""
    month = MONTHS.get(name.lower())
    if month is None:
        return _not_a_date("is not a date")
    short = len(year) == 2
    full = _century(int(year)) if short else int(year)
    return _fixed(full, month, int(day), zoned=zoned, short=short)


def _counted(text: str, zone: str | None, *, serial: bool) -> DateReading | None:
    """A bare number that may count days or milliseconds; None for any other text."""
    if _MILLISECONDS.fullmatch(text):
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(text))
        day = (moment if zone is None else moment.astimezone(zone_named(zone))).date()
        written = tuple((order, moment.date()) for order in DateOrder) if moment.time() == datetime.min.time() else ()
        return DateReading(moment=day, written=written) if day.year <= _LAST_MOMENT else None
    if not _NUMBER.fullmatch(text):
        return None
    day = FIRST_COUNTED + timedelta(days=int(text.partition(".")[0]))
    likely = FIRST_YEAR <= day.year <= LAST_YEAR
    return DateReading(trouble=None if serial and likely else _BARE, serial=day if likely else None)


def _spelled_out(text: str, zone: str | None) -> DateReading:
    moment = spelled_out(text) if any(month in text.lower() for month in _ENGLISH) else None
    return _not_a_date("is not a date") if moment is None else _of_moment(moment, zone)


def _of_moment(moment: datetime, zone: str | None) -> DateReading:
    """The day of a moment as it is written, or in a zone where it names its own."""
    reading = _fixed(moment.year, moment.month, moment.day, zoned=moment.tzinfo is not None)
    if reading.trouble or zone is None or not reading.zoned:
        return reading
    if moment.tzinfo is UNKNOWN_ZONE:
        says = "is in a time zone that its letters alone don't tell"
        return DateReading(trouble=Trouble(DATE_UNREADABLE, says, "write its offset, as +01:00"))
    there = moment.astimezone(zone_named(zone))
    return _fixed(there.year, there.month, there.day, zoned=True)


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
