"""The last guard: every way a run can end becomes an exit code and a clear line on stderr."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from errno import EDQUOT, EIO, ENOSPC
from typing import Any, TextIO

from ..domain.errors import PipectlError
from .start import interrupted, silence, take_interrupts

ANSWERED, GATE_FAILED, NOT_ANSWERED, BUG, INTERRUPTED = 0, 1, 2, 70, 130
#: Findings printed with an error; the rest are counted.
SHOWN = 20
#: Characters of a line on stderr; of a longer one, such as a whole cell, beginning and end say enough.
LONGEST = 2000


def guarded(call: Callable[[], Any]) -> int:
    """Run `call`; its exit code, or the one of whatever it raised.

    A closed pipe is silent and keeps the verdict reached before anything was printed (see `output.write`).
    """
    try:
        take_interrupts()
        code = call()
    except KeyboardInterrupt:
        return INTERRUPTED
    except (Exception, SystemExit) as end:  # noqa: BLE001 - Python would exit 1 here, which means "gate failed"
        return INTERRUPTED if interrupted() else _ended_by(end)
    return code if isinstance(code, int) else ANSWERED


def _ended_by(end: Exception | SystemExit) -> int:
    if isinstance(end, SystemExit):
        return _ended(end)
    if isinstance(end, PipectlError):
        tell(end)
        return end.exit_code
    return _unexpected(end)


def _ended(end: SystemExit) -> int:
    """Code of an early end. Help written to a closed pipe ends with 1, which would read as "gate failed"."""
    code = end.code if isinstance(end.code, int) else ANSWERED
    return code if "_PIPECTL_COMPLETE" in os.environ or code != GATE_FAILED else ANSWERED


def _unexpected(error: Exception) -> int:
    """Usage errors of the command line are 2; anything else is a bug of ours."""
    from typer import Abort, TyperException

    if isinstance(error, TyperException):
        say(f"pipectl: {_usage(error)}")
        return NOT_ANSWERED
    if isinstance(error, Abort):
        return INTERRUPTED
    if isinstance(error, MemoryError):
        say("pipectl: the data does not fit into memory; split the file and read the parts one by one")
        return NOT_ANSWERED
    if isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT, EIO):
        silence(1)
        say(f"pipectl: the answer can't be written ({error.strerror}); make room, and run it again")
        return NOT_ANSWERED
    report_bug(error)
    return BUG


def _usage(error: Any) -> str:
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "pipectl")
    message = error.format_message().strip().rstrip(".").replace("Value error, ", "")
    return f"{message}; see {path} --help"


def report_bug(error: Exception) -> None:
    """Say that it was our fault, where it happened, and how to report it; the traceback only on request."""
    if os.environ.get("PIPECTL_TRACEBACK"):
        import traceback

        sys.stderr.write("".join(traceback.format_exception(error)))
    say(f"pipectl: a bug of ours: {type(error).__name__} at {place_of(error)}")
    say("Please report it with the command you ran and what `pipectl doctor --report` prints.")
    say("PIPECTL_TRACEBACK=1 shows more.")


def place_of(error: Exception) -> str:
    """Module and line of ours that an error came from; no name of a folder."""
    trace, place = error.__traceback__, "an unknown place"
    while trace is not None:
        code = trace.tb_frame.f_code
        if f"{os.sep}pipectl{os.sep}" in code.co_filename:
            place = f"{code.co_filename.rpartition(f'{os.sep}pipectl{os.sep}')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def tell(error: PipectlError) -> None:
    """Print an error and the places behind it, one line each."""
    for finding in error.findings[:SHOWN]:
        say(str(finding))
    if len(error.findings) > SHOWN:
        say(f"… and {len(error.findings) - SHOWN} more")
    for line in error.message.split("\n"):
        say(f"pipectl: {line}")


def answer(line: str) -> None:
    """One line on stdout, foreign text made harmless as `say` does.

    Raises:
        PipectlError: it can't be written.
    """
    from .output import emit

    emit(_shown(line, sys.stdout) + "\n", sys.stdout)


def say(line: str) -> None:
    """One line on stderr, foreign text made harmless for the terminal or log it goes to."""
    from .output import emit

    if len(line) > LONGEST:
        line = f"{line[: LONGEST * 2 // 3]} … {line[-LONGEST // 3 :]}"
    with suppress(PipectlError):  # a stderr that can't be written must not change how the run ends
        emit(_shown(line, sys.stderr) + "\n", sys.stderr)


def _shown(line: str, stream: TextIO) -> str:
    """A line as its stream can show it."""
    from ..render import harmless
    from .screen import orders_text, takes_signs

    if not takes_signs(stream):
        line = harmless.for_ascii(line)
    if not stream.isatty():
        return harmless.for_log(line)
    line = harmless.for_terminal(line)
    return harmless.isolated(line) if orders_text(stream) else line
