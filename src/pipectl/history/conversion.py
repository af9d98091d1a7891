"""How many of those that reached a stage went on: cohorts, counted from paths."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from functools import partial
from typing import NamedTuple

from ..domain.funnel import CohortLine
from ..domain.period import Period
from ..domain.totals import Additive
from ..domain.values import DIVIDE, EXACT, ZERO, Outcome, Ratio
from .paths import Path


@dataclass(frozen=True, slots=True)
class Passage(Additive):
    """What became of the opportunities that reached one stage. Re-entries are counted once."""

    reached: int = 0
    went_on: int = 0
    """Reached a later stage at any time, or won."""
    lost: int = 0
    """Lost with this as the furthest stage."""
    waiting: int = 0
    """Open, with this as the furthest stage so far."""
    gone: int = 0
    """Gone from the export with this as the furthest stage: neither lost nor waiting."""
    won: int = 0
    """Those of `went_on` that are won by now."""
    won_amount: Decimal = ZERO
    lost_since: int = 0
    """Those of `reached` that are lost by now, here or later."""

    @property
    def conversion(self) -> Ratio:
        """Went on over those and the ones lost here; those who wait or are gone tell nothing yet."""
        return Ratio(self.went_on, self.went_on + self.lost)

    @property
    def won_from(self) -> Ratio:
        """Won over those won and lost, here or later."""
        return Ratio(self.won, self.won + self.lost_since)


class Reach(NamedTuple):
    """How far one opportunity came."""

    first: int
    """Position of the earliest open stage it was in: it is not counted for those before."""
    furthest: int
    """Position of the furthest one; the number of open stages where it was won."""
    days: tuple[date | None, ...]
    """For each position from `first` on, the day it was reached; None where nobody knows."""
    whole: bool = True
    """Whether its path is known from where it began, so that what it is not counted for it did not reach."""


#: Tells how far a path came.
FarOf = Callable[[Path, Mapping[str, int]], "Reach | None"]


def reach(path: Path, positions: Mapping[str, int]) -> Reach | None:
    """How far an opportunity came; None where nobody saw it in an open stage.

    `positions` has the open stages. A lost one that was seen and whose stage at loss is told has been there. One that
    was decided before anybody looked counts nowhere, told or not: of those won then nothing is known either.
    """
    seen = [(positions[visit.stage], visit.entered) for visit in path.visits if visit.stage in positions]
    if not seen:
        return None
    ended = _ended(path, positions)
    if ended is not None:
        seen.append((ended, path.decided or path.last.close_date or date.max))
    first, furthest = min(at for at, _ in seen), max(at for at, _ in seen)
    return Reach(first, furthest, _days(seen, first, furthest), _is_whole(path))


def _ended(path: Path, positions: Mapping[str, int]) -> int | None:
    """Where it ended: won ones behind all open stages, lost ones where that is told."""
    if path.outcome is Outcome.WON:
        return len(positions)
    return positions.get(path.last.lost_from_stage or "") if path.outcome is Outcome.LOST else None


def _is_whole(path: Path) -> bool:
    entered, began = path.visits[0], path.began
    return entered.dated and began is not None and entered.entered <= began


def _days(seen: Sequence[tuple[int, date]], first: int, furthest: int) -> tuple[date | None, ...]:
    """For each position the day of the earliest visit to it or beyond."""
    days = [min((day for at, day in seen if at >= place), default=None) for place in range(first, furthest + 1)]
    return tuple(None if day == date.max else day for day in days)


def supposed(path: Path, positions: Mapping[str, int]) -> Reach | None:
    """How far an opportunity came where nothing but its end is told: through every stage up to the one it ended in.

    None of one lost from nobody knows where. The day is that it closed, of an open one that it was created.
    """
    last, outcome = path.last, path.outcome
    at = (
        len(positions)
        if outcome is Outcome.WON
        else positions.get((last.lost_from_stage if outcome is Outcome.LOST else last.stage) or "")
    )
    if at is None:
        return None
    day = last.created if outcome is Outcome.OPEN else last.close_date
    return Reach(0, at, (day,) * (at + 1))


def passages(
    some: Iterable[Path], positions: Mapping[str, int], span: Period, far_of: FarOf = reach
) -> tuple[Passage, ...]:
    """For each open stage, what became of those that reached it in a span of days.

    A skipped stage counts as reached on the day of the next one; one whose path began further on is not counted for
    the stages before. The span `all` holds those whose day is not known, too.
    Source: cohort conversion as in `stage_conversion`, see docs/metrics.md.
    """
    # Counted, and made into passages at last: adding one by one takes longer than all the rest.
    fates, amounts = Counter[tuple[int, _Fate]](), [ZERO] * len(positions)
    for path, place, far in _stops(some, positions, span, far_of):
        fate = _fate(path, place, far)
        fates[place, fate] += 1
        if fate is _Fate.WON:
            amounts[place] = EXACT.add(amounts[place], path.last.amount or ZERO)
    return tuple(_passage(partial(_count, fates, place), amounts[place]) for place in range(len(positions)))


def _stops(
    some: Iterable[Path], positions: Mapping[str, int], span: Period, far_of: FarOf
) -> Iterator[tuple[Path, int, Reach]]:
    """Each path with each stage that it reached in a span."""
    for path in some:
        far = far_of(path, positions)
        if far is None:
            continue
        for place in range(far.first, min(far.furthest + 1, len(positions))):
            day = far.days[place - far.first]
            if day in span or (day is None and span.key == "all"):
                yield path, place, far


class _Fate(Enum):
    """What became of an opportunity that reached a stage."""

    WON = auto()
    LOST_LATER = auto()
    WENT_ON = auto()
    LOST_HERE = auto()
    GONE = auto()
    WAITING = auto()


def _fate(path: Path, place: int, far: Reach) -> _Fate:
    lost = path.outcome is Outcome.LOST
    if far.furthest > place:
        if path.outcome is Outcome.WON:
            return _Fate.WON
        return _Fate.LOST_LATER if lost else _Fate.WENT_ON
    if lost:
        return _Fate.LOST_HERE
    return _Fate.GONE if path.gone else _Fate.WAITING


def _count(fates: Mapping[tuple[int, _Fate], int], place: int, *wanted: _Fate) -> int:
    return sum(fates.get((place, fate), 0) for fate in wanted)


def _passage(count: Callable[..., int], won_amount: Decimal) -> Passage:
    return Passage(
        reached=count(*_Fate),
        went_on=count(_Fate.WON, _Fate.LOST_LATER, _Fate.WENT_ON),
        lost=count(_Fate.LOST_HERE),
        waiting=count(_Fate.WAITING),
        gone=count(_Fate.GONE),
        won=count(_Fate.WON),
        won_amount=won_amount,
        lost_since=count(_Fate.LOST_LATER, _Fate.LOST_HERE),
    )


def cohorts(
    some: Sequence[Path], positions: Mapping[str, int], spans: Sequence[Period], far_of: FarOf = reach
) -> tuple[CohortLine, ...]:
    """What became of the opportunities that began in each span; those whose beginning is not known are left out."""
    began = [(path.began, path) for path in some]
    return tuple(
        _cohort(span, [path for day, path in began if day is not None and day in span], positions, far_of)
        for span in spans
    )


def _cohort(span: Period, members: Sequence[Path], positions: Mapping[str, int], far_of: FarOf) -> CohortLine:
    ends = [path.outcome for path in members]
    far = [found for path in members if (found := far_of(path, positions)) is not None and found.whole]
    reached = tuple(sum(each.first <= place <= each.furthest for each in far) for place in range(len(positions)))
    counts = (ends.count(Outcome.WON), ends.count(Outcome.LOST), ends.count(Outcome.OPEN), ends.count(None))
    return CohortLine(span, len(members), len(far), reached, *counts)


class Lift(NamedTuple):
    """What a stage would add if its conversion were that of its target."""

    stage: str
    conversion: Ratio
    """Of the lookback."""
    target: Decimal
    """What it is lifted to: its best quarter's, or the one that pipeline.yaml names."""
    quarter: tuple[Period, Ratio] | None
    """The best quarter and its conversion; None where the target is named."""
    won_amount: Decimal
    """Of those that went on from the stage in the lookback and are won."""
    adds: Decimal
    """won_amount x (target / conversion - 1): every later stage is taken to convert as it does."""


