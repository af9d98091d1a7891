"""Which record of a table is its header, and which column holds what: by pipeline.yaml, else by the shape's headers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...domain.errors import HeaderProblem
from .. import preset as presets
from ..chosen import ENTERED, Chosen
from ..codes import quoted
from ..dialect import DELIMITERS, Layout, character
from ..first_records import Header, first_records
from ..header_refusals import refuse_absent
from ..headers import labels_of, normal, twins_of
from .shape import Kind, SideExport, SideShape

#: Kinds whose columns are settled as dates are.
DATED = frozenset({Kind.DAY, Kind.MOMENT})
#: Headers that a message lists.
_LISTED = 20


class Headed(NamedTuple):
    """A file whose header is found."""

    layout: Layout
    export: SideExport | None
    columns: Mapping[str, int]
    """Field to the position of its column, from 0."""

    @property
    def used(self) -> tuple[tuple[str, str], ...]:
        """Field and the header it is read from."""
        labels = self.layout.chosen.labels
        return tuple((field, labels[at]) for field, at in self.columns.items())

    @property
    def unused(self) -> tuple[str, ...]:
        """What the columns are called that are not read."""
        taken, labels = set(self.columns.values()), enumerate(self.layout.chosen.labels)
        return tuple(label for at, label in labels if at not in taken and self.layout.header[at].strip())


class _Fit(NamedTuple):
    """What a record is as a header."""

    header: Header
    columns: Mapping[str, int]
    absent: tuple[str, ...]
    """Fields whose header, as pipeline.yaml names it, is not there."""
    missing: tuple[tuple[str, ...], ...]
    """Groups of needed fields that no column holds."""

    @property
    def rank(self) -> tuple[bool, int]:
        return not self.missing and not self.absent, len(self.columns)


def head(name: str, text: Iterable[str], delimiter: str | None, shape: SideShape, named: Mapping[str, str]) -> Headed:
    """The header of a table, and where its rows begin; `named` are the headers that pipeline.yaml names for fields.

    Raises:
        HeaderProblem: no header of such a table is there, or a column is missing that it can't do without.
        InputProblem: the file has no rows, or a quote is never closed.
    """
    marks = dict.fromkeys([*([character(delimiter)] if delimiter else []), *DELIMITERS])
    fits = [_fit(one, shape, named) for mark in marks for one in first_records(name, text, mark)]
    if not fits:
        raise HeaderProblem(f"{name} has no rows; export it again")
    best = max(fits, key=lambda one: one.rank)
    _refuse_unusable(name, best, shape, named)
    if shape.refuse is not None and not named:
        shape.refuse(f"{name}:{best.header.line}", best.header.cells)
    normals = [normal(cell) for cell in best.header.cells]
    export = next((one for one in shape.exports if any(each <= set(normals) for each in one.recognise)), None)
    chosen = _chosen(best, shape, normals, export)
    line = best.header.line
    above = (f"the header is on line {line}",) if line > 1 else ()
    said = (*above, *_passed_over(best, shape, normals, named))
    layout = Layout(best.header.delimiter, best.header.cells, line, best.header.start, chosen, said)
    return Headed(layout, export, best.columns)


def _fit(header: Header, shape: SideShape, named: Mapping[str, str]) -> _Fit:
    normals, columns = [normal(cell) for cell in header.cells], dict[str, int]()
    absent = []
    for field, wanted in named.items():
        at = normals.index(normal(wanted)) if normal(wanted) in normals else None
        if at is None:
            absent.append(field)
        else:
            columns[field] = at
    for each in shape.fields:
        free = (normals.index(one) for one in each.headers if one in normals)
        at = next((at for at in free if at not in columns.values()), None)
        if at is not None and each.name not in named:
            columns[each.name] = at
    missing = tuple(group for group in shape.needed if not any(one in columns for one in group))
    return _Fit(header, columns, tuple(absent), missing)


def column_of(position: int) -> str:
    """The name under which a column of dates is read."""
    return f"{ENTERED}{position}"


def _chosen(best: _Fit, shape: SideShape, normals: Sequence[str], export: SideExport | None) -> Chosen:
    """The columns as readers of any file take them."""
    kinds = shape.kinds
    filled = (tuple(one for one in group if one in best.columns) for group in shape.filled)
    dated = [(field, at) for field, at in best.columns.items() if kinds[field] in DATED]
    return Chosen(
        dict(best.columns),
        labels_of(best.header.cells),
        twins_of(normals, best.columns),
        preset=None if export is None else presets.named(export.preset),
        entered=tuple(dated),
        filled=tuple(filter(None, filled)),
    )


def _passed_over(best: _Fit, shape: SideShape, normals: Sequence[str], named: Mapping[str, str]) -> Iterator[str]:
    """Where two headers name one field, which was taken, in words."""
    labels, taken = labels_of(best.header.cells), set(best.columns.values())
    for each in shape.fields:
        if each.name in best.columns and each.name not in named:
            known = (normals.index(one) for one in each.headers if one in normals)
            others = [quoted(labels[at]) for at in known if at not in taken]
            if others:
                own = quoted(labels[best.columns[each.name]])
                yield f"{each.name} is read from {own}, not from {', '.join(others)}"


def _refuse_unusable(name: str, best: _Fit, shape: SideShape, named: Mapping[str, str]) -> None:
    """Raise where the best header there is won't do."""
    cells, place = best.header.cells, f"{name}:{best.header.line}"
    by = f"{shape.setting}.{{}} in pipeline.yaml"
    if best.columns:
        refuse_absent(place, cells, best.absent, named, by)
    if best.missing:
        wanted = "; ".join(" or ".join(group) for group in best.missing)
        listed = ", ".join(quoted(cell) for cell in cells[:_LISTED] if cell.strip())
        settings = ", ".join(f'{group[0]}: "HEADER"' for group in best.missing)
        raise HeaderProblem(
            f"{place}: no column of {shape.plural} for: {wanted} (found: {listed}); export it again with that column, "
            f"or name the right one in pipeline.yaml: {shape.setting}: {{{settings}}}"
        )
