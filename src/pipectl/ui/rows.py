"""A table of any length: only the lines on the screen are ever made into text."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from .cells import GAP, STYLES, Cell, Column, fitted, widths

T = TypeVar("T")
#: Cells of one row, by the places of the columns that are shown.
Cells = Callable[[T, Sequence[int]], Mapping[int, Cell]]


class Rows(ScrollView, Generic[T], can_focus=True):
    """Rows under a header, with a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--title",
        "rows--cursor",
        "rows--quiet-cursor",
        *(f"rows--{name}" for name in STYLES),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("home,g", "end(-1)", "First", show=False),
        Binding("end,G", "end(1)", "Last", show=False),
    ]

    cursor: reactive[int] = reactive(0)

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, table: "Rows[Any]", row: Any) -> None:
            super().__init__()
            self.table, self.row = table, row

        @property
        def control(self) -> "Rows[Any]":
            """The table it happened in."""
            return self.table

    class Opened(Moved):
        """A row was chosen."""

    def __init__(self, columns: Sequence[Column], cells: "Cells[T]", nothing: str = "", *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._columns, self._cells, self.nothing = columns, cells, nothing
        self._rows: Sequence[T] = ()
        self._widths: dict[int, int] = {}

    @property
    def rows(self) -> Sequence[T]:
        """What is shown."""
        return self._rows

    @property
    def row(self) -> T | None:
        """Where the cursor stands."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def fill(self, rows: Sequence[T], columns: Sequence[Column] | None = None, at: int = 0) -> None:
        """Show other rows, the cursor on the one of this place."""
        self._rows = rows
        self._columns = self._columns if columns is None else columns
        self._lay_out()
        self.set_reactive(Rows.cursor, max(0, min(at, len(rows) - 1)))
        self._show_cursor()
        self.refresh()
        self._tell_moved()

    def validate_cursor(self, place: int) -> int:
        """No row beyond the last."""
        return max(0, min(place, len(self._rows) - 1))

    def watch_cursor(self) -> None:
        """Keep it in sight."""
        self._show_cursor()
        self.refresh()
        self._tell_moved()

    def _tell_moved(self) -> None:
        if self.row is not None:
            self.post_message(self.Moved(self, self.row))

    def _show_cursor(self) -> None:
        """The header takes a line of the window, and none of the rows."""
        window = max(1, self.size.height - 1)
        top = round(self.scroll_y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + window:
            self.scroll_to(y=self.cursor - window + 1, animate=False, force=True)

    def _lay_out(self) -> None:
        self._widths = widths(self._columns, max(1, self.scrollable_content_region.width - 2))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows) + 1)

    def on_resize(self) -> None:
        """Other columns may have room."""
        self._lay_out()
        self._show_cursor()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The header, or the row that is scrolled to this line."""
        place = round(self.scroll_y) + y - 1
        if not y:
            titles = {at: Cell(self._columns[at].title) for at in self._widths}
            return self._strip(titles, self.get_component_rich_style("rows--title"))
        if place < len(self._rows):
            return self._strip(self._cells(self._rows[place], tuple(self._widths)), self._under(place))
        words = self.nothing if y == 1 else ""
        return self._strip({next(iter(self._widths), 0): Cell(words, "quiet")}, self.rich_style)

    def _under(self, place: int) -> Style:
        if place != self.cursor:
            return self.rich_style
        return self.get_component_rich_style("rows--cursor" if self.has_focus else "rows--quiet-cursor")

    def _strip(self, cells: Mapping[int, Cell], under: Style) -> Strip:
        width = self.scrollable_content_region.width
        parts = [Segment(" ", under)]
        lone = len(cells) == 1 and len(self._widths) > 1
        for at, size in self._widths.items():
            if at not in cells:
                continue
            cell = cells[at]
            text = fitted(cell.text, width - 2 if lone else size, right=self._columns[at].right)
            parts.append(Segment(text + " " * GAP, under + self._ink(cell, under)))
        return Strip(parts).adjust_cell_length(width, under)

    def _ink(self, cell: Cell, under: Style) -> Style:
        """What a meaning looks like; on the cursor its weight alone, since its colour may not be seen there."""
        if not cell.style:
            return Style.null()
        style = self.get_component_rich_style(f"rows--{cell.style}", partial=True)
        return style if under == self.rich_style else Style(bold=style.bold, dim=None)

    def action_move(self, by: int) -> None:
        """So many rows down."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """So many windows down."""
        self.cursor += by * max(1, self.size.height - 2)

    def action_end(self, side: int) -> None:
        """To the first row or the last."""
        self.cursor = 0 if side < 0 else len(self._rows) - 1

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        if self.row is not None:
            self.post_message(self.Opened(self, self.row))

    def on_click(self, event: events.Click) -> None:
        """The row that is clicked; the one under the cursor is chosen by it."""
        offset = event.get_content_offset(self)
        place = -1 if offset is None or not offset.y else round(self.scroll_y) + offset.y - 1
        if not 0 <= place < len(self._rows):
            return
        if place == self.cursor:
            self.action_open()
        self.cursor = place

    def on_focus(self) -> None:
        """The cursor looks otherwise."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor looks otherwise."""
        self.refresh()
