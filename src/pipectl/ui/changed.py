"""What changed since the last snapshot, and the opportunities behind it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Footer, Static

from ..domain.changes import ChangedDeal, ChangeLine, Changes
from ..domain.values import Unit
from ..render.spell import long_day, short_day, signed
from ..render.words.change import ASKING, NOTHING, by_words, headline_words, moved_words, span_words, window_words
from ..render.words.shared import counted
from .cells import Cell, Column, clean
from .deal import DealScreen
from .paint import lines, say
from .rows import Rows
from .under import BACK, FIRST, Under

if TYPE_CHECKING:
    from .app import Screens

_COLUMNS = (
    Column("Change", 10, 14),
    Column("Deal", 14, 44),
    Column("Owner", 7, 16, rank=3),
    Column("On", 6, 11, rank=2),
    Column("What changed", 16, 60, rank=1),
    Column("Amount", 10, 14, right=True),
)


class _Line(NamedTuple):
    """One opportunity behind one change."""

    line: ChangeLine
    deal: ChangedDeal
    is_first: bool


class ChangesScreen(Under):
    """Every opportunity behind every change."""

    BINDINGS: ClassVar[list[BindingType]] = [*FIRST, BACK]

    def __init__(self, found: Changes) -> None:
        super().__init__()
        self._found = found

    def compose(self) -> ComposeResult:
        """The sums over the opportunities."""
        yield Static(id="told", markup=False)
        yield Rows[_Line](_COLUMNS, self._cells, NOTHING, id="changes")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """They are here already."""
        found = self._found
        days = f"{long_day(found.start)} → {long_day(found.end)}"
        parts = [part for part in (clean(window_words(found)), days, span_words(found)) if part]
        told = [say((f"Changes · {' · '.join(parts)}", "title")), say(clean(headline_words(found)))]
        told += [self._sums()] if any(line.opportunities for line in found.whole.lines) else []
        self.query_one("#told", Static).update(lines(told))
        rows = [_Line(line, deal, not place) for line in found.whole.lines for place, deal in enumerate(line.deals)]
        table = self.query_one("#changes", Rows)
        table.fill(rows)
        table.focus()

    def _sums(self) -> Content:
        """Every change with its count and amount."""
        told = Content("")
        for line in self._found.whole.lines:
            if line.opportunities:
                money = signed(line.amount, Unit.MONEY, self._found.currency, short=True)
                words = f" {money}, {counted(line.opportunities, 'deal')}"
                told = told.append_text("   " if told else "") + say((line.title, _style(line)), words)
        return told

    def _cells(self, row: _Line, _: Sequence[int]) -> Mapping[int, Cell]:
        line, deal, found = row.line, row.deal, self._found
        return {
            0: Cell(line.title if row.is_first else "", _style(line)),
            1: Cell(clean(deal.name)),
            2: Cell(clean(deal.owner), "quiet"),
            3: Cell(short_day(deal.day, found.end)),
            4: Cell(moved_words(deal, line.key, found, clean)),
            5: Cell(by_words(deal.amount, found)),
        }

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Into the opportunity, where it is there still."""
        answers = self.screens.answers
        rows: Sequence[_Line] = event.table.rows
        places = [answers.place_of(row.deal.key) for row in rows]
        at = places[event.table.cursor]
        if at is None:
            self.notify("It is not in today's export any more.", severity="warning", markup=False)
            return
        known = list(dict.fromkeys(place for place in places if place is not None))
        self.app.push_screen(DealScreen(known, known.index(at)))


def _style(line: ChangeLine) -> str:
    if line.key == "won":
        return "good"
    return "alarm" if line.key in ASKING else "strong"


def ask_changes(app: "Screens") -> None:
    """Ask what changed, and show it."""
    asked = app.asked
    app.ask("changes", lambda: app.answers.changes(asked), lambda found: _push(app, found))


def _push(app: "Screens", found: Changes) -> None:
    app.push_screen(ChangesScreen(found))
