"""`--watch`: the answer, and the answer anew whenever a file it was made from changes, until somebody ends it."""

import io
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from ...domain.errors import PipectlError, UsageProblem
from ..guard import ANSWERED, tell
from ..options import Showing
from ..output import DASH
from ..start import interrupted
from .opened import Opened, Stamp, differences
from .terminal import Terminal

#: Seconds from one look to the next.
PAUSE = 0.5
#: Lines of what was said beside the answer, or of why there is none.
SAID = 4
ENDS = ("q", "Q", "\x04")
AGAIN = ("r", "R", " ")


@dataclass(frozen=True)
class Caught(Showing):
    """The same, and the answer is kept instead of written."""

    lines: int = 25
    answers: list[str] = field(default_factory=list)

    def height(self) -> int | None:
        """Lines that are left below what is said of the watch."""
        return self.lines

    def catch(self, answer: str | bytes) -> bool:
        """Keep it."""
        self.answers.append(str(answer))
        return True


class Shown(NamedTuple):
    """The last answer, and what was said beside it."""

    body: list[str]
    said: list[str]
    at: float
    error: bool = False


class Now(NamedTuple):
    """All that an answer hangs on."""

    files: dict[str, Stamp]
    size: tuple[int, int]
    day: tuple[int, ...]


def watched(run: Callable[[Showing], int], groups: Mapping[str, Any], writing: Showing) -> int:
    """Draw what `run` answers until Ctrl-C or q, which is how it is meant to end: 0.

    Raises:
        PipectlError: there is no terminal to draw on, or no first answer.
    """
    _refuse_undrawable(groups, writing)
    opened = Opened()
    now = _now(opened)
    shown = _answered(run, writing, opened, None)
    try:
        with Terminal() as terminal:
            _go_on(terminal, run, writing, opened, shown, now)
    except KeyboardInterrupt:
        pass
    except Exception:
        # A library at work in C may turn Ctrl-C into an error of its own.
        if not interrupted():
            raise
    return ANSWERED


def _refuse_undrawable(groups: Mapping[str, Any], writing: Showing) -> None:
    if writing.format not in (None, "terminal") or writing.output is not None:
        raise UsageProblem("--watch draws on a terminal; leave out --format and --output, or --watch")
    if not sys.stdout.isatty():
        raise UsageProblem("--watch draws on a terminal, and stdout is none; leave it out here")
    if any(DASH in (getattr(group, "files", None) or ()) for group in groups.values()):
        raise UsageProblem("--watch can't read stdin again; name the file")


def _go_on(
    terminal: Terminal, run: Callable[[Showing], int], writing: Showing, opened: Opened, shown: Shown, drawn: Now
) -> None:
    """Look, and draw anew what changed once it is at rest, so that no file is read while it is written."""
    news, before = "", _now(opened)
    drawn = drawn._replace(files={**before.files, **drawn.files})
    terminal.draw(_screen(writing, opened, shown, news))
    while (key := terminal.key(PAUSE)) not in ENDS:
        now = _now(opened)
        if (now == before and now != drawn) or key in AGAIN:
            news = _news(drawn, now) or news
            terminal.head(_head(writing, opened, f"reading again · {news}"))
            shown, drawn = _answered(run, writing, opened, shown), now
            fresh = _now(opened)
            # What is looked at for the first time is as it was read.
            now = drawn = drawn._replace(files={**fresh.files, **drawn.files})
            terminal.draw(_screen(writing, opened, shown, news))
        elif terminal.is_stale:
            terminal.draw(_screen(writing, opened, shown, news))
        else:
            terminal.head(_head(writing, opened, news))
        before = now


def _now(opened: Opened) -> Now:
    size = os.get_terminal_size(sys.stdout.fileno())
    return Now(opened.stamps(), (size.columns, size.lines), tuple(time.localtime()[:3]))


def _news(before: Now, now: Now) -> str:
    """What changed, and when that was seen."""
    found = [*differences(before.files, now.files), *(["a new day"] if before.day != now.day else [])]
    more = f" and {len(found) - 2} more" if len(found) > 2 else ""
    return f"{_clock()} {', '.join(found[:2])}{more}" if found else ""


def _answered(run: Callable[[Showing], int], writing: Showing, opened: Opened, last: Shown | None) -> Shown:
    """A new answer; where there is none, the last one with what is wrong.

    Raises:
        PipectlError: there is none, and never was one.
    """
    given = asdict(writing)
    caught = Caught(**given, lines=os.get_terminal_size(sys.stdout.fileno()).lines - 1)
    with _said() as said, opened.listening():
        error = _error_of(run, caught, is_first=last is None)
    told = said()
    if error is not None and last is not None:
        return last._replace(said=told, error=True)
    if error is not None:
        raise error
    return Shown("".join(caught.answers).rstrip("\n").split("\n"), told, time.time())


def _error_of(run: Callable[[Showing], int], caught: Caught, *, is_first: bool) -> PipectlError | None:
    try:
        run(caught)
    except PipectlError as error:
        if not is_first:
            tell(error)
        return error
    return None


@contextmanager
def _said() -> Iterator[Callable[[], list[str]]]:
    """Keep what is said on stderr meanwhile, which would stand across the screen."""
    kept, stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace"), sys.stderr
    sys.stderr = kept

    def said() -> list[str]:
        kept.flush()
        return kept.buffer.getvalue().decode("utf-8").splitlines()

    try:
        yield said
    finally:
        sys.stderr = stderr


def _screen(writing: Showing, opened: Opened, shown: Shown, news: str) -> list[str]:
    """The state of the watch, what was said, and as much of the answer as there is room for."""
    height = os.get_terminal_size(sys.stdout.fileno()).lines
    said = [f"the last answer, of {_clock(shown.at)}, stays:"] if shown.error else []
    said = [*shown.said[: SAID - 1], *said]
    lines = [
        _head(writing, opened, news),
        *(_line(writing, each, "alarm" if shown.error else "quiet") for each in said),
    ]
    room = max(1, height - len(lines))
    if len(shown.body) <= room:
        return [*lines, *shown.body]
    hidden = len(shown.body) - room + 1
    more = f"… {hidden:,} more lines; a taller window shows them"
    return [*lines, *shown.body[: room - 1], _line(writing, more, "quiet")]


def _head(writing: Showing, opened: Opened, news: str) -> str:
    there = sum(found is not None for found in opened.stamps().values())
    files = f"{there:,} file{'' if there == 1 else 's'}"
    parts = ("watching " + files, f"looked {_clock()}", *([news] if news else []), "q ends")
    return _line(writing, " · ".join(parts), "quiet")


def _line(writing: Showing, text: str, style: str) -> str:
    """One line that fits, foreign text in it made harmless."""
    from ...render.to_terminal.ink import Ink
    from ..screen import canvas

    ink = Ink(canvas(writing))
    return ink.page([ink.name(text, ink.width - 1, style)]).rstrip("\n")


def _clock(moment: float | None = None) -> str:
    return time.strftime("%H:%M:%S", time.localtime(moment))
