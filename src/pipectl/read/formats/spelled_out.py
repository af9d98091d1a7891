"""Dates in longer English spellings, such as "Tuesday, March 15th 2026", by dateutil and only where it adds nothing."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

#: dateutil completes what a text leaves out from these; where the two results differ, something was left out.
_DEFAULTS = (datetime(2000, 1, 1), datetime(2003, 12, 28))  # noqa: DTZ001 - calendar days, no moment in time

#: A time of day and its offset, whose digits are no part of the day.
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?(?:UTC|GMT)?[+-][0-9]{2}:?[0-9]{2})?")
#: dateutil takes UTC+01:00 for one hour west of it, as POSIX has it, and as nobody writes it.
_POSIX = re.compile(r"(?:UTC|GMT)(?=[+-][0-9])")


class _Unknown(tzinfo):
    """A zone of which there are letters alone: EST may be that of New York or of Sydney."""

    def utcoffset(self, _: datetime | None) -> timedelta:
        return timedelta()

    def dst(self, _: datetime | None) -> timedelta:
        return timedelta()

    def tzname(self, _: datetime | None) -> str:
        return ""


UNKNOWN_ZONE = _Unknown()


def spelled_out(text: str) -> datetime | None:
    """The day a text spells out in full, with the time and its zone where it names them.

    None where it leaves out a part of the day, the century too, or is no date.
    """
    from dateutil import parser

    plain = _POSIX.sub("", text)
    try:
        first, second = (parser.parse(plain, default=default, tzinfos=_zone) for default in _DEFAULTS)
    except (ValueError, OverflowError):
        return None
    whole = first.date() == second.date() and _numbers(text) == sorted((first.day, first.year))
    return first if whole else None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """The zone of an offset in seconds, or of a name that dateutil knows none for; None where no zone stands."""
    if offset is None:
        return UNKNOWN_ZONE if name else None
    return timezone(timedelta(seconds=offset)) if offset else UTC


def _numbers(text: str) -> list[int]:
    """The numbers of a text beside its time; a year of two digits is not the year that dateutil makes of it."""
    return sorted(int(number) for number in re.findall("[0-9]+", _TIME.sub("", text)))
