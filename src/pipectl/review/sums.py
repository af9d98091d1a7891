"""Sums over opportunities as the sections of a meeting have them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial, reduce
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
    seen = _seen(some)
    if (some and not amounts) or currencies.why_not_added(seen):
        return Sum(len(some), None)
    return Sum(len(some), reduce(EXACT.add, amounts, ZERO), currencies.the_one(seen))


def by_size(
    some: Iterable[W], name: Callable[[W], str], currencies: Currencies, grave: Callable[[W], int] = lambda _: 0
) -> list[W]:
    """The biggest first, those without an amount last, equals by name.

    Where amounts are in several currencies no one is bigger than another of theirs: the gravest first, of these the
    biggest of each currency, then the second of each.
    """
    ordered = sorted(some, key=lambda each: (each.amount is None, EXACT.minus(each.amount or ZERO), name(each)))
    if currencies.why_not_added(_seen(ordered)) is None:
        return ordered
    return in_turn(ordered, lambda each: (grave(each), each.currency or currencies.of_bare))


def in_turn(ordered: Sequence[W], kind: Callable[[W], tuple[int, str]]) -> list[W]:
    """By rank, the lowest first; in each rank the first of every currency, then the second of every one.

    `kind` is the rank and the currency; each currency keeps its order, and those without an amount stand last.
    """
    places: Counter[tuple[int, str]] = Counter()
    found = []
    for each in ordered:
        rank, currency = kind(each)
        found.append(((rank, each.amount is None, places[rank, currency], currency), each))
        places[rank, currency] += 1
    return [each for _, each in sorted(found, key=lambda one: one[0])]


def _seen(some: Iterable[Worth]) -> frozenset[str]:
    """The currencies that amounts are in."""
    return frozenset(each.currency or BARE for each in some if each.amount is not None)


def keyed(some: Iterable[W], key: Callable[[W], str | None], currencies: Currencies) -> tuple[Keyed, ...]:
    """Those that share a key together, the largest sum first, then the largest number; those without a key last.

    Where amounts are in several currencies, the largest number first.
    """
    some = list(some)
    adds = currencies.why_not_added(_seen(some)) is None
    parts: dict[str | None, list[W]] = {}
    for each in some:
        parts.setdefault(key(each), []).append(each)
    found = (Keyed(name, summed(part, currencies)) for name, part in parts.items())
    return tuple(sorted(found, key=partial(_largest, adds=adds)))


def _largest(one: Keyed, *, adds: bool) -> tuple[bool, Decimal, int, str]:
    amount = (one.sum.amount if adds else None) or ZERO
    return one.key is None, EXACT.minus(amount), -one.sum.opportunities, one.key or ""
