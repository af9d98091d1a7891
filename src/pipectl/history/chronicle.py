"""The table of events: what each opportunity looked like from a moment on.

Every source of history comes to this. A snapshot tells all of an opportunity at once (`Sight`), a CRM's own history a
few of its fields at each change (`Change`). From there on nothing asks where a state was learnt.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from ..domain.finding import NO_FINDINGS, Findings, Place
from ..domain.opportunity import FIELDS, Opportunity
from ..domain.values import Outcome

#: What a whole opportunity tells.
EVERYTHING: frozenset[str] = frozenset(FIELDS)


class Moment(NamedTuple):
    """From this day on an opportunity looked like this."""

    day: date
    state: Opportunity | None
    """None: it is gone, as what was deleted is."""


#: The moments of one opportunity in order of time, each unlike the one before; several may be of one day.
Life = tuple[Moment, ...]


class Change(NamedTuple):
    """A few fields of one opportunity, as a CRM's history has them from a moment on."""

    key: str
    """Its id; its name where the log has no ids."""
    at: datetime
    """In the days that the pipeline counts in, without a time zone of its own."""
    told: Mapping[str, Any]
    """Our field, or its outcome where the stage alone doesn't tell it, to the value after the change."""
    left: datetime | None = None
    """When it left the stage told, where a log says so apart."""
    before: bool = False
    """Whether it tells what was so until that moment, as far back as the opportunity's creation."""


class Log(NamedTuple):
    """One file of a CRM's own history."""

    title: str
    """What it is, in words: Salesforce's OpportunityHistory (oh.csv)."""
    changes: tuple[Change, ...]
    """In any order; those of one moment in the order in which they were made."""
    holds: frozenset[str]
    """The fields whose past it tells."""
    said: tuple[str, ...] = ()
    """What it can't say, in words: its last 20 changes alone."""
    findings: Findings = NO_FINDINGS
    named: bool = False
    """Whether keys are names, where it has no ids."""
    complete: bool = False
    """Whether an opportunity that it has no change of was as it is since it was created."""


class Source(NamedTuple):
    """Where a part of the past was learnt, for the data line."""

    title: str
    holds: frozenset[str]
    since: date
    until: date
    whole: bool = True
    """Whether it tells all of an opportunity at once, as a look at the pipeline does and a log of changes does not."""


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The lives of all opportunities that any source tells of."""

    lives: Mapping[str, Life]
    """By key, see `matching` for what gives them."""
    since: date | None = None
    """First day that is told of; None where nothing is."""
    seen: tuple[date, ...] = ()
    """Days on which all of the pipeline was looked at (snapshots and today's export), in order."""
    holds: frozenset[str] = EVERYTHING
    """Fields whose past is told; the past of others is taken to be as they are now, and nothing counts on it."""
    sources: tuple[Source, ...] = ()
    said: tuple[str, ...] = ()
    """What was decided, or can't be told, in words."""
    findings: Findings = field(default=NO_FINDINGS)
    keys: Mapping[Place, str] = field(default_factory=dict)
    """By which key each row of today's export is known."""
    twins: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Keys that several opportunities of one look had, with those that tell them apart; none where nothing does."""
    seen_first: Mapping[str, date] = field(default_factory=dict)
    """By key, the day from which on each that a log tells of was seen as a whole: what the log doesn't hold of it is
    told from then on."""

    @property
    def paths_since(self) -> date | None:
        """First day of any source that tells stages; None where none does."""
        return min((source.since for source in self.sources if "stage" in source.holds), default=None)

    @property
    def amounts_since(self) -> date | None:
        """First day on which both amounts and close dates are told; None where nothing is told at all."""
        holders = ([one for one in self.sources if field in one.holds] for field in ("amount", "expected_close"))
        begun = [min(one.since for one in some) for some in holders if some and len(some) < len(self.sources)]
        return max(begun, default=self.since)

    @property
    def beginning(self) -> str:
        """Since when amounts and close dates are told, in words."""
        since = self.amounts_since
        return f"history{'' if since == self.since else ' of amounts and close dates'} begins on {since}"

    def __iter__(self) -> Iterator[Life]:
        return iter(self.lives.values())

    def at(self, day: date) -> tuple[Opportunity, ...]:
        """All opportunities as they stood at the end of a day, in order of their keys; those gone are left out."""
        standing = (state_at(life, day) for _, life in sorted(self.lives.items()))
        return tuple(state for state in standing if state is not None)


def state_at(life: Life, day: date) -> Opportunity | None:
    """What an opportunity looked like at the end of a day; None before it began and after it was gone."""
    found = None
    for moment in life:
        if moment.day > day:
            break
        found = moment.state
    return found


def since_when(before: Opportunity | None, state: Opportunity | None, seen: date | None, day: date) -> date:
    """From which day on it looks so: the one it tells itself, where that is after it was last seen, else `day`."""
    if seen is None or state is None:
        return day
    told = (given for given in _told(before, state) if given is not None and seen < given <= day)
    return next(told, day)


def _told(before: Opportunity | None, state: Opportunity) -> Iterator[date | None]:
    if before is None:
        yield state.created
        return
    if state.stage != before.stage:
        yield state.stage_changed
    if state.outcome is not before.outcome and state.outcome is not Outcome.OPEN:
        yield state.closed
