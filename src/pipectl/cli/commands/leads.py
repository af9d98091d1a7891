"""`pipectl leads`."""

from typing import Annotated

import typer

from ..lead_options import LeadAsking, LeadReading
from ..options import ASK, READ, Showing, limit_option


def _groupings() -> list[str]:
    return ["source", "owner", "team", "status", "month"]


def run(
    reading: LeadReading,
    asking: LeadAsking,
    writing: Showing,
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
    lead: Annotated[
        str | None,
        typer.Option(
            "--lead",
            metavar="ID",
            rich_help_panel=ASK,
            help="The scores of one lead, by its id, name or company: what each rule gave.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[str | None, limit_option("leads to call (default: 10) on the screen and in Markdown.")] = None,
) -> int:
    """New leads, how soon they are answered, what becomes of them, what they cost, and whom to call first."""
    from ...report.lead_scores import ScoreQuestion
    from ...report.leads import build_leads
    from ..asking import parse_limit
    from ..gathering_leads import gather_leads
    from ..spine import present

    told, spec, question = gather_leads(
        reading, asking, writing, by, opportunities, ScoreQuestion(lead, parse_limit(limit))
    )
    present("leads", writing, build_leads(told, spec, question))
    return 0
