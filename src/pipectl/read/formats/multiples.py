"""Amounts in thousands, millions or billions, as their header says or as letters behind them do."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from ...domain.opportunity import MONEY_DIGITS
from ...domain.values import EXACT
from ..codes import AMOUNT_LONG, AMOUNT_UNREADABLE, Trouble, quoted
from ..header_unit import Unit
from .evidence import Column, Settled
from .money import MoneyReading
from .profile import Profile

Value = Callable[[MoneyReading], Decimal | Trouble | None]


def settle(settled: Settled[Decimal], profile: Profile[MoneyReading], column: Column, unit: Unit) -> Settled[Decimal]:
    """The amounts in whole units, where the header says that they are in others; else as they were settled."""
    if unit.power:
        said = f"amounts in {quoted(column.header)} are in {unit.word}, as it says"
        return settled._replace(value=partial(_multiplied, settled.value, unit), said=(*settled.said, said))
    if {"m", "mm"} <= {sight.reading.scale for sight in profile.values()}:
        return settled._replace(value=partial(_doubted, settled.value))
    return settled


def _multiplied(value: Value, unit: Unit, reading: MoneyReading) -> Decimal | Trouble | None:
    amount = value(reading)
    if not isinstance(amount, Decimal):
        return amount
    if reading.scale:
        says = f"has a multiplier of its own, and the header says {unit.word}"
        return Trouble(AMOUNT_UNREADABLE, says, "write it like the others, or take the unit out of the header")
    if amount and amount.adjusted() + unit.power >= MONEY_DIGITS:
        return Trouble(AMOUNT_LONG, f"has more than {MONEY_DIGITS} digits, being in {unit.word} as the header says")
    return EXACT.multiply(amount, Decimal(10**unit.power))


def _doubted(value: Value, reading: MoneyReading) -> Decimal | Trouble | None:
    """An amount of a column that has both M and MM: beside MM for millions, M is for thousands with some."""
    if reading.scale == "m" and not reading.trouble:
        says = "could be thousands or millions, and the column has MM, too"
        return Trouble(AMOUNT_UNREADABLE, says, "write it as k or as MM")
    return value(reading)
