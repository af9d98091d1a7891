"""A verdict to all the places it is asked for: files first, the step summary of a build, then stdout."""

import os
from pathlib import Path
from typing import Any

from ..domain.errors import PipectlError
from .gate_options import Copies
from .guard import say, tell
from .options import Writing
from .output import write_file
from .spine import present, rendered

#: A step summary above 1 MiB is not shown at all; what other steps wrote counts, too.
SUMMARY_LIMIT = 1 << 20


def told(verb: str, writing: Writing, copies: Copies, result: Any, code: int) -> int:
    """Write the answer everywhere; returns the exit code.

    The verdict stands whatever becomes of its text; only a pass that nobody could read is no answer.
    """
    for form, name in copies.files.items():
        if name is not None:
            code = _kept(code, lambda form=form, name=name: _copy(verb, form, name, result))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        _summarise(verb, summary, result)
    return _kept(code, lambda: present(verb, writing, result))


def _kept(code: int, write: Any) -> int:
    try:
        write()
    except PipectlError as error:
        tell(error)
        return code or error.exit_code
    return code


def _copy(verb: str, form: str, name: str, result: Any) -> None:
    write_file(name, rendered(form, verb, result), f"choose another file for --{form}")


def _summarise(verb: str, name: str, result: Any) -> None:
    """Append the answer to the summary of a build's step; that it can't be is no reason for another verdict."""
    data = rendered("markdown", verb, result).encode()
    try:
        file = Path(name)
        taken = file.stat().st_size if file.exists() else 0
        with file.open("ab") as summary:
            summary.write(_fitting(data, SUMMARY_LIMIT - 1 - taken))
    except OSError as error:
        say(f"pipectl: the step summary can't be written ({error.strerror}); the verdict stands")


def _fitting(data: bytes, room: int) -> bytes:
    """The text, cut at a line where it is too long, with a word about that."""
    if len(data) <= room:
        return data
    note = "\n… cut here: the summary of a step holds 1 MiB.\n".encode()
    return data[: max(0, data.rfind(b"\n", 0, max(0, room - len(note))) + 1)] + note if room > len(note) else b""
