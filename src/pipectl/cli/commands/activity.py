"""`pipectl activity`."""

from ..activity_options import ActivityAsking, ActivityReading, Opportunities
from ..options import Showing


def run(
    reading: ActivityReading,
    asking: ActivityAsking,
    writing: Showing,
    opportunities: Opportunities = None,
) -> int:
    """Who did how much against the standard, what it led to, and what nobody touches."""
    from ...report.activity import build_activity
    from ..gathering_activity import gather_activity
    from ..spine import present

    told, spec, question = gather_activity(reading, asking, writing, opportunities)
    present("activity", writing, build_activity(told, spec, question))
    return 0
