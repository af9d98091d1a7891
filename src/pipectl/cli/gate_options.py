"""Flags of commands that judge, spelled once, as those of `options` are."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import typer

from .options import ASK, EVERYWHERE, SHOW, Format, Writing

GATE = "When to fail"


@dataclass(frozen=True)
class Owners:
    """Whose rows are spoken of."""

    owner: Annotated[
        list[str] | None,
        typer.Option(
            "--owner",
            metavar="NAME",
            rich_help_panel=ASK,
            help="Only the rows of this owner; repeat for more.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Gate:
    """Which findings fail."""

    fail_on: Annotated[
        Literal["error", "warning", "note"] | None,
        typer.Option(
            "--fail-on",
            metavar="LEVEL",
            rich_help_panel=GATE,
            help="Exit 1 where there are findings of this level or a graver one: error (default), warning or note.",
            show_default=False,
        ),
    ] = None
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            metavar="FILE",
            rich_help_panel=GATE,
            help="Known findings, from --write-baseline: they are told apart, and only new ones fail.",
            show_default=False,
        ),
    ] = None
    write_baseline: Annotated[
        str | None,
        typer.Option(
            "--write-baseline",
            metavar="FILE",
            rich_help_panel=GATE,
            help="Write all findings here, as known from now on; nothing fails.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Judging(Writing):
    """The same for a verdict, which a build may want to read."""

    formats: ClassVar[tuple[Format, ...]] = (*EVERYWHERE, "github", "junit")

    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            rich_help_panel=SHOW,
            help="terminal, json, csv, markdown, github (annotations of a pull request) or junit (XML). "
            "Default: by the suffix of --output, else terminal.",
            show_default=False,
        ),
    ] = None
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            rich_help_panel=SHOW,
            help="Write here instead of stdout; .json, .csv, .md, .txt and .xml choose the format.",
            show_default=False,
        ),
    ] = None
