"""All that was ever known of opportunities, in columns: one row a stretch of days in which nothing was learnt anew.

What was known on a day are the rows that hold it, so that replaying the past is choosing rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from ..domain.opportunity import Opportunity
from ..domain.values import Outcome

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

OPEN, WON, LOST = 0, 1, 2
OUTCOMES = (Outcome.OPEN, Outcome.WON, Outcome.LOST)
_PLACE = {outcome: place for place, outcome in enumerate(OUTCOMES)}
#: No day, no stage, no count.
NONE = -1
_FOR_EVER = date.max.toordinal()
#: The fields whose past may be told.
TELLABLE = ("amount", "stage", "expected_close", "probability")


class Stretch(NamedTuple):
    """What was known of an opportunity from the end of a day on, until the next stretch of it."""

    begin: date
    state: Opportunity | None
    """None: it is gone."""
    closed: date | None = None
    """Close date, where it was decided."""
    told: bool = True
    """Whether it is seen in a source, and not proven by its dates alone."""
    entered: date | None = None
    pushes: int | None = None


class Table(NamedTuple):
    """Columns of equal length, stretches of one opportunity together and in order; days are ordinals."""

    keys: tuple[str, ...]
    """By number of the opportunity."""
    stages: tuple[str, ...]
    """By number of the stage."""
    states: tuple[Opportunity, ...]
    who: Ints
    """Number of the opportunity."""
    begin: Ints
    end: Ints
    """The first day that the stretch does not hold."""
    outcome: Ints
    created: Ints
    closed: Ints
    expected: Ints
    entered: Ints
    pushes: Ints
    stage: Ints
    amount: Floats
    """NaN where there is none, or it is not told."""
    chance: Floats
    """The close % it is weighted with; NaN where there is none, or it is not told."""
    told_since: Mapping[str, int]
    """From which day on each of `TELLABLE` is told, of those whose past is."""
    today: int
    """The last day, of which everything is told."""


def ordinal(day: date | None) -> int:
    """A day as a number."""
    return NONE if day is None else day.toordinal()


def day_of(number: int) -> date | None:
    """A number as a day."""
    return None if number == NONE else date.fromordinal(number)


def some(rows: Ints, which: Flags) -> Ints:
    """Those rows for which it holds."""
    chosen: Ints = rows[which]
    return chosen


def table_of(
    lives: Iterable[tuple[str, Sequence[Stretch]]],
    today: date,
    told_since: Mapping[str, date],
    weights: Mapping[str, Decimal],
) -> Table:
    """The columns of some lives; `weights` has the probability of stages, for rows without a close % of their own."""
    made = _Columns(weights)
    for key, stretches in lives:
        made.add(key, stretches)
    since = {field: day.toordinal() for field, day in told_since.items() if field in TELLABLE}
    return made.table(since, today.toordinal())


class _Columns:
    """A table that grows."""

    def __init__(self, weights: Mapping[str, Decimal]) -> None:
        self._weights = {stage: float(weight) for stage, weight in weights.items()}
        self._stages: dict[str, int] = {}
        self._keys: list[str] = []
        self._states: list[Opportunity] = []
        self._whole: list[tuple[int, ...]] = []
        self._money: list[tuple[float, float]] = []

    def add(self, key: str, stretches: Sequence[Stretch]) -> None:
        """Take one opportunity; of several stretches that begin on one day the last counts."""
        who = len(self._keys)
        self._keys.append(key)
        ends = [*(stretch.begin.toordinal() for stretch in stretches[1:]), _FOR_EVER]
        for stretch, end in zip(stretches, ends, strict=True):
            state, begin = stretch.state, stretch.begin.toordinal()
            if state is None or begin >= end:
                continue
            self._states.append(state)
            self._whole.append((who, begin, end, *self._days(stretch, state)))
            self._money.append(self._worth(stretch, state))

    def _days(self, stretch: Stretch, state: Opportunity) -> tuple[int, ...]:
        is_open = state.outcome is Outcome.OPEN and stretch.closed is None
        stage = self._stages.setdefault(state.stage, len(self._stages)) if stretch.told and is_open else NONE
        return (
            OPEN if not stretch.told and stretch.closed is None else _PLACE[state.outcome],
            ordinal(state.created),
            ordinal(stretch.closed),
            ordinal(state.expected_close) if stretch.told and is_open else NONE,
            ordinal(stretch.entered),
            NONE if stretch.pushes is None else stretch.pushes,
            stage,
        )

    def _worth(self, stretch: Stretch, state: Opportunity) -> tuple[float, float]:
        known = stretch.told or stretch.closed is not None
        amount = float(state.amount) if known and state.amount is not None else np.nan
        entered = self._weights.get(state.stage) if state.probability is None else float(state.probability)
        return amount, np.nan if not stretch.told or entered is None else entered

    def table(self, told_since: Mapping[str, int], today: int) -> Table:
        """All that was taken."""
        whole = np.array(self._whole, dtype=np.int64).reshape(-1, 10).T
        money = np.array(self._money, dtype=np.float64).reshape(-1, 2).T
        who, begin, end, outcome, created, closed, expected, entered, pushes, stage = whole
        return Table(
            tuple(self._keys), tuple(self._stages), tuple(self._states), who, begin, end, outcome, created, closed,
            expected, entered, pushes, stage, money[0], money[1], told_since, today,
        )  # fmt: skip
