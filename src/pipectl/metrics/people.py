"""Whose opportunities count in a period: what everybody's quota has to know where it is a sum."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.opportunity import Opportunity
from ..engines.membership import MEMBERS, Scope


class People(NamedTuple):
    """Owners and teams, as names are compared."""

    busy: Mapping[str, Mapping[str | None, str | None]] = {}
    """Of owner and team those with anything due, or won in the period, as they are spelled; None for nobody."""
    teams_of: Mapping[str, frozenset[str]] = {}
    """The teams that stand beside each owner, whatever the period."""


NOBODY_SEEN = People()
#: Names that a sentence has.
_NAMED = 4
_COUNTING = ("due", "won_in_period")


def people_of(opportunities: Iterable[Opportunity], scope: Scope) -> People:
    """Who has something due or won in the period, and which teams each owner is of."""
    tests = [MEMBERS[tally] for tally in _COUNTING]
    busy: dict[str, dict[str | None, str | None]] = {"owner": {}, "team": {}}
    teams_of = defaultdict[str, set[str]](set)
    for each in opportunities:
        if each.owner and each.team:
            teams_of[loose(each.owner)].add(loose(each.team))
        if any(each.outcome in one.outcomes and one.row(each, scope) for one in tests):
            busy["owner"][each.owner and loose(each.owner)] = each.owner
            busy["team"][each.team and loose(each.team)] = each.team
    return People(busy, {owner: frozenset(teams) for owner, teams in teams_of.items()})


def listed(names: Sequence[str]) -> str:
    """`Ann, Bo and Cy`, the first few where there are many."""
    rest = len(names) - _NAMED
    *first, last = [*names[:_NAMED], *([f"{rest} more"] if rest > 0 else [])]
    return f"{', '.join(first)} and {last}" if first else last
