"""Touches of opportunities: the days of the activities that were done on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from ..domain.activity import Activity, ActivityBook, Standing
from ..domain.cells import loose
from ..domain.finding import Place
from ..domain.opportunity import Opportunity
from ..domain.pipeline import ActivityFiles, FileAccount, Pipeline
from ..domain.quiet import Reach
from ..domain.values import Outcome
from .record_names import RecordNames


class Touches(NamedTuple):
    """What activities touched by the end of a day."""

    days: Mapping[Place, Sequence[date]]
    """By the place of an opportunity's row: days of its touches, oldest first."""
    strange: Sequence[tuple[Activity, str]]
    """Activities with what they name that is not there."""

    def of(self, opportunity: Opportunity) -> Sequence[date]:
        """The days of its touches."""
        return self.days.get(opportunity.place, ())


def touches_of(activities: Iterable[Activity], opportunities: Sequence[Opportunity], as_of: date) -> Touches:
    """The touches of each opportunity, whatever their kind and whoever's they were."""
    known = RecordNames(opportunities)
    accounts = {loose(each.account) for each in opportunities if each.account}
    days: dict[Place, list[date]] = {}
    strange: list[tuple[Activity, str]] = []
    for activity in activities:
        for word in activity.opportunities:
            found = known.find(word)
            if found is None and loose(word) not in accounts:
                strange.append((activity, word))
            elif found is not None and activity.standing is Standing.DONE and activity.day <= as_of:
                days.setdefault(found.place, []).append(activity.day)
    return Touches({place: sorted(some) for place, some in days.items()}, strange)


def last_touch(opportunity: Opportunity, days: Sequence[date], as_of: date) -> date | None:
    """The last day that anybody did something about it: by the activities or by its own column, the later of both."""
    own = opportunity.last_activity
    told = [*days[-1:], *([own] if own is not None and own <= as_of else [])]
    return max(told, default=None)


def with_touches(pipeline: Pipeline, book: ActivityBook, files: tuple[FileAccount, ...], as_of: date) -> Pipeline:
    """The opportunities with their last activity, be it of the export or of files of activities, the later of both.

    Where these don't name opportunities all stays as it was, and what was read says so.
    """
    if "opportunity" not in book.fields:
        return replace(pipeline, activities=ActivityFiles(files, as_of))
    touches = touches_of(book.activities, pipeline.opportunities, as_of)
    joined = tuple(_touched(each, touches.of(each), as_of) for each in pipeline)
    still = [touches.of(each) for each in pipeline if each.outcome is Outcome.OPEN]
    first = book.reach(as_of) or as_of + timedelta(days=1)
    told = ActivityFiles(
        files,
        as_of,
        touches=sum(map(len, still)),
        touched=sum(map(bool, still)),
        reach=Reach(first, "last_activity" in pipeline.fields),
        last=book.last_done(as_of),
        later=frozenset(new.place for old, new in zip(pipeline, joined, strict=True) if new is not old),
    )
    return replace(pipeline, opportunities=joined, fields=pipeline.fields | {"last_activity"}, activities=told)


def _touched(opportunity: Opportunity, days: Sequence[date], as_of: date) -> Opportunity:
    last = last_touch(opportunity, days, as_of) if days else opportunity.last_activity
    return opportunity if last == opportunity.last_activity else replace(opportunity, last_activity=last)
