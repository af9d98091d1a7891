"""A light start. Figures and reasons stand in docs/decisions.md, "Start-up"."""

import gc
import os
import signal
import sys
from types import FrameType

#: Objects made before the collector looks for cycles; loading modules and reading rows make many and hardly any cycle.
PATIENCE = 200_000


def mend_streams() -> None:
    """Put the null device where stdin, stdout or stderr was closed, so that no file opened later takes its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open for the whole run


def silence(descriptor: int) -> None:
    """Send what is still buffered for a stream to nowhere: Python flushes again when it ends, and would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def lighten() -> None:
    """Call before anything else is imported."""
    gc.set_threshold(PATIENCE, 50, 50)
    # Whatever else is installed must not change what a valid row is, nor cost every run a look for plugins.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "1"


#: Ctrl-C as they came.
_interrupts: list[int] = []


def take_interrupts() -> None:
    """Let Ctrl-C raise from here on, so that what is begun is tidied up; where it is ignored it stays so."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupt)
        sys.unraisablehook = _unraisable


def interrupted() -> bool:
    """Whether Ctrl-C came: a library at work in C may turn it into an error of its own."""
    return bool(_interrupts)


def _interrupt(number: int, frame: FrameType | None) -> None:
    _interrupts.append(number)
    signal.default_int_handler(number, frame)


def _unraisable(found: "sys.UnraisableHookArgs") -> None:
    """Such a library may also have nowhere to raise it, where Python would print it and go on."""
    if found.exc_type is KeyboardInterrupt:
        os._exit(130)
    sys.__unraisablehook__(found)


def leave() -> None:
    """Call last: everything is written and closed, so nothing that lives still needs to be searched for cycles."""
    # The answer is out and its code is known; a late Ctrl-C must not turn it into a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
