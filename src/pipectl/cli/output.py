"""Where text goes: stdout or a file, atomically."""

import codecs
import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from errno import EACCES, EISDIR
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

from ..domain.errors import InputProblem, PipectlError, UsageProblem
from .options import EVERYWHERE, FILES, Charted, Format, Writing
from .speaking import settle_option
from .start import silence
from .surroundings import NARROWEST, WIDEST, is_width

SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "terminal",
    ".xml": "junit",
    ".sarif": "sarif",
    ".xlsx": "xlsx",
    ".svg": "svg",
    ".png": "png",
}
PICTURES: tuple[Format, ...] = ("svg", "png")
#: The commands that write a format which neither all do, nor those that judge alone.
_WHOSE: dict[Format, str] = {"html": "pipectl report, board, review, forecast, changes, funnel and check"}
#: Formats that programs read: what they hold is never spelled otherwise.
DATA: tuple[Format, ...] = ("json", "csv", "sarif", "gitlab")
#: What a file is called that is no file: stdout for answers, as it is stdin for exports.
DASH = "-"


def refuse_unwritable(writing: Writing) -> None:
    """Refuse what can't be shown before anything is read or written for it.

    Raises:
        UsageProblem: `--width` or `--display-locale` is none, the suffix of `--output` stands for no
            format, the format needs a file or an extra that is not there, or a theme is given for what is no picture.
    """
    if writing.width is not None and not is_width(writing.width):
        raise UsageProblem(f"--width {writing.width!r} is not a number of columns from {NARROWEST} to {WIDEST}")
    settle_option(writing.display_locale)
    form = chosen_format(writing)
    if form in FILES and writing.output in (None, DASH):
        raise UsageProblem(f"--format {form} is no text to show; name a file: --output answer.{form}")
    if form == "xlsx" and find_spec("xlsxwriter") is None:
        raise UsageProblem("a workbook is written with XlsxWriter; pip install 'sales-pipectl[xlsx]' adds it")
    if form not in PICTURES and writing.theme is not None:
        raise UsageProblem("--theme is for pictures; add -o FILE.svg, or leave it out")


def chosen_format(writing: Writing) -> Format:
    """`--format`, else by the suffix of `--output`, else the terminal's.

    Raises:
        UsageProblem: the command does not write the format, or the suffix of `--output` stands for none and `--format`
            is not given.
    """
    if writing.format is not None:
        return _written(writing.format, writing)
    if writing.output is None:
        return _written("terminal", writing)
    suffix = suffix_of(writing)
    if suffix in SUFFIXES:
        return _written(SUFFIXES[suffix], writing)
    if not suffix or writing.output.startswith("/dev/"):
        return _written("terminal", writing)
    known = ", ".join(each for each, form in SUFFIXES.items() if form in writing.formats)
    raise UsageProblem(f"--output {writing.output!r} ends in no format pipectl knows ({known}); add --format")


def suffix_of(writing: Writing) -> str:
    """How the name of the file ends that is written; empty for none."""
    return Path(writing.output or "").suffix.lower()


def _written(form: Format, writing: Writing) -> Format:
    if form in writing.formats:
        return form
    if form == "png":
        raise UsageProblem("a .png shows a chart, and this command has none; its screen can be an .svg")
    if isinstance(writing, Charted):
        raise UsageProblem(f"--chart draws an .svg or a .png; name a file: -o {writing.chart}.svg")
    named = "--format" if writing.format else f"--output {writing.output!r}, whose suffix stands for the format"
    others = ", ".join(writing.formats)
    everywhere = "other commands" if form in (*EVERYWHERE, *FILES) else "pipectl check and validate"
    whose = _WHOSE.get(form, everywhere)
    raise UsageProblem(f"{named} {form} is for {whose}; choose one of {others} here")


def write(text: str | bytes, writing: Writing) -> None:
    """The answer to stdout, or to the file of `--output`, which appears whole or not at all.

    Raises:
        PipectlError: the file can't be written; the message says why.
    """
    if writing.catch(text):
        return
    if writing.output is not None and writing.output != DASH:
        write_file(writing.output, text)
    elif isinstance(text, str) and chosen_format(writing) in DATA:
        emit(_as_data(text, writing), sys.stdout)
    else:
        emit(text, sys.stdout)


