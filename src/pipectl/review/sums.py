"""Sums over opportunities as the sections of a meeting have them."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import reduce
from typing import Protocol, TypeVar

from ..domain.currencies import BARE, Currencies
from ..domain.sums import Keyed, Sum
from ..domain.values import EXACT, ZERO


class Worth(Protocol):
    """Whatever has an amount in a currency."""

    @property
    def amount(self) -> Decimal | None:
        """Amount, where it has one."""

    @property
    def currency(self) -> str | None:
        """What it is in, where that is named."""


W = TypeVar("W", bound=Worth)


def summed(some: Sequence[Worth], currencies: Currencies) -> Sum:
    """How many, and their amount where it has a sum and any of them has one."""
    amounts = [each.amount for each in some if each.amount is not None]
    seen = frozenset(each.currency or BARE for each in some if each.amount is not None)
    if (some and not amounts) or currencies.why_not_added(seen):
        return Sum(len(some), None)
    return Sum(len(some), reduce(EXACT.add, amounts, ZERO), currencies.the_one(seen))


def by_size(some: Iterable[W], name: Callable[[W], str]) -> list[W]:
    """The biggest first, those without an amount last, equals by name."""
    return sorted(some, key=lambda each: (each.amount is None, EXACT.minus(each.amount or ZERO), name(each)))


def keyed(some: Iterable[W], key: Callable[[W], str | None], currencies: Currencies) -> tuple[Keyed, ...]:
    """Those that share a key together, the largest sum first, then the largest number; those without a key last."""
    parts: dict[str | None, list[W]] = {}
    for each in some:
        parts.setdefault(key(each), []).append(each)
    found = (Keyed(name, summed(part, currencies)) for name, part in parts.items())
    return tuple(sorted(found, key=_largest))


def _largest(one: Keyed) -> tuple[bool, Decimal, int, str]:
    return one.key is None, EXACT.minus(one.sum.amount or ZERO), -one.sum.opportunities, one.key or ""
