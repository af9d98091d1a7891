"""What a table beside the opportunities holds: its fields, the headers they go by, and what a row can't do without."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    DAY = "day"
    """To a `date`; a time of day behind it is cut off."""
    MOMENT = "moment"
    """To a `Moment`, which says whether a time of day is told."""
    FLAG = "flag"
    """To a bool."""
    DELETED = "deleted"
    """A flag; a row that has it was deleted in the CRM and is set aside."""
    NUMBER = "number"
    """To a `Decimal`, in the grammar of amounts."""


class SideField(NamedTuple):
    """One field of the table."""

    name: str
    kind: Kind
    headers: tuple[str, ...]
    """Normalised (`headers.normal`), the most usual first: of two in a file the earlier one here is taken."""


class SideExport(NamedTuple):
    """A CRM's export of such a table, known by headers that stand together in no other."""

    called: str
    """With its article: a Salesforce report of leads."""
    preset: str
    """Key of the preset of that CRM, which knows what its exports put below the rows and into empty cells."""
    recognise: tuple[frozenset[str], ...]
    """Normalised headers: one of these sets has to be there in full."""


class SideShape(NamedTuple):
    """A table that is read."""

    noun: str
    """What a row is: lead."""
    plural: str
    fields: tuple[SideField, ...]
    needed: tuple[tuple[str, ...], ...]
    """Fields of which the file has to have one of each group."""
    filled: tuple[tuple[str, ...], ...]
    """Fields of which a row has to fill one of each group."""
    setting: str
    """Where pipeline.yaml names headers of its own: leads.columns."""
    exports: tuple[SideExport, ...] = ()
    refuse: Callable[[str, Sequence[str]], None] | None = None
    """Refuses, at a place, headers that are those of another table; asked where pipeline.yaml names none."""

    @property
    def kinds(self) -> dict[str, Kind]:
        """Field to its kind."""
        return {each.name: each.kind for each in self.fields}
