"""`pipectl funnel`."""

from ..options import By, Choosing, Reading
from ..page_options import Paged
from ..recall_options import Recalling


def run(
    reading: Reading,
    choosing: Choosing,
    recalling: Recalling,
    writing: Paged,
    by: By = None,
) -> int:
    """The buyer's view: how many of those that reached a stage went on, and how long it took."""
    from ...report.funnel import build_funnel
    from ..looking_back import look_back
    from ..options import Asking
    from ..spine import present

    given, chronicle = look_back(reading, Asking(**vars(choosing)), recalling, writing, by)
    present("funnel", writing, build_funnel(chronicle, given.pipeline, given.spec, given.question))
    return 0
