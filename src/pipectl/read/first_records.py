"""The first records of a file under one delimiter, any of which may be the header of a table that is no export."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from ..domain.errors import InputProblem
from .dialect import HEADER_WITHIN
from .quoting import records
from .window import Start


class Header(NamedTuple):
    """One of the first records."""

    delimiter: str
    line: int
    cells: tuple[str, ...]
    start: Start
    """Where the record behind it begins."""


def first_records(name: str, text: Iterable[str], delimiter: str) -> Iterator[Header]:
    """The first records that are not blank; none that quotes keep from being read with another delimiter."""
    with suppress(InputProblem):
        for after, (line, cells, flaw) in islice(records(name, text, delimiter, Start()), HEADER_WITHIN):
            if not flaw and any(cell.strip() for cell in cells):
                yield Header(delimiter, line, tuple(cells), after)
