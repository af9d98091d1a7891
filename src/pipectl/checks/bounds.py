"""Bounds of a check: where they lie, and whether a measure is inside them. Compared as fractions, so nothing rounds."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from ..domain.check import Check
from ..domain.result import Measure
from ..domain.values import DIVIDE, EXACT


class Bound(NamedTuple):
    """One end of what passes."""

    exact: Fraction
    shown: Decimal
    """The same as people read it; rounded where it is a part of a ratio."""


class Bounds(NamedTuple):
    """The least and the greatest value that pass."""

    lower: Bound | None
    upper: Bound | None

    def missed(self, value: Fraction) -> Bound | None:
        """The end that a value is beyond; None inside."""
        if self.lower is not None and value < self.lower.exact:
            return self.lower
        return self.upper if self.upper is not None and value > self.upper.exact else None


def bounds(check: Check, before: Fraction | None) -> Bounds:
    """Those that are written, and those that a drop or a rise from before makes; the narrower of each side."""
    lower, upper = _written(check.lower), _written(check.upper)
    if before is not None and check.max_drop is not None:
        lower = max(filter(None, (lower, _of(before - _change(check.max_drop, before), ROUND_FLOOR))))
    if before is not None and check.max_rise is not None:
        upper = min(filter(None, (upper, _of(before + _change(check.max_rise, before), ROUND_CEILING))))
    return Bounds(lower, upper)


def exact_value(measure: Measure) -> Fraction | None:
    """A measure without rounding: its halves where it has them; None where it is undefined."""
    if measure.value is None:
        return None
    return exact_ratio(measure.value, measure.numerator, measure.denominator)


def exact_ratio(value: Decimal, numerator: Decimal | None, denominator: Decimal | None) -> Fraction:
    """A value, by its halves where it has them."""
    if numerator is None or denominator is None or denominator <= 0:
        return Fraction(value)
    return Fraction(numerator) / Fraction(denominator)


def rounded(value: Fraction, mode: str = ROUND_HALF_EVEN) -> Decimal:
    """As people read it: whole where it ends within 120 digits, else to 28."""
    numerator, denominator = Decimal(value.numerator), Decimal(value.denominator)
    if _without(_without(value.denominator, 2), 5) == 1:
        return EXACT.divide(numerator, denominator)
    return Context(DIVIDE.prec, mode).divide(numerator, denominator)


def _without(number: int, factor: int) -> int:
    while number % factor == 0:
        number //= factor
    return number


def _written(bound: Decimal | None) -> Bound | None:
    return None if bound is None else Bound(Fraction(bound), bound)


def _of(bound: Fraction, mode: str) -> Bound:
    """A bound that is shown never narrower than it is, so that who compares with what is shown finds the same."""
    return Bound(bound, rounded(bound, mode))


def _change(text: str, before: Fraction) -> Fraction:
    """How far `10%` of what was before is, or `50000` as it stands; never negative."""
    return abs(before) * Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
