"""The flags of `pipectl activity` that are its own, beside those that it shares."""

from dataclasses import dataclass
from typing import Annotated

import typer

from .lead_options import LeadReading
from .options import ASK, READ, Day, Span

#: How activities are called where no name is given.
ACTIVITIES_NAME = "activities.csv"


@dataclass(frozen=True)
class ActivityReading(LeadReading):
    """Which files of activities, held against which pipeline.yaml, read how: as leads are."""

    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILES",
            help="Activities to read as one (CSV, also gzipped, or workbooks): paths, globs, or - for stdin. "
            f"Default: files under activities in pipeline.yaml, else {ACTIVITIES_NAME} beside it, else what is piped "
            "in.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class ActivityAsking(Span, Day):
    """What the figures of activities speak about."""

    owner: Annotated[
        list[str] | None,
        typer.Option(
            "--owner", metavar="NAME", rich_help_panel=ASK, help="Only this owner; repeat for more.", show_default=False
        ),
    ] = None
    quiet_after: Annotated[
        int | None,
        typer.Option(
            "--quiet-after",
            metavar="DAYS",
            min=1,
            max=3650,
            rich_help_panel=ASK,
            help="List open opportunities without a touch for more days than this. "
            "Default: quiet_after under activities in pipeline.yaml, else 30.",
            show_default=False,
        ),
    ] = None
    age: Annotated[
        int | None,
        typer.Option(
            "--age",
            metavar="DAYS",
            min=1,
            max=3650,
            rich_help_panel=ASK,
            help="Hold the touches of won and lost ones against each other in so many first days of their age. "
            "Default: 30.",
            show_default=False,
        ),
    ] = None


Opportunities = Annotated[
    list[str] | None,
    typer.Option(
        "--opportunities",
        metavar="FILE",
        rich_help_panel=READ,
        help="Export of opportunities that tells what was touched and won; repeat for more. Default: data in "
        "pipeline.yaml, else opportunities.csv beside it.",
        show_default=False,
    ),
]
