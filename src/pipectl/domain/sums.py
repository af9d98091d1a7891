"""Numbers of opportunities with what they are worth, as sections of a meeting have them."""

from decimal import Decimal
from typing import NamedTuple


class Sum(NamedTuple):
    """So many opportunities, and what they are worth."""

    opportunities: int
    amount: Decimal | None
    """None where their amounts have no sum, as those in several currencies; and where none of them has one."""
    currency: str | None = None
    """The one all their amounts are in."""


class Keyed(NamedTuple):
    """Those that share something: an owner, a stage, a reason."""

    key: str | None
    """None for those where it is not told."""
    sum: Sum
