"""What pipeline.yaml says of activities: their files, the words of their kinds and statuses, and the standards.

Field descriptions are published in the JSON Schema, so they are written for the person who edits pipeline.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    from .constraints import Days, Field, Header, Positive, Text, Words

_KNOWN_ONLY = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityColumns:
    """Which header of a file of activities holds which field, where the file alone doesn't settle it."""

    __pydantic_config__ = _KNOWN_ONLY

    id: Annotated[Header | None, Field(description="Header of the activity's id.")] = None
    day: Annotated[Header | None, Field(description="Header of the day it is due on, or was.")] = None
    done_on: Annotated[Header | None, Field(description="Header of the day it was done on.")] = None
    owner: Annotated[Header | None, Field(description="Header of who does it.")] = None
    kind: Annotated[Header | None, Field(description="Header of the kind: call, email, meeting.")] = None
    status: Annotated[Header | None, Field(description="Header of the status: done, planned, cancelled.")] = None
    opportunity: Annotated[Header | None, Field(description="Header of the id of the opportunity it is about.")] = None
    account: Annotated[Header | None, Field(description="Header of the account.")] = None

    def headers(self) -> dict[str, str]:
        """Our field to the header named for it, for the fields that are given."""
        given = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {name: header for name, header in given if header is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityStatuses:
    """Words of the status column beside those that are known."""

    __pydantic_config__ = _KNOWN_ONLY

    done: Annotated[tuple[Text, ...], Field(description="Words for done.")] = ()
    planned: Annotated[tuple[Text, ...], Field(description="Words for planned, which doesn't count yet.")] = ()
    cancelled: Annotated[tuple[Text, ...], Field(description="Words for cancelled, which doesn't count.")] = ()
    no_show: Annotated[tuple[Text, ...], Field(description="Words for a meeting nobody came to.")] = ()

    def words(self) -> dict[str, tuple[str, ...]]:
        """Standing to its words."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Activities:
    """How activities are read, and after how many days without one an opportunity is called untouched."""

    __pydantic_config__ = _KNOWN_ONLY

    files: Annotated[
        tuple[Text, ...],
        Field(
            description="Files of activities, relative to this file: for pipectl activity, and for what every "
            "other command takes for the last activity."
        ),
    ] = ()
    kinds: Annotated[
        Words,
        Field(
            description="Kinds that are counted beside call, email, meeting and proposal, and further words for these: "
            "{call: [Phone Call], demo: []}."
        ),
    ] = field(default_factory=dict)
    statuses: Annotated[ActivityStatuses, Field(description="Words of the status column.")] = field(
        default_factory=ActivityStatuses
    )
    quiet_after: Annotated[
        Days, Field(description="Days without a touch after which an open opportunity is listed as untouched.")
    ] = 30
    columns: Annotated[ActivityColumns, Field(description="How files of activities are read.")] = field(
        default_factory=ActivityColumns
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityStandard:
    """How many activities of a kind a week should have."""

    __pydantic_config__ = _KNOWN_ONLY

    kind: Annotated[Text, Field(description="call, email, meeting, proposal, or a kind of activities.")]
    per_week: Annotated[Positive, Field(description="How many a week, of each owner.")]
    owner: Annotated[Text | None, Field(description="Whose standard; left out, it is that of every owner.")] = None
    team: Annotated[Text | None, Field(description="Of every owner of which team.")] = None
