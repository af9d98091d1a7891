"""What other commands say to the question of a report, for a page that shows all of it."""

from typing import NamedTuple

from .board import Board
from .changes import Changes
from .forecast import Forecast
from .funnel import Funnel


class Beside(NamedTuple):
    """Results of other commands; None for what can't be told, or wasn't asked."""

    board: Board | None = None
    funnel: Funnel | None = None
    changes: Changes | None = None
    forecast: Forecast | None = None
    lacking: tuple[tuple[str, str], ...] = ()
    """What is not there, by its title, and why."""


#: The report alone.
ALONE = Beside()
