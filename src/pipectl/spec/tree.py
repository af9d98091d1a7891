"""What a YAML file says, before anyone asks what it means: text, lists and settings with their places."""

from decimal import Decimal

from .exact_numbers import read_number
from .problems import Mark, Path


class Scalar:
    """One value as text; `plain` where it stands without quotes."""

    __slots__ = ("mark", "plain", "refused", "text")

    def __init__(self, mark: Mark, text: str, *, plain: bool = True, refused: bool = False) -> None:
        self.mark = mark
        self.text = text
        self.plain = plain
        self.refused = refused
        """Already told as a finding (an alias, a tag), so nothing more is said about its value."""

    @property
    def empty(self) -> bool:
        """Nothing after the colon, `~` or `null`."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")

    @property
    def value(self) -> int | Decimal | str | None:
        """Numbers exactly as written, nothing as None, and all else as text: dates, times, `yes`, `nan` too."""
        if not self.plain:
            return self.text
        if self.empty:
            return None
        number = self.number
        return self.text if number is None else number

    @property
    def number(self) -> int | Decimal | None:
        """The number it spells, in quotes or not; None where it spells none."""
        return read_number(self.text)


class Items:
    """A list."""

    __slots__ = ("items", "mark")

    def __init__(self, mark: Mark) -> None:
        self.mark = mark
        self.items: list[Node] = []

    @property
    def value(self) -> list[object]:
        """The values of all items."""
        return [item.value for item in self.items]


class Settings:
    """Keys and their values, in file order."""

    __slots__ = ("entries", "mark", "marks")

    def __init__(self, mark: Mark) -> None:
        self.mark = mark
        self.entries: dict[str, Node] = {}
        self.marks: dict[str, Mark] = {}
        """Where each key stands."""

    @property
    def value(self) -> dict[str, object]:
        """The values of all keys."""
        return {key: node.value for key, node in self.entries.items()}


Node = Scalar | Items | Settings


def find(node: Node, path: Path) -> tuple[Node | None, Mark]:
    """What stands at a path, and the place to speak of: its key's where it has one, else its own.

    Where nothing stands there, None and the place of whatever should hold it.
    """
    mark, here = node.mark, node
    for step in path:
        below, at = _step(here, step)
        if below is None:
            return None, mark
        here, mark = below, at
    return here, mark


def _step(node: Node, step: str | int) -> tuple[Node | None, Mark]:
    if isinstance(node, Settings) and isinstance(step, str) and step in node.entries:
        return node.entries[step], node.marks[step]
    if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
        return node.items[step], node.items[step].mark
    return None, node.mark
