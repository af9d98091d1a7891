"""Every source of history to one table of events: snapshots, a CRM's own logs, and today's export behind them all."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from ..domain.finding import About, Place, quoted
from ..domain.ledger import Ledger
from ..domain.opportunity import FIELDS, Opportunity
from ..domain.values import Outcome
from .chronicle import Change, Chronicle, Life, Log, Moment, Source, since_when, state_at
from .codes import NOT_APART, ONLY_IN_HISTORY, RENUMBERED, SEVERAL_OF_NAME, UNLIKE_EXPORT, UNLIKE_SNAPSHOT
from .living import Lived, Sight, lived, since_creation
from .matching import Keyed
from .names import Names
from .renumbering import Renumbered, renumbered
from .same_record import shortest
from .twins import Parted, parted, worth


def assemble(
    current: Sequence[Opportunity],
    as_of: date,
    logs: Sequence[Log],
    snapshots: Chronicle | None,
    keyed: Keyed,
    outcome_of: Callable[[str], Outcome | None],
) -> Chronicle:
    """The lives of all opportunities, as far as any source tells of them and no further than `as_of`.

    A snapshot and today's export tell all of an opportunity, a change a few of its fields, from its moment on. Where
    they contradict each other, what was seen as a whole counts from its day on, and a finding says so.

    Args:
        current: The opportunities of today's export.
        as_of: The day it is of.
        logs: Changes that CRMs tell.
        snapshots: What was seen on other days; None where there is none.
        keyed: By what an opportunity is known again.
        outcome_of: What a stage means for the outcome; None for one that is not known.
    """
    made = _Assembly(current, as_of, snapshots, keyed)
    for log in logs:
        made.add(log)
    made.begin_unchanged(next((log for log in logs if log.complete), None))
    lives = {key: made.life(key, outcome_of) for key in sorted(made.keys)}
    told = {key: life for key, life in lives.items() if life}
    seen = sorted({*made.seen, *([as_of] if current else [])})
    made.tell_renumbered(renumbered(told, seen))
    made.tell_tangled()
    before = snapshots or Chronicle({}, holds=frozenset())
    return Chronicle(
        told,
        min((life[0].day for life in told.values()), default=None),
        tuple(seen),
        before.holds.union(*(log.holds for log in logs)),
        (*before.sources, *(_source(log, as_of) for log in logs if log.changes)),
        (*before.said, *(f"{log.title}: {text}" for log in logs for text in log.said), *made.said),
        sum((log.findings for log in logs), before.findings) + made.ledger.findings([]),
        made.places,
        before.twins,
        made.seen_first,
    )


def _source(log: Log, as_of: date) -> Source:
    days = [min(change.at.date(), as_of) for change in log.changes]
    return Source(log.title, log.holds, min(days), max(days), whole=False)


class _Told(NamedTuple):
    """The changes of one opportunity."""

    changes: list[Change]
    log: Log
    """The first that has one."""


class _Assembly:
    """All that is known, by the keys of opportunities."""

    def __init__(self, current: Sequence[Opportunity], as_of: date, snapshots: Chronicle | None, keyed: Keyed) -> None:
        self._as_of, self._snapshots = as_of, snapshots
        parts = _parted(current, as_of, snapshots, keyed)
        self._now, self._past, self._alone, self._tangled = parts.now, parts.past, parts.alone, parts.tangled
        """The last are rows of today that nothing tells apart from others, by their common key."""
        self.seen = [day for day in (snapshots.seen if snapshots else ()) if day <= as_of]
        self._told_now = _told(current)
        self._told_then = _told(moment.state for life in self._past.values() for moment in life)
        self._told: dict[str, _Told] = {}
        self._names: Names | None = None
        self.ledger = Ledger()
        self._later = self._left = 0
        self._other: Counter[str] = Counter()
        """Fields beside the stage that are today not what a log ends in."""

    @property
    def keys(self) -> set[str]:
        """Of all opportunities."""
        return {*self._now, *self._past, *self._told} - self._tangled.keys()

    @property
    def places(self) -> dict[Place, str]:
        """By which key each row of today is known."""
        return {one.place: key for key, one in self._now.items()}

    @property
    def seen_first(self) -> dict[str, date]:
        """The day from which on each that a log tells of was seen as a whole."""
        return {key: self._past[key][0].day if key in self._past else self._as_of for key in self._told}

    @property
    def said(self) -> tuple[str, ...]:
        """What was decided, in words."""
        later, left = self._later, self._left
        found = []
        if self._alone and self._snapshots is not None:
            has, its, are = ("has", "its", "is") if self._alone == 1 else ("have", "their", "are")
            rows = f"{_counted(self._alone, 'row')} of today's export"
            found.append(f"{rows} {has} nothing of {its} own to be known by, and {are} left out of history")
        if self._tangled:
            every = [one for some in self._tangled.values() for one in some]
            are = "is" if len(every) == 1 else "are"
            rows = f"{_counted(len(every), 'row')} of today's export worth {worth(every)}"
            why = "nothing tells them apart from others of the same name and account, or id"
            found.append(f"{rows} {are} left out of history: {why}; export a column of ids")
        if later:
            found.append(f"{_counted(later, 'change')} after {self._as_of} left out")
        if left:
            found.append(f"{_counted(left, 'opportunity', 'opportunities')} taken to have gone from the last stage of "
                         "a log, when it was left, to that of today")  # fmt: skip
        found += [
            f"{field} of {_counted(count, 'opportunity', 'opportunities')} is not what their history ends in; that of "
            "today's export counts from today"
            for field, count in sorted(self._other.items())
        ]
        return tuple(found)

    def add(self, log: Log) -> None:
        """Take the changes of a log, none after today."""
        names, several = self._names or self._named(), dict[str, int]()
        self._names = names
        for change in log.changes:
            if change.at.date() > self._as_of:
                self._later += 1
                continue
            keys = names.keys(change.key, named=log.named)
            if len(keys) > 1:
                several[change.key] = len(keys)
            else:
                self._told.setdefault(keys[0], _Told([], log)).changes.append(change)
        for name, count in several.items():
            text = f"{quoted(name)} is the name of {count:,} opportunities"
            self.ledger.add(SEVERAL_OF_NAME, Place(log.title), text, about=About(name))

    def begin_unchanged(self, log: Log | None) -> None:
        """Let what a log of all changes has none of be as it is since it was created."""
        if log is None:
            return
        for key in (self._now.keys() | self._past.keys()) - self._told.keys():
            created = next((one.created for one in self._wholes(key) if one.created is not None), None)
            if created is not None and created <= self._as_of:
                self._told[key] = _Told([Change(key, datetime.combine(created, time()), {})], log)

    def tell_renumbered(self, found: Iterable[Renumbered]) -> None:
        """Say which opportunities seem to have got another id."""
        for before, after, day in found:
            text = f"{quoted(before.id or '')} is gone on {day}, and {quoted(after.id or '')} is there of the same name"
            self.ledger.add(RENUMBERED, after.place, f"{text} and account", field="id", about=after.about)

    def tell_tangled(self) -> None:
        """Say which rows of today are left out, since nothing tells them apart from others."""
        for some in self._tangled.values():
            several = f"{quoted(some[0].about.key or some[0].name)} is known by what others are: "
            text = f"{several}{_counted(len(some), 'row')} worth {worth(some)}"
            self.ledger.add(NOT_APART, some[0].place, text, about=some[0].about)

    def _named(self) -> Names:
        return Names({key: list(self._wholes(key)) for key in self._now.keys() | self._past.keys()})

    def _wholes(self, key: str) -> Iterator[Opportunity]:
        """An opportunity each time it was seen otherwise than before."""
        yield from (moment.state for moment in self._past.get(key, ()) if moment.state is not None)
        if key in self._now:
            yield self._now[key]

    def life(self, key: str, outcome_of: Callable[[str], Outcome | None]) -> Life:
        """The life of one opportunity; none where no source tells a stage of it."""
        told = self._told.get(key)
        changes = [] if told is None else self._changes(key, told)
        sights = list(self._sights(key, changes))
        if told is not None and key not in self._now and key not in self._past:
            changed = f"{_counted(len(told.changes), 'change')} of {quoted(key)}"
            text = f"{changed}, which is not among the opportunities that were read"
            self.ledger.add(ONLY_IN_HISTORY, Place(told.log.title), text, about=About(key))
        found = lived(key, changes, sights, outcome_of)
        self._note(found)
        if told is not None and key in self._now:
            self._compare(found.life, changes, told.log.holds & self._told_now - {"stage"})
        return found.life

    def _compare(self, life: Life, changes: Sequence[Change], fields: frozenset[str]) -> None:
        """Count what of the fields that a log holds came to be by today's export alone, and by no change of today."""
        if len(life) < 2 or life[-1].day != self._as_of:
            return
        before, now = life[-2].state, life[-1].state
        today = {field: value for one in changes if one.at.date() == self._as_of for field, value in one.told.items()}
        then = {field: today.get(field, getattr(before, field, None)) for field in fields}
        self._other.update(field for field in fields if then[field] != getattr(now, field, None))

    def _changes(self, key: str, told: _Told) -> list[Change]:
        """The changes of an opportunity in order, and its move to today's stage, where a log says when it was."""
        own = next((change.told["created"] for change in told.changes if change.told.get("created")), None)
        created = next((one.created for one in self._wholes(key) if one.created is not None), own)
        changes = since_creation(told.changes, created)
        now = self._now.get(key)
        last = next((change for change in reversed(changes) if "stage" in change.told), None)
        if now is None or key in self._past or last is None or last.left is None:
            return changes
        if last.told["stage"] != now.stage and last.at <= last.left and last.left.date() <= self._as_of:
            self._left += 1
            changes.append(Change(key, last.left, {"stage": now.stage, "outcome": now.outcome}))
            changes.sort(key=lambda change: change.at)
        return changes

    def _sights(self, key: str, changes: Sequence[Change]) -> Iterator[Sight]:
        """What was seen as a whole where it had changed, or a change before it wants to be held against it."""
        life = self._past.get(key, ())
        days = {moment.day for moment in life}
        for day in {change.at.date() for change in changes} if life else ():
            days.update(self.seen[at] for at in _next(self.seen, day) if self.seen[at] >= life[0].day)
        yield from (Sight(day, state_at(life, day), self._told_then) for day in sorted(days))
        if key in self._now:
            yield Sight(self._seen_from(key, changes), self._now[key], self._told_now, last=True)
        elif self._snapshots is not None:
            yield Sight(self._as_of, None, frozenset(), last=True)

    def _seen_from(self, key: str, changes: Sequence[Change]) -> date:
        """From which day on it looks as it does today: the same as a snapshot of today will tell."""
        if changes or not self.seen:
            return self._as_of
        last = max(self.seen)
        return since_when(state_at(self._past.get(key, ()), last), self._now[key], last, self._as_of)

    def _note(self, found: Lived) -> None:
        for sight, state, stage in found.unlike:
            if sight.last:
                text = f"stage is {quoted(state.stage)}, and its history ends in {quoted(stage)}"
            else:
                text = f"stage was {quoted(state.stage)} on {sight.day}, and its history has {quoted(stage)}"
            code = UNLIKE_EXPORT if sight.last else UNLIKE_SNAPSHOT
            self.ledger.add(code, state.place, text, field="stage", about=state.about)