def _as_data(text: str, writing: Writing) -> str:
    r"""Data in which what stdout can't encode is a `\uXXXX`: the same in JSON, and said where it is another in CSV."""
    from .guard import say

    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if chosen_format(writing) == "csv":
            said = f"stdout takes {encoding} alone, so that other characters are written as \\u and their number"
            say(f"pipectl: {said}; --output FILE has them as they are")
        return "".join(sign if _encodes(sign, encoding) else _escaped(sign) for sign in text)
    return text


def _encodes(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _escaped(sign: str) -> str:
    """As JSON has it: two halves for what has more than four digits."""
    return "".join(f"\\u{half:04x}" for half in memoryview(sign.encode("utf-16-le", "surrogatepass")).cast("H"))


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """What stands for letters and signs that a stream can't encode, roughly as they sound."""
    from ..render.in_ascii import foreign

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return foreign(error.object[error.start : error.end]), error.end


def emit(text: str | bytes, stream: TextIO) -> None:
    """Write and flush; what the stream can't encode is spelled, and a reader that went away is no error.

    Raises:
        PipectlError: the stream can't be written, as on a full disk.
    """
    codecs.register_error("spelled", _spelled)
    data = text if isinstance(text, bytes) else text.encode(stream.encoding or "utf-8", "spelled")
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
    taken = {real_path(each): f"the input {each}" for each in inputs if each != DASH}
    for option, name in targets.items():
        if name is None or name == DASH or _is_device(name):
            continue
        place = real_path(name)
        if place in taken:
            raise UsageProblem(f"--{option} {name!r} would write over {taken[place]}; name another file")
        taken[place] = f"what --{option} writes"


def _is_device(name: str) -> bool:
    """Whether it is written to as it stands, as /dev/null or a pipe is: there is nothing to write over."""
    try:
        return not stat.S_ISREG(os.stat(name).st_mode)  # noqa: PTH116 - a name may be too long
    except OSError:
        return False


def real_path(name: str | Path) -> str:
    """Where a file really is, whatever links lead to it.

    Raises:
        InputProblem: it is named from the folder at hand, which is gone.
    """
    try:
        return os.path.realpath(name)
    except FileNotFoundError:
        raise InputProblem("the folder you are in no longer exists; go to another") from None


def write_file(name: str, text: str | bytes, remedy: str = "choose another --output") -> None:
    """Write a file under a temporary name and move it into place; devices and pipes are written to directly.

    Raises:
        PipectlError: it can't be written; the message ends with `remedy`.
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    try:
        kind = _kind(name)
        if kind is None or stat.S_ISREG(kind):
            _replace(Path(name), data)
        else:
            Path(name).write_bytes(data)
    except BrokenPipeError:
        return
    except OSError as error:
        raise PipectlError(f"{name}: can't be written ({_reason(error, name)}); {remedy}") from None


def _kind(name: str) -> int | None:
    """What stands there, followed through links; None for nothing.

    Raises:
        OSError: links lead in a circle, or the name can only be that of a folder.
    """
    if name.endswith(("/", os.sep)):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    try:
        return Path(name).stat().st_mode
    except FileNotFoundError:
        return None


def _reason(error: OSError, name: str) -> str:
    folder = os.path.dirname(real_path(name))  # noqa: PTH120 - Path raises on a name too long
    if isinstance(error, FileNotFoundError) and not os.path.isdir(folder):  # noqa: PTH112 - as above
        return f"there is no folder {folder}"
    return error.strerror or type(error).__name__


def _replace(path: Path, data: bytes) -> None:
    target = Path(real_path(path))
    there = target.exists()
    if there and not os.access(target, os.W_OK):
        # Moving another file into its place would get round the protection that somebody gave it.
        raise PermissionError(EACCES, os.strerror(EACCES))
    mode = target.stat().st_mode & 0o777 if there else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
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
