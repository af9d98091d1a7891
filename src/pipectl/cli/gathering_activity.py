"""Files of activities, and the opportunities they were about: all that their figures need."""

from typing import TYPE_CHECKING

from ..domain.spec import PipelineSpec
from .activity_options import ACTIVITIES_NAME, ActivityAsking, ActivityReading
from .asking import parse_day
from .options import Writing
from .output import refuse_unwritable
from .places import find_spec
from .side_tables import opportunities_beside, read_beside
from .spine import today

if TYPE_CHECKING:
    from ..report.activity import ActivityQuestion, ActivitySources

AGE = 30


def gather_activity(
    reading: ActivityReading, asking: ActivityAsking, writing: Writing, opportunities: list[str] | None
) -> "tuple[ActivitySources, PipelineSpec, ActivityQuestion]":
    """Find pipeline.yaml and the activities, read them, and settle what is asked.

    Raises:
        PipectlError: no answer is possible; it says why.
    """
    from ..domain.period import parse_period
    from ..read.side.activities import read_activities
    from ..report.activity import ActivityQuestion, ActivitySources

    refuse_unwritable(writing)
    as_of, found = parse_day(asking.as_of, today()), find_spec(reading.config)
    period = parse_period(asking.period or "this-quarter", as_of, found.spec.fiscal_year_starts)
    table = ACTIVITIES_NAME, found.spec.activities.files
    told = read_beside(reading, found, as_of, writing, opportunities, table, read_activities)
    pipeline = opportunities_beside(found, as_of, writing, opportunities)
    quiet_after = asking.quiet_after or found.spec.activities.quiet_after
    question = ActivityQuestion(as_of, period, tuple(asking.owner or ()), quiet_after, asking.age or AGE)
    return ActivitySources(told.book, told.files, told.findings, pipeline), found.spec, question