def _parted(current: Iterable[Opportunity], as_of: date, snapshots: Chronicle | None, keyed: Keyed) -> Parted:
    """The opportunities by their keys; those without one, and those that have that of another, go by their place.

    Where they are held against snapshots, which know nothing of such rows, they would seem new each time; there they
    are not kept.
    """
    if snapshots is not None:
        return parted(current, _past(snapshots, as_of), snapshots.twins, keyed, as_of)
    found: dict[str, Opportunity] = {}
    for number, one in enumerate(current):
        short = shortest(keyed(one) or "")
        own = bool(short) and short not in found
        found[short if own else f"{short}\n{number}"] = one
    return Parted(found)


def _past(snapshots: Chronicle | None, as_of: date) -> dict[str, Life]:
    """What was seen until today, by key; lives of one record under two forms of its id are one."""
    found: defaultdict[str, list[Life]] = defaultdict(list)
    for key, life in snapshots.lives.items() if snapshots else ():
        found[shortest(key)].append(tuple(moment for moment in life if moment.day <= as_of))
    joined = ((key, lives[0] if len(lives) == 1 else tuple(_joined(lives))) for key, lives in found.items())
    return {key: life for key, life in joined if life}


def _joined(lives: Sequence[Life]) -> Iterator[Moment]:
    """Moments in order; one that is gone under one key on the day it is there under another is not gone."""
    moments = [moment for life in lives for moment in life]
    there = {moment.day for moment in moments if moment.state is not None}
    for moment in sorted(moments, key=lambda one: one.day):
        if moment.state is not None or moment.day not in there:
            yield moment


def _told(states: Iterable[Opportunity | None]) -> frozenset[str]:
    """The fields that any of some opportunities fills: what none does was not exported."""
    left = set(FIELDS)
    for state in states:
        if state is not None:
            left -= {field for field in left if getattr(state, field) is not None}
    return frozenset(FIELDS) - left


def _next(seen: Sequence[date], day: date) -> Iterator[int]:
    """The positions of the first day seen from a day on, and of the first one after it."""
    for at in {bisect_left(seen, day), bisect_right(seen, day)}:
        if at < len(seen):
            yield at


def _counted(count: int, one: str, several: str = "") -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {several or f'{one}s'}"
