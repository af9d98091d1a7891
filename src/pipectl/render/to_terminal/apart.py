"""Names of one table that begin alike: where they are cut, what tells them apart stays."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from .bars import Shrinking
from .ink import Ink

#: Characters that make names begin alike, since a narrow table may show no more of each.
_ALIKE = 13
#: How far before the first difference its word may begin.
_WORD = 10
#: Columns of the screen that what comes before the difference keeps.
_STAYING = 6
_MOST = 60


class Apart(Shrinking):
    """A name in which one part stays where it is cut: that before and after it give way, and last its own middle."""

    def __init__(self, ink: Ink, before: Text, part: Text, after: Text) -> None:
        self.ink = ink
        self.before, self.part, self.after = before, part, after
        self.cell_len = before.cell_len + part.cell_len + after.cell_len

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """What stands before is cut first, what comes after stays as far as there is room."""
        room, part = options.max_width, self.part
        if self.cell_len > room:
            part = _without_middle(part, room - min(_STAYING, self.before.cell_len) - bool(self.after.cell_len))
        before, after = self.before.copy(), self.after.copy()
        before.truncate(max(0, room - part.cell_len - bool(after.cell_len)), overflow="ellipsis")
        after.truncate(max(0, room - part.cell_len - before.cell_len), overflow="ellipsis")
        yield self.ink.say(self.ink.isolated(f"{before.plain}{part.plain}{after.plain}"))


def apart(ink: Ink, names: Sequence[str]) -> list[Text | Apart]:
    """The names, those of them that begin alike each with the part in which they differ."""
    return [_name(ink, name, [other for other in names if other[:_ALIKE] == name[:_ALIKE]]) for name in names]


def _name(ink: Ink, name: str, alike: Sequence[str]) -> Text | Apart:
    if len(name) <= _ALIKE or len(set(alike)) < 2:
        return ink.name(name, _MOST)
    cut = _cut(name, alike)
    return Apart(ink, *(ink.typed(text, _MOST) for text in cut))


class _Cut(NamedTuple):
    before: str
    part: str
    after: str


def _cut(name: str, alike: Sequence[str]) -> _Cut:
    """Before, in and after the part in which names differ, from the beginning of a word to the end of one."""
    start = _word_begun(name, _shared(alike))
    rest = [other[start:] for other in alike]
    shared = _shared([text[::-1] for text in rest])
    end = len(name) - shared
    end += next((at for at, mark in enumerate(name[end:]) if mark == " " and at < _WORD), 0)
    return _Cut(name[:start], name[start:end], name[end:])


def _shared(texts: Sequence[str]) -> int:
    """With how many characters all begin."""
    marks = enumerate(zip(*texts, strict=False))
    return next((at for at, several in marks if len(set(several)) > 1), min(map(len, texts)))


def _word_begun(name: str, at: int) -> int:
    begun = name.rfind(" ", 0, at) + 1
    return begun if at - begun < _WORD else at


def _without_middle(text: Text, room: int) -> Text:
    """A text with its middle cut out, where it has no room."""
    if text.cell_len <= room:
        return text
    head, end = text.copy(), text.copy()
    head.truncate(max(1, (room + 1) // 2), overflow="ellipsis")
    while end.cell_len > max(0, room - head.cell_len):
        end = end[1:]
    return head + end
