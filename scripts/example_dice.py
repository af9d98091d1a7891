"""What the scripts behind examples/ share: their day, choices that come out alike everywhere, and days of work."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

#: The day the examples speak about; nothing in them happened later.
AS_OF = date(2026, 11, 16)
SEED = 20261116

Row = dict[str, str]
T = TypeVar("T")


class Dice:
    """Choices from `Random.random` alone, which every Python version repeats for a seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def below(self, count: int) -> int:
        return int(self._random.random() * count)

    def one(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def hits(self, chance: float) -> bool:
        return self._random.random() < chance

    def weighted(self, weights: dict[str, float]) -> str:
        """One of the keys, each as often as its weight says."""
        drawn = self._random.random() * sum(weights.values())
        for key, weight in weights.items():
            if drawn < weight:
                return key
            drawn -= weight
        return key

    def amount(self) -> int:
        """8,000 to 140,000 in steps of 500, small ones more often."""
        steps: float = 16 * 17.5 ** self._random.random()
        return round(steps) * 500


def workday(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def next_workday(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def day_of(text: str) -> date | None:
    """The day a cell says; None where it is empty or no day of the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
