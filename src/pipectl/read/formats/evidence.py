"""What a column's values say about how it is written, and how that settles what a single value leaves open."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from enum import Enum
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from ..codes import Trouble, quoted

#: One side settles a column that has evidence for both where it has this many times the other's votes.
DOMINANT = 20


class Reading(Protocol):
    """How one text can be read, before its column is settled."""

    @property
    def trouble(self) -> Trouble | None:
        """Why it can't be read in any way; None where it can."""

    def sort(self, text: str) -> Hashable:
        """All that settling its column asks of it and of its text: those of one sort are counted as one. Few differ."""


R = TypeVar("R", bound=Reading)
V = TypeVar("V")


class Sighting(Generic[R]):
    """One distinct text of a column: how it reads, and how many sound rows have it."""

    __slots__ = ("line", "reading", "sound", "spare", "votes")

    def __init__(self, reading: R, line: int) -> None:
        self.reading = reading
        self.line = line
        """Line of the first row that has it."""
        self.sound = reading.trouble is None
        """Whether it can be read in some way."""
        self.votes = 0
        """Rows that have it and that nothing speaks against: these settle the column."""
        self.spare = 0
        """Rows that have it and that will be set aside: heard where the others say nothing."""


class Verdict(Enum):
    """Which of two ways to write values a column takes."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    NEITHER = "neither"


def weigh(first: int, second: int) -> Verdict:
    """The verdict of values that can be read in one way only, counted in rows."""
    if not first and not second:
        return Verdict.NEITHER
    if first >= DOMINANT * second:
        return Verdict.FIRST
    if second >= DOMINANT * first:
        return Verdict.SECOND
    return Verdict.BOTH


class Votes(NamedTuple):
    """Rows that can be read in one way only."""

    sound: int
    """Those that nothing speaks against."""
    spare: int
    """Those that will be set aside, whatever their column is."""

    def __str__(self) -> str:
        if self.sound:
            return counted(self.sound)
        return f"{counted(self.spare)}, in rows that something else speaks against"


def votes(sights: Iterable[Sighting[R]]) -> Votes:
    """The votes of some of a column's texts."""
    heard = list(sights)
    return Votes(sum(sight.votes for sight in heard), sum(sight.spare for sight in heard))


def agreed(first: Votes, second: Votes) -> Verdict:
    """The verdict of the sound rows; where they say nothing, that of the others, if these all say the same.

    The others have to agree, so that one more of them never turns what a sound row says into something else.
    """
    verdict = weigh(first.sound, second.sound)
    if verdict is not Verdict.NEITHER or bool(first.spare) == bool(second.spare):
        return verdict
    return Verdict.FIRST if first.spare else Verdict.SECOND


class Question(NamedTuple):
    """What a column leaves open, and how to settle it."""

    field: str
    header: str
    text: str
    """The question in words, quoting a value and naming its line."""
    choices: tuple[str, ...]
    """Values of the setting that settle it."""
    setting: str
    """Key in pipeline.yaml, such as columns.date_order."""
    flag: str
    """Option of the command line, empty where there is none."""

    @property
    def remedy(self) -> str:
        """What to do, in words."""
        either = " or ".join(self.choices) if self.choices else "..."
        if not self.flag:
            return f"set {self.setting}: {either} in pipeline.yaml"
        return f"use {self.flag} {either}, or set {self.setting} in pipeline.yaml"


class Settled(NamedTuple, Generic[V]):
    """A column once it is settled."""

    value: Callable[[Any], V | Trouble | None]
    """What a text is, by how it reads."""
    said: tuple[str, ...] = ()
    """What was decided, in words."""
    questions: tuple[Question, ...] = ()
    """What is still open; the values that hang on it are then troubles."""
    are_days: bool = False
    """Whether its dates are days though a time stands behind them."""


class Column(NamedTuple):
    """Which field a column holds and how messages name it."""

    field: str
    header: str


def example(profile: Mapping[str, Sighting[R]], text: str) -> str:
    """A value quoted with its line, for a question."""
    return f"{quoted(text)} (line {profile[text].line})"


def counted(votes: int) -> str:
    """How many values settle a column, in words."""
    return "1 value settles it" if votes == 1 else f"{votes:,} values settle it"
