"""A table of calls: small, and with a column of each kind."""

from datetime import date, datetime, timedelta

from pipectl.domain.moment import Moment
from pipectl.read.reader import ReadOptions
from pipectl.read.side.reading import SideReading, read_side
from pipectl.read.side.shape import Kind, SideExport, SideField, SideShape
from pipectl.read.source import Source

from ..exports import a_spec

OPTIONS = ReadOptions(date(2026, 6, 1))
CALLS = SideShape(
    noun="call",
    plural="calls",
    fields=(
        SideField("id", Kind.TEXT, ("call id", "id")),
        SideField("owner", Kind.TEXT, ("caller", "owner")),
        SideField("at", Kind.MOMENT, ("called", "called at", "date")),
        SideField("answered", Kind.MOMENT, ("answered",)),
        SideField("due", Kind.DAY, ("due",)),
        SideField("done", Kind.FLAG, ("done",)),
        SideField("minutes", Kind.NUMBER, ("minutes",)),
        SideField("is_deleted", Kind.DELETED, ("isdeleted",)),
    ),
    needed=(("at",),),
    filled=(("at",), ("id", "owner")),
    setting="calls.columns",
    exports=(SideExport("HubSpot's calls", "hubspot", (frozenset({"caller", "called at"}),)),),
)


def calls(*lines, spec=None, options=OPTIONS, named=None, name="calls.csv", encoding="utf-8") -> SideReading:
    """The reading of a file of these lines."""
    return read_side([a_file(*lines, name=name, encoding=encoding)], CALLS, spec or a_spec(), options, named or {})


def a_file(*lines, name="calls.csv", encoding="utf-8"):
    return Source(name, "\n".join(lines).encode(encoding))


def values(reading):
    return [dict(row.values) for row in reading.rows]


def found(reading):
    return [str(finding) for finding in reading.findings]


def at(text, east=None):
    """The moment of a text, with a time of day where it has one; `east` in hours."""
    ahead = None if east is None else timedelta(hours=east)
    return Moment(datetime.fromisoformat(text), timed=" " in text, east=ahead)
