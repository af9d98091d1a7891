"""Moments: the time of day behind a date, in the days that the pipeline counts in."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from ...domain.moment import Moment
from .dates import TIME, zone_named
from .spelled_out import UNKNOWN_ZONE, spelled_out

_BEHIND = re.compile(rf"(?<=.){TIME}\Z", re.DOTALL)
_COUNTED = re.compile(r"[0-9]{1,6}(\.[0-9]+)")
_MILLISECONDS = re.compile("[0-9]{13}")
_LAST = timedelta(days=1) - timedelta(microseconds=1)


def moment(text: str, day: date, zone: str | None = None) -> datetime:
    """The moment of a text whose day has been read, in `zone` where it names one of its own.

    The beginning of the day where no time stands behind it.
    """
    text = text.strip()
    there = None if zone is None else zone_named(zone)
    found = _BEHIND.search(text)
    if found is not None and found["hour"]:
        return _clocked(found, day, there)
    if counted := _COUNTED.fullmatch(text):
        return _at(day, timedelta(seconds=round(float(counted[1]) * 86400)))
    if _MILLISECONDS.fullmatch(text):
        known = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(text))
        return known.astimezone(there or UTC).replace(tzinfo=None)
    spelled = spelled_out(text) if ":" in text else None
    return _at(day, timedelta()) if spelled is None else _local(spelled, there)


def _clocked(found: re.Match[str], day: date, there: tzinfo | None) -> datetime:
    """A day and the time behind it; the day is that of the zone already, where the time names one of its own."""
    hours, seconds = int(found["hour"]), float((found["second"] or "0").replace(",", "."))
    if found["half"]:
        hours = hours % 12 + 12 * (found["half"] in "Pp")
    since = timedelta(hours=hours, minutes=int(found["minute"]), seconds=seconds)
    if there is None or not found["zone"]:
        # The end of a day, 24:00, has been read as the beginning of the next.
        return _at(day, since % timedelta(days=1))
    since -= _east(found["zone"])
    for shift in (0, -1, 1):
        written = datetime.combine(day + timedelta(days=shift), time(), UTC) + since
        local = written.astimezone(there).replace(tzinfo=None)
        if local.date() == day:
            return local
    return _at(day, timedelta())


def _east(zone: str) -> timedelta:
    """How far a zone is east of Greenwich."""
    if zone[0] not in "+-":
        return timedelta()
    digits = zone[1:].replace(":", "")
    far = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return far if zone[0] == "+" else -far


def _at(day: date, since: timedelta) -> datetime:
    """So long after the beginning of a day, and on that day."""
    return datetime.combine(day, time()) + min(since, _LAST)


def _local(spelled: datetime, there: tzinfo | None) -> datetime:
    if there is not None and spelled.tzinfo is not None and spelled.tzinfo is not UNKNOWN_ZONE:
        spelled = spelled.astimezone(there)
    return spelled.replace(tzinfo=None)


def told(text: str, day: date, zone: str | None = None) -> Moment:
    """The same with what the text tells of its time of day, and of its zone where no other is asked for."""
    at, text = moment(text, day, zone), text.strip()
    found = _BEHIND.search(text)
    if found is not None and found["hour"]:
        return Moment(at, east=_ahead(at, zone, _east(found["zone"]) if found["zone"] else None))
    if _MILLISECONDS.fullmatch(text):
        return Moment(at, east=_ahead(at, zone, timedelta()))
    spelled = spelled_out(text) if ":" in text else None
    if spelled is None:
        return Moment(at, east=_ahead(at, zone, None)) if _COUNTED.fullmatch(text) else Moment(at, timed=False)
    known = spelled.tzinfo is not None and spelled.tzinfo is not UNKNOWN_ZONE
    return Moment(at, east=_ahead(at, zone, spelled.utcoffset() if known else None))


def _ahead(at: datetime, zone: str | None, written: timedelta | None) -> timedelta | None:
    """How far clocks are ahead of UTC at a moment: those of the zone asked for, else as it is written."""
    return written if zone is None else at.replace(tzinfo=zone_named(zone)).utcoffset()
