"""What was learnt, as plain data: chances of open opportunities with reasons, and what such chances were worth."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .leaks import Leak
from .trial import Trial

#: Reasons that are named.
NAMED = 3


class From(StrEnum):
    """What was looked at."""

    HISTORY = "history"
    """Opportunities as history shows them on past days."""
    DATES = "dates"
    """What the dates of decided ones prove, and columns as they are now."""


class Move(NamedTuple):
    """What one feature does to a chance."""

    feature: str
    told: str
    """The value in words: pushed 3 times."""
    log_odds: Decimal
    """What it adds to the log odds, beyond what it adds on average."""
    points: Decimal
    """Chance less what it would be with the feature as it is on average: 0.18 is 18 points."""

    @property
    def words(self) -> str:
        """As it is said: pushed 3 times −9 points."""
        points = int((self.points * 100).to_integral_value())
        number = f"{points:+d}".replace("-", "−") if points else "±0"
        return f"{self.told} {number} {'point' if abs(points) == 1 else 'points'}"


class Learned(NamedTuple):
    """The chance of one open opportunity to be won, whenever it is decided."""

    key: str
    probability: Decimal
    """Four digits; never 0 or 1."""
    moves: tuple[Move, ...]
    """Of every feature, what moved it most first."""

    @property
    def reasons(self) -> tuple[Move, ...]:
        """Those that moved it most, by half a point at least."""
        return tuple(move for move in self.moves[:NAMED] if abs(move.points) >= Decimal("0.005"))


class Learnt(NamedTuple):
    """All that was learnt."""

    source: From
    chances: tuple[Learned, ...]
    """Of each open opportunity, by key; what they say is for showing only where `refusal` is None."""
    average: Decimal
    """Chance of an opportunity that is average in everything; log odds of moves add to its own, their points do not."""
    won: int
    """Opportunities that were learnt from."""
    lost: int
    looks: int
    """At them, on days when they were open."""
    features: tuple[str, ...]
    trial: Trial | None
    """None where too few were decided late enough to be held on."""
    left_out: tuple[Leak, ...]
    said: tuple[str, ...]
    """What else was decided, in words."""
    refusal: str | None
    """Why chances are not to be shown; None where they are better than what there was."""

    @property
    def is_shown(self) -> bool:
        """Whether it is better than the base rate and than the close % that people entered."""
        return self.refusal is None
