"""Whose opportunities count in a period: what everybody's quota has to know where it is a sum."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.opportunity import Opportunity
from ..engines.membership import MEMBERS, Scope
from ..engines.teams import NO_TEAMS, Teams


class People(NamedTuple):
    """Owners and teams, as names are compared."""

    busy: Mapping[str, Mapping[str | None, str | None]] = {}
    """Of owner and team those with anything due, or won in the period, as they are spelled; None for nobody."""
    teams: Teams = NO_TEAMS
    """The team of each owner, whatever the period and whatever is asked for."""


NOBODY_SEEN = People()
#: Names that a sentence has.
_NAMED = 4
_COUNTING = ("due", "won_in_period")


def people_of(opportunities: Iterable[Opportunity], scope: Scope, teams: Teams) -> People:
    """Who has something due or won in the period; which team each owner is of is known."""
    tests = [MEMBERS[tally] for tally in _COUNTING]
    busy: dict[str, dict[str | None, str | None]] = {"owner": {}, "team": {}}
    for each in opportunities:
        if any(each.outcome in one.outcomes and one.row(each, scope) for one in tests):
            busy["owner"][each.owner and loose(each.owner)] = each.owner
            busy["team"][each.team and loose(each.team)] = each.team
    return People(busy, teams)


def listed(names: Sequence[str]) -> str:
    """`Ann, Bo and Cy`, the first few where there are many."""
    rest = len(names) - _NAMED
    *first, last = [*names[:_NAMED], *([f"{rest} more"] if rest > 0 else [])]
    return f"{', '.join(first)} and {last}" if first else last
