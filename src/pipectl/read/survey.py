"""First pass over a file: what each record is, and the distinct texts of the columns that have to be settled."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from .dialect import Layout
from .ending import Ending
from .footers import Footer, is_thin
from .formats.evidence import Reading, Sighting
from .formats.profile import Profile
from .header_refusals import refuse_other, refuse_twins
from .headers import choose, knows
from .quoting import records
from .shape import Kind, Shape
from .stage_pipelines import Pipelines

#: Rows between two reports of progress.
STRIDE = 4096
#: Cells of a row that are headers of ours, from which on it may be a header itself.
_HEADERS = 3
#: Told the position in the text from time to time.
Progress = Callable[[int], None]
#: Reads one text of a column.
Reader = Callable[[str], Reading]


class Survey(NamedTuple):
    """What the first pass found."""

    shape: Shape
    records: int
    """How many stand below the header."""
    rows: int
    """How many of them are rows."""
    footer: int
    """Number of the record the footer begins with, from 0; beyond the last one where there is none."""
    profiles: Mapping[str, Profile[Any]]
    """The distinct texts of each column that has to be settled, by field."""
    empty: frozenset[int]
    """Positions of the columns without a header that hold nothing."""
    wider: int | None
    """How many cells most rows have, where that is more than there are headers."""
    pipelines: frozenset[str] = frozenset()
    """What stands in brackets behind stages and names their pipeline, normalised."""
    cut: int = -1
    """Number of the row that the file ends in the middle of; below 0 where there is none."""

    def kind(self, number: int, cells: list[str], flaw: int) -> Kind:
        """What a record is, by its number and its cells."""
        if number == self.cut:
            return Kind.CUT
        kind = self.shape.kind(cells, flaw)
        return Kind.FOOTER if number >= self.footer and kind is not Kind.BLANK else kind


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
        self.pipelines = Pipelines(layout.chosen)
        self.rows = 0
        self._widths: Counter[int] = Counter()
        self.empty = {position for position, cell in enumerate(layout.header) if not cell.strip()}

    def note(self, line: int, cells: list[str]) -> bool:
        """Count a row, and whether it is complete.

        One that something speaks against is heard only where the others say nothing.
        """
        self.rows += 1
        cells = self._shape.fitted(cells)
        sound = complete = self._shape.complete(cells)
        sights = []
        for position, profile in self._looked:
            text = cells[position]
            sight = profile.get(text)
            if sight is None:
                sight = profile.first(text, line)
            sound = sound and sight.sound
            sights.append(sight)
        if not sound:
            self.guard(line, cells)
        self._hear(sights, sound=sound)
        self.pipelines.note(cells)
        self._compare(line, cells)
        return complete

    def _hear(self, sights: list[Sighting[Any]], *, sound: bool) -> None:
        """Count a row's texts, as votes where nothing speaks against it, its dates neither."""
        if sound and not (len(self._dates) == 2 and _backwards(*(sights[at].reading for at in self._dates))):
            for sight in sights:
                sight.votes += 1
        else:
            for sight in sights:
                sight.spare += 1

    def misfit(self, line: int, cells: list[str]) -> None:
        """Count a row that does not fit."""
        self.guard(line, cells)
        self._widths[max(position for position, cell in enumerate(cells, 1) if cell.strip())] += 1

    def wider(self) -> int | None:
        """The width that more than half of the rows have beyond that of the header."""
        columns, most = max(self._widths.items(), key=lambda one: one[1], default=(0, 0))
        whole = self.rows + self._widths.total()
        return columns if columns > self._shape.width and 2 * most > whole else None

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
                label = self._layout.chosen.labels[self._layout.chosen.located[field]]
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
    shape, ending = Shape(layout), Ending(text, layout.header)
    census, footer = _Census(name, layout, shape, readers), Footer(shape.width, shape.phrases)
    count = 0
    for after, (line, stood, flaw) in records(name, ending, layout.delimiter, layout.start):
        cells, complete = shape.shown(line, stood), False
        kind = shape.kind(cells, flaw)
        ending.note(count, cells, kind)
        if kind is Kind.ROW:
            complete = census.note(line, cells)
        elif kind is Kind.MISFIT:
            census.misfit(line, cells)
        if complete or kind is Kind.QUOTES or not is_thin(cells):
            footer.clear()
        else:
            footer.add(count, [] if kind is Kind.BLANK else cells, is_row=kind is Kind.ROW)
        count += 1
        if not count % STRIDE:
            progress(after.position)
    if footer.begin is not None:
        census.rows -= footer.rows
    begin = count if footer.begin is None else footer.begin
    empty, pipelines = frozenset(census.empty), census.pipelines.found
    cut = ending.cut(min(count, begin))
    rows = census.rows - (cut >= 0 and shape.kind(ending.cells, 0) is Kind.ROW)
    return Survey(shape, count, rows, begin, census.profiles, empty, census.wider(), pipelines, cut)


def _backwards(created: Any, closed: Any) -> bool:
    """Whether two dates stand in the wrong order, in whatever order of day and month they are read."""
    if not (created.days and closed.days and closed.days[0][1] < created.days[0][1]):
        return False
    return bool(max(day for _, day in closed.days) < min(day for _, day in created.days))
