"""What the screens ask, and who answers: the same results that the commands print."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from ..domain.changes import Changes
from ..domain.dossier import Dossier
from ..domain.finding import Place
from ..domain.forecast import Forecast
from ..domain.listing import Listing
from ..domain.result import Report

#: What the list can be sorted by, in the order that `s` goes through them.
SORTS = ("amount", "close", "age", "probability", "name", "owner", "created")


class Ask(NamedTuple):
    """What can be switched while the screens are open; all else is as it was typed on the command line."""

    period: str | None = None
    """As `--period` has it; None for the usual one."""
    owners: tuple[str, ...] = ()
    """As `--owner` has them; empty for everybody."""
    sort: str = SORTS[0]


class Answers(Protocol):
    """Answers from data that was read once; every method may take its time and raise a PipectlError."""

    @property
    def first(self) -> Ask:
        """What was asked on the command line."""

    @property
    def as_of(self) -> date:
        """The day that is spoken about."""

    @property
    def periods(self) -> Sequence[str]:
        """Periods to choose from."""

    @property
    def owners(self) -> Sequence[str]:
        """Owners to choose from."""

    @property
    def said(self) -> Sequence[str]:
        """What reading said aloud, a line each."""

    def report(self, ask: Ask) -> Report:
        """As `pipectl report`, with every opportunity to look at."""

    def listing(self, ask: Ask) -> Listing:
        """As `pipectl list`."""

    def changes(self, ask: Ask) -> Changes:
        """As `pipectl changes` since the last snapshot, with every opportunity behind each change."""

    def forecast(self, ask: Ask) -> Forecast:
        """As `pipectl forecast`, with every opportunity that gives something."""

    def dossier(self, ask: Ask, place: Place) -> Dossier:
        """One opportunity: as `pipectl playbook --deal`, and its past."""

    def place_of(self, key: str) -> Place | None:
        """Where the opportunity that history knows by a key stands today; None where it is gone."""

    def reload(self) -> None:
        """Read everything again; where that can't be done all stays as it was."""
