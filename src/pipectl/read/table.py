"""A file between its two passes, and the account of it after both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..domain.pipeline import FileAccount, RowCount
from .decisions import decisive
from .dialect import Layout
from .encoding import Decoded
from .exchange import Exchange
from .quoting import records
from .refusals import conserved
from .settling import Resolved
from .shape import Kind
from .stages import StageBook
from .survey import Survey


class Record(NamedTuple):
    """One record below the header."""

    kind: Kind
    line: int
    """Where it starts."""
    cells: list[str]
    flaw: int
    """Number of the cell whose quotes don't match, or 0."""
    end: int
    """Position in the text behind it."""


class Became(NamedTuple):
    """What became of a file's records."""

    kinds: Sequence[int]
    """How many there are of each `Kind`."""
    accepted: int
    elsewhere: int
    """Rows that a newer file has."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file after its first pass."""

    name: str
    decoded: Decoded
    book: StageBook
    layout: Layout
    survey: Survey
    resolved: Resolved
    said: tuple[str, ...]
    """How its rows were come by and whose export it is, in words."""
    is_sheet: bool = False
    """Whether it is the sheet of a workbook."""

    def records(self) -> Iterator[Record]:
        """Every record below the header, its cells as they stand."""
        entries = records(self.name, self.decoded.text, self.layout.delimiter, self.layout.start)
        for number, (after, (line, cells, flaw)) in enumerate(entries):
            shown = self.survey.shape.shown(line, cells)
            yield Record(self.survey.kind(number, shown, flaw), line, shown, flaw, after.position)

    def account(self, became: Became, said_of_rows: Sequence[str], exchange: Exchange) -> FileAccount:
        """What became of its records, as they were read."""
        chosen = self.layout.chosen
        said = (*self.said, *self.layout.settled, *self.book.said(chosen.columns))
        unused = [(label, position) for label, position in chosen.extras if position not in self.survey.empty]
        return FileAccount(
            self.name,
            self.decoded.encoding,
            self.layout.delimiter_name,
            self.layout.line,
            self._rows(became),
            tuple((field, chosen.labels[position]) for field, position in chosen.columns.items()),
            tuple(label for label, _ in unused),
            (*said, *self.resolved.said, *said_of_rows),
            preset=chosen.preset and chosen.preset.key,
            read_as=chosen.preset and chosen.preset.called,
            converted=tuple(sorted(exchange.converted.items())),
            positions=tuple(position + 1 for position in chosen.columns.values()),
            stage_days=len(chosen.entered),
            unused_positions=tuple(position + 1 for _, position in unused),
            decisive=decisive(self.said, self.book.said(chosen.columns), self.layout, self.resolved.said),
        )

    def _rows(self, became: Became) -> RowCount:
        kinds, accepted, elsewhere = became
        aside = kinds[Kind.ROW] + kinds[Kind.MISFIT] + kinds[Kind.CUT] + kinds[Kind.QUOTES] - accepted - elsewhere
        counted = (kinds[Kind.BLANK], kinds[Kind.FOOTER], kinds[Kind.HEADER], elsewhere)
        return conserved(self.name, RowCount(self.survey.records, accepted, aside, *counted))


def fitted_records(name: str, decoded: Decoded, layout: Layout, seen: Survey) -> Iterator[Record]:
    """Every record below the header, those that are rows as wide as it."""
    entries = records(name, decoded.text, layout.delimiter, layout.start)
    for number, (after, (line, cells, flaw)) in enumerate(entries):
        kind = seen.kind(number, cells, flaw)
        yield Record(kind, line, seen.shape.fitted(cells) if kind is Kind.ROW else cells, flaw, after.position)
