"""The distinct texts of a column, as many as fit, and what they are once the column is settled."""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from .evidence import R, Sighting

#: Characters of texts that are held of a column, where each text counts for some more.
ROOM, EACH = 6 << 20, 100
V = TypeVar("V")


class Profile(dict[str, Sighting[R]], Generic[R]):
    """A column's distinct texts as they stand in the file, in its order.

    Of very many only the first are held. Of the others, one text of each sort stands for all, with the votes of all,
    so that what settles the column is the same.
    """

    def __init__(self, read: Callable[[str], R]) -> None:
        super().__init__()
        self.read = read
        """How one text is read."""
        self._room = ROOM

    def first(self, text: str, line: int) -> Sighting[R]:
        """A text that is not held, on its line."""
        if self._room < 0:
            self._fold()
        self._room -= len(text) + EACH
        sight = self[text] = Sighting(self.read(text), line)
        return sight

    def _fold(self) -> None:
        """Let one text stand for all of its sort, but for those that fill half of the room."""
        room, kept = ROOM // 2, dict[str, Sighting[R]]()
        sorts: dict[Hashable, Sighting[R]] = {}
        for text, sight in self.items():
            room -= len(text) + EACH
            other = sight if room > 0 else sorts.setdefault(sight.reading.sort(text), sight)
            if other is sight:
                kept[text] = sight
            else:
                other.votes += sight.votes
                other.spare += sight.spare
        self.clear()
        self.update(kept)
        self._room = ROOM // 2


class Values(dict[str, Any]):
    """What each text of a settled column is: worked out where it is asked for, and held as long as there is room."""

    def __init__(self, profile: Profile[Any], value: Callable[[Any], Any]) -> None:
        super().__init__()
        self._profile, self._value, self._room = profile, value, ROOM

    def __missing__(self, text: str) -> Any:
        sight = self._profile.get(text)
        value = self._value(self._profile.read(text) if sight is None else sight.reading)
        if self._room < 0:
            self.clear()
            self._room = ROOM
        self._room -= len(text) + EACH
        self[text] = value
        return value
