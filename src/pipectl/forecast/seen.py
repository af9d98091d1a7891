"""What was known of all opportunities at the end of a day, and nothing that came later."""

from collections.abc import Container, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..domain.opportunity import Opportunity
from ..domain.values import Outcome
from .table import LOST, NONE, OPEN, OUTCOMES, TELLABLE, WON, Flags, Floats, Ints, Table, day_of, some
from .visits import Visits, visits_of


class Seen(NamedTuple):
    """One opportunity as it was known at the end of a day."""

    key: str
    """One opportunity has one key, over all days."""
    outcome: Outcome
    """As known then."""
    created: date | None
    closed: date | None
    """Close date, where it was decided by then."""
    amount: Decimal | None
    """None where what it was then is not told."""
    stage: str | None
    """Open stage; None where it is not told."""
    probability: Decimal | None
    """The row's close %, else its stage's; None where it is not told."""
    expected_close: date | None
    entered: date | None
    """Day it entered its stage, where history tells."""
    pushes: int | None
    opportunity: Opportunity
    """What names and groups it."""


class Days(NamedTuple):
    """Some rows with the days they hold, in few bytes, since all of them are looked through for each day."""

    rows: Ints
    begin: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]

    @classmethod
    def of(cls, table: Table, rows: Ints) -> "Days":
        """Those of a table."""
        return cls(rows, table.begin[rows].astype(np.int32), table.end[rows].astype(np.int32))

    def on(self, day: int) -> Ints:
        """The rows that hold a day."""
        return some(self.rows, (self.begin <= day) & (self.end > day))


class Past:
    """A table, with the open rows of days that were asked for at hand: a backtest asks for the same days again."""

    def __init__(
        self, table: Table, weights: Mapping[str, Decimal], looks: Sequence[date] = (), *, is_exported: bool = True
    ) -> None:
        self.table, self.weights, self.looks, self.is_exported = table, weights, looks, is_exported
        self._open: dict[int, Ints] = {}

    @cached_property
    def visits(self) -> Visits:
        """All stays in stages."""
        return visits_of(self.table)

    def open_on(self, day: int) -> Ints:
        """The rows that hold a day and are open."""
        found = self._open.get(day)
        if found is None:
            found = self._open[day] = self._holding[0].on(day)
        return found

    def decided_on(self, day: int) -> Ints:
        """The rows that hold a day and are decided."""
        return self._holding[1].on(day)

    @cached_property
    def _holding(self) -> tuple[Days, Days]:
        """Open rows and decided ones."""
        is_open = self.table.outcome == OPEN
        return Days.of(self.table, np.flatnonzero(is_open)), Days.of(self.table, np.flatnonzero(~is_open))


