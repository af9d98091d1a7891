"""What was decided and left out of the figures of activities, in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..domain.activities import Week
from ..domain.activity import Activity, ActivityBook, Standing
from ..domain.cells import loose
from ..domain.period import Period
from ..domain.pipeline import Pipeline
from ..domain.values import Outcome
from ..engines.standing import as_they_stood
from .activity_paces import first_whole_week
from .side_notes import of_aside

#: Owners that a note names.
_NAMED = 6


def notes(
    book: ActivityBook, pipeline: Pipeline | None, period: Period, as_of: date, weeks: Sequence[Week]
) -> Iterator[str]:
    """What the files don't tell, how far they reach, and whose names stand in one table alone."""
    yield from _of_columns(book)
    yield from _of_reach(book, period, as_of)
    yield from _of_end(book, as_of, weeks)
    if pipeline is None:
        yield "no export of opportunities is at hand to tell what was touched and won; name it with --opportunities"
        return
    if "opportunity" not in book.fields:
        yield (
            "the files don't tell which opportunities activities were about; name the column in pipeline.yaml under "
            "activities: columns: opportunity"
        )
    yield from of_aside(pipeline)
    yield from _of_later(pipeline, as_of)
    yield from _of_owners(book, pipeline, as_of)


def of_overdue(activities: Iterable[Activity], period: Period, as_of: date) -> Iterator[str]:
    """How many that are planned in the period should have been done by now."""
    late = sum(each.standing is Standing.PLANNED and each.day < as_of and each.day in period for each in activities)
    if late:
        lie = "lies" if late == 1 else "lie"
        yield f"{late:,} of the planned {lie} before {as_of}: overdue, or done and not marked"


def _of_columns(book: ActivityBook) -> Iterator[str]:
    if "kind" not in book.fields:
        yield "the files have no kind; name its column in pipeline.yaml under activities: columns: kind"
    if book.by_day:
        words = "activities have no status, and count as done where their day is not ahead"
        if book.by_day == 1:
            words = "activity has no status, and counts as done where its day is not ahead"
        yield f"{book.by_day:,} {words}"


def _of_reach(book: ActivityBook, period: Period, as_of: date) -> Iterator[str]:
    """Where the files begin inside the period."""
    first = book.reach(as_of)
    if first and first in period and period.start is not None and first > first_whole_week(period.start):
        yield f"what was done begins on {first:%a} {first}; weeks before are left out, and the first may be cut"


def _of_end(book: ActivityBook, as_of: date, weeks: Sequence[Week]) -> Iterator[str]:
    """Where what was done ends well before the day of the report.

    Nobody can tell an old export from weeks in which nothing was done: these count, and that is said.
    """
    last = book.last_done(as_of)
    if last is None or (as_of - last).days <= 7:
        return
    after = sum(week.start > last and not week.is_running for week in weeks)
    count = "whole week after it counts" if after == 1 else f"{after} whole weeks after it count"
    yield (
        f"what was done ends on {last:%a} {last}, {(as_of - last).days:,} days before the day of the report"
        f"{f'; the {count} as none: export the activities anew if there were any' if after else ''}"
    )


def _of_later(pipeline: Pipeline, as_of: date) -> Iterator[str]:
    """What the export tells of days after that of the report."""
    stood = {each.place: each for each in as_they_stood(pipeline, as_of)}
    later = sum(each.place not in stood for each in pipeline)
    decided = sum(each.place in stood and stood[each.place].outcome is not each.outcome for each in pipeline)
    if later:
        yield f"{_counted(later)} created after {as_of} {_was(later)} left out"
    if decided:
        counts = "counts as open, its stage" if decided == 1 else "count as open, their stages"
        yield f"{_counted(decided)} decided after {as_of} {counts} as in the export"


def _counted(count: int) -> str:
    return "1 opportunity" if count == 1 else f"{count:,} opportunities"


def _was(count: int) -> str:
    return "is" if count == 1 else "are"


def _of_owners(book: ActivityBook, pipeline: Pipeline, as_of: date) -> Iterator[str]:
    """Owners in one of both tables alone."""
    if "owner" not in book.fields or "owner" not in pipeline.fields:
        return
    doing = {loose(each.owner): each.owner for each in book.activities if each.owner}
    having = {loose(each.owner): each.owner for each in pipeline if each.owner}
    stood = as_they_stood(pipeline, as_of)
    still = {loose(each.owner): each.owner for each in stood if each.owner and each.outcome is Outcome.OPEN}
    alone = [name for key, name in doing.items() if key not in having]
    idle = [name for key, name in still.items() if key not in doing]
    if alone:
        yield f"{_listed(alone)} {_verb(alone, 'has', 'have')} activities and no opportunity in the export"
    if idle:
        yield f"{_listed(idle)} {_verb(idle, 'has', 'have')} open opportunities and no activity in the files"


def _verb(names: Sequence[str], one: str, many: str) -> str:
    return one if len(names) == 1 else many


def _listed(names: Iterable[str]) -> str:
    """`Ann, Bo and 3 more`."""
    some = sorted(names)
    shown, rest = some[:_NAMED], len(some) - _NAMED
    *before, last = [*shown, *([f"{rest:,} more"] if rest > 0 else [])]
    return f"{', '.join(before)} and {last}" if before else last
