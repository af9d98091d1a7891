"""Dates in longer English spellings, such as "Tuesday, March 15th 2026", by dateutil and only where it adds nothing."""

import re
from datetime import date, datetime

#: dateutil completes what a text leaves out from these; where the two results differ, something was left out.
_DEFAULTS = (datetime(2000, 1, 1), datetime(2003, 12, 28))  # noqa: DTZ001 - calendar days, no moment in time

#: A time of day and its offset, whose digits are no part of the day.
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?(?:UTC|GMT)?[+-][0-9]{2}:?[0-9]{2})?")


def spelled_out(text: str) -> date | None:
    """The day a text spells out in full; None where it leaves out a part, the century too, or is no date."""
    from dateutil import parser

    try:
        first, second = (parser.parse(text, default=default, ignoretz=True) for default in _DEFAULTS)
    except (ValueError, OverflowError):
        return None
    day = first.date()
    return day if day == second.date() and _numbers(text) == sorted((day.day, day.year)) else None


def _numbers(text: str) -> list[int]:
    """The numbers of a text beside its time; a year of two digits is not the year that dateutil makes of it."""
    return sorted(int(number) for number in re.findall("[0-9]+", _TIME.sub("", text)))
