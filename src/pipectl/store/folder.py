"""A folder of snapshots, looked into once, however often one command asks what is there."""

import os
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import InputProblem

if TYPE_CHECKING:
    from .canonical import Head
    from .problems import Unusable

_SUFFIX = ".csv"


class Folder:
    """What was in a folder when it was first asked for; a writer looks anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._heads: dict[Path, Head | Unusable] = {}

    @cached_property
    def names(self) -> list[str]:
        """Everything in it, in order; nothing where there is no folder.

        Raises:
            InputProblem: it can't be read.
        """
        try:
            return sorted(os.listdir(self.path))  # noqa: PTH208 - names, before anything is looked at
        except FileNotFoundError:
            return []
        except OSError as error:
            from .files import reason

            said = f"its snapshots can't be listed ({reason(error)}); name another folder"
            raise InputProblem(f"{self.path}: {said}") from None

    @property
    def files(self) -> list[Path]:
        """Everything in it that is called .csv and not hidden, in order of names.

        Raises:
            InputProblem: it can't be read.
        """
        shown = (name for name in self.names if name.lower().endswith(_SUFFIX) and not name.startswith("."))
        return [self.path / name for name in shown]

    def shows(self, until: date) -> list[Path]:
        """Those whose names say the last day up to this one, whether they are whole or not."""
        from .files import named

        told = [(name.day, path) for path in self.files if (name := named(path.name)) and name.day <= until]
        last = max((day for day, _ in told), default=None)
        return [path for day, path in told if day == last]

    def head(self, path: Path) -> "Head":
        """The facts of one of its snapshots, as `head_in` gives them.

        Raises:
            Unusable: it has none.
        """
        from .files import head_in
        from .problems import Unusable

        if path not in self._heads:
            try:
                self._heads[path] = head_in(path)
            except Unusable as found:
                self._heads[path] = found
        known = self._heads[path]
        if isinstance(known, Unusable):
            raise known
        return known


def looked_at(folder: Folder | Path) -> Folder:
    """A folder that was looked into, or is now."""
    return folder if isinstance(folder, Folder) else Folder(folder)
