"""Every figure of the report, and what it means."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Static

from ..domain.result import Measure, Report
from ..render.spell import interval, spell
from .cells import Cell, Column, clean
from .paint import lines, say
from .rows import Rows
from .under import BACK, FIRST, Under

_COLUMNS = (Column("Figure", 18, 34), Column("Here", 9, 16, right=True), Column("Why not", 16, 90, rank=1))


class FiguresScreen(Under):
    """As `pipectl explain` has them."""

    BINDINGS: ClassVar[list[BindingType]] = [*FIRST, BACK]

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report

    def compose(self) -> ComposeResult:
        """The figures over the meaning of one."""
        yield Rows[Measure](_COLUMNS, self._cells, id="figures")
        yield Static(id="meaning", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """They are here already."""
        table = self.query_one("#figures", Rows)
        table.fill(self._report.measures)
        table.focus()

    def show(self) -> None:
        """The same of what is asked now."""
        if self.screens.report is not None:
            self._report = self.screens.report
            table = self.query_one("#figures", Rows)
            table.fill(self._report.measures, at=table.cursor)

    def _cells(self, measure: Measure, _: Sequence[int]) -> Mapping[int, Cell]:
        return {
            0: Cell(measure.title),
            1: Cell(self._value(measure), "strong"),
            2: Cell(clean(measure.undefined or ""), "quiet"),
        }

    def _value(self, measure: Measure) -> str:
        return spell(measure.value, measure.unit, self._report.currency, short=True)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """What the one under the cursor means."""
        measure: Measure = event.row
        between = f" ({interval(measure.interval)})" if measure.interval else ""
        told = [
            say((measure.title, "title"), f"  {self._value(measure)}{between}"),
            say(clean(measure.definition, 600)),
            say((f"{clean(measure.formula, 300)} · pipectl explain {measure.key}", "quiet")),
        ]
        told += [say((clean(measure.undefined, 600), "quiet"))] if measure.undefined else []
        self.query_one("#meaning", Static).update(lines(told))
