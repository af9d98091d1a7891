"""Units, exact arithmetic, and ratios that keep both halves so that they pool."""

from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from enum import StrEnum
from typing import NamedTuple

#: Sums and products of money never round: a result that would need more digits raises instead.
EXACT = Context(prec=120, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
#: Division and roots happen once, here, to 28 digits.
DIVIDE = Context(prec=28, traps=[InvalidOperation, DivisionByZero, Overflow])

ZERO = Decimal(0)
ONE = Decimal(1)

#: The two-sided 95 % quantile of the normal distribution, for Wilson intervals.
Z95 = Decimal("1.959963984540054")


class Unit(StrEnum):
    """What a number is, which is what decides how it is spelled."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    MULTIPLE = "multiple"
    DAYS = "days"
    HOURS = "hours"
    MONEY_PER_DAY = "money/day"

    @property
    def published(self) -> str:
        """The word machine-readable output uses; percentages and multiples are both plain ratios there."""
        return "ratio" if self in (Unit.PERCENT, Unit.MULTIPLE) else self.value

    @property
    def is_money(self) -> bool:
        """Whether it is in a currency."""
        return self in (Unit.MONEY, Unit.MONEY_PER_DAY)


class Outcome(StrEnum):
    """Where an opportunity stands."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class YesNo(StrEnum):
    """Yes or no, as a setting."""

    YES = "yes"
    NO = "no"


class Interval(NamedTuple):
    """A 95 % interval of a proportion; both ends from 0 to 1."""

    low: Decimal
    high: Decimal


def wilson(successes: Decimal, trials: Decimal) -> Interval | None:
    """The 95 % Wilson score interval of a proportion, or None without trials.

    `successes` and `trials` may be fractional (an effective number of trials, see `Share`).
    Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference".
    """
    if trials <= 0:
        return None
    share = DIVIDE.divide(successes, trials)
    z2 = DIVIDE.multiply(Z95, Z95)
    scale = ONE + DIVIDE.divide(z2, trials)
    middle = share + DIVIDE.divide(z2, 2 * trials)
    inside = DIVIDE.divide(share * (ONE - share), trials) + DIVIDE.divide(z2, 4 * trials * trials)
    reach = DIVIDE.multiply(Z95, DIVIDE.sqrt(inside))
    low, high = DIVIDE.divide(middle - reach, scale), DIVIDE.divide(middle + reach, scale)
    if successes <= 0:
        low = ZERO
    if successes >= trials:
        high = ONE
    return Interval(max(ZERO, low), min(ONE, high))


@dataclass(frozen=True, slots=True)
class Ratio:
    """One amount over another, both kept: ratios of groups pool by adding the halves.

    A ratio of two counts whose numerator is a part of the denominator is a proportion and has an interval.
    """

    numerator: Decimal | int
    denominator: Decimal | int

    @property
    def value(self) -> Decimal | None:
        """Numerator over denominator to 28 digits; None where the denominator is zero."""
        if not self.denominator:
            return None
        return DIVIDE.divide(Decimal(self.numerator), Decimal(self.denominator))

    @property
    def interval(self) -> Interval | None:
        """The Wilson interval of a proportion of counts, else None."""
        if not (isinstance(self.numerator, int) and isinstance(self.denominator, int)):
            return None
        if not 0 <= self.numerator <= self.denominator:
            return None
        return wilson(Decimal(self.numerator), Decimal(self.denominator))

    def __add__(self, other: "Ratio") -> "Ratio":
        """Pool two ratios: halves add, ratios are never averaged."""
        return Ratio(
            EXACT.add(Decimal(self.numerator), Decimal(other.numerator))
            if isinstance(self.numerator, Decimal) or isinstance(other.numerator, Decimal)
            else self.numerator + other.numerator,
            EXACT.add(Decimal(self.denominator), Decimal(other.denominator))
            if isinstance(self.denominator, Decimal) or isinstance(other.denominator, Decimal)
            else self.denominator + other.denominator,
        )


class Mean(Ratio):
    """A sum over the number of things summed; never a proportion, so it has no interval."""

    __slots__ = ()

    @property
    def interval(self) -> Interval | None:
        """A mean is not a proportion."""
        return None


@dataclass(frozen=True, slots=True)
class Share(Ratio):
    """A proportion of money. `squares` is the sum of the squared amounts behind the denominator."""

    squares: Decimal = ZERO

    @property
    def interval(self) -> Interval | None:
        """Wilson interval on the effective number of opportunities, (sum of amounts)^2 / sum of squared amounts.

        Source of the effective number: Kish (1965), "Survey Sampling", section 8.2.
        """
        whole, value = Decimal(self.denominator), self.value
        if value is None or not self.squares or not 0 <= value <= 1:
            return None
        effective = DIVIDE.divide(DIVIDE.multiply(whole, whole), self.squares)
        return wilson(DIVIDE.multiply(value, effective), effective)


class Undefined(NamedTuple):
    """No answer, and why, in words a manager can act on."""

    reason: str


class Met(NamedTuple):
    """The target behind the figure is already reached, so nothing remains to be measured."""

    reason: str


#: What a metric may answer.
Answer = Ratio | Decimal | int | Undefined | Met
