"""How long nothing was done on an opportunity, by its last activity or by what tells that there was none."""

from datetime import date
from typing import NamedTuple

from .opportunity import Opportunity


class Reach(NamedTuple):
    """How far back it is told what was done on opportunities, where files of activities tell it."""

    first: date
    """The first day that they tell anything of."""
    has_column: bool
    """Whether the export has a column of the last activity, which is empty where there never was one."""


class Quiet(NamedTuple):
    """Days without any activity."""

    days: int
    never: bool = False
    """Nothing was ever done on it, as far as is told; the days are those since it was created."""
    at_least: bool = False
    """Nor is it told what was done before; the days are those since the files begin."""


def quiet_of(opportunity: Opportunity, as_of: date, reach: Reach | None) -> Quiet | None:
    """How long nothing was done on it; None where nothing tells."""
    if opportunity.last_activity is not None:
        return Quiet((as_of - opportunity.last_activity).days)
    return None if reach is None else never_touched(opportunity.created, as_of, reach)


def never_touched(created: date | None, as_of: date, reach: Reach) -> Quiet:
    """How long one has been quiet that nothing tells an activity of: since it began, or at least since the files do."""
    whole = created is not None and (reach.has_column or created >= reach.first)
    since = created if created is not None and whole else reach.first
    return Quiet(max(0, (as_of - since).days), never=True, at_least=not whole)
