"""`pipectl leads`."""

from typing import Annotated

import typer

from ..lead_options import LeadAsking, LeadReading
from ..options import ASK, READ, Writing


def _groupings() -> list[str]:
    return ["source", "owner", "team", "status", "month"]


def run(
    reading: LeadReading,
    asking: LeadAsking,
    writing: Writing,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="FIELD",
            rich_help_panel=ASK,
            autocompletion=_groupings,
            help="All figures per owner, team, status or month, beside those per source; repeat for more.",
            show_default=False,
        ),
    ] = None,
    opportunities: Annotated[
        list[str] | None,
        typer.Option(
            "--opportunities",
            metavar="FILE",
            rich_help_panel=READ,
            help="Export of opportunities that tells what became of the leads; repeat for more. Default: data in "
            "pipeline.yaml, else opportunities.csv beside it.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """New leads, how soon they are answered, what becomes of them, and what they cost."""
    from ...report.leads import build_leads
    from ..gathering_leads import gather_leads
    from ..spine import present

    told, spec, question = gather_leads(reading, asking, writing, by, opportunities)
    present("leads", writing, build_leads(told, spec, question))
    return 0
