"""`pipectl changes`."""

from dataclasses import dataclass
from typing import Annotated

import typer

from ..charting import chart_option
from ..options import ASK, Asking, By, Reading, limit_option
from ..page_options import Paged
from ..recall_options import Recalling


@dataclass(frozen=True)
class Between(Reading):
    """What lies before and behind the changes, and how exports are read."""

    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="OLD NEW",
            help="Two days, as 2026-01-31, or two exports. One day: from then until now. One export: from the last "
            "snapshot to it. Default: from the last snapshot to today's export.",
            show_default=False,
        ),
    ] = None


def run(
    reading: Between,
    asking: Asking,
    recalling: Recalling,
    writing: Paged,
    by: By = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DAY",
            rich_help_panel=ASK,
            help="The day at whose end to start, as 2026-01-31. Default: that of the last snapshot.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        str | None, limit_option("opportunities behind each change; the changes still speak of all. Default: 5.")
    ] = None,
    chart: Annotated[str | None, chart_option("changes")] = None,
) -> int:
    """What changed between two days, and the opportunities behind it."""
    from ...report.changes import SHOWN, build_changes
    from ..asking import parse_limit
    from ..charting import charted
    from ..comparing import compare
    from ..spine import present

    shown = charted("changes", writing, chart)
    most = parse_limit(limit) or SHOWN
    given, chronicle, start = compare(reading, asking, recalling, shown, by, since)
    found = build_changes(chronicle, given.pipeline, given.spec, given.question, start, shown=most)
    present("changes", shown, found)
    return 0
