"""`pipectl playbook`."""

from typing import Annotated

import typer

from ..options import ASK, Asking, Choosing, Reading, Showing
from ..recall_options import Recalling


def run(
    *,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="STAGE",
            help="The stage to show everything about; left out, all stages are listed.",
            show_default=False,
        ),
    ] = None,
    reading: Reading,
    choosing: Choosing,
    recalling: Recalling,
    writing: Showing,
    deal: Annotated[
        str | None,
        typer.Option(
            "--deal",
            metavar="ID",
            rich_help_panel=ASK,
            help="One opportunity, by its id or whole name: what it lacks to leave its stage, and what to ask next.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """What each stage is for, what it takes to leave it, and where its opportunities stand."""
    from ...report.playbook import build_playbook
    from ..looking_back import with_past
    from ..spine import present
    from ..subjects import settled, subject

    named, reading = settled(what, reading, deal)
    given, chronicle = with_past(reading, Asking(**vars(choosing)), recalling, writing)
    found = build_playbook(
        given.pipeline,
        given.spec,
        given.question,
        subject(named, deal, given),
        built_in_stages=given.built_in_stages,
        chronicle=chronicle,
    )
    present("playbook", writing, found)
    return 0
