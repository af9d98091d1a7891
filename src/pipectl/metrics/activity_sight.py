"""How opportunities were touched, judged once on one day, and all that a figure of activities can look at."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from ..domain.activity import Activity, Standing
from ..domain.opportunity import Opportunity
from ..domain.quiet import Reach, never_touched
from ..domain.values import Outcome, Undefined
from ..engines.touches import last_touch


class Quiet(Enum):
    """How an open opportunity stands against the days that it may go without a touch."""

    TOUCHED = "touched"
    UNTOUCHED = "untouched"
    YOUNG = "young"
    """Never touched, and younger than that."""
    UNTOLD = "untold"
    """Never touched as far as the files reach back, and they don't reach back far enough."""


class Left(Enum):
    """Why the touches of a won or lost one at the same age can't be counted."""

    SHORT = "short"
    """It was decided before that age."""
    BEFORE = "before"
    """It began before the files of activities do."""
    UNDATED = "undated"
    """It has no created date or no close date."""


class Touched(NamedTuple):
    """One opportunity on the day of the report."""

    opportunity: Opportunity
    last: date | None
    """Its last touch."""
    days: int | None
    """Days since."""
    quiet: Quiet | None
    """None once it is decided."""
    early: int | Left | None
    """Touches at the same age of a won or lost one; None while it is open."""


class Look(NamedTuple):
    """By what the touches of opportunities are judged."""

    as_of: date
    first: date
    """The first day that the files tell touches of."""
    quiet_after: int
    age: int
    """The age at which won ones are held against lost ones [days]."""
    has_column: bool
    """Whether the export has a column of the last activity."""


class ActivitySight(NamedTuple):
    """All that a figure of activities can look at, for everybody or for one owner."""

    done: Sequence[Activity]
    """In the period, up to the day of the report."""
    apart: Mapping[Standing, int]
    """Those of the period that don't count."""
    kinds: tuple[str, ...]
    in_weeks: int
    """Those done in the whole weeks of the period."""
    weeks: int
    won: int | Undefined
    """Opportunities won in the period."""
    touched: Sequence[Touched] | Undefined
    quiet_amount: Decimal | Undefined
    """Open amount of the untouched ones."""


def look_at(opportunity: Opportunity, days: Sequence[date], look: Look) -> Touched:
    """How an opportunity was touched; `days` are those of its touches, oldest first."""
    if opportunity.outcome is not Outcome.OPEN:
        return Touched(opportunity, None, None, None, _early(opportunity, days, look))
    last = last_touch(opportunity, days, look.as_of)
    if last is None:
        # A column that tells a later day has been written over, and tells nothing of the days before.
        known = look if opportunity.last_activity is None else look._replace(has_column=False)
        return Touched(opportunity, None, None, _never(opportunity.created, known), None)
    since = (look.as_of - last).days
    return Touched(opportunity, last, since, Quiet.UNTOUCHED if since > look.quiet_after else Quiet.TOUCHED, None)


def _never(created: date | None, look: Look) -> Quiet:
    """One that nothing tells a touch of: untouched since it began, or at least since the files do."""
    found = never_touched(created, look.as_of, Reach(look.first, look.has_column))
    if found.days > look.quiet_after:
        return Quiet.UNTOUCHED
    return Quiet.UNTOLD if found.at_least else Quiet.YOUNG


def _early(opportunity: Opportunity, days: Sequence[date], look: Look) -> int | Left:
    created, lived = opportunity.created, opportunity.cycle_days
    if created is None or lived is None:
        return Left.UNDATED
    if lived < look.age:
        return Left.SHORT
    if created < look.first:
        return Left.BEFORE
    return sum(created <= day < created + timedelta(days=look.age) for day in days)
