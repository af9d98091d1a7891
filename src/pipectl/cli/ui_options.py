"""Flags of `ui`, spelled once, as those of `options` are."""

from dataclasses import dataclass
from typing import Annotated, Literal

import typer

from .options import SHOW, Exports, Strict


@dataclass(frozen=True)
class Browsed(Exports):
    """What is read; nothing is written for it."""

    strict: Strict = False


@dataclass(frozen=True)
class Showing:
    """How the screens look."""

    theme: Annotated[
        Literal["light", "dark"] | None,
        typer.Option(
            "--theme",
            metavar="THEME",
            rich_help_panel=SHOW,
            help="light or dark. Default: as the terminal says in COLORFGBG, else dark.",
            show_default=False,
        ),
    ] = None
    color: Annotated[
        Literal["auto", "always", "never"] | None,
        typer.Option(
            "--color",
            metavar="WHEN",
            rich_help_panel=SHOW,
            help="Colour: auto (default: NO_COLOR is honoured), always, never.",
            show_default=False,
        ),
    ] = None
