"""What the keys do."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from .paint import lines, say
from .under import Over

#: As docs/ui.md has them, which is held against this.
KEYS = (
    ("↑ ↓, j k", "one row up or down; PgUp PgDn, Home End further"),
    ("← →, Tab", "to the stages, to the opportunities"),
    ("Enter, click", "open what the cursor is on"),
    ("/", "filter by name, account, owner or id; Esc ends it"),
    ("p", "another period, by its name or as 2026-Q4, 2026-11, A..B"),
    ("o", "one owner, or everybody"),
    ("s", "sort within a stage by amount, close, age, …"),
    ("c", "what changed since the last snapshot"),
    ("e", "every figure, and what it means"),
    ("r", "read the files again"),
    ("n, b", "in an opportunity: the next, the one before"),
    ("f", "in an opportunity: what it gives to the forecast"),
    ("t", "light on dark, or dark on light"),
    ("?", "these keys"),
    ("Esc", "back"),
    ("q", "quit"),
)


class HelpScreen(Over):
    """A box with every key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,f1,enter,q", "dismiss", "Back")]

    def compose(self) -> ComposeResult:
        """One line a key."""
        with VerticalScroll(id="box"):
            told = [say((f"{key:<14}", "strong"), what) for key, what in KEYS]
            end = say(("Nothing is ever written: the screens only read.", "quiet"))
            yield Static(lines([say(("Keys", "title")), *told, end]), markup=False)
