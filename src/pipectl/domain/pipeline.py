"""What reading gives: opportunities, what was set aside, and an account of every row."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from .finding import NO_FINDINGS, Findings, Place
from .opportunity import Opportunity
from .quiet import Reach


@dataclass(frozen=True, slots=True)
class RowCount:
    """Every record of a file stands in exactly one of these."""

    read: int = 0
    accepted: int = 0
    set_aside: int = 0
    blank: int = 0
    footer: int = 0
    repeated_header: int = 0
    elsewhere: int = 0
    """Rows whose opportunity a newer file has; that row counts, or is set aside."""
    snapshot: date | None = None
    """The day of the snapshot they are of; None for those of a file of today."""

    @property
    def conserved(self) -> bool:
        """Whether the parts sum to what was read."""
        counted = self.accepted + self.set_aside + self.elsewhere
        return self.read == counted + self.blank + self.footer + self.repeated_header

    @property
    def is_nothing(self) -> bool:
        """Whether no record is an opportunity, be it one that was set aside."""
        return not self.accepted + self.set_aside + self.elsewhere

    def __add__(self, other: "RowCount") -> "RowCount":
        return RowCount(
            self.read + other.read,
            self.accepted + other.accepted,
            self.set_aside + other.set_aside,
            self.blank + other.blank,
            self.footer + other.footer,
            self.repeated_header + other.repeated_header,
            self.elsewhere + other.elsewhere,
            self.snapshot or other.snapshot,
        )


class FileAccount(NamedTuple):
    """How one file was read."""

    name: str
    encoding: str
    delimiter: str
    header_line: int
    rows: RowCount
    columns: tuple[tuple[str, str], ...]
    """Our field and the header it was read from, in the order of `FIELDS`."""
    unused: tuple[str, ...]
    """Headers that are none of our fields; rows keep them for --by and --where."""
    settled: tuple[str, ...]
    """What was decided per column, in words."""
    preset: str | None = None
    """Key of the CRM whose export it is, where its headers say so."""
    read_as: str | None = None
    """What that is called: a Salesforce report."""
    converted: tuple[tuple[str, int], ...] = ()
    """Currencies that amounts were converted from, with how many of those accepted were."""
    positions: tuple[int, ...] = ()
    """Which column of the file each of `columns` is, from 1."""
    decisive: tuple[str, ...] = ()
    """Those of `settled` that figures hang on, the most consequential first."""
    stage_days: int = 0
    """Columns of the days stages were entered."""
    unused_positions: tuple[int, ...] = ()
    """Which column of the file each of `unused` is, from 1."""

    def noting(self, said: str) -> "FileAccount":
        """The same with one more decision that figures hang on; an empty one is none."""
        return self._replace(settled=(*self.settled, said), decisive=(*self.decisive, said)) if said else self


class Reject(NamedTuple):
    """A row that was set aside: its cells as they stood, and why."""

    place: Place
    header: tuple[str, ...]
    cells: tuple[str, ...]
    reasons: tuple[str, ...]


class ActivityFiles(NamedTuple):
    """What files of activities told of the opportunities, beside the export's own column of the last activity."""

    files: tuple[FileAccount, ...]
    as_of: date
    """The day of the report: what was done later tells nothing."""
    touches: int = 0
    """Times that something was done on an open opportunity, up to the day of the report."""
    touched: int = 0
    """Open opportunities that something was done on."""
    reach: Reach | None = None
    """None where the files don't tell which opportunities they are about."""
    last: date | None = None
    """The last day up to that of the report on which anything was done."""
    later: frozenset[Place] = frozenset()
    """Rows whose last activity is theirs, and not that of the export."""

    @property
    def names(self) -> str:
        """The files in words."""
        return ", ".join(account.name for account in self.files)

    @property
    def rows(self) -> RowCount:
        """The account of all of them."""
        return sum((account.rows for account in self.files), RowCount())


def only_one(files: Sequence[FileAccount]) -> str | None:
    """What all of some files were read as, in words."""
    known = {account.read_as for account in files}
    return known.pop() if len(known) == 1 else None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """All that was read from one or several files."""

    opportunities: tuple[Opportunity, ...]
    findings: Findings = NO_FINDINGS
    files: tuple[FileAccount, ...] = ()
    rejects: tuple[Reject, ...] = ()
    fields: frozenset[str] = field(default_factory=frozenset)
    """Those of our fields that some file has a column for."""
    headers: tuple[str, ...] = ()
    """Headers of the other columns, in file order; `--by` and `--where` may name them."""
    own_stages: tuple[str, ...] = ()
    """Stages that only the files know, with what they were taken for, in words, where there is no pipeline.yaml."""
    unordered: tuple[str, ...] = ()
    """Open stages whose place among the others nothing tells, where there is no pipeline.yaml."""

    activities: ActivityFiles | None = None
    """What files of activities told of them, where pipeline.yaml names some."""

    @property
    def reach(self) -> Reach | None:
        """How far back files of activities tell what was done on them; None where none does."""
        return None if self.activities is None else self.activities.reach

    @property
    def rows(self) -> RowCount:
        """The account of all files."""
        return sum((account.rows for account in self.files), RowCount())

    @property
    def converted(self) -> dict[str, int]:
        """How many amounts were converted from each currency."""
        found: Counter[str] = Counter()
        for account in self.files:
            found.update(dict(account.converted))
        return dict(sorted(found.items()))

    @property
    def read_as(self) -> str | None:
        """What all files are exports of, in words; None where one is of another CRM or of none that is known."""
        return only_one(self.files)

    def __iter__(self) -> Iterator[Opportunity]:
        return iter(self.opportunities)

    def __len__(self) -> int:
        return len(self.opportunities)

    def only(self, opportunities: tuple[Opportunity, ...]) -> "Pipeline":
        """The same reading, speaking of these opportunities alone (a filter); row accounts stay."""
        return replace(self, opportunities=opportunities)
