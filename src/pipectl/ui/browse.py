"""The first screen: stages on the left, opportunities on the right, a filter above them."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Footer, Input, Static

from ..domain.finding import Place
from ..render.words.shared import rows_words
from . import deals as words
from .cells import clean
from .deals import Deal, Pick
from .head import before_head, head
from .paint import Said, say
from .rows import Rows
from .under import FIRST, Under


class BrowseScreen(Under):
    """Stages, opportunities and a filter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FIRST,
        Binding("slash", "filter", "Filter", key_display="/"),
        Binding("escape", "clear", "Clear", show=False),
        Binding("p", "period", "Period"),
        Binding("o", "owner", "Owner"),
        Binding("s", "sort", "Sort"),
        Binding("c", "changes", "Changes"),
        Binding("e", "figures", "Figures"),
        Binding("r", "reload", "Reload"),
        Binding("left", "side('stages')", "Stages", show=False),
        Binding("right", "side('deals')", "Deals", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._every: list[Deal] = []
        self._in_pick: Sequence[Deal] = ()
        self._pick: Pick | None = None

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield Static(id="head", markup=False)
        yield Static(id="banner", markup=False)
        yield Input(placeholder="/ to filter by name, account, owner or id", id="filter", select_on_focus=False)
        with Horizontal(id="body"):
            yield Rows[Pick](words.STAGES, words.pick_cells, id="stages")
            yield Rows[Deal]((), words.deal_cells(lambda: self.screens.listing), "nothing is left here", id="deals")
        yield Static(id="why", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(show_command_palette=False)

    @property
    def _stages(self) -> Rows[Pick]:
        return self.query_one("#stages", Rows)

    @property
    def _deals(self) -> Rows[Deal]:
        return self.query_one("#deals", Rows)

    def on_mount(self) -> None:
        """All that is open stands first."""
        self.show()
        self.set_focus(self._deals)
        self.call_after_refresh(self.screens.begin)

    def show(self) -> None:
        """Show what is known now, the cursors where they were."""
        app = self.screens
        self._show_head()
        self.query_one("#banner", Static).update(say((app.trouble or "", "alarm")))
        self.query_one("#banner").set_class(app.trouble is not None, "-shown")
        self._every = words.deals(app.listing, app.report)
        known = words.picks(app.listing, app.report)
        name = None if self._pick is None else (self._pick.name, self._pick.stage)
        at = next((place for place, each in enumerate(known) if (each.name, each.stage) == name), 0)
        if name is None and not known[0].opportunities:
            at = len(known) - 1
        self._pick = known[at]
        self._stages.fill(known, at=at)
        self._choose(self._place())

    def _place(self) -> Place | None:
        deal = self._deals.row
        return None if deal is None else deal.row.place

    def _choose(self, keep: Place | None = None) -> None:
        """The opportunities of what is picked, the cursor on the one to keep."""
        self._in_pick = words.chosen(self._every, self._pick)
        self._deals.fill((), words.columns(self._in_pick, self.screens.listing.bands, self._pick))
        self._narrow(keep)

    def _narrow(self, keep: Place | None = None) -> None:
        """Those of them that the filter leaves."""
        self.query_one("#why", Static).update("")
        some = words.filtered(self._in_pick, self.query_one("#filter", Input).value)
        at = 0 if keep is None else next((n for n, each in enumerate(some) if each.row.place == keep), 0)
        self._deals.fill(some, at=at)
        self._show_status()

    def _show_head(self) -> None:
        app = self.screens
        size = self.app.size
        known = before_head(app.listing) if app.report is None else head(app.report, size.width - 2, size.height)
        self.query_one("#head", Static).update(known)

    def _show_status(self) -> None:
        app, pick = self.screens, self._pick
        shown, whole = len(self._deals.rows), len(self._in_pick)
        parts: list[Said] = [(f"{shown:,} of {whole:,}", "strong") if shown != whole else f"{whole:,} deals"]
        parts.append(f" · {pick.name if pick else ''} · by {app.asked.sort}")
        parts += [f" · owner {clean(each, 40)}" for each in app.asked.owners]
        parts.append((f" · {rows_words(app.listing.rows)}", "quiet"))
        self.query_one("#status", Static).update(say(*parts))

    def on_resize(self, event: events.Resize) -> None:
        """Other figures may have room."""
        del event
        if self.query("#head"):
            self._show_head()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as it is typed."""
        del event
        self._narrow()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To what is left."""
        del event
        self.set_focus(self._deals)

    def on_key(self, event: events.Key) -> None:
        """From the filter down into what is left."""
        if event.key == "down" and self.query_one("#filter").has_focus:
            self.set_focus(self._deals)
            event.stop()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Another stage shows other opportunities; of an opportunity, why it wants a look."""
        if event.table is self._deals:
            self.query_one("#why", Static).update(words.why(event.row))
        if event.table is self._stages and event.row is not self._pick:
            self._pick = event.row
            self._choose()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Into the stage, or into the opportunity."""
        if event.table is self._stages:
            self.set_focus(self._deals)
            return
        from .deal import DealScreen

        self.app.push_screen(DealScreen([each.row.place for each in self._deals.rows], self._deals.cursor))

    def go_to(self, place: Place) -> None:
        """Put the cursor on an opportunity where it is shown."""
        at = next((n for n, each in enumerate(self._deals.rows) if each.row.place == place), None)
        if at is not None:
            self._deals.cursor = at

    def action_filter(self) -> None:
        """Begin to type a filter; at once, so that the next key of who types fast is part of it."""
        self.set_focus(self.query_one("#filter", Input))

    def action_clear(self) -> None:
        """No filter."""
        self.query_one("#filter", Input).value = ""
        self.set_focus(self._deals)

    def action_side(self, side: str) -> None:
        """To the stages, or to the opportunities."""
        self.set_focus(self._stages if side == "stages" else self._deals)

    def action_period(self) -> None:
        """Choose another period."""
        from .choose import choose_period

        choose_period(self.screens)

    def action_owner(self) -> None:
        """Choose another owner."""
        from .choose import choose_owner

        choose_owner(self.screens)

    def action_sort(self) -> None:
        """The next order of the list."""
        self.screens.sort()

    def action_changes(self) -> None:
        """What changed since the last snapshot."""
        from .changed import ask_changes

        ask_changes(self.screens)

    def action_figures(self) -> None:
        """What every figure means."""
        from .figures import FiguresScreen

        if self.screens.report is not None:
            self.app.push_screen(FiguresScreen(self.screens.report))

    def action_reload(self) -> None:
        """Read the files again."""
        self.screens.reload()
