"""A finding: a place, a code, what is wrong and what to do, on one line."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

#: What to run to see all findings of the data at hand.
SEE_FINDINGS = "pipectl validate"
#: A quoted value is cut to this many characters in a message.
QUOTE_LENGTH = 60
#: Findings of one code that are kept; counts stay exact beyond it.
KEPT_PER_CODE = 1000
#: What an error and a warning leave on their row's line, see `Flagged`.
WARNED, SET_ASIDE = 1, 2


def quoted(value: str) -> str:
    """The value as it stood, in quotes, on one line, shortened."""
    text = " ".join(value[: QUOTE_LENGTH * 4].split())
    if len(text) > QUOTE_LENGTH:
        text = text[: QUOTE_LENGTH - 1] + "…"
    return f"'{text}'"


class Level(StrEnum):
    """What a finding does to its row."""

    ERROR = "error"
    """The row was set aside (or pipeline.yaml can't be used)."""
    WARNING = "warning"
    """The row is kept and something about it wants a look."""
    NOTE = "note"
    """Said aloud: what was decided about a file or a column, or what could be better about a row."""

    @property
    def rank(self) -> int:
        """The gravest has 0."""
        return _GRAVEST_FIRST.index(self)


_GRAVEST_FIRST = (Level.ERROR, Level.WARNING, Level.NOTE)


class Code(NamedTuple):
    """One kind of finding."""

    code: str
    title: str
    level: Level
    remedy: str
    means: str = ""
    """When it is found, and what becomes of the row, in a sentence or two."""


class Place(NamedTuple):
    """Where in which file: line and column count from 1; the line is where a record starts.

    For a CSV the column is the number of the cell in its record; in pipeline.yaml it is the character.
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class About(NamedTuple):
    """The row a finding is about."""

    key: str | None = None
    """The id or name of its opportunity, where known."""
    owner: str | None = None
    account: str | None = None
    """Its account where it has no id: tells those of one name apart."""


NOBODY = About()


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
    owner: str | None = None
    """Whose row it is about, where known."""
    account: str | None = None
    """Account of an opportunity that has no id."""

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.problem}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Flagged:
    """Rows with an error or a warning, exactly, whether their findings were kept or not."""

    lines: Mapping[str, bytes] = field(default_factory=dict)
    """By file, a byte a line; not zero where a row with an error or a warning starts."""
    aside: Mapping[str | None, int] = field(default_factory=dict)
    """Rows with an error, by owner."""

    def __contains__(self, place: Place) -> bool:
        lines, line = self.lines.get(place.file, b""), place.line
        return line is not None and line < len(lines) and lines[line] != 0

    def __add__(self, other: "Flagged") -> "Flagged":
        files = {**self.lines, **other.lines}
        joined = {file: _joined(self.lines.get(file, b""), other.lines.get(file, b"")) for file in files}
        return Flagged(joined, Counter(self.aside) + Counter(other.aside))


def _joined(one: bytes, other: bytes) -> bytes:
    """The marks of both, line by line."""
    marks = int.from_bytes(one, "little") | int.from_bytes(other, "little")
    return marks.to_bytes(max(len(one), len(other)), "little")


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings in file order, with exact counts even where only the first of a kind were kept."""

    kept: tuple[Finding, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    """Code and how often it was found, kept or not, sorted by code."""
    flagged: Flagged = field(default=Flagged(), compare=False, repr=False)

    @property
    def total(self) -> int:
        """How many were found, kept or not."""
        return sum(count for _, count in self.counts)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.kept)

    def __add__(self, other: "Findings") -> "Findings":
        counts = Counter(dict(self.counts))
        counts.update(dict(other.counts))
        return Findings(self.kept + other.kept, tuple(sorted(counts.items())), self.flagged + other.flagged)


NO_FINDINGS = Findings()
