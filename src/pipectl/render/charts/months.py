"""First days of months along an axis of days."""

from datetime import date, timedelta

from ...domain.period import MONTHS
from .parts import Row

#: Months from one word to the next, and what a word takes [px].
STEPS, WIDE = (1, 2, 3, 6, 12, 24), 66


def months(as_of: date, low: float, high: float, plot: int) -> list[Row]:
    """Months that begin between two days counted from as-of, as many as have room; January has its year."""
    first = as_of + timedelta(days=int(low))
    found: list[date] = []
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if (date(year, month, 1) - as_of).days > high:
            break
        found.append(date(year, month, 1))
    step = next((each for each in STEPS if len(found) * WIDE <= each * plot), STEPS[-1])
    kept = [day for day in found if (day.year * 12 + day.month - 1) % step == 0] or found[:1]
    return [{"at": (day - as_of).days, "words": _called(day, day == kept[0])} for day in kept]


def _called(day: date, is_first: bool) -> str:
    name = MONTHS[day.month - 1]
    return f"{name} {day.year}" if day.month == 1 or is_first else name