class View:
    """Everything that was known at the end of `as_of`."""

    def __init__(self, past: Past, as_of: date) -> None:
        self._past, self.as_of = past, as_of
        self._today = as_of.toordinal()

    @property
    def has_history(self) -> bool:
        """Whether anything but the dates of an export tells of the past."""
        return bool(self.table.told_since)

    def before(self, day: date) -> "View":
        """An earlier view: what was known at the end of that day.

        Raises:
            ValueError: the day is after as-of; nothing can look ahead.
        """
        self._not_ahead(day.toordinal())
        return View(self._past, day)

    @property
    def tells(self) -> frozenset[str]:
        """Fields of which it is told what they were on this day."""
        return frozenset(field for field in TELLABLE if self.told(field, self._today))

    def told(self, field: str, day: int) -> bool:
        """Whether it is told what a field was on a day."""
        table = self._past.table
        return day >= table.told_since.get(field, table.today)

    def amounts(self, rows: Ints, day: int | None = None) -> Floats:
        """Amounts that open ones had on a day; NaN where there was none or it is not told."""
        return self._told_of("amount", self.table.amount, rows, day)

    def chances(self, rows: Ints) -> Floats:
        """What open ones are weighted with; NaN where nothing is told."""
        return self._told_of("probability", self.table.chance, rows, None)

    def stages(self, rows: Ints, day: int | None = None) -> Ints:
        """Numbers of the stages that open ones stood in on a day; `NONE` where it is not told."""
        told = self.told("stage", self._today if day is None else day)
        return self.table.stage[rows] if told else np.full(len(rows), NONE)

    def due(self, rows: Ints, day: int | None = None) -> Ints:
        """Days that open ones were expected to close on; `NONE` where there is none or it is not told."""
        told = self.told("expected_close", self._today if day is None else day)
        return self.table.expected[rows] if told else np.full(len(rows), NONE)

    def _told_of(self, field: str, column: Floats, rows: Ints, day: int | None) -> Floats:
        return column[rows] if self.told(field, self._today if day is None else day) else np.full(len(rows), np.nan)

    def open_on(self, day: int) -> Ints:
        """Rows of the table that were open at the end of a day, as it was known then."""
        self._not_ahead(day)
        return self._past.open_on(day)

    @property
    def open(self) -> Ints:
        """Rows of the table that are open."""
        return self.open_on(self._today)

    @cached_property
    def decided(self) -> Ints:
        """Rows of the table that are decided on a known day."""
        rows = self._past.decided_on(self._today)
        return some(rows, self._past.table.closed[rows] != NONE)

    @cached_property
    def won(self) -> Ints:
        """Those of `decided` that were won."""
        return some(self.decided, self._past.table.outcome[self.decided] == WON)

    @cached_property
    def lost(self) -> Ints:
        """Those of `decided` that were lost."""
        return some(self.decided, self._past.table.outcome[self.decided] == LOST)

    @cached_property
    def won_by(self) -> tuple[Ints, Floats]:
        """By number of the opportunity: day it was won, as known now, or none; and the amount it was won with."""
        table = self._past.table
        closed = np.full(len(table.keys), NONE, dtype=np.int64)
        amount = np.zeros(len(table.keys))
        closed[table.who[self.won]] = table.closed[self.won]
        amount[table.who[self.won]] = np.nan_to_num(table.amount[self.won])
        return closed, amount

    def exported(self, rows: Ints) -> Flags:
        """Which rows are those of today's export; of a past day, or without one, all are taken to be."""
        is_today = self._today == self.table.today and self._past.is_exported
        found: Flags = self.table.begin[rows] == self._today if is_today else np.ones(len(rows), dtype=bool)
        return found

    @property
    def table(self) -> Table:
        """The columns; read only what the rows asked for here point at."""
        return self._past.table

    @property
    def visits(self) -> Visits:
        """All stays in stages; those that begin after as-of, and ends after it, are nothing that was known."""
        return self._past.visits

    @property
    def weights(self) -> Mapping[str, Decimal]:
        """Configured probabilities of stages."""
        return self._past.weights

    @property
    def looks(self) -> Sequence[date]:
        """Past days on which all was looked at, in order, where nothing tells of the days between; else none."""
        return [day for day in self._past.looks if day < self.as_of]

    @property
    def since(self) -> int | None:
        """First day on which anything is known to have been decided; before it nobody knows what was won."""
        return int(self.table.closed[self.decided].min()) if len(self.decided) else None

    @cached_property
    def seen(self) -> Sequence[Seen]:
        """All opportunities that were known."""
        rows = np.sort(np.concatenate((self.open, self._past.decided_on(self._today))))
        tells = self.tells
        return tuple(self._seen(int(row), tells) for row in rows)

    def seen_of(self, rows: Ints) -> Sequence[Seen]:
        """Some of them, by their rows."""
        tells = self.tells
        return tuple(self._seen(int(row), tells) for row in rows)

    def open_ones(self, keys: Container[str]) -> Mapping[str, Seen]:
        """Those of some keys that are open."""
        table, tells = self.table, self.tells
        found = ((table.keys[table.who[row]], row) for row in self.open.tolist())
        return {key: self._seen(row, tells) for key, row in found if key in keys}

    def _seen(self, row: int, tells: frozenset[str]) -> Seen:
        table = self.table
        state, outcome = table.states[row], OUTCOMES[table.outcome[row]]
        is_open, staged = outcome is Outcome.OPEN, table.stage[row] != NONE
        chance = state.probability if state.probability is not None else self.weights.get(state.stage)
        return Seen(
            key=table.keys[table.who[row]],
            outcome=outcome,
            created=state.created,
            closed=day_of(int(table.closed[row])),
            amount=state.amount if not is_open or (staged and "amount" in tells) else None,
            stage=state.stage if staged and "stage" in tells else None,
            probability=chance if staged and "probability" in tells else None,
            expected_close=state.expected_close if staged and "expected_close" in tells else None,
            entered=day_of(int(table.entered[row])) if "stage" in tells else None,
            pushes=int(table.pushes[row]) if table.pushes[row] != NONE and "expected_close" in tells else None,
            opportunity=state,
        )

    def _not_ahead(self, day: int) -> None:
        if day > self._today:
            raise ValueError(f"what was known on {self.as_of} does not hold {date.fromordinal(day)}")
