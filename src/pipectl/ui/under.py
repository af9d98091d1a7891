"""What every screen of ours knows: the application it is over."""

from typing import TYPE_CHECKING, cast

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

if TYPE_CHECKING:
    from .app import Screens


#: What stands first at the foot of every screen, so that it is not cut where there is little room.
FIRST: list[BindingType] = [
    Binding("question_mark", "app.keys", "Keys", key_display="?"),
    Binding("q", "app.quit", "Quit"),
]
BACK = Binding("escape,backspace,left", "dismiss", "Back", key_display="esc")


class Under(Screen[None]):
    """A screen over the whole terminal."""

    @property
    def screens(self) -> "Screens":
        """The application."""
        return cast("Screens", self.app)

    def show(self) -> None:
        """Show what is known now."""


class Over(ModalScreen[None]):
    """A box over another screen."""

    @property
    def screens(self) -> "Screens":
        """The application."""
        return cast("Screens", self.app)
