"""The canonical file of a snapshot: the first line its facts, the second the header, then one opportunity a line.

Every version that was ever written stays in `FORMS` and is read for ever. A new field of the contract, or another
spelling, is a new version: the columns here are written out, so that nothing changes what /1 means.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import attrgetter, getitem
from typing import Any, NamedTuple

from ..domain.finding import Place, quoted
from ..domain.opportunity import DATE_FIELDS, Opportunity
from ..domain.values import Outcome
from ..history.matching import Match, keyed
from .cells import joined, meant, split, written
from .problems import Unusable, newer

SCHEMA = "pipectl.snapshot/1"
_PLAIN = (
    *("id", "outcome", "name", "amount", "created", "expected_close", "probability", "stage", "currency", "closed"),
    *("status", "owner", "team", "account", "source", "type", "forecast_category", "next_step", "last_activity"),
    *("stage_changed", "lost_reason", "lost_from_stage"),
)
_FACTS = frozenset({"schema", "day", "taken", "pipeline", "currency", "rows", "set_aside", "note", "fields"})


class Form(NamedTuple):
    """One version of the file."""

    columns: tuple[str, ...]
    facts: frozenset[str]
    """What its first line has to say."""

    @property
    def header(self) -> str:
        """The second line."""
        return ",".join(self.columns)


#: All versions that are read. /0 was never released: it is the golden form that keeps reading an older one true.
FORMS: Mapping[str, Form] = {
    "pipectl.snapshot/0": Form(_PLAIN, _FACTS),
    SCHEMA: Form((*_PLAIN, "extra"), _FACTS | {"match"}),
}


class Head(NamedTuple):
    """The facts of a snapshot, as its first line has them."""

    day: date
    """The day it shows."""
    taken: datetime
    """When it was kept, in UTC."""
    pipeline: str
    """Name of the pipeline; empty where it has none."""
    currency: str
    rows: int = 0
    """How many opportunities it holds."""
    set_aside: int = 0
    """Rows of the export that it does not hold."""
    note: str | None = None
    fields: tuple[str, ...] = ()
    """Our fields that the export had."""
    match: Match = Match.ID
    """By what its lines are sorted, which is what opportunities were known by."""
    schema: str = SCHEMA


def text_of(head: Head, opportunities: Iterable[Opportunity], match: Match) -> bytes:
    """The whole file, the same for the same opportunities in any order; `match` and their number go into its head."""
    key = keyed(match)
    lines = sorted((key(each) or "", line_of(each)) for each in opportunities)
    first = first_line(head._replace(rows=len(lines), match=match, schema=SCHEMA))
    return "\n".join([first, FORMS[SCHEMA].header, *(line for _, line in lines), ""]).encode()


def first_line(head: Head) -> str:
    """The facts as the first line has them."""
    facts: dict[str, Any] = head._asdict()
    facts["day"] = head.day.isoformat()
    facts["taken"] = in_utc(head.taken).isoformat().replace("+00:00", "Z")
    return "# " + json.dumps(facts, sort_keys=True, separators=(",", ":"))


def in_utc(moment: datetime) -> datetime:
    """A moment in UTC, which one without a zone is taken to be in."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


_VALUES = attrgetter(*_PLAIN)


def line_of(opportunity: Opportunity) -> str:
    """One opportunity as a line, without its end."""
    extra = opportunity.extra
    told = json.dumps(extra, sort_keys=True, separators=(",", ":"), ensure_ascii=False) if extra else ""
    return joined([*map(_cell, _VALUES(opportunity)), written(told)])


def _cell(value: str | Decimal | date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return written(value)
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()


def head_of(line: bytes) -> Head:
    """The facts of a first line.

    Raises:
        Unusable: it is none, or one of a newer version than is known.
    """
    try:
        facts = json.loads(line.removeprefix(b"# ")) if line.startswith(b"# ") else None
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict) or not isinstance(facts.get("schema"), str):
        raise Unusable("its first line is not that of a snapshot")
    form = FORMS.get(facts["schema"])
    if form is None:
        raise _unknown(facts["schema"])
    if form.facts != facts.keys():
        raise Unusable(f"its first line lacks facts or has others than {facts['schema']} has")
    return _head(facts)


def _unknown(schema: str) -> Unusable:
    name, _, version = schema.partition("/")
    if name == SCHEMA.partition("/")[0] and version.isdecimal():
        return newer(schema, SCHEMA)
    return Unusable(f"it is in the format {quoted(schema)}, which is none of pipectl's snapshots")


def _head(facts: dict[str, Any]) -> Head:
    try:
        facts["day"] = date.fromisoformat(facts["day"])
        facts["taken"] = in_utc(datetime.fromisoformat(facts["taken"]))
        facts["fields"] = tuple(map(str, facts["fields"]))
        facts["match"] = Match(facts.get("match", Match.ID))
    except (ValueError, TypeError, OverflowError):
        raise Unusable("a fact of its first line can't be read") from None
    head = Head(**facts)
    texts, counts = (head.pipeline, head.currency, "" if head.note is None else head.note), (head.rows, head.set_aside)
    if not all(isinstance(text, str) for text in texts) or not all(type(count) is int for count in counts):
        raise Unusable("a fact of its first line can't be read")
    return head


def opportunity_of(line: bytes, place: Place, schema: str = SCHEMA) -> Opportunity:
    """The opportunity of a line.

    Raises:
        Unusable: the line holds none.
    """
    return Lines(schema).opportunity(line, place)


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Lines:
    """Reads lines of one version. Values that are the same are kept once, since those of a year mostly are."""

    def __init__(self, schema: str) -> None:
        self._columns = FORMS[schema].columns
        texts, days, numbers = _Known(meant), _Known(_day), _Known(_number)
        kinds = dict.fromkeys(DATE_FIELDS, days) | {"amount": numbers, "probability": numbers}
        kinds |= {"outcome": _Known(Outcome), "extra": _Known(_extra, {})}
        self._known = [kinds.get(column, texts) for column in self._columns]

    def opportunity(self, line: bytes, place: Place) -> Opportunity:
        """The opportunity of a line.

        Raises:
            Unusable: the line holds none.
        """
        try:
            return self._opportunity(split(line.decode()), place)
        except (ValueError, RecursionError) as error:
            why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            at = "a line" if place.line is None else f"line {place.line}"
            raise Unusable(f"{at} can't be read: {why}") from None

    def _opportunity(self, cells: list[str], place: Place) -> Opportunity:
        if len(cells) != len(self._columns):
            raise ValueError(f"it has {len(cells)} cells instead of {len(self._columns)}")
        told = dict(zip(self._columns, map(getitem, self._known, cells), strict=True))
        if not (told["name"] and told["stage"] and told["outcome"]):
            raise ValueError("it lacks a name, a stage or an outcome")
        return Opportunity(**told, place=place)


class _Known(dict[str, Any]):
    """The values of cells that were read, so that each is read once."""

    def __init__(self, read: Callable[[str], Any], empty: Any = None) -> None:
        super().__init__({"": empty})
        self._read = read

    def __missing__(self, cell: str) -> Any:
        value = self[cell] = self._read(cell)
        return value


def _day(cell: str) -> date:
    if not _DAY.fullmatch(cell):
        raise ValueError(f"{quoted(cell)} is not a day")
    return date.fromisoformat(cell)


def _number(cell: str) -> Decimal:
    if not _NUMBER.fullmatch(cell):
        raise ValueError(f"{quoted(cell)} is not a number")
    return Decimal(cell)


def _extra(cell: str) -> dict[str, str]:
    told = json.loads(meant(cell))
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        raise ValueError("its other columns can't be read")
    return told
