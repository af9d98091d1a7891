"""Whether there is a terminal for screens that take all of it, and how it looks."""

import os
import sys
from collections.abc import Sequence

from ..domain.errors import UsageProblem
from .options import Writing
from .output import DASH
from .screen import colour, takes_signs

#: Backgrounds of COLORFGBG that are light.
_LIGHT = ("7", "15")


def refuse_without_textual() -> None:
    """Refuse to begin where the extra is not installed; nothing is loaded for it.

    Raises:
        UsageProblem: it is not.
    """
    from importlib.util import find_spec

    if find_spec("textual") is None:
        raise UsageProblem("ui is drawn with textual; pip install 'sales-pipectl[ui]' adds it")


def refuse_other_than_terminal(files: Sequence[str] | None) -> None:
    """Refuse to begin where keys can't come from a terminal or screens can't go to it.

    Raises:
        UsageProblem: so it is.
    """
    instead = "for an answer in a file or a pipe use pipectl report, list or review"
    if DASH in (files or ()):
        raise UsageProblem("ui takes its keys from where piped data would come; name the export instead of -")
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageProblem(f"ui needs a terminal for its keys and screens; run it in one, or {instead}")
    if os.environ.get("TERM", "dumb") in ("dumb", ""):
        raise UsageProblem(f"ui needs a terminal that moves its cursor, and TERM says there is none; {instead}")
    if not takes_signs(sys.stdout):
        raise UsageProblem("ui needs a terminal that shows UTF-8; set LANG to such a locale, as LANG=C.UTF-8")


def settle_colour(writing: Writing) -> None:
    """Let Textual, which asks NO_COLOR alone, do as the options and surroundings say."""
    if colour(writing).on:
        os.environ.pop("NO_COLOR", None)
    else:
        os.environ["NO_COLOR"] = "1"


def is_light(theme: str | None) -> bool:
    """Whether the screens are light: as asked, else as the terminal says, else dark."""
    if theme is not None:
        return theme == "light"
    return os.environ.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT
