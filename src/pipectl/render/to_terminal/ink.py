"""The ink of the screens: texts in a handful of styles, and the Rich console that writes them for one canvas.

Foreign text becomes a `Text` through `harmless` alone and is never markup, so nothing foreign reaches a terminal as a
command.
"""

import re
from collections.abc import Iterable
from io import StringIO
from unicodedata import category

from rich.console import Console, RenderableType
from rich.text import Text
from rich.theme import Theme

from .. import in_ascii
from ..canvas import Canvas
from ..harmless import ISOLATE, closed, for_ascii, for_log, isolated
from ..manner import FIXED_SPACE

#: Rich cuts with a sign one column wide, and so must what stands for it.
_CUT, _ASCII_CUT = "…", "~"

#: Meaning to style. Named colours and weights alone: they follow the terminal's own theme. Words are bold rather than
#: coloured where they can be, and the accent is for bars alone: cyan and green are pale on many a light background.
_STYLES = {"title": "bold", "strong": "bold", "quiet": "dim", "good": "green", "alarm": "red"}
#: Of emoji, what terminals don't agree on how wide it makes them: joiners between two, styles, and tones of skin. A
#: screen shows them without, side by side.
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff"
_UNSURE = re.compile(f"(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])|[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
#: Holds a column while a line is laid out, and is gone when it is written; as foreign text it is never let through.
_ROOM = "\ufdd0"
#: Holds a space inside a figure, where Rich would break a line; as foreign text it is never let through, either.
_FIXED = "\ufdd1"

#: Rich gives the space between two columns the style of the rule.
_STYLED_SPACE = re.compile(r"\x1b\[[0-9;]*m( +)\x1b\[0m")
BLANK = Text()


class Ink:
    """Writes for one canvas: what it can't show is spelled otherwise before anything is measured."""

    def __init__(self, canvas: Canvas) -> None:
        self.width = canvas.width
        self.ascii_only = canvas.ascii_only
        self._isolates = canvas.isolates and not canvas.ascii_only
        self._paper = StringIO()
        self.console = _console(canvas, self._paper)

    def own(self, text: str) -> str:
        """Our own words."""
        text = text.replace(FIXED_SPACE, _FIXED)
        return in_ascii.own(text) if self.ascii_only else text

    def foreign(self, text: str) -> str:
        """Text from a file or an option, made harmless; a screen may well end in a build's log, so for that too."""
        return self.isolated(self._clean(text))

    def _clean(self, text: str) -> str:
        sure = text if text.isascii() else _UNSURE.sub("", text)
        clean = for_log(for_ascii(sure) if self.ascii_only else sure)
        return clean if clean.isascii() else "".join(map(_with_room, clean))

    def isolated(self, text: str) -> str:
        """Clean text whose words from right to left move nothing beside them, where the terminal may order them."""
        return isolated(text) if self._isolates else text

    def say(self, text: str, style: str = "") -> Text:
        """Our own words; foreign parts of them are clean already."""
        return Text.assemble((self.own(text), style), no_wrap=True, overflow="ellipsis")

    def name(self, text: str | None, width: int, style: str = "") -> Text:
        """Foreign text cut to a width; an empty one is `–`."""
        name = self.typed("–" if text is None else text, width)
        return self.say(self.isolated(name.plain), style)

    def typed(self, text: str, width: int) -> Text:
        """Foreign text cut to a width and without isolates: a part of a name, or what is copied back into a shell."""
        typed = Text(self._clean(text[: 4 * width + 40]))
        typed.truncate(width, overflow="ellipsis")
        return typed

    def parts(self, head: Text, parts: Iterable[str], style: str = "") -> list[Text]:
        """Parts behind a head, ` · ` between them, broken between two parts alone."""
        lines = [head]
        for part in parts:
            behind = self.say(f" · {part}", style)
            if lines[-1].cell_len + behind.cell_len <= self.width:
                lines[-1] += behind
            else:
                lines.append(self.say(part, style))
        return lines

    def wrap(self, text: Text, head: Text = BLANK) -> list[Text]:
        """Prose broken between words at the canvas's width, the first line behind its head, the others as far in."""
        indent = head.cell_len
        lines = text.wrap(self.console, max(1, self.width - indent), overflow="ellipsis", no_wrap=False)
        for line in lines:
            line.rstrip()
        return [head + lines[0], *(Text(" " * indent) + line for line in lines[1:])]

    def page(self, parts: Iterable[RenderableType]) -> str:
        """The text of all parts, no line wider than the canvas."""
        self.console.print(*parts, sep="\n", no_wrap=True, overflow="ellipsis")
        return self._written()

    def uncut(self, lines: Iterable[Text]) -> str:
        """The text of all lines however wide."""
        self.console.print(*lines, sep="\n", soft_wrap=True)
        return self._written()

    def _written(self) -> str:
        """What the console wrote, without trailing space."""
        text = _STYLED_SPACE.sub(r"\1", self._paper.getvalue())
        text = "\n".join(line.rstrip() for line in text.split("\n"))
        text = text.replace(_FIXED, " " if self.ascii_only else FIXED_SPACE)
        if ISOLATE in text:
            text = "\n".join(map(closed, text.split("\n")))
        return text.replace(_CUT, _ASCII_CUT) if self.ascii_only else text.replace(_ROOM, "")


def _with_room(character: str) -> str:
    """Rich takes the spacing marks of Indic scripts for zero columns wide; most terminals draw them one wide."""
    return _ROOM + character if category(character) == "Mc" else character


def _console(canvas: Canvas, paper: StringIO) -> Console:
    """A console that asks neither the environment nor a terminal: the same canvas gives the same text anywhere.

    Rich itself reads UNICODE_VERSION, by which a terminal says how wide it draws the newest emoji.
    """
    accent = {"accent": "cyan" if canvas.dark else "blue"}
    return Console(
        file=paper,
        width=canvas.width,
        height=25,
        color_system="standard" if canvas.colour else None,
        no_color=not canvas.colour,
        force_terminal=canvas.colour,
        force_jupyter=False,
        legacy_windows=False,
        theme=Theme(_STYLES | accent, inherit=False),
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
