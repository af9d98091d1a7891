"""What a method says of a period: booked, from open ones, and from those not yet created, apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..domain.values import EXACT, ZERO

if TYPE_CHECKING:
    from .table import Floats, Ints

#: Probabilities have four digits; from there on money is exact.
DIGITS = 4
CENT = Decimal("0.01")


class Method(StrEnum):
    """How a forecast is made, from the one that needs least data on."""

    WEIGHTED = "weighted"
    RUN_RATE = "run_rate"
    HAZARD = "hazard"
    STAGE_TIME = "stage_time"
    AUTO = "auto"


class Chance(NamedTuple):
    """One open opportunity."""

    key: str
    amount: Decimal
    """What it is expected to bring if it is won; 0 where it has no amount."""
    probability: Decimal
    """To be won within the period; four digits."""

    @property
    def contribution(self) -> Decimal:
        """What it adds to the forecast."""
        return EXACT.multiply(self.amount, self.probability)


class Arrivals(NamedTuple):
    """Opportunities that are not created yet, or that a method knows by their number alone."""

    number: float
    """How many are expected to be won within the period."""
    amounts: Sequence[float]
    """What they may bring, each as likely as the others."""

    @property
    def amount(self) -> Decimal:
        """What they are expected to bring, to the cent."""
        if not self.amounts:
            return ZERO
        return money(self.number * sum(self.amounts) / len(self.amounts))


@dataclass(frozen=True)
class Estimate:
    """What one method says of one period, seen from one day."""

    method: Method
    booked: Decimal
    """Won in the period as known on as-of, closes dated later included, exact."""
    rows: Sequence[Chance]
    new: Arrivals | None = None
    error: float = 0.0
    """Coefficient of variation of the rates themselves: how uncertain open and new are as estimates."""
    said: tuple[str, ...] = ()
    """What was decided on the way, in words."""
    weights: Mapping[Method, Decimal] = field(default_factory=dict)
    """What each method counts for, where several were put together."""

    @cached_property
    def open(self) -> Decimal:
        """From open opportunities."""
        total = ZERO
        for row in self.rows:
            total = EXACT.add(total, row.contribution)
        return total

    @property
    def new_amount(self) -> Decimal:
        """From opportunities not yet created."""
        return ZERO if self.new is None else self.new.amount

    @property
    def expected(self) -> Decimal:
        """The whole: booked + open + new."""
        return EXACT.add(EXACT.add(self.booked, self.open), self.new_amount)

    def with_weights(self, weights: Mapping[Method, Decimal], why: str) -> "Estimate":
        """The same, saying what each method counts for, and why."""
        return replace(self, weights=weights, said=(*self.said, why))


class Rates(NamedTuple):
    """What a method says, in numbers alone; booked is the same for all of them."""

    rows: "Ints"
    """Rows of the table: those that are open."""
    chances: "Floats"
    """To four digits."""
    amounts: "Floats"
    """What each is expected to bring if it is won; 0 where it has no amount."""
    number: float = 0.0
    """Expected number of those not yet created."""
    sizes: "Floats | None" = None
    error: float = 0.0
    said: tuple[str, ...] = ()

    @property
    def open_amount(self) -> float:
        """From open ones."""
        return float(self.chances @ self.amounts)

    @property
    def new_amount(self) -> float:
        """From those not yet created."""
        return self.number * float(self.sizes.mean()) if self.sizes is not None and len(self.sizes) else 0.0

    @property
    def rest(self) -> float:
        """What is still to come."""
        return self.open_amount + self.new_amount


def money(value: float) -> Decimal:
    """A number as money, to the cent."""
    return Decimal(f"{value:.2f}") + ZERO
