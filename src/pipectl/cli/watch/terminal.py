"""The screen that is drawn on: another one than that of the shell, which is as it was afterwards."""

import os
import signal
import sys
import time
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any

from ..output import emit

_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l\x1b[H\x1b[2J", "\x1b[?25h\x1b[?1049l"
_HOME, _REST_OF_LINE, _REST = "\x1b[H", "\x1b[K", "\x1b[J"


class Terminal:
    """A terminal taken over: keys are neither shown nor waited for, and whatever ends the run gives it back."""

    def __init__(self) -> None:
        self.is_stale = False
        """Whether it was left meanwhile, so that nothing stands on it."""
        self._modes: Any = None
        self._is_deaf = False
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> "Terminal":
        for name in ("SIGTERM", "SIGHUP"):
            self._handle(name, _end)
        self._handle("SIGTSTP", self._stop)
        self._take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, end: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._give_back()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def draw(self, lines: list[str]) -> None:
        """All lines, from the top."""
        emit(_HOME + "".join(f"{line}{_REST_OF_LINE}\r\n" for line in lines[:-1]) + f"{lines[-1]}{_REST}", sys.stdout)
        self.is_stale = False

    def head(self, line: str) -> None:
        """The first line alone."""
        emit(f"{_HOME}{line}{_REST_OF_LINE}", sys.stdout)

    def key(self, seconds: float) -> str:
        """The key that is pressed within so many seconds; empty for none."""
        if self._modes is None or self._is_deaf:
            time.sleep(seconds)
            return ""
        import select

        ready, _, _ = select.select([sys.stdin.fileno()], [], [], seconds)
        pressed = os.read(sys.stdin.fileno(), 64) if ready else b""
        self._is_deaf = bool(ready) and not pressed
        return pressed.decode("ascii", "ignore")[:1]

    def _take(self) -> None:
        with suppress(ImportError, OSError, ValueError):
            import termios

            if sys.stdin.isatty():
                self._modes = termios.tcgetattr(sys.stdin.fileno())
                quiet = [*self._modes]
                quiet[3] &= ~(termios.ECHO | termios.ICANON)
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, quiet)
        emit(_ENTER, sys.stdout)

    def _give_back(self) -> None:
        emit(_LEAVE, sys.stdout)
        if self._modes is not None:
            import termios

            with suppress(termios.error):
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._modes)

    def _handle(self, name: str, handler: Any) -> None:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            self._handlers[number] = signal.signal(number, handler)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        """Ctrl-Z: the shell gets its screen, and it is taken again when the run goes on."""
        self._give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, self._stop)
        self._take()
        self.is_stale = True


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
