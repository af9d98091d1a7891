"""The figures of activities for `pipectl explain`: of the files named, else of those `pipectl activity` would read."""

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from ..domain.errors import InputProblem, UsageProblem
from .activity_options import ACTIVITIES_NAME, ActivityAsking, ActivityReading
from .options import Asking, Reading, Writing
from .places import find_beside, find_spec

if TYPE_CHECKING:
    from ..domain.activities import Activities


def measured_activity(
    reading: Reading, asking: Asking, writing: Writing, *, given: Sequence[str]
) -> "Activities | None":
    """What is said of the activities at hand; None where there are none and nothing was asked of any.

    Raises:
        PipectlError: an option is given that activities don't have, or no answer is possible.
    """
    from ..report.activity import build_activity
    from .gathering_activity import gather_activity

    parts = (ActivityReading, ActivityAsking)
    allowed = {"FILES", *(f"--{each.name.replace('_', '-')}" for part in parts for each in fields(part))}
    if others := [option for option in given if option not in allowed]:
        raise UsageProblem(
            f"{' and '.join(others)}: the measures of activities don't have it; see pipectl activity --help"
        )
    if not given:
        found = find_spec(None)
        try:
            find_beside(None, found, found.spec.activities.files, ACTIVITIES_NAME, take_stdin=False)
        except InputProblem:
            return None
    own = ActivityReading(**{each.name: getattr(reading, each.name) for each in fields(ActivityReading)})
    asked = ActivityAsking(as_of=asking.as_of, period=asking.period, owner=asking.owner)
    return build_activity(*gather_activity(own, asked, writing, None))
