"""Lines of styled text that know how wide they are, and the ink they are written with.

Escape codes come from here alone and foreign text only through `harmless`, so nothing foreign reaches a terminal as a
command. Widths are rich's: wide characters take two columns, combining ones none.
"""

from ..canvas import Canvas
from ..harmless import NEWLINE, for_ascii, for_log

#: Our own signs outside ASCII, each one column wide, and how a terminal that shows ASCII alone gets them.
_ASCII = {
    "█": "#", "▓": "=", "░": ".", "─": "-", "│": "|", "–": "-", "·": "-", "×": "x", "÷": "/", "→": "->", "…": "...",
    "≥": ">=", "≤": "<=", "Σ": "sum of ", "−": "-", NEWLINE: r"\n", "€": "EUR ", "£": "GBP ", "¥": "JPY ", "₹": "INR ",
    "₩": "KRW ", "₪": "ILS ", "’": "'",
}  # fmt: skip
_TO_ASCII = str.maketrans(_ASCII)
_ONE_COLUMN = str.maketrans(dict.fromkeys(_ASCII, "-"))

#: Meaning of a span to its escape code. Named colours and weights alone: they follow the terminal's own theme.
_CODES = {"strong": "1", "quiet": "2", "good": "32", "alarm": "31", "accent": "36", "title": "1"}


def width_of(text: str) -> int:
    """Columns a text takes."""
    if text.isascii():
        return len(text)
    text = text.translate(_ONE_COLUMN)
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text, "latest")


def _head_of(text: str, width: int) -> str:
    """As many characters as fit."""
    for end in range(1, len(text) + 1):
        if width_of(text[:end]) > width:
            return text[: end - 1]
    return text


class Line:
    """Spans of text, each with a style's name; immutable in spirit: `+` makes a new one."""

    __slots__ = ("spans",)

    def __init__(self, *spans: tuple[str, str]) -> None:
        self.spans = tuple((text, style) for text, style in spans if text)

    def __add__(self, other: "Line") -> "Line":
        return Line(*self.spans, *other.spans)

    @property
    def text(self) -> str:
        """Without styles."""
        return "".join(text for text, _ in self.spans)

    @property
    def width(self) -> int:
        """Columns it takes."""
        return sum(width_of(text) for text, _ in self.spans)

    def padded(self, width: int, *, right: bool = False) -> "Line":
        """Filled up with spaces to a width, on its right or, for numbers, on its left."""
        gap = Line((" " * (width - self.width), ""))
        return gap + self if right else self + gap


class Ink:
    """Writes for one canvas: what it can't show is spelled otherwise before anything is measured."""

    def __init__(self, canvas: Canvas) -> None:
        self.width = canvas.width
        self.ascii_only = canvas.ascii_only
        self._codes = _CODES | {"accent": "36" if canvas.dark else "34"} if canvas.colour else {}

    def own(self, text: str) -> str:
        """Our own words."""
        return text.translate(_TO_ASCII) if self.ascii_only else text

    def foreign(self, text: str) -> str:
        """Text from a file or an option, made harmless; a screen may well end in a build's log, so for that too."""
        return for_log(for_ascii(text) if self.ascii_only else text)

    def say(self, text: str, style: str = "") -> Line:
        """A line of our own words; foreign parts of it are clean already."""
        return Line((self.own(text), style))

    def name(self, text: str | None, width: int, style: str = "") -> Line:
        """Foreign text cut to a width; an empty one is `–`."""
        return self.fit(Line((self.own("–") if text is None else self.foreign(text[: 4 * width + 40]), style)), width)

    def fit(self, line: Line, width: int) -> Line:
        """The line, or as much of it as fits with `…` behind it."""
        if line.width <= width:
            return line
        mark = self.own("…")
        room = max(0, width - len(mark))
        spans: list[tuple[str, str]] = []
        for text, style in line.spans:
            head = _head_of(text, room)
            spans.append((head, style))
            room -= width_of(head)
            if head != text:
                break
        return Line(*spans, (mark[: max(0, width)], spans[-1][1] if spans else ""))

    def wrap(self, text: str, style: str = "", first: str = "", rest: str | None = None) -> list[Line]:
        """Prose broken between words at the canvas's width; `first` and `rest` indent it."""
        rest = " " * width_of(first) if rest is None else rest
        lines: list[str] = []
        current = first
        for word in text.split(" "):
            lead = "" if (current in (first, rest) and not current.strip()) or (current == first and not lines) else " "
            if current not in (first, rest) and width_of(current) + 1 + width_of(word) > self.width:
                lines.append(current)
                current, lead = rest, ""
            current += lead + word
        return [self.fit(Line((line, style)), self.width) for line in [*lines, current]]

    def page(self, lines: list[Line]) -> str:
        """The text of all lines, none wider than the canvas, without trailing space."""
        return self.uncut([self.fit(line, self.width) for line in lines])

    def uncut(self, lines: list[Line]) -> str:
        """The text of all lines however wide, without trailing space."""
        return "".join(f"{self._coloured(line)}\n" for line in lines)

    def _coloured(self, line: Line) -> str:
        if not self._codes:
            return line.text.rstrip()
        text = "".join(
            f"\x1b[{self._codes[style]}m{text}\x1b[0m" if self._codes.get(style) else text for text, style in line.spans
        )
        return text.rstrip()


BLANK = Line()
