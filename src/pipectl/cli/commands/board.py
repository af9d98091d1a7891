"""`pipectl board`."""

from typing import Annotated

from ..options import Asking, Choosing, Reading, limit_option
from ..page_options import Paged
from ..recall_options import Recalling


def run(
    reading: Reading,
    choosing: Choosing,
    recalling: Recalling,
    writing: Paged,
    limit: Annotated[
        str | None,
        limit_option("cards a stage; sums still speak of all. Default: 5 on the screen and in Markdown, 50 on a page."),
    ] = None,
) -> int:
    """Open opportunities as cards, stage by stage, the biggest first, with what speaks against them."""
    from ...report.board import build_board, stages_asked
    from ...report.listing import build_listing
    from ...report.whole import build_report
    from ..asking import parse_limit
    from ..looking_back import with_past
    from ..spine import present

    most = parse_limit(limit)
    given, chronicle = with_past(reading, Asking(**vars(choosing)), recalling, writing)
    told = given.pipeline, given.spec, given.question
    board = build_board(
        build_report(*told, built_in_stages=given.built_in_stages, chronicle=chronicle, kept=None),
        build_listing(*told, built_in_stages=given.built_in_stages, chronicle=chronicle),
        limit=most,
        stages=stages_asked(given.question),
    )
    present("board", writing, board)
    return 0
