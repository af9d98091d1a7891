"""The flags of `pipectl leads` that are its own, beside those that it shares."""

from dataclasses import dataclass
from typing import Annotated

import typer

from .options import (
    ASK,
    Config,
    DateOrdered,
    Day,
    Delimiter,
    Encoding,
    SerialDates,
    Sheet,
    Span,
    Strict,
)

#: How leads are called where no name is given.
LEADS_NAME = "leads.csv"


@dataclass(frozen=True)
class LeadReading:
    """Which files of leads, held against which pipeline.yaml, read how."""

    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILES",
            help="Leads to read as one (CSV, also gzipped, or workbooks): paths, globs, or - for stdin. "
            f"Default: files under leads in pipeline.yaml, else {LEADS_NAME} beside it, else what is piped in.",
            show_default=False,
        ),
    ] = None
    config: Config = None
    encoding: Encoding = None
    sheet: Sheet = None
    delimiter: Delimiter = None
    date_order: DateOrdered = None
    serial_dates: SerialDates = False
    strict: Strict = False


@dataclass(frozen=True)
class LeadAsking(Span, Day):
    """What the figures of leads speak about."""

    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="RULE",
            rich_help_panel=ASK,
            help="Only leads for which this holds: source=Web, owner!=Ann, status:set, created>=2026-01-01, "
            "first_response:missing. Repeat for all of them to hold.",
            show_default=False,
        ),
    ] = None
