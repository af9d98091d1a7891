"""A file after its first pass: its columns are settled, and what each record is can be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .dialect import Layout
from .encoding import Decoded
from .quoting import records
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

    def records(self) -> Iterator[Record]:
        """Every record below the header, its cells as they stand."""
        entries = records(self.name, self.decoded.text, self.layout.delimiter, self.layout.start)
        for number, (after, (line, cells, flaw)) in enumerate(entries):
            yield Record(self.survey.kind(number, cells, flaw), line, cells, flaw, after.position)
