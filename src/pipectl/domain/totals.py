"""Counts and exact sums that add: totals of two sets of opportunities add to the totals of both."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Self

from .values import EXACT, ZERO


def _add(left: Any, right: Any) -> Any:
    """Add two parts of totals: exact for money, element by element for tuples, all that either has for sets."""
    if isinstance(left, Decimal):
        return EXACT.add(left, right)
    if isinstance(left, frozenset):
        return left | right
    if isinstance(left, tuple):
        longest = max(len(left), len(right))
        return tuple(
            left[i] if i >= len(right) else right[i] if i >= len(left) else _add(left[i], right[i])
            for i in range(longest)
        )
    return left + right


class Additive:
    """Whatever is made of parts that add: adding two adds part by part."""

    __slots__ = ()

    def __add__(self, other: Self) -> Self:
        """Part by part; associative and commutative, with the empty instance as its zero."""
        parts = (f.name for f in fields(self))  # type: ignore[arg-type]  # every subclass is a dataclass
        return type(self)(*(_add(getattr(self, name), getattr(other, name)) for name in parts))


@dataclass(frozen=True, slots=True)
class Tally(Additive):
    """How many opportunities, and what they are worth."""

    count: int = 0
    with_amount: int = 0
    """Those of `count` that have an amount."""
    amount: Decimal = ZERO
    """Sum of amounts; one without an amount adds nothing."""
    squares: Decimal = ZERO
    """Sum of squared amounts, for the effective number behind a share of money."""
    weighted: Decimal = ZERO
    """Sum of amount x probability (the row's, else its stage's); without a probability it adds nothing."""
    weighed: int = 0
    """Those of `with_amount` that have a probability to weigh them by."""


@dataclass(frozen=True, slots=True)
class Duration(Additive):
    """Days summed over the opportunities that have both dates."""

    count: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Band(Additive):
    """Decided opportunities whose entered close % fell in one band."""

    count: int = 0
    won: int = 0
    entered: Decimal = ZERO
    """Sum of the entered probabilities."""


#: Upper ends of the bands of `Totals.calibration`; a probability belongs to the first band it does not exceed.
BANDS: tuple[Decimal, ...] = tuple(Decimal(end) for end in ("0.2", "0.4", "0.6", "0.8", "1"))


@dataclass(frozen=True, slots=True)
class Totals(Additive):
    """All sums one set of opportunities needs for every figure. `Totals()` is the empty set.

    Membership of each tally is declared once, in `engines.membership`.
    """

    everything: Tally = Tally()
    """All accepted opportunities, whatever their outcome."""
    open: Tally = Tally()
    due: Tally = Tally()
    """Open, expected close inside the period."""
    due_overdue: Tally = Tally()
    """Open, expected close inside the period and before as-of."""
    overdue: Tally = Tally()
    """Open, expected close before as-of."""
    stalled: Tally = Tally()
    """Open, longer in its stage than the stage allows (or open longer than p75 of what won takes)."""
    decayed: Tally = Tally()
    """Open, overdue or stalled."""
    undated: Tally = Tally()
    """Open without an expected close."""
    won: Tally = Tally()
    """Won, close date in the lookback."""
    lost: Tally = Tally()
    """Lost, close date in the lookback."""
    lost_unqualified: Tally = Tally()
    """Those of `lost` known to have been lost before the stage named by `qualified_from`."""
    won_in_period: Tally = Tally()
    lost_in_period: Tally = Tally()
    won_new: Tally = Tally()
    """Won and created in the period."""
    won_of_created: Tally = Tally()
    """Won, whenever that was, and created in the period."""
    created_in_period: Tally = Tally()
    qualified_in_period: Tally = Tally()
    """Created in the period and known to have reached the stage named by `qualified_from`."""
    undated_closed: Tally = Tally()
    """Won or lost without any close date: they belong to no lookback and no period but `all`."""
    cycle: Duration = Duration()
    """Created to close date of `won`; negative ones left out."""
    age: Duration = Duration()
    """Created to as-of of `open`."""
    judged_stalled: Tally = Tally()
    """Open ones for which it can be told whether they are stalled."""
    calibration: tuple[Band, ...] = ()
    """Decided in the lookback with an entered probability strictly between 0 and 1, by band of `BANDS`."""
    open_at: tuple[int, ...] = ()
    """Open opportunities by position of their stage among the open stages."""
    lost_at: tuple[int, ...] = ()
    """`lost` by position of the open stage they died in, where that is known."""
    currencies: frozenset[str] = frozenset()
    """What the amounts of `everything` are in, see `currencies`: sums over more than one mean nothing."""
