"""First pass over a file: what each record is, and the distinct texts of the columns that have to be settled."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from typing import Any, NamedTuple

from .dialect import Layout
from .footers import Footer, is_thin
from .formats.evidence import Reading
from .formats.profile import Profile
from .headers import choose, knows, normal, refuse_other, refuse_twins
from .quoting import records

#: Rows between two reports of progress.
STRIDE = 4096
#: Cells of a row that are headers of ours, from which on it may be a header itself.
_HEADERS = 3
#: What stands before a cell that a spreadsheet would run, in exports that say so.
_AS_TEXT = ("'=", "'+", "'-", "'@", "'\t", "'\r")
#: Told the position in the text from time to time.
Progress = Callable[[int], None]
#: Reads one text of a column.
Reader = Callable[[str], Reading]


class Kind(IntEnum):
    """What a record is."""

    ROW = 0
    MISFIT = 1
    QUOTES = 2
    BLANK = 3
    FOOTER = 4
    HEADER = 5


class Shape:
    """How a file's records are laid out, and whether one fits."""

    def __init__(self, layout: Layout) -> None:
        columns = layout.chosen.columns
        self.width = len(layout.header)
        name = [columns[one] for one in ("name", "id") if one in columns][:1]
        stands = [columns[one] for one in ("stage", "status") if one in columns]
        self.needed = tuple(group for group in (name, stands) if group)
        """Positions of which a row has to fill one each: what it is called, and where it stands."""
        self._reach = 1 + max([*name, *stands[:1], *(columns[one] for one in ("amount",) if one in columns)], default=0)
        self._first = layout.header[0].strip()
        self._header = [normal(cell) for cell in layout.header]
        preset = layout.chosen.preset
        self.phrases = () if preset is None else preset.footers
        self._empty = frozenset() if preset is None else preset.empty
        self._apostrophes = preset is not None and preset.apostrophes

    def kind(self, cells: list[str], flaw: int) -> Kind:
        """What a record is, by its cells alone; a row may lack optional cells and have surplus empty ones."""
        if flaw:
            return Kind.QUOTES
        if not "".join(cells).strip():
            return Kind.BLANK
        if cells[0].lstrip("\ufeff").strip() == self._first and [normal(cell) for cell in cells] == self._header:
            return Kind.HEADER
        if len(cells) < self._reach:
            return Kind.MISFIT
        return Kind.MISFIT if len(cells) > self.width and "".join(cells[self.width :]).strip() else Kind.ROW

    def fitted(self, cells: list[str]) -> list[str]:
        """A row's cells, as many as there are columns, without what the export adds to them."""
        missing = self.width - len(cells)
        if missing:
            cells = cells + [""] * missing if missing > 0 else cells[: self.width]
        if self._empty or self._apostrophes or '="' in "".join(cells):
            return [self._bare(cell) for cell in cells]
        return cells

    def _bare(self, cell: str) -> str:
        """A cell without the formula or apostrophe that keeps a spreadsheet from changing it, and words for nothing."""
        if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
            cell = cell[2:-1].replace('""', '"')
        if self._apostrophes and cell.startswith(_AS_TEXT):
            cell = cell[1:]
        return "" if cell.strip() in self._empty else cell

    def complete(self, cells: list[str]) -> bool:
        """Whether a row says what it is called and where it stands."""
        for group in self.needed:
            for position in group:
                if cells[position].strip():
                    break
            else:
                return False
        return True


class Survey(NamedTuple):
    """What the first pass found."""

    shape: Shape
    kinds: bytearray
    """The kind of each record after the header."""
    profiles: Mapping[str, Profile[Any]]
    """The distinct texts of each column that has to be settled, by field."""
    empty: frozenset[int]
    """Positions of the columns without a header that hold nothing."""
    wider: int | None
    """How many cells most rows have, where that is more than there are headers."""


