"""`pipectl report`."""

from typing import Annotated

from ..charting import chart_option
from ..options import Asking, By, Reading
from ..page_options import Paged
from ..recall_options import Recalling


def run(
    reading: Reading,
    asking: Asking,
    recalling: Recalling,
    writing: Paged,
    by: By = None,
    chart: Annotated[str | None, chart_option("report")] = None,
) -> int:
    """Won, open and weighted against the quota, stage by stage, and what to look at first."""
    from ...report.whole import build_report
    from ..charting import charted
    from ..looking_back import with_past
    from ..output import chosen_format
    from ..spine import present

    shown = charted("report", writing, chart)
    given, chronicle = with_past(reading, asking, recalling, shown, by)
    pipeline, spec, asked = given.pipeline, given.spec, given.question
    page = chosen_format(shown) == "html"
    if page:
        from ...report.paged import beside, for_page

        asked = for_page(asked, pipeline)
    report = build_report(pipeline, spec, asked, built_in_stages=given.built_in_stages, chronicle=chronicle)
    present("report", shown, report, *([beside(report, pipeline, spec, asked, chronicle)] if page else []))
    return 0
