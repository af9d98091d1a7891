"""What is kept of the past, as plain data: the snapshots of a folder and whether they are whole."""

from datetime import date, datetime
from typing import NamedTuple

from .finding import NO_FINDINGS, Findings


class SnapshotLine(NamedTuple):
    """One file of the folder."""

    file: str
    """Its name in the folder."""
    day: date | None
    """The day it shows; None where nobody can tell, as everything but the file and what is wrong."""
    taken: datetime | None
    """When it was kept, in UTC."""
    opportunities: int | None
    set_aside: int | None
    """Rows of the export that it does not hold."""
    note: str | None
    wrong: str | None = None
    """What is wrong with it and what to do, where it was looked into; None where it is whole."""


class Remembered(NamedTuple):
    """Everything `pipectl history list` and `verify` say."""

    folder: str
    verified: bool
    """Whether every byte was looked at."""
    snapshots: tuple[SnapshotLine, ...]
    """In order of the days they show; files that are no snapshots last."""
    notes: tuple[str, ...] = ()
    findings: Findings = NO_FINDINGS

    @property
    def damaged(self) -> int:
        """How many files something is wrong with."""
        return sum(line.wrong is not None for line in self.snapshots)
