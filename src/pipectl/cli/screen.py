"""What the destination of an answer can show, and what says so."""

import os
import stat
import sys
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO

from .options import Writing
from .output import DASH
from .surroundings import NARROWEST, is_width

if TYPE_CHECKING:
    from ..render.canvas import Canvas

DEFAULT_WIDTH = 100
#: Our own signs.
SIGNS = "█░│–×÷·→"

#: Terminals that leave text as it comes, and may show the signs that order it.
UNORDERED = (None, "", "dumb", "linux")

#: What settles the width, and the colour.
WidthBy = Literal["--width", "COLUMNS", "terminal", "default"]
ColourBy = Literal["--color", "NO_COLOR", "FORCE_COLOR", "TERM=dumb", "terminal", "no terminal"]


class Width(NamedTuple):
    """Columns a line may take."""

    columns: int
    by: WidthBy


class Colour(NamedTuple):
    """Whether there is colour."""

    on: bool
    by: ColourBy


def canvas(writing: Writing) -> "Canvas":
    """What the destination can show: width, colour, and whether it takes more than ASCII."""
    from ..render.canvas import Canvas

    return Canvas(
        width=width(writing).columns,
        colour=colour(writing).on,
        ascii_only=not _on_file(writing) and not takes_signs(sys.stdout),
        height=writing.height(),
        isolates=not _on_file(writing) and orders_text(sys.stdout),
    )


def paper(writing: Writing) -> "Canvas":
    """What a picture of the screen can show: all of it, as wide as asked for whatever terminal it is asked from."""
    from ..render.canvas import Canvas

    columns = DEFAULT_WIDTH if writing.width is None else int(writing.width)
    return Canvas(width=columns, colour=True, dark=writing.theme == "dark")


def width(writing: Writing) -> Width:
    """As `--width` says, else COLUMNS, else as wide as the terminal, else the default."""
    if writing.width is not None:
        return Width(int(writing.width), "--width")
    columns = os.environ.get("COLUMNS", "")
    if is_width(columns):
        return Width(int(columns), "COLUMNS")
    screen = None if _on_file(writing) else _screen()
    if screen is None:
        return Width(DEFAULT_WIDTH, "default")
    return Width(max(NARROWEST, screen), "terminal")


def colour(writing: Writing) -> Colour:
    """As `--color` says, else NO_COLOR, else FORCE_COLOR, else wherever a terminal shows it."""
    wanted = writing.color or "auto"
    if wanted != "auto":
        return Colour(wanted == "always", "--color")
    if os.environ.get("NO_COLOR"):
        return Colour(on=False, by="NO_COLOR")
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return Colour(on=True, by="FORCE_COLOR")
    if _on_file(writing) or not sys.stdout.isatty():
        return Colour(on=False, by="no terminal")
    dumb = os.environ.get("TERM") == "dumb"
    return Colour(not dumb, "TERM=dumb" if dumb else "terminal")


def takes_signs(stream: TextIO) -> bool:
    """Whether a stream can write our own signs."""
    try:
        SIGNS.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def orders_text(stream: TextIO) -> bool:
    """Whether a stream is a terminal that may put text from right to left in order; a pager shows the signs for it."""
    return stream.isatty() and os.environ.get("TERM") not in UNORDERED


def _on_file(writing: Writing) -> bool:
    return writing.output not in (None, DASH)


def _screen() -> int | None:
    """Columns of the terminal the answer is read on: stdout's, or stderr's where stdout is piped into a pager."""
    stream = sys.stderr if stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode) else sys.stdout
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except OSError:
        return None
