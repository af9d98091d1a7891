"""`pipectl funnel`."""

from typing import Annotated

from ..charting import chart_option
from ..options import By, Choosing, Reading
from ..page_options import Paged
from ..recall_options import Recalling


def run(
    reading: Reading,
    choosing: Choosing,
    recalling: Recalling,
    writing: Paged,
    by: By = None,
    chart: Annotated[str | None, chart_option("funnel")] = None,
) -> int:
    """The buyer's view: how many of those that reached a stage went on, and how long it took."""
    from ...report.funnel import build_funnel
    from ..charting import charted
    from ..looking_back import look_back
    from ..options import Asking
    from ..spine import present

    shown = charted("funnel", writing, chart)
    given, chronicle = look_back(reading, Asking(**vars(choosing)), recalling, shown, by)
    present("funnel", shown, build_funnel(chronicle, given.pipeline, given.spec, given.question))
    return 0
