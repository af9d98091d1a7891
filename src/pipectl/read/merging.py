"""Several files read as one: an opportunity that stands in two of them counts once, as the newer file has it.

The same id is not enough: teams and CRMs count from 1. Of one id, those of the same name or create date are one. Which
rows count is settled before any is read, so that one that can't be used takes the place of an older one all the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import inf
from operator import attrgetter
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.finding import About, Place
from ..domain.ledger import Ledger
from ..domain.opportunity import FIELDS, Opportunity
from ..domain.record_ids import compared
from .codes import ID_TWICE, TWICE_ALIKE, TWICE_CHANGED, quoted
from .shape import Kind
from .table import Table

_DAY = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12][0-9]|3[01])(?![0-9])")
_values = attrgetter("outcome", *(field for field in FIELDS if field != "id"))
_CORRECT = "the newer row stands for it; correct that one, unless the opportunity is gone"


class Age(NamedTuple):
    """How new a file is; the greater of two is the newer."""

    day: str
    """The last day in its name; empty where that doesn't count."""
    changed: float
    """When it was last written to [seconds]; infinite for what is piped in."""
    position: int
    """Where it was named among the files."""

    def over(self, other: "Age") -> str:
        """Why it is newer than another, in words."""
        if self.day != other.day:
            return "whose name has a later day"
        if self.changed != other.changed:
            return "which is piped in and so taken as newer" if self.changed == inf else "which was changed later"
        return "which is named later"


class Newer(NamedTuple):
    """The row that counts in the place of an older one."""

    place: Place
    why: str
    """Why its file is the newer one, in words."""


#: Line of a row to the one that counts in its place.
Superseded = Mapping[int, Newer]


class Dropped(NamedTuple):
    """A row that a newer file has, too."""

    place: Place
    about: About
    read: int
    """What its values come to, see `digest`; 0 where it could not be read."""
    newer: Newer


class _Row(NamedTuple):
    file: int
    line: int
    name: str
    created: date | None


def day_of(name: str) -> str:
    """The last day in a file's name; empty where it has none."""
    days = ["".join(found) for found in _DAY.findall(name)]
    return days[-1] if days else ""


def ages(files: Sequence[tuple[str, float]]) -> list[Age]:
    """How new files are, by their names and when they were last changed [seconds].

    Days in names count where all have one, and of files that nothing tells apart the one named later is the newer.
    """
    days = [day_of(name) for name, _ in files]
    dated = all(days)
    return [
        Age(day if dated else "", changed, position)
        for position, (day, (_, changed)) in enumerate(zip(days, files, strict=True))
    ]


def superseded(tables: Sequence[Table], ages: Sequence[Age]) -> list[Superseded]:
    """For each file, which of its rows a newer one has, whether these can be used or not."""
    found: list[dict[int, Newer]] = [{} for _ in tables]
    if sum("id" in table.layout.chosen.columns for table in tables) < 2:
        return list(found)
    rows: defaultdict[str, list[_Row]] = defaultdict(list)
    for number, table in enumerate(tables):
        for key, row in _rows(number, table):
            rows[key].append(row)
    several = (same for same in rows.values() if len(same) > 1)
    for deal in (deal for same in several for deal in _deals(same)):
        newest = max((row.file for row in deal), key=ages.__getitem__)
        place = Place(tables[newest].name, next(row.line for row in deal if row.file == newest))
        for row in deal:
            if row.file != newest:
                found[row.file][row.line] = Newer(place, ages[newest].over(ages[row.file]))
    return list(found)


def _rows(number: int, table: Table) -> Iterator[tuple[str, _Row]]:
    """The rows of a file that have an id, each with that."""
    columns = table.layout.chosen.columns
    if "id" not in columns:
        return
    at, named, made = columns["id"], columns.get("name", columns["id"]), columns.get("created")
    days, fitted = table.resolved.values.get("created"), table.survey.shape.fitted
    for record in table.records():
        cells = fitted(record.cells) if record.kind is Kind.ROW else []
        key = cells[at].strip() if cells else ""
        if key:
            created = None if days is None or made is None else days[cells[made]]
            day = created if isinstance(created, date) else None
            yield compared(key), _Row(number, record.line, loose(cells[named]), day)


def _deals(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """Rows of one id by what opportunity they are of: those of one name, and of names that share a create date.

    Names that stand side by side in one file are two opportunities, whatever their dates.
    """
    leaders = {row.name: row.name for row in rows}
    first: dict[date, str] = {}
    for row in rows if len(leaders) > 1 else ():
        if row.created is not None:
            leaders[_leader(leaders, row.name)] = _leader(leaders, first.setdefault(row.created, row.name))
    for deal in _grouped((_leader(leaders, row.name), row) for row in rows):
        if len({(row.file, row.name) for row in deal}) == len({row.file for row in deal}):
            yield deal
        else:
            yield from _grouped((row.name, row) for row in deal)


def _leader(leaders: dict[str, str], name: str) -> str:
    """The name that stands for all that are one with a name."""
    while leaders[name] != name:
        leaders[name] = leaders[leaders[name]]
        name = leaders[name]
    return name


def _grouped(keyed: Iterable[tuple[str, _Row]]) -> Iterable[list[_Row]]:
    groups: defaultdict[str, list[_Row]] = defaultdict(list)
    for key, row in keyed:
        groups[key].append(row)
    return groups.values()


def digest(read: Opportunity | tuple[str, ...]) -> int:
    """What a row's values come to, wherever it stands; 0 where it could not be read."""
    if not isinstance(read, Opportunity):
        return 0
    return hash((*_values(read), compared(read.id or ""), *sorted(read.extra.items())))


def tell(dropped: Sequence[Dropped], opportunities: Sequence[Opportunity], ledger: Ledger) -> None:
    """Say of each row that is dropped where it counts, and which ids of two files are of two opportunities."""
    places = {one.newer.place for one in dropped}
    counted = {each.place: digest(each) for each in opportunities if each.place in places}
    for one in dropped:
        _tell(one, counted.get(one.newer.place), ledger)
    first: dict[str, Opportunity] = {}
    for each in opportunities:
        other = each if each.id is None else first.setdefault(compared(each.id), each)
        if other.place.file != each.place.file:
            text = f"id {quoted(each.id or '')} is another opportunity at {other.place}"
            ledger.add(ID_TWICE, each.place, text, field="id", about=each.about)


def _tell(one: Dropped, counted: int | None, ledger: Ledger) -> None:
    """What became of a row: `counted` is what the one in its place comes to, None where that was set aside."""
    text = f"id {quoted(one.about.key or '')} also stands at {one.newer.place}"
    if counted == one.read:
        ledger.add(TWICE_ALIKE, one.place, text, field="id", about=one.about)
    elif counted is None:
        text = f"{text}, where it is set aside, {one.newer.why}"
        ledger.add(TWICE_CHANGED, one.place, text, remedy=_CORRECT, field="id", about=one.about)
    else:
        ledger.add(TWICE_CHANGED, one.place, f"{text}, {one.newer.why}", field="id", about=one.about)
