"""How often and how far expected close dates are moved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..domain.period import Period
from ..domain.totals import Additive
from ..domain.values import Outcome
from .chronicle import Life


class Move(NamedTuple):
    """One change of an open opportunity's expected close."""

    day: date
    before: date
    after: date

    @property
    def days(self) -> int:
        """How far it was moved; less than zero to an earlier day."""
        return (self.after - self.before).days


@dataclass(frozen=True, slots=True)
class Pushes(Additive):
    """How often the expected close of some opportunities was moved while they were open."""

    opportunities: int = 0
    pushed: int = 0
    """Those of them moved later at least once."""
    pushed_twice: int = 0
    """Those of them moved later at least twice."""
    later: int = 0
    """Moves to a later day."""
    earlier: int = 0
    days: int = 0
    """Sum over all moves; what was moved earlier counts against what was moved later."""
    past_end: int = 0
    """Moves from inside the period past its end."""


NO_PUSHES = Pushes()


def moves(life: Life, as_of: date) -> Iterator[Move]:
    """Each change of the expected close from one day to another, the opportunity open before and after, up to as-of.

    Closing an opportunity overwrites the date in many CRMs, which is no push.
    """
    before: date | None = None
    for moment in life:
        if moment.day > as_of:
            return
        state = moment.state
        after = state.expected_close if state is not None and state.outcome is Outcome.OPEN else None
        if before is not None and after is not None and after != before:
            yield Move(moment.day, before, after)
        before = after


def pushes(lives: Iterable[Life], period: Period, as_of: date) -> Pushes:
    """The moves of some opportunities; those past the end of a period apart."""
    return sum((_pushes(tuple(moves(life, as_of)), period) for life in lives), Pushes())


def _pushes(found: tuple[Move, ...], period: Period) -> Pushes:
    later = [move for move in found if move.days > 0]
    return Pushes(
        opportunities=1,
        pushed=int(len(later) > 0),
        pushed_twice=int(len(later) > 1),
        later=len(later),
        earlier=len(found) - len(later),
        days=sum(move.days for move in found),
        past_end=sum(move.before in period and period.end is not None and move.after >= period.end for move in later),
    )
