"""The path of an opportunity through the stages: which it visited, from when to when, and how it ended."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ..domain.opportunity import Opportunity
from ..domain.values import Outcome
from .chronicle import Chronicle, Life, Moment


class Left(StrEnum):
    """How a visit ended."""

    MOVED = "moved"
    WON = "won"
    LOST = "lost"
    GONE = "gone"


class Visit(NamedTuple):
    """One stay in one open stage."""

    stage: str
    entered: date
    left: date | None
    """None while it is still there."""
    how: Left | None
    dated: bool
    """Whether the day it entered is known, and not just the first day anybody looked."""

    def days(self, as_of: date) -> int:
        """From entering to leaving, or to as-of while it is still there [days]."""
        return ((self.left or as_of) - self.entered).days


class Path(NamedTuple):
    """All visits of one opportunity, in order of time."""

    visits: tuple[Visit, ...]
    last: Opportunity
    """What it looks like now; what is gone, what it last did."""
    gone: date | None
    """Day it was gone; None where it is still there."""
    decided: date | None
    """Day it was last seen to become won or lost; None while open, and where it was so from the start."""

    @property
    def began(self) -> date | None:
        """Day it was created, else the day it entered its first stage; None where neither is known."""
        if self.last.created is not None:
            return self.last.created
        return self.visits[0].entered if self.visits and self.visits[0].dated else None

    @property
    def outcome(self) -> Outcome | None:
        """How it stands, or ended before it was gone; None where it is gone and nobody knows how it ended."""
        return None if self.gone and self.last.outcome is Outcome.OPEN else self.last.outcome


def paths(chronicle: Chronicle, as_of: date, canonical: Mapping[str, str] | None = None) -> dict[str, Path]:
    """The path of every opportunity by key, seen at the end of a day; `canonical` gives stages their names of today."""
    started = chronicle.seen[0] if chronicle.seen else None
    found = ((key, _path(life, as_of, started, canonical or {})) for key, life in chronicle.lives.items())
    return {key: path for key, path in found if path is not None}


def path_of(chronicle: Chronicle, key: str, as_of: date) -> Path | None:
    """The path of one opportunity, as `paths` has it; None where nothing is known of it by then."""
    return _path(chronicle.lives.get(key, ()), as_of, chronicle.seen[0] if chronicle.seen else None, {})


def _path(life: Life, as_of: date, started: date | None, canonical: Mapping[str, str]) -> Path | None:
    walk = _Walk(started, as_of, canonical)
    for moment in life:
        if moment.day > as_of:
            break
        walk.step(moment)
    return walk.path()


class _Walk:
    """Follows one life."""

    def __init__(self, started: date | None, as_of: date, canonical: Mapping[str, str]) -> None:
        self._started, self._as_of, self._canonical = started, as_of, canonical
        self._visits: list[Visit] = []
        self._last: Opportunity | None = None
        self._gone: date | None = None
        self._decided: date | None = None
        self._first = True

    def step(self, moment: Moment) -> None:
        """What one moment changes."""
        state = moment.state
        if state is None:
            self._leave(moment.day, Left.GONE)
            self._gone = moment.day
            return
        stage = self._canonical.get(state.stage, state.stage) if state.outcome is Outcome.OPEN else None
        here = self._visits[-1].stage if self._visits and self._visits[-1].left is None else None
        if stage is None or stage != here:
            self._leave(moment.day, _how(state))
        if stage is not None and stage != here:
            self._enter(stage, moment)
        if state.outcome is Outcome.OPEN:
            self._decided = None
        elif self._last is None or self._last.outcome is not state.outcome:
            self._decided = None if self._first else moment.day
        self._last, self._gone, self._first = state, None, False

    def path(self) -> Path | None:
        """Where it led; None where it never began."""
        return None if self._last is None else Path(tuple(self._visits), self._last, self._gone, self._decided)

    def _enter(self, stage: str, moment: Moment) -> None:
        state = moment.state
        entered, dated = moment.day, True
        if self._first and state is not None:
            # A row first seen a week after it was created may tell that it entered its stage in between.
            changed = state.stage_changed if state.stage_changed and state.stage_changed <= self._as_of else None
            entered = changed or entered
            dated = changed is not None or not self._was_there(state, moment.day)
        self._visits.append(Visit(stage, entered, None, None, dated))

    def _was_there(self, state: Opportunity, day: date) -> bool:
        """Whether it may have been in its stage before the day it is first seen."""
        if state.created is None:
            return self._started is None or day <= self._started
        return state.created < day

    def _leave(self, day: date, how: Left) -> None:
        if self._visits and self._visits[-1].left is None:
            self._visits[-1] = self._visits[-1]._replace(left=max(day, self._visits[-1].entered), how=how)


def _how(state: Opportunity) -> Left:
    return {Outcome.WON: Left.WON, Outcome.LOST: Left.LOST}.get(state.outcome, Left.MOVED)
