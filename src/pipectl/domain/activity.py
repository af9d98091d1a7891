"""An activity as one row gives it: a call, a mail, a meeting, a proposal."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .finding import About, Place

#: The kinds that are known without pipeline.yaml, in the order of selling.
KINDS: tuple[str, ...] = ("call", "email", "meeting", "proposal")


class Standing(StrEnum):
    """What became of an activity."""

    DONE = "done"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    UNTOLD = "untold"
    """Its status is none that is known, or empty."""


class Activity(NamedTuple):
    """One activity; text is as the file has it, without surrounding space."""

    day: date
    """The day it was done on where that is told, else the one it is due on."""
    standing: Standing = Standing.DONE
    kind: str | None = None
    """As pipeline.yaml or pipectl calls it; None where its word is none that is listed, or empty."""
    word: str | None = None
    """What the file calls its kind."""
    owner: str | None = None
    opportunities: tuple[str, ...] = ()
    """Ids of those it was about, or their names."""
    account: str | None = None
    status: str | None = None
    """As the file has it."""
    id: str | None = None
    place: Place = Place("")

    @property
    def about(self) -> About:
        """What findings say of it."""
        return About(self.opportunities[0] if self.opportunities else self.id, self.owner)

    @property
    def words(self) -> str:
        """What names it in messages."""
        return f"the {self.kind or self.word or 'activity'} of {self.day}"


class ActivityBook(NamedTuple):
    """All activities that were read, each once, with what their files tell."""

    activities: tuple[Activity, ...]
    fields: frozenset[str]
    """Fields of an activity that some file has a column for."""
    kinds: tuple[str, ...] = KINDS
    """Those that are counted, in the order outputs show them."""
    by_day: int = 0
    """How many stand as their day has it, as nothing else tells whether they were done."""

    @property
    def first(self) -> date:
        """The first day that the files tell anything of."""
        return min(each.day for each in self.activities)

    def reach(self, as_of: date) -> date | None:
        """The first day that something was done on by the end of a day; what was only planned tells of no day before.

        None where nothing was done.
        """
        return min(self._done(as_of), default=None)

    def last_done(self, as_of: date) -> date | None:
        """The last day that something was done on by the end of a day; None where nothing was."""
        return max(self._done(as_of), default=None)

    def _done(self, as_of: date) -> Iterator[date]:
        return (each.day for each in self.activities if each.standing is Standing.DONE and each.day <= as_of)

    @property
    def last(self) -> date:
        """The last day, which may lie ahead."""
        return max(each.day for each in self.activities)
