"""`pipectl review`."""

from typing import Annotated

import typer

from ..charting import chart_option
from ..options import ASK, Asking, Reading, limit_option
from ..page_options import Paged
from ..recall_options import Recalling


def run(
    reading: Reading,
    asking: Asking,
    recalling: Recalling,
    writing: Paged,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DAY",
            rich_help_panel=ASK,
            help="The day of the last meeting, as 2026-01-31: what came after it is new. Default: the day of the last "
            "snapshot; without any, a week ago, or 30 days where nothing was won or lost in that week.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        str | None, limit_option("opportunities in each section; sums still speak of all. Default: 5.")
    ] = None,
    chart: Annotated[str | None, chart_option("review")] = None,
) -> int:
    """The meeting: what to inspect, what slipped and is stuck, what to learn, owner by owner, and what to do next."""
    from ...report.review import SHOWN, build_review
    from ..asking import parse_day, parse_limit
    from ..charting import charted
    from ..looking_back import with_past
    from ..spine import present, today

    shown = charted("review", writing, chart)
    most = parse_limit(limit) or SHOWN
    start = None if since is None else parse_day(since, today(), "--since ")
    given, chronicle = with_past(reading, asking, recalling, shown)
    found = build_review(
        given.pipeline,
        given.spec,
        given.question,
        since=start,
        shown=most,
        built_in_stages=given.built_in_stages,
        chronicle=chronicle,
    )
    present("review", shown, found)
    return 0
