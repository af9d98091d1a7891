"""From one snapshot to the next: only lines that changed are read, and become moments of an opportunity's life."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from ..domain.finding import Place, quoted
from ..domain.ledger import Ledger
from ..domain.opportunity import FIELDS, Opportunity
from ..history.chronicle import Life, Moment, since_when
from ..history.matching import Keyed, parts_twins
from ..history.twins import Twins
from .canonical import Lines
from .codes import STAGE_GONE, TWICE
from .files import Snapshot

#: Today's name of a stage, given what it was called; None where it is none of today's.
StageOf = Callable[[str], str | None]
#: What two states have to have in common to be the same: all but where they were read.
_LOOKS = attrgetter("outcome", "extra", *FIELDS)


class _Row(NamedTuple):
    """A line of the snapshot at hand."""

    key: str | None
    state: Opportunity


class Lives:
    """The lives of opportunities as snapshots tell of them, one after the other."""

    def __init__(self, keyed: Keyed, stage_of: StageOf, ledger: Ledger) -> None:
        self._keyed, self._stage_of, self._ledger = keyed, stage_of, ledger
        self._lives: dict[str, list[Moment]] = {}
        self._today: set[bytes] = set()
        """The lines of the snapshot at hand."""
        self._rows: dict[bytes, _Row] = {}
        """What each line of it says."""
        self._lines: dict[str, list[bytes]] = {}
        """The lines of each opportunity that is there; mostly one."""
        self._unkeyed: set[bytes] = set()
        self._readers: dict[str, Lines] = {}
        self._stages: dict[str, str] = {}
        self._twice: set[str] = set()
        self._twins: dict[str, Twins] = {}
        """Of the opportunities of a key that had several rows in a snapshot."""
        self._before: date | None = None
        self.unkeyed = 0
        """Rows of the snapshot at hand that can't be followed."""

    @property
    def lives(self) -> dict[str, Life]:
        """By key, in order of keys; without those of one key that nothing tells apart."""
        found = {key: tuple(moments) for key, moments in self._lives.items()}
        for twins in self._twins.values():
            found |= twins.lives
        return dict(sorted(found.items()))

    @property
    def twins(self) -> dict[str, frozenset[str]]:
        """Keys that several opportunities had, with those that tell them apart."""
        return {key: frozenset(twins.lives) for key, twins in self._twins.items()}

    def take(self, snapshot: Snapshot, file: str) -> None:
        """Go on to the next snapshot.

        Raises:
            Unusable: a line of it holds no opportunity; all is then as it was before.
        """
        today = set(snapshot.lines)
        new = dict(self._read(snapshot, today - self._today, file))
        touched = self._replaced(self._today - today, new)
        self._today = today
        self._look_for_twice(snapshot, touched, file)
        for key in sorted(touched):
            self._live_on(key, snapshot.head.day)
        self._before = snapshot.head.day

    def _read(self, snapshot: Snapshot, new: set[bytes], file: str) -> Iterator[tuple[bytes, _Row]]:
        if not new:
            return
        reader = self._readers.setdefault(snapshot.head.schema, Lines(snapshot.head.schema))
        for number, line in enumerate(snapshot.lines, 3):
            if line in new:
                new.discard(line)
                state = self._of_today(reader.opportunity(line, Place(file, number)))
                yield line, _Row(self._keyed(state), state)

    def _of_today(self, state: Opportunity) -> Opportunity:
        """With its stages as they are called today."""
        stage = self._called(state.stage, state.place)
        lost_from = state.lost_from_stage and self._called(state.lost_from_stage, state.place)
        if stage is state.stage and lost_from is state.lost_from_stage:
            return state
        return replace(state, stage=stage, lost_from_stage=lost_from)

    def _called(self, stage: str, place: Place) -> str:
        if stage not in self._stages:
            today = self._stage_of(stage)
            if today is None:
                self._ledger.add(STAGE_GONE, place, f"stage {quoted(stage)} is none of today's", field="stage")
            self._stages[stage] = stage if today is None or today == stage else today
        called = self._stages[stage]
        return stage if called == stage else called

    def _replaced(self, gone: set[bytes], new: dict[bytes, _Row]) -> set[str]:
        """Lines that are gone for those that are new; gives the opportunities they were of."""
        touched = set()
        for line in gone:
            key = self._rows.pop(line).key
            if key is None:
                self._unkeyed.discard(line)
            else:
                self._lines[key].remove(line)
                touched.add(key)
        for line, row in new.items():
            self._rows[line] = row
            if row.key is None:
                self._unkeyed.add(line)
            else:
                self._lines.setdefault(row.key, []).append(line)
                touched.add(row.key)
        return touched

    def _look_for_twice(self, snapshot: Snapshot, touched: set[str], file: str) -> None:
        """Two rows of one opportunity, whether they are the same or not; said once of each."""
        again = Counter(snapshot.lines) if len(self._today) < len(snapshot.lines) else {}
        same = {self._rows[line].key for line, count in again.items() if count > 1}
        several = {key for key in touched if len(self._lines[key]) > 1} | {key for key in same if key is not None}
        for key in sorted(several - self._twice):
            rows = [self._rows[line] for line in self._lines[key]]
            about = rows[0].state.about
            self._ledger.add(TWICE, Place(file), f"{quoted(about.key or key)} stands in two rows or more", about=about)
        self._twice |= several
        self.unkeyed = sum(again.get(line, 1) for line in self._unkeyed)

    def _live_on(self, key: str, day: date) -> None:
        lines = self._lines[key]
        states = [self._rows[line].state for line in lines]
        if not lines:
            del self._lines[key]
        if len(states) > 1 and key not in self._twins:
            self._twins[key] = Twins(key, self._lives.pop(key, []), apart=parts_twins(self._keyed))
        if key in self._twins:
            self._twins[key].see(states, self._before, day)
            return
        moments, state = self._lives.setdefault(key, []), states[0] if states else None
        before = moments[-1].state if moments else None
        if not _alike(before, state):
            moments.append(Moment(since_when(before, state, self._before, day), state))


def _alike(one: Opportunity | None, other: Opportunity | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool(_LOOKS(one) == _LOOKS(other))
