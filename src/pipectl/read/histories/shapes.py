"""Which history a file is, by its header, and where its rows begin."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...domain.errors import HeaderProblem
from ..chosen import ENTERED, Chosen
from ..codes import quoted
from ..dialect import DELIMITERS, Layout, character
from ..first_records import Header, first_records
from ..headers import labels_of, normal, twins_of
from ..preset import History, Preset, history_of

#: What is read as a moment, with its time of day.
MOMENTS = ("at", "left")
#: A log of stages that is of no CRM in particular; never taken for one where opportunities are asked for.
PLAIN = History(
    "a log of stages",
    (),
    frozenset(),
    {
        "id": ("opportunity id", "opportunityid", "deal id", "dealid", "record id", "opp id", "id"),
        "at": (
            "entered", "entered at", "entered on", "date entered", "entry date", "from", "from date", "start",
            "start date", "changed", "changed at", "changed on", "change date", "at", "timestamp", "date",
        ),
        "stage": ("stage", "stage name", "stagename", "deal stage", "dealstage", "opportunity stage", "to stage"),
        "from_stage": ("from stage", "previous stage", "old stage"),
        "left": (
            "left", "left at", "left on", "date left", "exited", "exited at", "exited on", "date exited", "exit date",
            "to", "to date", "until", "end", "end date",
        ),
    },
)  # fmt: skip
#: Headers that a message lists.
_LISTED = 12


class Found(NamedTuple):
    """What a file was found to be."""

    layout: Layout
    shape: History
    preset: Preset | None
    """Whose history it is; None for a plain log."""
    moments: Mapping[str, int]
    """The columns of `MOMENTS` that there are."""

    @property
    def by_field(self) -> bool:
        """Whether each row names the field that it changes."""
        return "field" in self.layout.chosen.columns

    def field(self, text: str) -> str | None:
        """The field of ours that a row names, `created` for the creation; None for one that is not read."""
        return self.shape.fields.get(normal(text))

    @property
    def unused(self) -> tuple[str, ...]:
        """What the columns are called that are not read."""
        used = set(self.layout.chosen.located.values())
        labels = enumerate(self.layout.chosen.labels)
        return tuple(label for at, label in labels if at not in used and self.layout.header[at].strip())


def find(name: str, text: Iterable[str], delimiter: str | None) -> Found:
    """The history that a file is: a CRM's, by the headers that tell it, else a plain log.

    Raises:
        HeaderProblem: none that is known, or a column is missing that it can't do without.
        InputProblem: the file has no rows, or a quote is never closed.
    """
    marks = dict.fromkeys([*([character(delimiter)] if delimiter else []), *DELIMITERS])
    headers = [header for mark in marks for header in first_records(name, text, mark)]
    for header in headers:
        found = history_of([normal(cell) for cell in header.cells])
        if found is not None:
            return _found(name, header, found[1], found[0])
    for header in headers:
        if {"id", "at", "stage"} <= _columns(PLAIN, [normal(cell) for cell in header.cells]).keys():
            return _found(name, header, PLAIN, None)
    raise HeaderProblem(_unknown(name, headers))


def _columns(shape: History, normals: Sequence[str]) -> dict[str, int]:
    """What a shape's columns hold, to their positions."""
    found = ((what, next((one for one in known if one in normals), None)) for what, known in shape.columns.items())
    return {what: normals.index(header) for what, header in found if header is not None}


def _found(name: str, header: Header, shape: History, preset: Preset | None) -> Found:
    normals = [normal(cell) for cell in header.cells]
    columns = _columns(shape, normals)
    _refuse_missing(f"{name}:{header.line}", shape, columns)
    moments = {what: columns.pop(what) for what in MOMENTS if what in columns}
    roles = {"is_deleted": columns.pop("is_deleted")} if "is_deleted" in columns else {}
    chosen = Chosen(
        columns,
        labels_of(header.cells),
        twins_of(normals, columns | roles),
        preset=preset,
        roles=roles,
        entered=tuple(moments.items()),
    )
    said = (f"the header is on line {header.line}",) if header.line > 1 else ()
    layout = Layout(header.delimiter, header.cells, header.line, header.start, chosen, said)
    return Found(layout, shape, preset, moments)


def column_of(moment: int) -> str:
    """The name under which the column of a moment is read."""
    return f"{ENTERED}{moment}"


def _refuse_missing(place: str, shape: History, columns: Mapping[str, int]) -> None:
    """Raise where a column is not there: whose change it is, when it was made, what it became."""
    groups = (("id", "name"), ("at",), ("stage", "new"))
    for group in groups:
        if not any(what in columns for what in group):
            headers = [quoted(header) for what in group for header in shape.columns.get(what, ())[:1]]
            raise HeaderProblem(
                f"{place}: {shape.title} needs a column {' or '.join(headers)}, without which no change can be told; "
                "export it again with that column"
            )


def _unknown(name: str, headers: Sequence[Header]) -> str:
    if not headers:
        return f"{name} has no rows; export it again"
    widest = max(headers, key=lambda one: len(one.cells))
    listed = ", ".join(quoted(cell.strip()) for cell in widest.cells[:_LISTED])
    return (
        f"{name}:{widest.line}: no history that is known (found: {listed}); give one of Salesforce "
        "(OpportunityHistory, OpportunityFieldHistory, or a report of either), or a log with the columns id, stage and "
        "entered"
    )
