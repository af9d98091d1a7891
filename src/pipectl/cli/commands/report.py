"""`pipectl report`."""

from ..options import Asking, By, Reading, Writing
from ..recall_options import Recalling


def run(reading: Reading, asking: Asking, recalling: Recalling, writing: Writing, by: By = None) -> int:
    """Won, open and weighted against the quota, stage by stage, and what to look at first."""
    from ...report.whole import build_report
    from ..looking_back import with_past
    from ..spine import present

    given, chronicle = with_past(reading, asking, recalling, writing, by)
    report = build_report(
        given.pipeline,
        given.spec,
        given.question,
        built_in_stages=given.built_in_stages,
        chronicle=chronicle,
    )
    present("report", writing, report)
    return 0
