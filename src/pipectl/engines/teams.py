"""Which team an owner is of: that of most of their rows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.opportunity import Opportunity


class Torn(NamedTuple):
    """An owner whose rows name several teams, as they are spelled."""

    owner: str
    team: str
    """The one they are of."""
    rows: int
    """Those that name it."""
    of: int
    """All that name a team."""


class Teams(NamedTuple):
    """Owners and their teams, as names are compared."""

    of: Mapping[str, str] = {}
    torn: tuple[Torn, ...] = ()

    def notes(self) -> Iterator[str]:
        """That rows of one owner name several teams, once an owner."""
        for each in sorted(self.torn):
            rows = f"{each.rows:,} of {each.of:,} rows"
            yield f"{each.owner} counts to team {each.team}, as {rows} say; the others differ"


NO_TEAMS = Teams()


def teams_of(opportunities: Iterable[Opportunity]) -> Teams:
    """The team of each owner: that of most of their rows, of equals that of the newest.

    One row that stands elsewhere moves nobody. Newest is what was created last, of the same day what stands last.
    """
    found: dict[str, dict[str, list[tuple[date, int, Opportunity]]]] = {}
    for place, each in enumerate(opportunities):
        if each.owner and each.team:
            rows = found.setdefault(loose(each.owner), {}).setdefault(loose(each.team), [])
            rows.append((each.created or date.min, place, each))
    of: dict[str, str] = {}
    torn = []
    for owner, teams in found.items():
        key, rows = max(teams.items(), key=lambda item: (len(item[1]), max(row[:2] for row in item[1])))
        of[owner] = key
        if len(teams) > 1:
            newest = max(rows, key=lambda row: row[:2])[2]
            torn.append(Torn(newest.owner or "", newest.team or "", len(rows), sum(map(len, teams.values()))))
    return Teams(of, tuple(torn))
