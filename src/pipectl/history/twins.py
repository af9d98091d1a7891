"""Opportunities known by one key: the days they were created tell them apart, else none of them is followed.

Following one of them would tell of changes that never were, as soon as it is another one's turn.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter

from ..domain.opportunity import FIELDS, Opportunity
from ..domain.values import EXACT, ZERO
from .chronicle import Life, Moment, since_when
from .living import same
from .matching import Keyed, parts_twins
from .same_record import shortest

#: Keys of those that share one, by that; none where nothing tells them apart.
TwinKeys = Mapping[str, frozenset[str]]
#: What two states have to have in common to be the same, beside what an export has of its own.
_LOOKS = attrgetter("outcome", *FIELDS)


def twin_key(key: str, state: Opportunity) -> str:
    """By what one of several of a key is known."""
    return f"{key}\n{state.created}"


def unlike(states: Iterable[Opportunity]) -> list[Opportunity]:
    """The states without those that are the same as one before, wherever they were read."""
    found: dict[tuple[object, ...], Opportunity] = {}
    for state in states:
        found.setdefault((*_LOOKS(state), *sorted(state.extra.items())), state)
    return list(found.values())


def worth(some: Iterable[Opportunity]) -> str:
    """What rows are worth, each currency by itself."""
    sums: dict[str, Decimal] = {}
    for one in some:
        code = one.currency or ""
        sums[code] = EXACT.add(sums.get(code, ZERO), one.amount or ZERO)
    return " and ".join(f"{amount:,f} {code}".strip() for code, amount in sorted(sums.items()))


class Twins:
    """The lives of several opportunities of one key, look by look."""

    def __init__(self, key: str, life: Sequence[Moment], *, apart: bool) -> None:
        """`life` is what was known while there was one; `apart` says whether the created date may part them."""
        self._key, self._told = key, apart
        self._lives: dict[str, list[Moment]] = {}
        for moment in life:
            self.see([] if moment.state is None else [moment.state], None, moment.day)

    def see(self, states: Collection[Opportunity], before: date | None, day: date) -> None:
        """Take what one look has, none of them alike; `before` is the day of the look before it."""
        now = {twin_key(self._key, state): state for state in states}
        if len(now) < len(states) or any(state.created is None for state in states):
            self._told = False
        for key in {**self._lives, **now} if self._told else ():
            moments, state = self._lives.setdefault(key, []), now.get(key)
            was = moments[-1].state if moments else None
            if not same(was, state):
                moments.append(Moment(since_when(was, state, before, day), state))

    @property
    def lives(self) -> dict[str, Life]:
        """By keys of their own; empty where in any look nothing told them apart."""
        return {key: tuple(moments) for key, moments in self._lives.items()} if self._told else {}


@dataclass(slots=True)
class Parted:
    """The rows of today and the lives until today, with twins under keys of their own."""

    now: dict[str, Opportunity] = field(default_factory=dict)
    past: dict[str, Life] = field(default_factory=dict)
    tangled: dict[str, list[Opportunity]] = field(default_factory=dict)
    """Rows of today that nothing tells apart from others, then or now, by their common key."""
    alone: int = 0
    """Rows of today that have no key, or are the same as another one."""


def parted(current: Iterable[Opportunity], past: dict[str, Life], twins: TwinKeys, keyed: Keyed, day: date) -> Parted:
    """What is there today beside what was there until then; `twins` are those of the past."""
    found = Parted(past=past)
    rows: dict[str, list[Opportunity]] = {}
    for one in current:
        key = keyed(one)
        if key:
            rows.setdefault(shortest(key), []).append(one)
        found.alone += not key
    known = {shortest(key): keys for key, keys in twins.items()}
    for key, some in rows.items():
        if len(some) == 1 and key not in known:
            found.now[key] = some[0]
        else:
            _part(found, key, some, known.get(key), Twins(key, past.get(key, ()), apart=parts_twins(keyed)), day)
    return found


def _part(
    found: Parted, key: str, some: Sequence[Opportunity], known: frozenset[str] | None, twins: Twins, day: date
) -> None:
    """Take the rows of one key, each under its own where something tells it, else none and nothing of their past."""
    states = unlike(some)
    if len(states) == 1 and known is None:
        found.now[key] = states[0]
        found.alone += len(some) - 1
        return
    before = twins.lives
    twins.see(states, None, day)
    if known == frozenset() or not twins.lives:
        found.tangled[key] = list(some)
        for each in (key, *(known or ())):
            found.past.pop(each, None)
        return
    found.alone += len(some) - len(states)
    found.now |= {twin_key(key, state): state for state in states}
    if known is None:
        found.past.pop(key, None)
        found.past |= before
