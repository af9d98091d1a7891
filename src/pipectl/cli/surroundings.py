"""Variables of the surroundings that Typer and Rich obey without a look, put straight before they read them."""

import os

NARROWEST, WIDEST = 40, 1000
#: The shell shows what a completion means on one line; Rich would break it, and fish take each part for a choice.
UNBROKEN = "10000"

#: Variables that were taken away, as they were.
_ignored: dict[str, str] = {}


def is_width(text: str) -> bool:
    """Whether the text is a number of columns that a screen can be laid out in."""
    return text.isascii() and text.isdigit() and len(text) <= len(str(WIDEST)) and NARROWEST <= int(text) <= WIDEST


def settle() -> None:
    """Take away widths in which help would be empty, endless or a bug, and a FORCE_COLOR that means none."""
    for name in ("COLUMNS", "TERMINAL_WIDTH"):
        if name in os.environ and not is_width(os.environ[name]):
            _ignored[name] = os.environ.pop(name)
    if os.environ.get("FORCE_COLOR") == "0":
        del os.environ["FORCE_COLOR"]
    if "_PIPECTL_COMPLETE" in os.environ:
        os.environ["COLUMNS"] = UNBROKEN


def ignored() -> dict[str, str]:
    """Widths that the surroundings asked for and that are none."""
    return dict(_ignored)
