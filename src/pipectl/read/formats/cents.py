"""Amounts that an export writes in cents, as a preset says."""

from decimal import Decimal

from ...domain.values import EXACT
from ..codes import AMOUNT_UNREADABLE, Trouble
from .evidence import Column, Question, Settled, example
from .money import MoneyReading
from .profile import Profile

_CENT = Decimal("0.01")


def whole_units(profile: Profile[MoneyReading]) -> str | None:
    """A text of a sound row that is no number of cents, as it has decimals or a currency; None where all are."""
    for text, sight in profile.items():
        one = sight.reading
        if sight.votes and (one.currency or any(_has_part(value) for value in (one.point, one.comma))):
            return text
    return None


def ask(profile: Profile[MoneyReading], column: Column, text: str) -> Question:
    """What to ask where an export that writes cents has an amount that is none."""
    said = f"{column.header} {example(profile, text)} is no number of cents, as this export has them"
    return Question(column.field, column.header, said, ("close", "none"), "columns.preset", "--preset")


def _has_part(value: Decimal | None) -> bool:
    return value is not None and value != value.to_integral_value(context=EXACT)


def from_cents(settled: Settled[Decimal], header: str) -> Settled[Decimal]:
    """The amounts in whole units; one with a fraction is refused."""
    return settled._replace(
        value=lambda reading: _units(settled.value(reading)), said=(*settled.said, f"amounts in {header} are in cents")
    )


def _units(value: Decimal | Trouble | None) -> Decimal | Trouble | None:
    if not isinstance(value, Decimal):
        return value
    if value != value.to_integral_value(context=EXACT):
        return Trouble(AMOUNT_UNREADABLE, "is no number of cents")
    return EXACT.multiply(value, _CENT)
