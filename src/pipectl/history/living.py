"""The life of one opportunity: its changes and what was seen of it as a whole, one after the other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, NamedTuple

from ..domain.opportunity import FIELDS, Opportunity
from ..domain.values import Outcome
from .chronicle import Change, Life, Moment

#: What a stage means for the outcome; None for one that is not known.
OutcomeOf = Callable[[str], Outcome | None]
#: Fields that hang on the stage.
_OF_STAGE = ("stage_changed", "closed", "lost_reason", "lost_from_stage")


class Sight(NamedTuple):
    """An opportunity as it was seen as a whole on a day."""

    day: date
    state: Opportunity | None
    """None: it was gone."""
    told: frozenset[str]
    """The fields that were seen; of others nothing is known."""
    last: bool = False
    """Whether it is today's: nothing after it counts."""


class Unlike(NamedTuple):
    """A sight that the changes speak against."""

    sight: Sight
    state: Opportunity
    stage: str
    """The one that they have at the end of the day."""


class Lived(NamedTuple):
    """What became of one opportunity."""

    life: Life
    unlike: tuple[Unlike, ...] = ()


def same(one: Opportunity | None, other: Opportunity | None) -> bool:
    """Whether two states are the same, wherever they were read."""
    if one is None or other is None:
        return one is other
    if one.stage != other.stage or one.outcome is not other.outcome or one.extra != other.extra:
        return False
    return all(getattr(one, field) == getattr(other, field) for field in FIELDS)


def moments(states: Iterator[Moment]) -> Life:
    """The moments of which each is unlike the one before."""
    found: list[Moment] = []
    for moment in states:
        if not same(moment.state, found[-1].state if found else None):
            found.append(moment)
    return tuple(found)


def lived(key: str, changes: Sequence[Change], sights: Sequence[Sight], outcome_of: OutcomeOf) -> Lived:
    """The life that changes, in order, and sights, one a day at most, make together."""
    whole = next((sight.state for sight in sights if sight.state is not None), None)
    latest = next((sight.state for sight in reversed(sights) if sight.state is not None), None)
    living = _Living(key, whole, latest, frozenset().union(*(sight.told for sight in sights)), outcome_of)
    seen = {sight.day: sight for sight in sights}
    days: dict[date, list[Change]] = {}
    for change in _with_stage(changes) if whole is None else changes:
        days.setdefault(change.at.date(), []).append(change)
    for day in sorted({*days, *seen}):
        living.day(day, days.get(day, []), seen.get(day))
    return Lived(moments(iter(living.moments)), tuple(living.unlike))


def since_creation(changes: Sequence[Change], created: date | None) -> list[Change]:
    """The changes in order of time, those that tell what was before from the creation on.

    Where that is not known they stay marked: nobody knows since when it was so.
    """
    begin, known = min(change.at for change in changes), False
    if created is not None and created <= begin.date():
        begin, known = datetime.combine(created, time()), True
    ordered = sorted(
        (change._replace(at=begin) if change.before else change for change in changes),
        key=lambda change: (change.at, not change.before),
    )
    return [change._replace(before=False) for change in ordered] if known else ordered


def _with_stage(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes from the first on that tells a stage, with all that those before it tell."""
    told: dict[str, Any] = {}
    begun = False
    for change in changes:
        told |= change.told
        if begun or "stage" in change.told:
            yield change if begun else change._replace(told=dict(told))
            begun = True


def _untold(told: frozenset[str], state: Opportunity, seen: Opportunity) -> dict[str, Any]:
    """What of a state still holds where it is seen as a whole, but for some fields."""
    gone = _OF_STAGE if state.stage != seen.stage else ()
    fields = [field for field in FIELDS if field not in told and field not in gone]
    return {field: value for field in fields if (value := getattr(state, field)) is not None}


class _Living:
    """A life as it is put together, day by day."""

    def __init__(
        self,
        key: str,
        whole: Opportunity | None,
        latest: Opportunity | None,
        told: frozenset[str],
        outcome_of: OutcomeOf,
    ) -> None:
        self._key, self._whole, self._latest, self._told, self._outcome_of = key, whole, latest, told, outcome_of
        self._state: Opportunity | None = None
        """As it was last, also where it has gone since."""
        self.moments: list[Moment] = []
        self.unlike: list[Unlike] = []
        self._logged = False
        """Whether a change has told a stage."""

    def day(self, day: date, changes: Sequence[Change], sight: Sight | None) -> None:
        """One day: the sight stands where the changes have its stage, for the last time, else behind them all."""
        if sight is None or sight.state is None:
            self._apply(changes)
            if sight is not None:
                self.moments.append(Moment(day, None))
            return
        at = self._place(changes, sight.state)
        if at is None:
            self._apply(changes)
            self._see(sight)
            return
        self._apply(changes[:at])
        self._see(sight)
        self._apply(() if sight.last else changes[at:])

    def _place(self, changes: Sequence[Change], seen: Opportunity) -> int | None:
        """Behind how many changes of a day its stage was the one seen; None where it never was."""
        stage = None if self._state is None else self._state.stage
        stages = [stage]
        for change in changes:
            stages.append(change.told.get("stage", stages[-1]))
        return next((at for at in range(len(changes), -1, -1) if stages[at] == seen.stage), None)

    def _apply(self, changes: Sequence[Change]) -> None:
        for change in changes:
            self._state = self._changed(change)
            self._logged = self._logged or "stage" in change.told
            self.moments.append(Moment(change.at.date(), self._state))

    def _see(self, sight: Sight) -> None:
        """Take a sight for what is so; what it doesn't tell stays as it was."""
        state, seen = self._state, sight.state
        if seen is None:
            return
        if state is not None and state.stage != seen.stage and self._logged:
            self.unlike.append(Unlike(sight, seen, state.stage))
        kept = {} if state is None else _untold(sight.told, state, seen)
        seen = replace(seen, **kept) if kept else seen
        self._logged = False if state is None or state.stage != seen.stage else self._logged
        self._state = seen
        self.moments.append(Moment(sight.day, seen))

    def _changed(self, change: Change) -> Opportunity:
        """The state after a change; where there is none before, what it doesn't tell is as it is known first."""
        before = self._state or self._whole or self._bare(change)
        told = dict(change.told)
        stage = told.get("stage", before.stage)
        outcome = told.pop("outcome", None) or (self._outcome_of(stage) if "stage" in told else None) or before.outcome
        values: dict[str, Any] = {**told, "outcome": outcome}
        entered = self._state is None or stage != before.stage or outcome is not before.outcome
        if entered and "stage" in told:
            values |= self._of_stage(change, outcome)
        return replace(before, **values)

    def _bare(self, change: Change) -> Opportunity:
        stage = change.told["stage"]
        outcome = self._outcome_of(stage) or Outcome.OPEN
        return Opportunity(name=self._key, id=self._key, stage=stage, outcome=outcome)

    def _of_stage(self, change: Change, outcome: Outcome) -> Mapping[str, Any]:
        """What follows from being in a stage since a change: when it was entered, and nothing that came later."""
        day, latest = change.at.date(), self._latest
        closed = latest and latest.closed
        lost = latest if outcome is Outcome.LOST else None
        decided = outcome is not Outcome.OPEN and "closed" in self._told
        return {
            "stage_changed": None if change.before else day,
            "closed": (min(closed, day) if closed else day) if decided else None,
            "lost_reason": lost and lost.lost_reason,
            "lost_from_stage": lost and lost.lost_from_stage,
        }
