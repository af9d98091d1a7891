"""A file between its two passes, and the account of it after both."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.pipeline import FileAccount, RowCount
from .decisions import decisive
from .dialect import Layout
from .encoding import Decoded
from .exchange import Exchange
from .records import RowReader
from .refusals import conserved
from .settling import Resolved
from .shape import Kind
from .stages import StageBook
from .survey import Survey


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

    def account(self, accepted: int, kinds: Sequence[int], rows: RowReader, exchange: Exchange) -> FileAccount:
        """What became of its records, as they were read; `kinds` counts them by `Kind`."""
        chosen = self.layout.chosen
        said = (*self.said, *self.layout.settled, *self.book.said(chosen.columns))
        return FileAccount(
            self.name,
            self.decoded.encoding,
            self.layout.delimiter_name,
            self.layout.line,
            self._rows(accepted, kinds),
            tuple((field, chosen.labels[position]) for field, position in chosen.columns.items()),
            tuple(label for label, position in chosen.extras if position not in self.survey.empty),
            (*said, *self.resolved.said, *rows.said),
            preset=chosen.preset and chosen.preset.key,
            read_as=chosen.preset and chosen.preset.called,
            converted=tuple(sorted(exchange.converted.items())),
            positions=tuple(position + 1 for position in chosen.columns.values()),
            decisive=decisive(self.said, self.book.said(chosen.columns), self.layout, self.resolved.said),
        )

    def _rows(self, accepted: int, kinds: Sequence[int]) -> RowCount:
        candidates = kinds[Kind.ROW] + kinds[Kind.MISFIT] + kinds[Kind.QUOTES]
        counted = (kinds[Kind.BLANK], kinds[Kind.FOOTER], kinds[Kind.HEADER])
        return conserved(self.name, RowCount(self.survey.records, accepted, candidates - accepted, *counted))
