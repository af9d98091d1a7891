"""`pipectl qualify`."""

from typing import Annotated, Literal

import typer

from ..options import ASK, Asking, Choosing, Reading, Showing, limit_option
from ..recall_options import Recalling

Framework = Literal["bant", "meddic", "meddpicc", "champ"]


def run(
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
            help="The scorecard of one opportunity, by its id or whole name: what is known, and what to ask next.",
            show_default=False,
        ),
    ] = None,
    framework: Annotated[
        Framework | None,
        typer.Option(
            "--framework",
            metavar="NAME",
            rich_help_panel=ASK,
            help="bant, meddic, meddpicc or champ. Default: qualification in pipeline.yaml, else the one whose "
            "elements the file has columns for.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        str | None, limit_option("opportunities a table (default: 10) on the screen and in Markdown.")
    ] = None,
) -> int:
    """What is known of each opportunity, what is missing, how it fits, and how well that told won from lost."""
    from ...domain.qualification import FrameworkKey
    from ...report.qualify import build_qualifying
    from ..asking import parse_limit
    from ..looking_back import with_past
    from ..spine import present
    from ..subjects import one_deal

    most = parse_limit(limit)
    given, chronicle = with_past(reading, Asking(**vars(choosing)), recalling, writing)
    found = build_qualifying(
        given.pipeline,
        given.spec,
        given.question,
        framework=None if framework is None else FrameworkKey(framework),
        deal=None if deal is None else one_deal(deal, given),
        limit=most,
        built_in_stages=given.built_in_stages,
        chronicle=chronicle,
    )
    present("qualify", writing, found)
    return 0
