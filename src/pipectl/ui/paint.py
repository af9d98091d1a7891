"""Words as Textual shows them: never markup, in a handful of styles that follow the theme."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from rich.text import Text
from textual.content import Content, Span

#: Meaning to style; a sign or a word always stands beside a colour.
LOOKS = {
    "title": "bold",
    "strong": "bold",
    "quiet": "$foreground 60%",
    "good": "$text-success",
    "alarm": "$text-error",
    "accent": "$text-accent",
}
#: Clean text, or clean text and what it means.
Said: TypeAlias = "str | tuple[str, str]"


def say(*parts: Said) -> Content:
    """One line of parts."""
    line = Content("")
    for part in parts:
        text, style = (part, "") if isinstance(part, str) else part
        line = line.append_text(text, LOOKS.get(style, style))
    return line


class Line(NamedTuple):
    """A line, and what stands before it where it is broken at the edge of the screen."""

    head: Content
    body: Content


def line(head: Said, *parts: Said) -> Line:
    """What is said behind a head."""
    return Line(say(head), say(*parts))


def hung(some: Iterable[Line], width: int) -> Content:
    """Lines below each other, what is broken as far in as it began."""
    told: list[Content] = []
    for head, body in some:
        indent = head.cell_length
        first, *rest = body.wrap(max(8, width - indent)) or [body]
        told += [head + first, *(Content(" " * indent) + each for each in rest)]
    return lines(told)


def lines(some: Iterable[Content]) -> Content:
    """Lines below each other."""
    return Content("\n").join(some)


def painted(text: Text) -> Content:
    """A line that a screen of the terminal has, too."""
    spans = [Span(each.start, each.end, LOOKS.get(str(each.style), "")) for each in text.spans]
    whole = [Span(0, len(text.plain), LOOKS[str(text.style)])] if str(text.style) in LOOKS else []
    return Content(text.plain, [*whole, *spans])
