"""Which column of a file holds what."""

from typing import NamedTuple

from .codes import quoted
from .preset import Preset

#: What a row can't do without: one field of each group.
NEEDED: tuple[tuple[str, ...], ...] = (("name", "id"), ("stage", "status"), ("amount",))
#: What the columns of a status and of a role are used for, in words.
USES = {
    "status": "the status",
    "won_amount": "the amount of what was won",
    "won_on": "the day it was won",
    "lost_on": "the day it was lost",
    "is_won": "whether it was won",
    "is_closed": "whether it is closed",
    "is_active": "whether it is active",
    "is_deleted": "whether it was deleted",
}
#: What an opportunity is worth, as estimated and as won.
AMOUNTS = ("amount", "won_amount")
#: Begins the name under which the column of the day a stage was entered is read, before its position.
ENTERED = "entered:"


class Chosen(NamedTuple):
    """Which column holds which field."""

    columns: dict[str, int]
    """Field to the position of its column, from 0, in the order of `FIELDS`."""
    labels: tuple[str, ...]
    """What each column is called: its header, made unique."""
    twins: tuple[tuple[str, int, int], ...] = ()
    """Field or role, and the positions of two columns with the very same header, to be held against each other."""
    settled: tuple[str, ...] = ()
    """Where two headers name one field: which was taken, in words."""
    absent: tuple[str, ...] = ()
    """Fields whose header, as pipeline.yaml names it, the file doesn't have."""
    preset: Preset | None = None
    """The CRM whose export it is, where the headers say so."""
    roles: dict[str, int] = {}  # noqa: RUF012 - never written to
    """What other columns say of a row, see `preset.ROLES`, to their positions."""
    entered: tuple[tuple[str, int], ...] = ()
    """What a header says of a stage, its name and perhaps its pipeline, and the column of the day it was entered."""
    guessed: tuple[str, ...] = ()
    """Fields and roles whose header is of no CRM in particular, so that the cells have to bear it out."""
    converted: bool = False
    """Whether the amounts are in the company's currency, whatever that of their opportunity is."""
    numbers: frozenset[int] = frozenset()
    """Columns headed as a name whose first values are nothing but numbers."""
    filled: tuple[tuple[str, ...], ...] | None = None
    """Groups of fields of which a row has to fill one each, where its rows are no opportunities."""

    def widened(self, columns: int) -> "Chosen":
        """The same choice in a file with more columns than headers."""
        more = tuple(f"column {number}" for number in range(len(self.labels) + 1, columns + 1))
        return self._replace(labels=self.labels + more)

    @property
    def located(self) -> dict[str, int]:
        """Position of every column that is read: of fields, of roles, and of the days stages were entered."""
        days = {f"{ENTERED}{position}": position for _, position in self.entered}
        return {**self.columns, **self.roles, **days}

    def position(self, field: str) -> int | None:
        """The column of a field or a role, None where there is none."""
        return self.columns.get(field, self.roles.get(field))

    @property
    def amounts(self) -> tuple[int, ...]:
        """The columns of amounts, estimated and won."""
        return tuple(at for at in map(self.position, AMOUNTS) if at is not None)

    @property
    def missing(self) -> tuple[tuple[str, ...], ...]:
        """The groups of needed fields that no column holds."""
        return tuple(group for group in NEEDED if not any(name in self.columns for name in group))

    @property
    def extras(self) -> tuple[tuple[str, int], ...]:
        """Label and position of the columns that are none of our fields."""
        used = set(self.located.values())
        return tuple((label, position) for position, label in enumerate(self.labels) if position not in used)

    @property
    def said(self) -> tuple[str, ...]:
        """Whose export it is, and what its other columns are used for, in words."""
        if self.preset is None:
            return ()
        known = [(role, at) for role, at in self.roles.items() if role not in self.guessed]
        roles = ", ".join(f"{USES[role]} from {quoted(self.labels[at])}" for role, at in known)
        return (f"read as {self.preset.called}", *([f"taken as well: {roles}"] if roles else []))
