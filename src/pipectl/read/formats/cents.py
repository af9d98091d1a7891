"""Amounts that an export writes in cents, as a preset says."""

from decimal import Decimal

from ...domain.values import EXACT
from ..codes import AMOUNT_UNREADABLE, Trouble
from .evidence import Settled

_CENT = Decimal("0.01")


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
