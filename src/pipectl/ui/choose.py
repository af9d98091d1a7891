"""Boxes to choose a period or an owner in, by typing or by moving."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from .answers import Ask
from .cells import clean
from .paint import say
from .under import Over

if TYPE_CHECKING:
    from .app import Screens

EVERYBODY = "everybody"
#: Choices that are shown; the others are found by typing.
MOST = 200


class ChoiceScreen(Over):
    """A line to type in over the choices that it leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def __init__(self, title: str, choices: Sequence[str], of: Callable[[str], Ask], *, free: bool) -> None:
        super().__init__()
        self._title, self._choices, self._of, self._free = title, choices, of, free
        self._shown: list[str] = []

    def compose(self) -> ComposeResult:
        """The line, what was wrong with it, and the choices."""
        with Vertical(id="box"):
            yield Static(say((self._title, "title")), markup=False)
            yield Input(id="typed")
            yield Static(id="wrong", markup=False)
            yield OptionList(id="choices", markup=False)

    def on_mount(self) -> None:
        """Every choice, and the line to type in."""
        self._narrow("")
        self.query_one("#typed").focus()

    def _narrow(self, text: str) -> None:
        sought = text.casefold().strip()
        self._shown = [each for each in self._choices if sought in each.casefold()][:MOST]
        found = self.query_one("#choices", OptionList)
        found.clear_options()
        found.add_options([Option(Content(clean(each, 60))) for each in self._shown])
        if self._shown:
            found.highlighted = 0

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer choices as more is typed."""
        self._wrong("")
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """What is typed where it may be anything, else the choice that is lit."""
        exact = next((each for each in self._shown if each.casefold() == event.value.strip().casefold()), None)
        lit = self.query_one("#choices", OptionList).highlighted
        if exact is None and self._shown and lit is not None:
            exact = self._shown[lit]
        if exact is None and self._free and event.value.strip():
            exact = event.value.strip()
        if exact is not None:
            self._take(exact)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The choice that is clicked, or entered."""
        self._take(self._shown[event.option_index])

    def on_key(self, event: events.Key) -> None:
        """Move through the choices from the line."""
        if event.key in ("up", "down") and self.query_one("#typed").has_focus:
            found = self.query_one("#choices", OptionList)
            found.action_cursor_down() if event.key == "down" else found.action_cursor_up()
            event.stop()

    def _take(self, choice: str) -> None:
        self.screens.switch(self._of(choice), self._wrong, self._done)

    def _wrong(self, why: str) -> None:
        if self.is_attached:
            self.query_one("#wrong", Static).update(say((why, "alarm")))
            self.query_one("#wrong").set_class(bool(why), "-shown")

    def _done(self) -> None:
        if self.is_attached:
            self.dismiss()


def choose_period(app: "Screens") -> None:
    """Ask for a period, one of those with a name or any other that `--period` takes."""
    title = "Period: choose, or type one as 2026-Q4, 2026-11, FY26-Q2 or A..B"
    app.push_screen(ChoiceScreen(title, app.answers.periods, lambda text: app.asked._replace(period=text), free=True))


def choose_owner(app: "Screens") -> None:
    """Ask for an owner, or everybody."""

    def of(name: str) -> Ask:
        return app.asked._replace(owners=() if name == EVERYBODY else (name,))

    app.push_screen(ChoiceScreen("Owner", [EVERYBODY, *app.answers.owners], of, free=False))
