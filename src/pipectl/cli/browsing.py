"""Answers for the screens of `ui`: read once, asked again and again, each by what builds the command's own result."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, NamedTuple

from ..domain.errors import UsageProblem
from ..domain.finding import Place
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..views import Question
from .asking import question
from .looking_back import with_past
from .options import Asking, Reading, Writing, known_periods
from .recall_options import Recalling
from .repeat import repeated
from .spine import Gathered, refuse_if_filtered_out
from .where import owners_of

if TYPE_CHECKING:
    from ..domain.changes import Changes
    from ..domain.dossier import Dossier
    from ..domain.forecast import Forecast
    from ..domain.listing import Listing
    from ..domain.result import Report
    from ..history.chronicle import Chronicle
    from ..ui.answers import Ask


class _Data(NamedTuple):
    """What was read."""

    given: Gathered
    chronicle: "Chronicle | None"
    said: tuple[str, ...]
    by_place: dict[Place, Opportunity]
    places: dict[str, Place]
    """Of today's rows, by the key that history knows them by."""


class Browsing:
    """The pipeline at hand, and what is asked of it."""

    def __init__(self, reading: Reading, asking: Asking, recalling: Recalling, writing: Writing) -> None:
        self._reading, self._asking, self._recalling, self._writing = reading, asking, recalling, writing
        self._data = _read(reading, asking, recalling, writing)

    def reload(self) -> None:
        """Read everything again; where that can't be done all stays as it was.

        Raises:
            PipectlError: no answer is possible; it says why.
        """
        with _overheard() as heard:
            data = _read(self._reading, self._asking, self._recalling, replace(self._writing, quiet=True))
        self._data = data._replace(said=tuple(heard))

    @cached_property
    def first(self) -> "Ask":
        """What was asked on the command line."""
        from ..ui.answers import Ask

        return Ask(self._asking.period, tuple(self._asking.owner or ()))

    @property
    def as_of(self) -> date:
        """The day that is spoken about."""
        return self._data.given.question.as_of

    @property
    def periods(self) -> Sequence[str]:
        """Periods to choose from."""
        return known_periods()

    @property
    def owners(self) -> Sequence[str]:
        """Owners to choose from."""
        return sorted(set(owners_of(self._pipeline).values()), key=str.casefold)

    @property
    def said(self) -> Sequence[str]:
        """What reading said aloud, a line each."""
        return self._data.said

    @property
    def _pipeline(self) -> Pipeline:
        return self._data.given.pipeline

    def report(self, ask: "Ask") -> "Report":
        """As `pipectl report`, with every opportunity to look at."""
        from ..report.whole import build_report

        given = self._asked(ask)
        return build_report(
            given.pipeline,
            given.spec,
            given.question,
            built_in_stages=given.built_in_stages,
            chronicle=self._data.chronicle,
            kept=None,
        )

    def listing(self, ask: "Ask") -> "Listing":
        """As `pipectl list`."""
        from ..report.listing import build_listing

        given = self._asked(ask)
        return build_listing(
            given.pipeline,
            given.spec,
            given.question,
            sort=ask.sort,
            built_in_stages=given.built_in_stages,
            chronicle=self._data.chronicle,
        )

    def changes(self, ask: "Ask") -> "Changes":
        """As `pipectl changes` since the last snapshot, with every opportunity behind each change."""
        from ..report.changes import build_changes
        from .comparing import last_look

        given, chronicle = self._asked(ask), self._data.chronicle
        start = last_look(chronicle, given.question)
        if chronicle is None:
            raise UsageProblem("there is no history to see changes in; keep an export with pipectl snapshot")
        return build_changes(chronicle, given.pipeline, given.spec, given.question, start, shown=None)

    def forecast(self, ask: "Ask") -> "Forecast":
        """As `pipectl forecast`, with every opportunity that gives something."""
        from ..report.numpy_needed import refuse_without_numpy

        refuse_without_numpy()
        from ..report.forecast import PLAIN, build_forecast

        given = self._asked(ask)
        every = PLAIN._replace(shown=max(1, len(given.pipeline)))
        return build_forecast(given.pipeline, given.spec, given.question, every, self._data.chronicle)

    def dossier(self, ask: "Ask", place: Place) -> "Dossier":
        """One opportunity: as `pipectl playbook --deal`, and its past."""
        from ..report.dossier import build_dossier

        given, deal = self._asked(ask), self._data.by_place.get(place)
        if deal is None:
            raise UsageProblem(f"{place} is no opportunity any more, since the files were read again; look for it")
        return build_dossier(given.pipeline, given.spec, given.question, deal, self._data.chronicle)

    def place_of(self, key: str) -> Place | None:
        """Where the opportunity that history knows by a key stands today; None where it is gone."""
        return self._data.places.get(key)

    def _asked(self, ask: "Ask") -> Gathered:
        """The data with another question.

        Raises:
            PipectlError: the question makes no sense, or nothing is left after its filters.
        """
        given = self._data.given
        asked = self._question(replace(self._asking, period=ask.period, owner=list(ask.owners) or None))
        refuse_if_filtered_out(given.pipeline, given.spec, asked)
        return given._replace(question=asked)

    def _question(self, asking: Asking) -> Question:
        given = self._data.given
        found = question(asking, None, given.spec, given.pipeline, self.as_of)
        return found._replace(repeat=repeated(self._reading, asking))


def _read(reading: Reading, asking: Asking, recalling: Recalling, writing: Writing) -> _Data:
    given, chronicle = with_past(reading, asking, recalling, writing, take_stdin=False)
    by_place = {each.place: each for each in given.pipeline}
    places = {} if chronicle is None else {key: place for place, key in chronicle.keys.items()}
    return _Data(given, chronicle, (), by_place, places)


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """What is said on stderr meanwhile, as lines: the terminal belongs to the screens, which write past sys.stderr."""
    lines: list[str] = []
    before, paper = sys.stderr, TextIOWrapper(BytesIO(), encoding="utf-8", errors="replace")
    sys.stderr = paper
    try:
        yield lines
    finally:
        sys.stderr = before
        paper.seek(0)
        lines += [line for line in paper.read().splitlines() if line.strip()]