class _Census:
    """Notes the texts of rows, and lets the sound ones vote on how their columns are written."""

    def __init__(self, name: str, layout: Layout, shape: Shape, readers: Mapping[str, Reader]) -> None:
        columns = layout.chosen.located
        self.profiles: dict[str, Profile[Any]] = {
            field: Profile(readers[field]) for field in columns if field in readers
        }
        self._looked = [(columns[field], profile) for field, profile in self.profiles.items()]
        self._dates = [list(self.profiles).index(one) for one in ("created", "closed") if one in self.profiles]
        self._layout, self._shape, self._name = layout, shape, name
        self.empty = {position for position, cell in enumerate(layout.header) if not cell.strip()}

    def note(self, line: int, cells: list[str], complete: bool) -> None:
        """Count a row; one that something speaks against is heard only where the others say nothing."""
        sights, sound = [], complete
        for position, profile in self._looked:
            text = cells[position]
            sight = profile.get(text)
            if sight is None:
                sight = profile.first(text, line)
            sound = sound and sight.sound
            sights.append(sight)
        if not sound:
            self.guard(line, cells)
        if sound and not (len(self._dates) == 2 and _backwards(*(sights[at].reading for at in self._dates))):
            for sight in sights:
                sight.votes += 1
        else:
            for sight in sights:
                sight.spare += 1
        self._compare(line, cells)

    def guard(self, line: int, cells: list[str]) -> None:
        """Refuse a bad row that is the header of other rows: below it cells stand under the wrong names."""
        if sum(map(knows, cells)) < _HEADERS:
            return
        other = choose(cells, {})
        if not other.missing and other.columns != self._layout.chosen.columns:
            refuse_other(f"{self._name}:{line}", self._layout.line)

    def _compare(self, line: int, cells: list[str]) -> None:
        for field, first, second in self._layout.chosen.twins:
            if cells[first].strip() != cells[second].strip():
                label = self._layout.chosen.labels[self._layout.chosen.columns[field]]
                refuse_twins(f"{self._name}:{line}", label, first, second)
        if self.empty:
            self.empty = {position for position in self.empty if not cells[position].strip()}


def survey(
    name: str, text: Iterable[str], layout: Layout, readers: Mapping[str, Reader], progress: Progress
) -> tuple[Layout, Survey]:
    """Every record's kind and every settled column's texts, and the layout once it is known how wide the rows are.

    Raises:
        HeaderProblem: two columns of one header hold different values, or amounts are cut at their commas.
        InputProblem: a quote is never closed.
    """
    found = _survey(name, text, layout, readers, progress)
    named = 1 + max(position for position, cell in enumerate(layout.header) if cell.strip())
    if found.wider is not None or any(position not in found.empty for position in range(named, len(layout.header))):
        from .cut_amounts import refuse_cut

        refuse_cut(name, text, layout, named)
    if found.wider is None:
        return layout, found
    layout = layout.widened(found.wider)
    return layout, _survey(name, text, layout, readers, progress)


def _survey(
    name: str, text: Iterable[str], layout: Layout, readers: Mapping[str, Reader], progress: Progress
) -> Survey:
    shape = Shape(layout)
    census = _Census(name, layout, shape, readers)
    kinds = bytearray()
    footer = Footer(shape.width, shape.phrases)
    surplus: Counter[int] = Counter()
    for after, (line, cells, flaw) in records(name, text, layout.delimiter, layout.start):
        kind = shape.kind(cells, flaw)
        complete = False
        if kind is Kind.ROW:
            fitted = shape.fitted(cells)
            complete = shape.complete(fitted)
            census.note(line, fitted, complete)
        elif kind is Kind.MISFIT:
            census.guard(line, cells)
            surplus[max(position for position, cell in enumerate(cells, 1) if cell.strip())] += 1
        if complete or kind is Kind.QUOTES or not is_thin(cells):
            footer.clear()
        else:
            footer.add(len(kinds), [] if kind is Kind.BLANK else cells)
        kinds.append(kind)
        if not len(kinds) % STRIDE:
            progress(after.position)
    if footer.begin is not None:
        _mark(kinds, footer.begin)
    return Survey(shape, kinds, census.profiles, frozenset(census.empty), _wider(shape.width, surplus, kinds))


def _mark(kinds: bytearray, begin: int) -> None:
    """Make all records from a number on the footer, but for blank ones."""
    for number in range(begin, len(kinds)):
        if kinds[number] != Kind.BLANK:
            kinds[number] = Kind.FOOTER


def _wider(width: int, surplus: Counter[int], kinds: bytearray) -> int | None:
    """The width that more than half of the rows have beyond that of the header."""
    columns, rows = max(surplus.items(), key=lambda one: one[1], default=(0, 0))
    return columns if columns > width and 2 * rows > kinds.count(Kind.ROW) + sum(surplus.values()) else None


def _backwards(created: Any, closed: Any) -> bool:
    """Whether two dates stand in the wrong order, in whatever order of day and month they are read."""
    if not (created.days and closed.days and closed.days[0][1] < created.days[0][1]):
        return False
    return bool(max(day for _, day in closed.days) < min(day for _, day in created.days))
