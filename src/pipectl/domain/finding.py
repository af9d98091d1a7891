"""A finding: a place, a code, what is wrong and what to do, on one line."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

#: What to run to see all findings of the data at hand.
SEE_FINDINGS = "pipectl validate"


class Level(StrEnum):
    """What a finding does to its row."""

    ERROR = "error"
    """The row was set aside (or pipeline.yaml can't be used)."""
    WARNING = "warning"
    """The row is kept and something about it wants a look."""
    NOTE = "note"
    """Said aloud: what was decided about a file or a column."""


class Place(NamedTuple):
    """Where in which file: line and column count from 1; the line is where a record starts.

    For a CSV the column is the number of the cell in its record; in pipeline.yaml it is the character.
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class Finding(NamedTuple):
    """One problem at one place. Its text may quote foreign text: make it harmless before printing it."""

    code: str
    level: Level
    place: Place
    problem: str
    """What is wrong with the value as it stood, quoting it."""
    remedy: str
    """What to do about it."""
    field: str | None = None
    """Our name of the field it is about."""
    opportunity: str | None = None
    """The id or name of the opportunity it is about, where known."""

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.problem}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings in file order, with exact counts even where only the first of a kind were kept."""

    kept: tuple[Finding, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    """Code and how often it was found, kept or not, sorted by code."""

    @property
    def total(self) -> int:
        """How many were found, kept or not."""
        return sum(count for _, count in self.counts)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.kept)

    def __add__(self, other: "Findings") -> "Findings":
        counts = Counter(dict(self.counts))
        counts.update(dict(other.counts))
        return Findings(self.kept + other.kept, tuple(sorted(counts.items())))


NO_FINDINGS = Findings()
