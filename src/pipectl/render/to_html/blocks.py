"""What a page is made of: plain data that the templates lay out. Nothing of it is markup but a cleaned picture."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

#: Opportunities that a table shows, and rows of any other; how many more there are is said below it.
MOST_DEALS, MOST_ROWS = 500, 200


class Bar(NamedTuple):
    """A bar, its part filled; all in hundredths of the scale [%]."""

    part: str
    whole: str
    start: str = "0"
    """Where it begins."""
    style: str = "open"
    """Of what is not filled: open, or went for what is taken away."""


class Cell(NamedTuple):
    """What stands in a table or a tile."""

    text: str = ""
    exact: str = ""
    """The number as it is, where the text rounds it."""
    order: str = ""
    """What it sorts by where that is neither its number nor its text."""
    style: str = ""
    """alarm, good, quiet or strong."""
    after: str = ""
    """Quiet words behind it."""
    bar: Bar | None = None
    term: str = ""
    """Key of what it means, where its column does not say."""


class Column(NamedTuple):
    """The head of a column."""

    title: str
    right: bool = False
    """Whether numbers stand in it."""
    term: str = ""
    """Key of its definition."""
    wide: bool = False
    """Whether sentences stand in it."""


class Table(NamedTuple):
    """Rows under titles."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    anchors: tuple[str, ...] = ()
    """An id a row."""
    more: int = 0
    """Rows left out."""
    instead: str = "--format csv has them"
    """Where those are."""
    sorts: bool = False
    filter: str = ""
    """What the field is called that filters it; empty for none."""
    kind: str = "table"


class Tile(NamedTuple):
    """One figure of the headline."""

    title: str
    figure: Cell
    under: tuple[str, ...] = ()
    term: str = ""


class Tiles(NamedTuple):
    """The headline."""

    tiles: tuple[Tile, ...]
    kind: str = "tiles"


class Span(NamedTuple):
    """A part of a gauge, from one place to another [% of its width]."""

    start: str
    width: str
    style: str
    """won, open or risk."""


class Gauge(NamedTuple):
    """A bar up to a target and beyond, with its numbers in words and in a table."""

    title: str
    words: str
    alt: str
    spans: tuple[Span, ...]
    mark: str
    """Where the target is [%]."""
    table: Table
    term: str = ""
    alarm: bool = False
    kind: str = "gauge"


class Picture(NamedTuple):
    """A chart with what it shows in words and in a table."""

    title: str
    svg: Markup
    alt: str
    table: Table


class Pictures(NamedTuple):
    """Charts side by side, where there is room."""

    pictures: tuple[Picture, ...]
    kind: str = "pictures"


class Words(NamedTuple):
    """A paragraph."""

    text: str
    style: str = ""
    """alarm, lead, quiet or strong."""
    kind: str = "words"


class Items(NamedTuple):
    """A list."""

    lines: tuple[str, ...]
    style: str = ""
    """quiet, or todo for boxes to tick on paper."""
    kind: str = "items"


class Command(NamedTuple):
    """What to run, behind what it is for."""

    words: str
    command: str
    kind: str = "command"


class Heading(NamedTuple):
    """A title inside a section."""

    text: str
    kind: str = "heading"


class Card(NamedTuple):
    """One opportunity on a board."""

    title: str
    told: tuple[Cell, ...]
    risk: str = ""
    """The gravest reason behind its mark; empty where nothing speaks against it."""
    style: str = ""
    """alarm, or nothing."""


class Lane(NamedTuple):
    """A stage of a board, with its cards."""

    title: str
    under: tuple[str, ...]
    cards: tuple[Card, ...]
    more: str = ""
    """How many are not shown."""


class Lanes(NamedTuple):
    """A board: stages from left to right, on a phone below each other."""

    lanes: tuple[Lane, ...]
    kind: str = "lanes"


Block = Table | Tiles | Gauge | Pictures | Words | Items | Command | Heading | Lanes


class Section(NamedTuple):
    """A part of the page under its title."""

    title: str
    blocks: tuple[Block, ...]
    id: str
    style: str = ""
    """bare for one whose title only screen readers need."""


class Definition(NamedTuple):
    """What a figure means."""

    key: str
    title: str
    meaning: str
    formula: str = ""
    source: str = ""
    figure: Cell = Cell()
    behind: str = ""
    """Both halves, or why there is no value."""
    parts: tuple[tuple[str, Cell], ...] = ()
    """Figures beside it, by title."""


class Page(NamedTuple):
    """One result, whole."""

    title: str
    pipeline: str
    span: tuple[str, ...]
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...] = ()
    filters: tuple[str, ...] = ()
    warning: str = ""
    data: str = ""
    """Where the figures come from, and what was found."""
    see: str = ""
    """What to run to see all of that."""
    notes: tuple[str, ...] = ()
    lang: str = "en"
    """Of our own words."""


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    total: Sequence[Cell] = (),
    *,
    sorts: bool = True,
) -> tuple[Table, ...]:
    """A table of at most `MOST_ROWS`; none without rows."""
    found = [tuple(row) for row in rows]
    if not found:
        return ()
    shown = tuple(found[:MOST_ROWS])
    more = len(found) - len(shown)
    return (Table(caption, tuple(columns), shown, tuple(total), more=more, sorts=sorts and len(shown) > 1),)
