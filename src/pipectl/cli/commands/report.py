"""`pipectl report`."""

from ..options import Asking, By, Reading, Writing


def run(reading: Reading, asking: Asking, writing: Writing, by: By = None) -> int:
    """Won, open and weighted against the quota, stage by stage, and what to look at first."""
    from ...report.whole import build_report
    from ..spine import gather, present

    given = gather(reading, asking, writing, by)
    report = build_report(given.pipeline, given.spec, given.question, built_in_stages=given.built_in_stages)
    present("report", writing, report)
    return 0
