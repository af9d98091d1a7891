"""Flags of commands that look back, spelled once, as those of `options` are."""

from dataclasses import dataclass
from typing import Annotated, Literal

import typer

PAST = "Where the past is"


@dataclass(frozen=True)
class Store:
    """Which folder holds the snapshots."""

    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            metavar="FOLDER",
            rich_help_panel=PAST,
            help="Folder of snapshots. Default: history_folder in pipeline.yaml, else history beside it.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Matching:
    """By what opportunities are known again."""

    match: Annotated[
        Literal["id", "name+account"] | None,
        typer.Option(
            "--match",
            metavar="BY",
            rich_help_panel=PAST,
            help="What is the same opportunity from one export to the next: that of the same id (default), or of the "
            "same name+account.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Recalling(Matching, Store):
    """Where the past is found."""

    history: Annotated[
        list[str] | None,
        typer.Option(
            "--history",
            metavar="FILE",
            rich_help_panel=PAST,
            help="History that a CRM exports, such as OpportunityHistory.csv; repeat for more. Default: history_files "
            "in pipeline.yaml.",
            show_default=False,
        ),
    ] = None
