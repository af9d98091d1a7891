"""`pipectl list`."""

from typing import Annotated, Literal

import typer

from ..options import ASK, Asking, Choosing, Reading, Showing, limit_option
from ..recall_options import Recalling

Sort = Literal["amount", "close", "created", "age", "name", "owner", "probability"]


def run(
    reading: Reading,
    choosing: Choosing,
    recalling: Recalling,
    writing: Showing,
    sort: Annotated[
        Sort | None,
        typer.Option(
            "--sort",
            metavar="FIELD",
            rich_help_panel=ASK,
            help="Order within a stage: amount (default), close, created, age, name, owner or probability.",
            show_default=False,
        ),
    ] = None,
    overdue: Annotated[
        bool,
        typer.Option(
            "--overdue", rich_help_panel=ASK, help="Only open ones whose close date has passed.", show_default=False
        ),
    ] = False,
    limit: Annotated[str | None, limit_option("rows a stage; subtotals still speak of all.")] = None,
) -> int:
    """The opportunities sorted by stage, with subtotals."""
    from ...report.listing import build_listing
    from ..asking import parse_limit
    from ..looking_back import with_past
    from ..spine import present

    most = parse_limit(limit)
    given, chronicle = with_past(reading, Asking(**vars(choosing)), recalling, writing)
    listing = build_listing(
        given.pipeline,
        given.spec,
        given.question,
        sort=sort or "amount",
        overdue=overdue,
        limit=most,
        built_in_stages=given.built_in_stages,
        chronicle=chronicle,
    )
    present("listing", writing, listing)
    return 0
