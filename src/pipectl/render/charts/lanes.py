"""Where marks of a timeline stand: on their day, in the lane of their stage, beside each other rather than over."""

from collections.abc import Sequence
from math import hypot, pi, sqrt
from typing import NamedTuple

from .parts import breadth

#: Square pixels of the smallest mark; the largest takes most of its lane, all together a part of the plot.
LEAST = 40.0
LARGEST, WIDEST, FILLED = 0.82, 52, 0.11
#: Offsets from the middle of a lane, as shares of its height, in the order they are tried.
OFFSETS = (0.0, 0.16, -0.16, 0.3, -0.3, 0.08, -0.08, 0.23, -0.23)
Box = tuple[float, float, float, float]


class Mark(NamedTuple):
    """One opportunity: first with its amount, then with the size and the lane that it is drawn with."""

    at: float
    lane: float
    amount: float
    size: float = 0.0

    @property
    def radius(self) -> float:
        """Of its circle [px]."""
        return sqrt(self.size) / 2


class Plot(NamedTuple):
    """What marks are laid out in."""

    width: int
    low: float
    """The first day."""
    high: float
    step: int
    """Of a lane [px]."""
    lanes: int

    @property
    def scale(self) -> float:
        """Pixels of a day."""
        return self.width / (self.high - self.low)

    def box(self, mark: Mark) -> Box:
        """What a mark takes."""
        at, middle = mark.at * self.scale, mark.lane * self.step
        return at - mark.radius, at + mark.radius, middle - mark.radius, middle + mark.radius

    def line(self, day: float) -> Box:
        """What a line down the whole plot takes."""
        at = day * self.scale
        return at - 2, at + 2, -self.step, self.step * self.lanes


def placed(marks: Sequence[Mark], plot: Plot) -> list[Mark]:
    """Marks with their sizes, moved up or down in their lanes where others stand; the order stays."""
    scale, step = plot.scale, plot.step
    most = max((mark.amount for mark in marks), default=0.0) or 1.0
    whole = sum(mark.amount / most for mark in marks) or 1.0
    largest = min(min(step * LARGEST, WIDEST) ** 2, FILLED * plot.width * step * plot.lanes * 4 / pi / whole)
    found: list[Mark] = []
    lanes: dict[float, list[Mark]] = {}
    for mark in marks:
        sized = mark._replace(size=max(LEAST, mark.amount / most * largest))
        there = lanes.setdefault(mark.lane, [])
        moved = [sized._replace(lane=mark.lane + offset) for offset in _inside(sized, step)]
        best = next((one for one in moved if _gap(one, there, scale, step) >= 0), None)
        best = best or max(moved, key=lambda one: _gap(one, there, scale, step))
        there.append(best)
        found.append(best)
    return found


def _inside(mark: Mark, step: int) -> list[float]:
    """Offsets that keep a mark within its lane."""
    room = max(0.0, 0.5 - mark.radius / step)
    return [each for each in OFFSETS if abs(each) <= room] or [0.0]


def _gap(mark: Mark, others: Sequence[Mark], scale: float, step: int) -> float:
    """Pixels to the nearest other mark of the lane, less than zero where they overlap."""
    return min(
        (hypot((mark.at - one.at) * scale, (mark.lane - one.lane) * step) - mark.radius - one.radius for one in others),
        default=1.0,
    )


def free(words: str, mark: Mark, plot: Plot, taken: Sequence[Box]) -> Box | None:
    """The box of words beside a mark, to its right or else its left, where nothing else stands."""
    wide, middle, at = breadth(words, 12), mark.lane * plot.step, mark.at * plot.scale
    for start in (at + mark.radius + 5, at - mark.radius - 5 - wide):
        box = (start, start + wide, middle - 8, middle + 8)
        inside = plot.low * plot.scale <= start and start + wide <= plot.high * plot.scale
        if inside and not any(_meet(box, one) for one in taken):
            return box
    return None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
