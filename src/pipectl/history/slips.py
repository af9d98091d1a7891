"""What was due when a period began, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ..domain.opportunity import Opportunity
from ..domain.period import Period
from ..domain.totals import Additive
from ..domain.values import ZERO, Outcome
from .chronicle import Life, state_at
from .waterfall import NONE, Level


@dataclass(frozen=True, slots=True)
class Slips(Additive):
    """What was due in a period at its start with its amount of then, by what became of it up to the end or as-of."""

    due: Level = NONE
    moved: Level = NONE
    """Open, its expected close moved past the end of the period."""
    won: Level = NONE
    lost: Level = NONE
    gone: Level = NONE
    open: Level = NONE
    """Still open and due in the period (or before it, or without a date)."""


NO_SLIPS = Slips()


def slips(lives: Iterable[Life], period: Period, as_of: date) -> Slips:
    """Sums over some lives; the period has both bounds, and begins when there is history already."""
    if period.start is None or period.last is None:
        raise ValueError("slips are counted over a period with both bounds")
    start, end = period.start - timedelta(days=1), min(period.last, as_of)
    return sum((_slip(life, start, end, period) for life in lives), Slips())


def _slip(life: Life, start: date, end: date, period: Period) -> Slips:
    before = state_at(life, start)
    if before is None or before.outcome is not Outcome.OPEN or before.expected_close not in period:
        return Slips()
    level = Level(1, before.amount or ZERO)
    return Slips(due=level, **{_fate(state_at(life, end), period): level})


def _fate(after: Opportunity | None, period: Period) -> str:
    """Name of the part of `Slips` that what was due at the start is in at the end."""
    if after is None:
        return "gone"
    if after.outcome is not Outcome.OPEN:
        return after.outcome.value
    close = after.expected_close
    return "moved" if close is not None and period.end is not None and close >= period.end else "open"
