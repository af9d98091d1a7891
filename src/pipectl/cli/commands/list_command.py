"""`pipectl list`."""

from typing import Annotated, Literal

import typer

from ...domain.errors import UsageProblem
from ..options import ASK, Asking, Choosing, Reading, Writing

Sort = Literal["amount", "close", "created", "age", "name", "owner", "probability"]


def run(
    reading: Reading,
    choosing: Choosing,
    writing: Writing,
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
    limit: Annotated[
        str | None,
        typer.Option(
            "--limit",
            "-n",
            metavar="N",
            rich_help_panel=ASK,
            help="At most this many rows a stage; subtotals still speak of all.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """The opportunities sorted by stage, with subtotals."""
    from ...report.listing import build_listing
    from ..spine import gather, present

    most = _limit(limit)
    given = gather(reading, Asking(**vars(choosing)), writing)
    listing = build_listing(
        given.pipeline,
        given.spec,
        given.question,
        sort=sort or "amount",
        overdue=overdue,
        limit=most,
        built_in_stages=given.built_in_stages,
    )
    present("listing", writing, listing)
    return 0


def _limit(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise UsageProblem(f"--limit {text!r} is not a number of rows; write 1 or more")
    return int(text[:9])
