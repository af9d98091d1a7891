"""`pipectl report`."""

from ..options import Asking, By, Reading
from ..page_options import Paged
from ..recall_options import Recalling


def run(reading: Reading, asking: Asking, recalling: Recalling, writing: Paged, by: By = None) -> int:
    """Won, open and weighted against the quota, stage by stage, and what to look at first."""
    from ...report.whole import build_report
    from ..looking_back import with_past
    from ..output import chosen_format
    from ..spine import present

    given, chronicle = with_past(reading, asking, recalling, writing, by)
    pipeline, spec, asked = given.pipeline, given.spec, given.question
    beside = []
    if chosen_format(writing) == "html":
        from ...report.paged import for_page, funnel_beside

        asked = for_page(asked, pipeline)
        beside = [funnel_beside(pipeline, spec, asked, chronicle)]
    report = build_report(pipeline, spec, asked, built_in_stages=given.built_in_stages, chronicle=chronicle)
    present("report", writing, report, *beside)
    return 0
