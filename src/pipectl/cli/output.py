"""Where text goes: stdout or a file, atomically; and what the terminal at hand can show."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ..domain.errors import PipectlError, UsageProblem
from .options import Format, Writing
from .start import silence

if TYPE_CHECKING:
    from ..render.canvas import Canvas

SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "terminal",
}
DEFAULT_WIDTH = 100
NARROWEST, WIDEST = 40, 1000


def chosen_format(writing: Writing) -> Format:
    """`--format`, else by the suffix of `--output`, else the terminal's.

    Raises:
        UsageProblem: the suffix of `--output` stands for no format and `--format` is not given.
    """
    if writing.format is not None:
        return writing.format
    if writing.output is None:
        return "terminal"
    suffix = Path(writing.output).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if not suffix or writing.output.startswith("/dev/"):
        return "terminal"
    known = ", ".join(SUFFIXES)
    raise UsageProblem(f"--output {writing.output!r} ends in no format pipectl knows ({known}); add --format")


def canvas(writing: Writing) -> "Canvas":
    """What the destination can show: width, colour, and whether it takes more than ASCII."""
    from ..render.canvas import Canvas

    on_file = writing.output is not None
    return Canvas(
        width=_width(writing.width, on_file),
        colour=_colour(writing.color or "auto", on_file),
        ascii_only=not on_file and not _takes_unicode(sys.stdout),
    )


def _width(given: str | None, on_file: bool) -> int:
    if given is not None:
        if not _is_width(given):
            raise UsageProblem(f"--width {given!r} is not a number of columns from {NARROWEST} to {WIDEST}")
        return int(given)
    columns = os.environ.get("COLUMNS", "")
    if _is_width(columns):
        return int(columns)
    if on_file:
        return DEFAULT_WIDTH
    return max(NARROWEST, _screen() or DEFAULT_WIDTH)


def _is_width(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(WIDEST)) and NARROWEST <= int(text) <= WIDEST


def _screen() -> int | None:
    """Columns of the terminal the answer is read on: stdout's, or stderr's where stdout is piped into a pager."""
    stream = sys.stderr if stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode) else sys.stdout
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except OSError:
        return None


def _colour(wanted: str, on_file: bool) -> bool:
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return not on_file and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _takes_unicode(stream: TextIO) -> bool:
    try:
        "█░│–×÷·→".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def write(text: str, writing: Writing) -> None:
    """The answer to stdout, or to the file of `--output`, which appears whole or not at all.

    Raises:
        PipectlError: the file can't be written; the message says why.
    """
    if writing.output is None:
        emit(text, sys.stdout)
    else:
        write_file(writing.output, text)


def emit(text: str, stream: TextIO) -> None:
    """Write and flush; what the stream can't encode is replaced, and a reader that went away is no error.

    Raises:
        PipectlError: the stream can't be written, as on a full disk.
    """
    data = text.encode(stream.encoding or "utf-8", "replace")
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except OSError as error:
        silence(stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise PipectlError(f"the answer can't be written ({error.strerror}); make room, or name --output") from None


def keep_inputs(inputs: Iterable[str | Path], **targets: str | None) -> None:
    """Refuse to write over what is read, or two answers into one file; `targets` are files by the option naming them.

    Raises:
        UsageProblem: a target is an input or another target, directly or through a link.
    """
    taken = {os.path.realpath(each): f"the input {each}" for each in inputs if each != "-"}
    for option, name in targets.items():
        if name is None or name.startswith("/dev/"):
            continue
        place = os.path.realpath(name)
        if place in taken:
            raise UsageProblem(f"--{option} {name!r} would write over {taken[place]}; name another file")
        taken[place] = f"what --{option} writes"


def write_file(name: str, text: str) -> None:
    """Write a file under a temporary name and move it into place; devices and pipes are written to directly.

    Raises:
        PipectlError: it can't be written.
    """
    path = Path(name)
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
        else:
            _replace(path, text.encode("utf-8", "replace"))
    except BrokenPipeError:
        return
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PipectlError(f"{name}: can't be written ({reason}); choose another --output") from None


def _replace(path: Path, data: bytes) -> None:
    target = Path(os.path.realpath(path))
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
