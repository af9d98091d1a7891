"""Which of today's fields and columns history tells of an opportunity on a day of the past.

A look at the whole pipeline tells all it has, a CRM's own log a few fields. What a log doesn't tell stands in a life as
it was seen first, be that after the outcome: until an opportunity was seen as a whole, nobody knows it.
"""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from ..domain.opportunity import FIELDS, Opportunity
from ..domain.pipeline import Pipeline

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle


class Telling:
    """What history tells; of a field or column only from the day on when any opportunity is known to have it filled.

    Before that nobody can say that it was missing.
    """

    def __init__(self, pipeline: Pipeline, chronicle: "Chronicle") -> None:
        self._seen_first = chronicle.seen_first
        logs = [source.holds for source in chronicle.sources if not source.whole]
        ours = [field for field in FIELDS if field in chronicle.holds and field in pipeline.fields]
        self._logged = frozenset(ours).intersection(frozenset().union(*logs))
        self._looked = frozenset(ours) - self._logged
        self._first: dict[str, date] = {}
        for key, life in chronicle.lives.items():
            ends = [moment.day for moment in life[1:]]
            for moment, end in zip_longest(life, ends):
                for name, since in () if moment.state is None else self._filled(moment.state, moment.day, end, key):
                    self._first[name] = min(self._first.get(name, since), since)

    def on(self, day: date, key: str) -> frozenset[str]:
        """The fields and columns of one opportunity, by its key, that are known on a day, be they empty."""
        is_seen = self._seen_first.get(key, day) <= day
        return frozenset(
            name for name, since in self._first.items() if since <= day and (is_seen or name in self._logged)
        )

    def _filled(self, state: Opportunity, day: date, end: date | None, key: str) -> Iterator[tuple[str, date]]:
        """What an opportunity that stood so from one day to another has filled, and from when on that is known."""
        yield from ((field, day) for field in self._logged if getattr(state, field) is not None)
        seen = max(day, self._seen_first.get(key, day))
        if end is None or seen < end:
            yield from ((field, seen) for field in self._looked if getattr(state, field) is not None)
            yield from ((header, seen) for header in state.extra)
