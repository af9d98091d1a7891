"""The application: what is asked, what is known of it, and the screens over it."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, TypeVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.worker import WorkerFailed

from ..domain.errors import PipectlError
from ..domain.finding import Place
from ..domain.listing import Listing
from ..domain.result import Attention, Report
from .answers import SORTS, Answers, Ask
from .browse import BrowseScreen
from .cells import clean
from .desk import Desk

T = TypeVar("T")
DARK, LIGHT = "textual-dark", "textual-light"
#: The code of a run that was ended by Ctrl-C.
INTERRUPTED = 130


class Screens(App[int]):
    """The screens of `pipectl ui`."""

    CSS_PATH = "look.tcss"
    TITLE = "pipectl"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-normal"), (118, "-wide")]  # noqa: RUF012 - Textual has it so
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+c", "interrupt", "Quit", show=False, priority=True),
        Binding("t", "theme", "Light/dark", show=False),
        Binding("question_mark,f1", "keys", "Keys", show=False),
        Binding("q", "quit", "Quit", show=False),
    ]

    def __init__(self, answers: Answers, listing: Listing, *, light: bool = False) -> None:
        super().__init__()
        self.answers, self.listing = answers, listing
        self.asked: Ask = answers.first
        self.report: Report | None = None
        self.risks: dict[Place, Attention] = {}
        self.trouble: str | None = None
        """Why what is shown is not what was asked for; None where it is."""
        self.broken: Exception | None = None
        """A bug that ended the screens."""
        self.desk = Desk(self.call_from_thread, self._handle_exception)
        self.theme = LIGHT if light else DARK

    def on_mount(self) -> None:
        """The list is there already; the figures follow."""
        self._take_signals()
        self.push_screen(BrowseScreen())

    def begin(self) -> None:
        """Add up the figures, now that the list can be seen."""
        self._add_up(self.asked)

    def ask(self, group: str, work: Callable[[], T], show: Callable[[T], None]) -> None:
        """Have a question answered without waiting for it."""
        self.desk.ask(group, work, show, self.refuse)

    def refuse(self, error: PipectlError) -> None:
        """Say why there is no answer; what is shown stays."""
        self.notify(clean(error.message, 600), severity="error", timeout=12, markup=False)

    def switch(
        self, asked: Ask, wrong: Callable[[str], None] | None = None, done: Callable[[], None] | None = None
    ) -> None:
        """Ask the same otherwise; where that makes no sense `wrong` is told, and all stays as it was."""

        def show(listing: Listing) -> None:
            self.asked, self.listing, self.report, self.risks = asked, listing, None, {}
            if done is not None:
                done()
            self._show()
            self._add_up(asked)

        def refuse(error: PipectlError) -> None:
            self.refuse(error) if wrong is None else wrong(clean(error.message, 600))

        self.desk.ask("list", lambda: self.answers.listing(asked), show, refuse)

    def sort(self) -> None:
        """The next order of the list."""
        following = SORTS[(SORTS.index(self.asked.sort) + 1) % len(SORTS)]
        asked = self.asked._replace(sort=following)

        def show(listing: Listing) -> None:
            self.asked, self.listing = asked, listing
            self._show()

        self.ask("list", lambda: self.answers.listing(asked), show)

    def reload(self) -> None:
        """Read the files again; where they can't be read, what is shown stays, with the reason above it."""
        asked = self.asked

        def work() -> Listing:
            self.answers.reload()
            return self.answers.listing(asked)

        def show(listing: Listing) -> None:
            self.trouble, self.listing, self.report, self.risks = None, listing, None, {}
            self._to_first()
            self.notify("Read again.", timeout=3, markup=False)
            for line in self.answers.said:
                self.notify(clean(line, 400), severity="warning", timeout=10, markup=False)
            self._show()
            self._add_up(asked)

        def refuse(error: PipectlError) -> None:
            self.trouble = f"{clean(error.message, 600)} · r reads again; what is shown is from before"
            self._show()

        self.desk.ask("list", work, show, refuse)

    def _add_up(self, asked: Ask) -> None:
        def show(report: Report) -> None:
            self.report, self.risks = report, {each.place: each for each in report.attention}
            self._show()

        self.ask("report", lambda: self.answers.report(asked), show)

    def _show(self) -> None:
        """Every screen that is open shows what is known now."""
        for screen in self.screen_stack:
            if (show := getattr(screen, "show", None)) is not None:
                show()

    def _to_first(self) -> None:
        """Whatever is open speaks of rows that may stand elsewhere now."""
        while len(self.screen_stack) > 1 and not isinstance(self.screen, BrowseScreen):
            self.pop_screen()

    def _take_signals(self) -> None:
        """Be ended from outside as by a key, so that the terminal is left as it was."""
        if self.is_headless:
            return
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(each, self.action_interrupt)

    def _handle_exception(self, error: Exception) -> None:
        """A bug: the screens end, and the command tells it as every other."""
        self.broken = error.error if isinstance(error, WorkerFailed) and isinstance(error.error, Exception) else error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """No traceback: the last guard has a line for it."""
        self._close_messages_no_wait()

    def action_interrupt(self) -> None:
        """Leave as Ctrl-C does elsewhere."""
        self.exit(INTERRUPTED)

    async def action_quit(self) -> None:
        """Leave."""
        self.exit(0)

    def action_theme(self) -> None:
        """Light on dark, or dark on light."""
        self.theme = DARK if self.theme == LIGHT else LIGHT

    def action_keys(self) -> None:
        """What the keys do."""
        from .keys import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())


def show(answers: Answers, listing: Listing, *, light: bool) -> int:
    """Show the screens until they are left; returns the exit code.

    Raises:
        Exception: a bug ended them.
    """
    screens = Screens(answers, listing, light=light)
    code = screens.run()
    if screens.broken is not None:
        raise screens.broken
    return code or 0
