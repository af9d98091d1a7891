"""A lead as one row gives it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from .cells import loose
from .finding import About, Place
from .moment import Moment

#: Fields of text that leads can be grouped and filtered by.
TEXT_FIELDS: tuple[str, ...] = ("source", "owner", "team", "status", "company", "name", "id")

#: What scores may ask of a lead: its own fields, then those derived, and what each holds.
LEAD_KINDS: Mapping[str, str] = {
    **dict.fromkeys((*TEXT_FIELDS, "converted", "opportunity"), "text"),
    **dict.fromkeys(("created", "first_response", "converted_on"), "days"),
    **dict.fromkeys(("age_days", "response_hours"), "numbers"),
}
#: Statuses, as CRMs come with them, of leads that nobody works on any more: signs apart.
_CLOSED = frozenset({
    "closed", "closed lost", "closed not converted", "not converted", "unqualified", "not qualified", "disqualified",
    "rejected", "lost", "lost lead", "junk", "junk lead", "dead", "spam", "bad data", "duplicate", "not interested",
    "archived",
})  # fmt: skip


class Lead(NamedTuple):
    """Somebody who may buy; text is as the file has it, without surrounding space."""

    created: Moment
    id: str | None = None
    name: str | None = None
    company: str | None = None
    first_response: Moment | None = None
    source: str | None = None
    status: str | None = None
    owner: str | None = None
    team: str | None = None
    converted: bool | None = None
    """Whether it became an opportunity; None where the file doesn't tell."""
    denied: bool = False
    """Whether its flag says no where another column says yes."""
    converted_on: date | None = None
    opportunities: tuple[str, ...] = ()
    """Ids of those it became."""
    place: Place = Place("")
    extra: tuple[tuple[str, str | None], ...] = ()
    """Cells of other columns that scores ask for, by header; None for an error or a formula without a value. Empty
    cells are left out."""

    @property
    def key(self) -> str:
        """What names it in messages."""
        return self.id or self.name or self.company or "a lead without a name"

    @property
    def about(self) -> About:
        """What findings say of it."""
        return About(self.key, self.owner)

    @property
    def is_closed(self) -> bool:
        """Whether its status says that nobody will become a customer."""
        return re.sub(r"[^a-z]+", " ", loose(self.status or "")).strip() in _CLOSED

    @property
    def month(self) -> str:
        """The month it was created in: 2026-01."""
        return self.created.day.isoformat()[:7]

    def is_converted(self, as_of: date) -> bool:
        """Whether it had become an opportunity by the end of a day; what tells no day is taken to have."""
        return bool(self.converted) and (self.converted_on is None or self.converted_on <= as_of)

    def answered(self, as_of: date) -> Moment | None:
        """The first response, where it was given by the end of a day."""
        found = self.first_response
        return found if found is not None and found.day <= as_of else None


class LeadBook(NamedTuple):
    """All leads that were read, each once, with what their files tell."""

    leads: tuple[Lead, ...]
    fields: frozenset[str]
    """Fields of a lead that some file has a column for."""
    days_alone: frozenset[str]
    """Those of moments (created, first_response) that tell days without a time of day."""
