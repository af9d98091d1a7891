"""What the past tells of a single opportunity that is there today."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ..domain.finding import Place
from .advancing import back_moves
from .chronicle import Chronicle
from .durations import days_in_stage
from .paths import path_of
from .pushes import moves


class Trail(NamedTuple):
    """The past of one open opportunity."""

    push_count: int | None = None
    """How often its expected close was moved later; None where history tells no close dates."""
    days_in_stage: int | None = None
    """On this visit; None where nobody knows since when."""
    moved_back: int | None = None
    """How often it was moved to an earlier stage; None where history tells no stages."""
    back_from: str | None = None
    """The stage it was last moved back from."""


UNKNOWN = Trail()


def trails(
    chronicle: Chronicle, as_of: date, places: set[Place], positions: Mapping[str, int] | None = None
) -> Mapping[Place, Trail]:
    """The trail of each opportunity that stands in one of these places of today's export and has a past.

    `positions` has the open stages in order; without them nobody knows who was moved back.
    """
    known = {place: chronicle.keys[place] for place in places if place in chronicle.keys}
    return {place: trail(chronicle, key, as_of, positions) for place, key in known.items() if key in chronicle.lives}


def trail(chronicle: Chronicle, key: str, as_of: date, positions: Mapping[str, int] | None = None) -> Trail:
    """The trail of one opportunity, seen at the end of a day."""
    life = chronicle.lives[key]
    path = path_of(chronicle, key, as_of) if "stage" in chronicle.holds else None
    tells = "expected_close" in chronicle.holds
    back = None if path is None or positions is None else back_moves(path, positions)
    return Trail(
        push_count=sum(move.days > 0 for move in moves(life, as_of)) if tells else None,
        days_in_stage=None if path is None else days_in_stage(path, as_of),
        moved_back=None if back is None else len(back),
        back_from=back[-1].before if back else None,
    )
