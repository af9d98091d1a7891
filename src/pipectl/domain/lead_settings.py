"""What pipeline.yaml says of leads: their files, how soon they are to be answered, and when a cohort has ripened.

Field descriptions are published in the JSON Schema, so they are written for the person who edits pipeline.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from .qualification import Score

if TYPE_CHECKING:
    from .constraints import CalendarName, Field, Header, Hours, Ripening, Text, Within

_KNOWN_ONLY = {"extra": "forbid"}


class Weekday(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """As `date.weekday` counts, from Monday on."""
        return list(Weekday).index(self)


WORKING_WEEK = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessHours:
    """The hours that response times are counted in."""

    __pydantic_config__ = _KNOWN_ONLY

    days: Annotated[tuple[Weekday, ...], Field(min_length=1, description="Days that are worked: mon to sun.")] = (
        WORKING_WEEK
    )
    hours: Annotated[Hours, Field(description="From when to when, as 09:00-17:00, by the clocks of time_zone.")] = (
        "09:00-17:00"
    )
    holidays: Annotated[
        CalendarName | None,
        Field(description="Country, or country and region, whose public holidays are free: US, US-CA, DE-BY."),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadColumns:
    """Which header of a file of leads holds which field, where the file alone doesn't settle it."""

    __pydantic_config__ = _KNOWN_ONLY

    id: Annotated[Header | None, Field(description="Header of the lead's id.")] = None
    name: Annotated[Header | None, Field(description="Header of the lead's name.")] = None
    company: Annotated[Header | None, Field(description="Header of the company.")] = None
    created: Annotated[Header | None, Field(description="Header of the day and time it was created.")] = None
    first_response: Annotated[Header | None, Field(description="Header of the day and time of the first answer.")] = (
        None
    )
    source: Annotated[Header | None, Field(description="Header of the lead source.")] = None
    status: Annotated[Header | None, Field(description="Header of the status.")] = None
    owner: Annotated[Header | None, Field(description="Header of the owner.")] = None
    team: Annotated[Header | None, Field(description="Header of the team.")] = None
    converted: Annotated[Header | None, Field(description="Header of whether it became an opportunity.")] = None
    converted_on: Annotated[Header | None, Field(description="Header of the day it became one.")] = None
    opportunity: Annotated[Header | None, Field(description="Header of the id of the opportunity it became.")] = None

    def headers(self) -> dict[str, str]:
        """Our field to the header named for it, for the fields that are given."""
        given = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {name: header for name, header in given if header is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """How leads are read, and what they are held to."""

    __pydantic_config__ = _KNOWN_ONLY

    files: Annotated[tuple[Text, ...], Field(description="Files of leads to read, relative to this file.")] = ()
    respond_within: Annotated[
        Within | None,
        Field(description="How soon a lead is to be answered, the service level: 30m, 4h; 2d where all hours count."),
    ] = None
    business_hours: Annotated[
        BusinessHours | None, Field(description="Hours that response times are counted in; left out, all hours.")
    ] = None
    matures_after: Annotated[
        Ripening, Field(description="Days after which a month's leads have mostly become opportunities or won't: 90d.")
    ] = "90d"
    scores: Annotated[
        tuple[Score, ...],
        Field(
            description="Scores of leads, as weighted rules: a field is one of a lead (source, owner, status, company, "
            "created, first_response), derived (age_days, response_hours) or a header of the file of leads."
        ),
    ] = ()
    columns: Annotated[LeadColumns, Field(description="How files of leads are read.")] = field(
        default_factory=LeadColumns
    )