#: Opportunities decided in a quarter for its conversion to count as a best one, and how many may wait for each of them.
ENOUGH, WAITING_SHARE = 10, Decimal("0.25")


def best_quarter(quarters: Sequence[tuple[Period, Passage]]) -> tuple[Period, Ratio] | None:
    """The quarter of the highest conversion among those with enough decided and few that wait; the later of equals."""
    settled = [
        (span, passage.conversion)
        for span, passage in quarters
        if passage.conversion.denominator >= ENOUGH
        and passage.waiting <= passage.conversion.denominator * WAITING_SHARE
    ]
    return max(settled, key=lambda each: (each[1].value or ZERO, each[0].start or date.min), default=None)


def lift(stage: str, whole: Passage, target: Decimal, quarter: tuple[Period, Ratio] | None = None) -> Lift | None:
    """What a stage would add at its target; None where it has no conversion, or has reached the target."""
    own = whole.conversion.value
    if not own or target <= own:
        return None
    # One division, last: won x (target x (went on + lost) - went on) / went on.
    more = EXACT.subtract(EXACT.multiply(target, Decimal(whole.conversion.denominator)), Decimal(whole.went_on))
    adds = DIVIDE.divide(EXACT.multiply(whole.won_amount, more), Decimal(whole.went_on))
    return Lift(stage, whole.conversion, target, quarter, whole.won_amount, adds)
