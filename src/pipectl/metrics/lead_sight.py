"""What a lead was answered like, judged once on one day, and what its figures are made from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from ..domain.lead import Lead
from ..domain.moment import Moment
from ..domain.values import Undefined, Unit
from ..engines.working_time import WorkingTime, is_backwards, passed


class Standing(Enum):
    """Where a lead stands against the service level."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    """Answered too late, or not yet and too late already."""
    WAITING = "waiting"
    """Not answered, and still inside its time."""
    UNTOLD = "untold"
    """Days without a time of day leave it open."""


class Judged(NamedTuple):
    """One lead on the day of the report."""

    lead: Lead
    answered: bool
    took: timedelta | None
    """Time to the first response; None without one, and where a time of day is missing."""
    days: int | None
    """Calendar days to the first response; None without one."""
    backwards: bool
    """Whether the response is before the creation: then there is no time between them."""
    standing: Standing | None
    """None without a service level, and where the response is before the creation."""
    converted: bool
    score: Fraction | None = None
    """Its first score, exactly; None without one."""


class Clock(NamedTuple):
    """By what leads are judged."""

    as_of: date
    looked: Mapping[bool, Moment]
    """A moment the files are surely no older than: by times that tell their zone (True), and by those that don't."""
    hours: WorkingTime | None
    """The hours that are worked; None where all of them count."""
    within: timedelta | None
    """The service level."""
    zone: str | None = None
    """The time zone of pipeline.yaml, by whose clocks all times are."""


class LeadSight(NamedTuple):
    """All that a figure of leads can look at for one set of them."""

    leads: Sequence[Judged]
    unit: Unit
    """Hours, or days where no response has a time of day."""
    within: str | None
    spend: Decimal | Undefined
    missing: Mapping[str, str]
    """What is not told, `first_response`, `converted` and `score`, with the reason in words."""


def clock(
    leads: Sequence[Lead],
    as_of: date,
    hours: WorkingTime | None = None,
    within: timedelta | None = None,
    zone: str | None = None,
) -> Clock:
    """The clock of a day: leads are looked at when the day begins, or at the last moment that they tell of up to it.

    The day may not be over, so that a lead which is not answered is never late by a guess.
    """
    told = [one for lead in leads for one in (lead.created, lead.first_response) if one is not None]
    there = [one for one in told if one.day <= as_of]
    looked = {
        zoned: max((_begin(as_of, some, zone if zoned else None), *some), key=lambda one: one.instant)
        for zoned in (True, False)
        for some in [[one for one in there if (one.east is not None) is zoned]]
    }
    return Clock(as_of, looked, hours, within, zone)


def _begin(as_of: date, told: Iterable[Moment], zone: str | None) -> Moment:
    """Where a day begins: in the zone, else by those clocks of the files that show it first."""
    at = datetime.combine(as_of, time())
    if zone is not None:
        return Moment(at, east=_ahead(at, zone))
    return Moment(at, east=max((one.east for one in told if one.east is not None), default=None))


def _ahead(at: datetime, zone: str | None) -> timedelta | None:
    from zoneinfo import ZoneInfo

    return None if zone is None else at.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def judge(lead: Lead, clock: Clock) -> Judged:
    """How a lead stands by a clock."""
    response = lead.answered(clock.as_of)
    converted = lead.is_converted(clock.as_of)
    if response is None:
        return Judged(lead, False, None, None, False, _unanswered(lead, clock), converted)
    if is_backwards(lead.created, response):
        return Judged(lead, True, None, None, True, None, converted)
    time_passed = passed(lead.created, response, clock.hours)
    took = time_passed.least if lead.created.timed and response.timed else None
    days = (response.day - lead.created.day).days
    standing = None
    if clock.within is not None:
        inside, late = time_passed.most <= clock.within, time_passed.least > clock.within
        standing = Standing.INSIDE if inside else Standing.OUTSIDE if late else Standing.UNTOLD
    return Judged(lead, True, took, days, False, standing, converted)


def _unanswered(lead: Lead, clock: Clock) -> Standing | None:
    """A lead that is not answered: outside once its time is surely over."""
    if clock.within is None:
        return None
    latest, east = lead.created.latest, lead.created.east
    since = Moment(latest, east=east if lead.created.timed else _ahead(latest, clock.zone))
    looked = clock.looked[since.east is not None]
    if clock.hours is None:
        so_far = looked.instant - since.instant
    else:
        so_far = clock.hours.between(since.at, _on_the_wall(looked, since, clock.zone))
    return Standing.OUTSIDE if so_far > clock.within else Standing.WAITING


def _on_the_wall(looked: Moment, since: Moment, zone: str | None) -> datetime:
    """What a clock on the wall shows then; of two offsets without a zone the earlier, as nobody knows which wall."""
    return looked.at if zone is not None or since.east is None else min(looked.at, looked.instant + since.east)
