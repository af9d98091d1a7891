"""Amounts of money for some days: what fills a period, and what adds up."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..domain.period import Period
from ..domain.values import EXACT, ZERO


class Amount(NamedTuple):
    """Money for the days from `start` up to, not including, `end`."""

    start: date
    end: date
    amount: Decimal


def tiled(parts: Sequence[Amount], period: Period) -> Decimal | None:
    """Amount for a period from parts inside it: the one for all of it, else the sum of those that fill it.

    They fill it without gap or overlap, longer ones taken before shorter ones; None where nothing fills the period, or
    two parts stand for the same days.
    """
    if len({(part.start, part.end) for part in parts}) < len(parts):
        return None
    filled: dict[date | None, Decimal] = {period.end: ZERO}
    # Later starts first, and of the same start the longest last, so that it prevails.
    for part in sorted(parts, key=lambda each: (-each.start.toordinal(), each.end)):
        if part.end in filled:
            filled[part.start] = EXACT.add(part.amount, filled[part.end])
    return filled.get(period.start) if parts else None


def apart(parts: Sequence[Amount]) -> Decimal | None:
    """Sum of parts of which no two share a day; None where some do."""
    total, reached = ZERO, date.min
    for part in sorted(parts):
        if part.start < reached:
            return None
        total, reached = EXACT.add(total, part.amount), part.end
    return total


def added(parts: Sequence[Decimal | None]) -> Decimal | None:
    """Sum of parts that are all known; None without any."""
    total = ZERO
    for part in parts:
        if part is None:
            return None
        total = EXACT.add(total, part)
    return total if parts else None
