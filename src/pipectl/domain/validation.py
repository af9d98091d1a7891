"""What `validate` comes to, as plain data: findings weighed, counted by code and by owner, and a score."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .finding import Code, Finding, Level
from .pipeline import RowCount
from .values import Ratio


class Fingerprint(NamedTuple):
    """What a finding is known by from one export to the next: never its line."""

    code: str
    opportunity: str | None = None
    """Id of the opportunity, else its name; None for what is about a file or a row that can't be read at all."""
    account: str | None = None
    """Its account, where it has no id."""


#: Findings that are known, and how many of each.
Baseline = Mapping[Fingerprint, int]


class Judged(NamedTuple):
    """A finding, and whether the baseline knows it."""

    finding: Finding
    known: bool = False


class CodeLine(NamedTuple):
    """How often a code was found."""

    code: Code
    found: int
    known: int = 0
    """How many of them the baseline knows."""

    @property
    def new(self) -> int:
        """How many the baseline does not know; all without one."""
        return self.found - self.known


class OwnerLine(NamedTuple):
    """How an owner's rows are."""

    owner: str | None
    rows: int
    flagged: int
    """Rows of them with an error or a warning."""

    @property
    def quality(self) -> Ratio:
        """Rows without an error or a warning, over all."""
        return Ratio(self.rows - self.flagged, self.rows)


class NotRun(NamedTuple):
    """A check that the columns at hand give nothing to check."""

    code: Code
    lacking: str
    """The fields that would have to be there, in words."""


class Against(NamedTuple):
    """How the findings stand against a baseline."""

    known: int
    new: int
    gone: tuple[tuple[Fingerprint, int], ...]
    """What it knows and is found no more, and how many of each."""


@dataclass(frozen=True, slots=True)
class Validation:
    """Everything `pipectl validate` says."""

    as_of: date
    rows: RowCount
    quality: Ratio
    """Rows without an error or a warning, over all rows that were accepted or set aside."""
    found: tuple[Judged, ...]
    """The gravest first, then by file and line; of each code the first ones, new ones before those that are known."""
    codes: tuple[CodeLine, ...]
    """Codes that were found, with exact counts, the gravest first, then the most frequent."""
    passed: tuple[Code, ...]
    """Codes that were looked for and not found."""
    owners: tuple[OwnerLine, ...]
    """Owners of rows with an error or a warning, most of them first; none where the files name no owner."""
    not_run: tuple[NotRun, ...]
    while_reading: int = 0
    """How many of the findings are about reading, which are those that a report counts."""
    fail_on: Level = Level.ERROR
    """The least level that fails."""
    against: Against | None = None
    filters: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many findings there are, shown or not."""
        return sum(line.found for line in self.codes)

    def count(self, level: Level, *, known: bool = False) -> int:
        """How many findings of a level are new, or known."""
        return sum(line.known if known else line.new for line in self.codes if line.code.level is level)

    def fails(self, line: CodeLine) -> bool:
        """Whether a code fails: it has new findings and is as grave as what fails."""
        return line.new > 0 and line.code.level.rank <= self.fail_on.rank

    @property
    def failed(self) -> bool:
        """Whether anything fails."""
        return any(map(self.fails, self.codes))
