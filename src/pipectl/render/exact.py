"""Values as machine-readable text: exact decimals, never an exponent, and nothing rounded."""

from decimal import Decimal

from ..domain.values import Unit

_MONEY = (Unit.MONEY, Unit.MONEY_PER_DAY)


def number(value: Decimal | int) -> str:
    """Plain digits without trailing zeros behind the point: `0.31`, `22`, `1000`."""
    text = format(Decimal(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def money(value: Decimal | int) -> str:
    """Plain digits with at least two behind the point: `42000.00`, `0.125`."""
    whole, _, fraction = number(value).partition(".")
    return f"{whole}.{fraction:0<2}"


def exact(value: Decimal | int | None, unit: Unit) -> str | None:
    """A value of this unit, or None where it is undefined."""
    if value is None:
        return None
    return money(value) if unit in _MONEY else number(value)


def maybe_number(value: Decimal | int | None) -> str | None:
    """Plain digits, or None."""
    return None if value is None else number(value)


def maybe_money(value: Decimal | int | None) -> str | None:
    """Money, or None."""
    return None if value is None else money(value)
