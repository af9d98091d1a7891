"""What a lead was answered like, judged once on one day, and what its figures are made from."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from ..domain.lead import Lead
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


class Clock(NamedTuple):
    """By what leads are judged."""

    as_of: date
    looked: datetime
    """A moment that the files are surely no older than."""
    hours: WorkingTime | None
    """The hours that are worked; None where all of them count."""
    within: timedelta | None
    """The service level."""


class LeadSight(NamedTuple):
    """All that a figure of leads can look at for one set of them."""

    leads: Sequence[Judged]
    unit: Unit
    """Hours, or days where no response has a time of day."""
    within: str | None
    spend: Decimal | Undefined
    missing: Mapping[str, str]
    """What the files don't tell, `first_response` and `converted`, with the reason in words."""


def clock(
    leads: Sequence[Lead], as_of: date, hours: WorkingTime | None = None, within: timedelta | None = None
) -> Clock:
    """The clock of a day: leads are looked at when the day begins, or at the last moment on it that they tell of.

    The day may not be over, so that a lead which is not answered is never late by a guess.
    """
    begin = datetime.combine(as_of, time())
    told = (one.at for lead in leads for one in (lead.created, lead.first_response) if one is not None)
    looked = max((at for at in told if at.date() == as_of), default=begin)
    return Clock(as_of, looked, hours, within)


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
    latest = lead.created.latest
    so_far = clock.looked - latest if clock.hours is None else clock.hours.between(latest, clock.looked)
    return Standing.OUTSIDE if so_far > clock.within else Standing.WAITING
