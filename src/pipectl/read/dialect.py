"""How a file is laid out: its delimiter, and which of its first records is the header."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..domain.errors import HeaderProblem, InputProblem, UsageProblem
from .chosen import Chosen
from .codes import quoted
from .formats import dates, money
from .header_refusals import refuse_absent, refuse_history, refuse_missing
from .headers import choose, knows
from .looks import Looks
from .quoting import CELL_LIMIT, records
from .sampled import Rows, holds_numbers
from .window import Start

#: Delimiters that are tried, the usual one first, and what they are called.
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
#: The header is looked for in this many records.
HEADER_WITHIN = 20
#: Characters looked at to find it.
_SAMPLE = 1 << 18
#: What a file without a single cell is made of.
_NOTHING = ' \t\r\n,;|"\ufeff'


class Layout(NamedTuple):
    """Where the rows of a file begin and how they are cut into cells."""

    delimiter: str
    header: tuple[str, ...]
    """Cells of the header record as they stand."""
    line: int
    """Line the header starts on."""
    start: Start
    """Where the first row begins."""
    chosen: Chosen
    settled: tuple[str, ...]
    looks: Looks | None = None
    """How the cells look, where it is the sheet of a workbook."""

    def widened(self, columns: int) -> "Layout":
        """The same layout where most rows have more cells than there are headers."""
        said = f"most rows have {columns} cells and the header has {len(self.header)}; the rest is kept"
        header = self.header + ("",) * (columns - len(self.header))
        return self._replace(header=header, chosen=self.chosen.widened(columns), settled=(*self.settled, said))

    @property
    def delimiter_name(self) -> str:
        """What the delimiter is called."""
        return DELIMITERS.get(self.delimiter, self.delimiter)


class _Candidate(NamedTuple):
    """One of the first records, taken as the header under one delimiter."""

    delimiter: str
    cells: tuple[str, ...]
    begin: Start
    """Where it begins."""
    start: Start
    """Where the next record begins."""
    chosen: Chosen
    agreeing: int
    """How many of the records after it have as many cells."""

    @property
    def rank(self) -> tuple[bool, int, int]:
        """What makes a better header: all that is needed, more fields of ours, rows of as many cells, if not one."""
        return (not self.chosen.missing, len(self.chosen.columns), self.agreeing if len(self.cells) > 1 else 0)


def layout(
    name: str,
    text: Iterable[str],
    delimiter: str | None,
    named: Mapping[str, str],
    preset: str | None = None,
    *,
    partial: bool = False,
    header: str | None = None,
) -> Layout:
    """The layout of a file; `named` are the headers pipeline.yaml names for our fields, `preset` as for `choose`.

    With `header`, names with commas between, the file has none and its columns are called so.

    With `partial`, a file that lacks a needed column is laid out too, as long as some header is ours, and it is the
    command line that names headers.

    Raises:
        HeaderProblem: no header, a needed or named column is missing, or it is that of a history.
        UsageProblem: the delimiter is not one character.
    """
    if not any(piece.strip(_NOTHING) for piece in text):
        raise InputProblem(f"{name} has no rows: its cells are all empty; export it again")
    head = _head(text)
    if header is not None:
        cells = tuple(cell.strip() for cell in header.split(","))
        refuse_history(name, cells, preset)
        return _headed(name, head, delimiter, cells, choose(cells, named, preset))
    told, begin = _told(head)
    given = character(delimiter) if delimiter else told
    tried = [given] if given else list(DELIMITERS)
    candidates = [best for mark in tried if (best := _best(head, mark, begin, named, preset))]
    if not candidates:
        raise InputProblem(f"{name} has no rows after its first lines; export it again")
    best = _strictly(name, text, max(candidates, key=lambda one: (*one.rank, len(one.cells) > 1)), named, preset)
    rows = [cells for cells, _, _ in _first_records(head, best.delimiter, best.start)]
    best, line = _by_values(best, rows, named, preset), best.begin.line
    refuse_history(f"{name}:{line}", best.cells, preset)
    _refuse_unusable(name, best, named, rows, partial=partial)
    said = (f"the header is on line {line}; the lines above it were passed over",) if line > begin.line else ()
    return Layout(best.delimiter, best.cells, line, best.start, best.chosen, (*said, *best.chosen.settled))


def _headed(name: str, head: str, delimiter: str | None, cells: tuple[str, ...], chosen: Chosen) -> Layout:
    """The layout of a file without a header, whose columns are named in its stead."""
    told, begin = _told(head)
    given = character(delimiter) if delimiter else told
    marks = [given] if given else list(DELIMITERS)
    widths = {mark: [len(row) for row, _, _ in _first_records(head, mark, begin)] for mark in marks}
    mark = max(marks, key=lambda one: widths[one].count(len(cells)))
    if len(cells) not in widths[mark]:
        found = max(widths[mark], default=0)
        raise UsageProblem(
            f"--header names {len(cells)} columns, and the rows of {name} have {found}; name each of them"
        )
    refuse_missing(name, begin.line, cells, chosen.missing)
    said = "it has no header; its columns are called as --header says"
    return Layout(mark, cells, begin.line, begin, chosen, (said, *chosen.settled))


def _head(text: Iterable[str]) -> str:
    """What the header is looked for in."""
    parts, length = [], 0
    for piece in text:
        parts.append(piece)
        length += len(piece)
        if length >= _SAMPLE:
            break
    return "".join(parts)[:_SAMPLE]


def _strictly(
    name: str, text: Iterable[str], best: _Candidate, named: Mapping[str, str], preset: str | None
) -> _Candidate:
    """The header as rows are read: a quote that is not closed in it must not take rows into its last cell."""
    start, (line, cells, flaw) = next(records(name, text, best.delimiter, best.begin))
    if flaw:
        raise HeaderProblem(f"{name}:{line}:{flaw}: the quotes of the header don't match; close or remove them")
    if start == best.start:
        return best
    return best._replace(cells=tuple(cells), start=start, chosen=choose(cells, named, preset))


def _told(text: str) -> tuple[str | None, Start]:
    """The delimiter an Excel `sep=` line names, and where the records begin after it."""
    stop = min(at for at in (text.find("\n"), text.find("\r"), len(text)) if at >= 0)
    first = text[: min(stop, 16)].strip(' "')
    if len(first) != 5 or not first.lower().startswith("sep="):
        return None, Start()
    end = stop + (2 if text.startswith("\r\n", stop) else 1)
    return first[-1], Start(min(end, len(text)), 2)


def character(delimiter: str) -> str:
    """The delimiter that an option names: itself, or by its name.

    Raises:
        UsageProblem: it is not one character.
    """
    names = {word: mark for mark, word in DELIMITERS.items()} | {"\\t": "\t", "space": " "}
    mark = names.get(delimiter.strip().lower(), delimiter)
    if len(mark) != 1 or mark in '"\r\n':
        raise UsageProblem(f"--delimiter {delimiter} is not one character; use , ; | or tab")
    return mark


def _best(text: str, delimiter: str, begin: Start, named: Mapping[str, str], preset: str | None) -> _Candidate | None:
    """The best header under one delimiter: the first record with all that is needed, else the most of our fields."""
    found = list(_first_records(text, delimiter, begin))
    candidates = [
        _Candidate(
            delimiter, cells, begun, start, choose(cells, named, preset), _agreeing(found[number + 1 :], len(cells))
        )
        for number, (cells, begun, start) in enumerate(found)
    ]
    whole = [one for one in candidates if not one.chosen.missing]
    return whole[0] if whole else max(candidates, key=lambda one: one.rank, default=None)


def _first_records(text: str, delimiter: str, begin: Start) -> Iterator[tuple[tuple[str, ...], Start, Start]]:
    """Cells, beginning and end of the first records that are not blank; quotes are not judged here."""
    stream = io.StringIO(text[begin.position :], newline="")
    reader = csv.reader(stream, delimiter=delimiter, skipinitialspace=True)
    csv.field_size_limit(CELL_LIMIT)
    begun, taken = begin, 0
    for cells in reader:
        start = Start(begin.position + stream.tell(), begin.line + reader.line_num)
        if any(cell.strip() for cell in cells):
            yield tuple(cells), begun, start
            taken += 1
        if taken == HEADER_WITHIN:
            return
        begun = start


def _agreeing(rest: list[tuple[tuple[str, ...], Start, Start]], width: int) -> int:
    return sum(len(cells) == width for cells, _, _ in rest)


def _by_values(best: _Candidate, rows: Rows, named: Mapping[str, str], preset: str | None) -> _Candidate:
    """The header with another column as the name, where that of the name holds nothing but numbers."""
    column = best.chosen.columns.get("name")
    if column is None or not holds_numbers(rows, column):
        return best
    return best._replace(chosen=choose(best.cells, named, preset, frozenset({column})))


def _refuse_unusable(name: str, best: _Candidate, named: Mapping[str, str], rows: Rows, *, partial: bool) -> None:
    """Raise where the best header there is won't do."""
    place = f"{name}:{best.begin.line}"
    if not best.chosen.columns:
        _refuse_headerless(place, best)
    by = "--column {}" if partial else "columns.{} in pipeline.yaml"
    refuse_absent(place, best.cells, best.chosen.absent, named, by)
    if not partial or not best.chosen.columns:
        refuse_missing(name, best.begin.line, best.cells, best.chosen.missing, rows)
    _refuse_joined(place, best)


def _refuse_headerless(place: str, best: _Candidate) -> None:
    """Raise about a file whose first record looks like data."""
    if any(knows(cell) for cell in best.cells) or not any(_is_value(cell) for cell in best.cells):
        return
    columns = f"one name for each of its {len(best.cells)} columns" if len(best.cells) > 1 else "one name a column"
    raise HeaderProblem(
        f"{place}: the file has no header: its first row holds values; put a line such as "
        f"Opportunity Name,Amount,Stage,Expected Close Date above it, {columns}, or give that line with --header"
    )


def _refuse_joined(place: str, best: _Candidate) -> None:
    """Raise about a header that a row goes on in, which would be lost: it holds values, and no row is as long."""
    values = [] if best.agreeing else [cell for cell in best.cells if not knows(cell) and _is_value(cell)]
    if len(values) > 1:
        raise HeaderProblem(
            f"{place}: the header holds values such as {quoted(values[0])} and no row is as long, as if the line break "
            "behind it were missing; put the first row on a line of its own"
        )


def _is_value(cell: str) -> bool:
    if not any(map(str.isdigit, cell)):
        return False
    return dates.read(cell).trouble is None or money.read(cell).trouble is None
