"""Small histories and what they are read to."""

from datetime import date

from pipectl.history.chronicle import Log
from pipectl.read.histories.reading import read_history
from pipectl.read.reader import ReadOptions
from pipectl.read.source import Source

from ..exports import a_spec

OPTIONS = ReadOptions(date(2026, 6, 1))


def a_log(*lines, spec=None, options=OPTIONS, encoding="utf-8", name="history.csv") -> Log:
    """The log of a history of these lines."""
    return read_history(Source(name, "\n".join(lines).encode(encoding)), spec or a_spec(), options)


def told(log):
    """Each change on a line: whose, when, what, and whether it tells what was before."""
    return [
        f"{change.key} {change.at:%m-%d %H:%M} "
        + " ".join(f"{field}={value}" for field, value in change.told.items())
        + (" before" if change.before else "")
        + (f" left {change.left:%m-%d}" if change.left else "")
        for change in log.changes
    ]


def found(log):
    return [str(finding) for finding in log.findings]
