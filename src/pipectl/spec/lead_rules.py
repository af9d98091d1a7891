"""What must hold between the settings of leads."""

from collections.abc import Iterator
from dataclasses import fields

from ..domain.cells import loose
from ..domain.finding import Finding
from ..domain.lead_settings import LeadColumns
from .problems import CONTRADICTION, VALUE, quoted
from .reading import Reading
from .tree import Settings, find


def lead_rules(reading: Reading) -> Iterator[Finding]:
    """Every contradiction in the settings of leads."""
    yield from _hours(reading)
    yield from _within(reading)
    yield from _headers(reading)


def _hours(reading: Reading) -> Iterator[Finding]:
    """A working day ends after it begins."""
    path = ("leads", "business_hours", "hours")
    text = reading.text(*path) or ""
    opens, _, closes = text.partition("-")
    if len(opens) == len(closes) == len("09:00") and closes <= opens:
        yield reading.found(VALUE, path, f"is {quoted(text)}, which ends before it begins", "write it as 09:00-17:00")


def _within(reading: Reading) -> Iterator[Finding]:
    """Days are those of the calendar, so that business hours have none."""
    path = ("leads", "respond_within")
    text = reading.text(*path) or ""
    if text.endswith("d") and _has_hours(reading):
        problem = f"is {quoted(text)}, and business_hours counts hours"
        yield reading.found(CONTRADICTION, path, problem, "write it in hours of work, as 8h for a day of 09:00-17:00")


def _has_hours(reading: Reading) -> bool:
    node, _ = find(reading.root, ("leads", "business_hours"))
    return isinstance(node, Settings)


def _headers(reading: Reading) -> Iterator[Finding]:
    """One header can't hold two fields."""
    seen: dict[str, str] = {}
    for each in fields(LeadColumns):
        header = reading.text("leads", "columns", each.name)
        if header is None:
            continue
        first = seen.setdefault(loose(header), each.name)
        if first != each.name:
            problem = f"is {quoted(header)}, which leads.columns.{first} already is"
            path = ("leads", "columns", each.name)
            yield reading.found(CONTRADICTION, path, problem, "a column holds one field; remove one")
