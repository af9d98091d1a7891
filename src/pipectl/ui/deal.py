"""One opportunity: its row, what speaks against it, what its stage asks, its past, and what it gives the forecast."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widgets import Footer, Static

from ..domain.dossier import Dossier
from ..domain.errors import PipectlError
from ..domain.finding import Place
from ..domain.forecast import Forecast
from . import deal_words as words
from .cells import clean
from .paint import Line, hung, line, lines, say
from .under import FIRST, Under

TITLES = {
    "risks": "What speaks against it",
    "criteria": "What its stage asks",
    "forecast": "Forecast",
    "past": "History",
    "fields": "Its row",
}
LEFT, RIGHT = ("risks", "criteria", "forecast"), ("past", "fields")


class DealScreen(Under):
    """All that is known of one of several opportunities."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FIRST,
        Binding("escape,backspace,left", "back", "Back", key_display="esc"),
        Binding("n", "step(1)", "Next deal"),
        Binding("b", "step(-1)", "Deal before"),
        Binding("f", "forecast", "Forecast"),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("pagedown,space", "scroll(10)", "Page down", show=False),
        Binding("pageup", "scroll(-10)", "Page up", show=False),
    ]

    def __init__(self, places: Sequence[Place], at: int) -> None:
        super().__init__()
        self._places, self._at = places, at
        self._found: Dossier | None = None
        self._forecast: Forecast | None = None
        self._told: dict[str, list[Line]] = {}

    def compose(self) -> ComposeResult:
        """The title over the sections."""
        yield Static(id="title", markup=False)
        with Container(id="sections"):
            for side, names in (("left", LEFT), ("right", RIGHT)):
                with Vertical(id=side):
                    for name in names:
                        yield Static(id=name, classes="section", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Ask what is known."""
        self.show()

    def show(self) -> None:
        """Ask again: another day, another question, or other files."""
        app, place, asked = self.screens, self._places[self._at], self.screens.asked

        def refuse(error: PipectlError) -> None:
            app.refuse(error)
            self.dismiss()

        self._forecast = None
        app.desk.ask("deal", lambda: app.answers.dossier(asked, place), self._show, refuse)

    def _show(self, found: Dossier) -> None:
        self._found = found
        app = self.screens
        entry = app.risks.get(found.opportunity.place)
        place = f"{self._at + 1:,} of {len(self._places):,}"
        name, stands = words.title(found)
        self.query_one("#title", Static).update(lines([name + say((f"  {place}", "quiet")), stands]))
        self._fill("risks", words.risks(found, entry, known=app.report is not None))
        self._fill("criteria", words.criteria(found))
        self._fill("past", words.past(found))
        self._fill("fields", words.fields(found))
        self._fill("forecast", [line("", ("f asks what it gives to the forecast", "quiet"))])
        if self._forecast is not None:
            self._show_forecast(self._forecast)

    def _fill(self, name: str, told: Iterable[Line]) -> None:
        self._told[name] = list(told)
        self._draw(name)

    def _draw(self, name: str) -> None:
        width = self.app.size.width - 3
        width = width // 2 - 3 if self.has_class("-wide") else width
        told = hung([line((TITLES[name], "title"), ""), *self._told[name]], width)
        self.query_one(f"#{name}", Static).update(told)

    def on_resize(self) -> None:
        """Lines are broken elsewhere."""
        self.call_after_refresh(self._draw_all)

    def _draw_all(self) -> None:
        for name in self._told:
            self._draw(name)

    def action_forecast(self) -> None:
        """What it gives to the forecast: it may take a while, so only where it is asked for."""
        app, asked = self.screens, self.screens.asked

        def refuse(error: PipectlError) -> None:
            self._fill("forecast", [line("", (clean(error.message, 400), "quiet"))])

        self._fill("forecast", [line("", ("being forecast …", "quiet"))])
        app.desk.ask("forecast", lambda: app.answers.forecast(asked), self._show_forecast, refuse)

    def _show_forecast(self, forecast: Forecast) -> None:
        self._forecast = forecast
        if self._found is not None and self.is_attached:
            self._fill("forecast", words.contribution(self._found, forecast))

    def action_step(self, by: int) -> None:
        """The next or the one before in the list."""
        forecast, at = self._forecast, self._at + by
        if 0 <= at < len(self._places):
            self._at = at
            self.show()
            self._forecast = forecast
            self.query_one("#sections").scroll_home(animate=False)

    def action_scroll(self, by: int) -> None:
        """Down or up."""
        self.query_one("#sections").scroll_relative(y=by, animate=False)

    def action_back(self) -> None:
        """To the list, the cursor on the one that was looked at."""
        from .browse import BrowseScreen

        for screen in self.app.screen_stack:
            if isinstance(screen, BrowseScreen):
                screen.go_to(self._places[self._at])
        self.dismiss()
