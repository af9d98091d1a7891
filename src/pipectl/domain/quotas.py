"""Whether quotas of one team or owner fit together: no days twice, none left out, parts that sum to their whole."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from .period import Period
from .values import EXACT, ZERO


class Target(NamedTuple):
    """One quota with its place in the list it came from."""

    number: int
    holder: tuple[str, str]
    """owner and team, as they are compared; both empty for everybody."""
    period: Period
    """With both bounds."""
    amount: Decimal


class Flaw(NamedTuple):
    """What is wrong with one quota, as the end of a sentence that begins with it."""

    number: int
    problem: str
    remedy: str


def flaws(targets: Iterable[Target]) -> Iterator[Flaw]:
    """Overlaps, gaps and contradictions of each holder's quotas.

    A period inside another is a part of it, as a quarter is of its year; parts are held to the same, and where they
    fill their whole they have to sum to it.
    """
    held: dict[tuple[str, str], list[Target]] = {}
    for each in targets:
        held.setdefault(each.holder, []).append(each)
    for theirs in held.values():
        yield from _within(sorted(theirs, key=_longest_first))


def _longest_first(target: Target) -> tuple[int, int]:
    return _start(target), -_end(target)


def _start(target: Target) -> int:
    return target.period.start.toordinal() if target.period.start else 0


def _end(target: Target) -> int:
    return target.period.end.toordinal() if target.period.end else 0


def _within(ordered: Sequence[Target]) -> Iterator[Flaw]:
    """Flaws of quotas in order, of which none is a part of what is not among them."""
    wholes: list[tuple[Target, list[Target]]] = []
    for each in ordered:
        if wholes and _end(each) <= _end(wholes[-1][0]):
            wholes[-1][1].append(each)
        else:
            wholes.append((each, []))
    for (before, _), (each, _) in pairwise(wholes):
        yield from _beside(before, each)
    for whole, parts in wholes:
        yield from _within(parts)
        yield from _summed(whole, parts)


def _beside(before: Target, each: Target) -> Iterator[Flaw]:
    if _start(each) < _end(before):
        told = f"shares days with {before.period.key}, for which there is another quota"
        yield Flaw(each.number, told, "let one begin where the other ends")
    elif _start(each) > _end(before) and each.period.start and before.period.end:
        days = f"{before.period.end} to {each.period.start - timedelta(days=1)}"
        told = f"leaves a gap behind {before.period.key}: {days} has no quota"
        yield Flaw(each.number, told, "add a quota for it, or begin the list behind the gap")


def _summed(whole: Target, parts: Sequence[Target]) -> Iterator[Flaw]:
    """A whole that its parts fill and don't sum to; their own parts count with them."""
    reached, total = _start(whole), ZERO
    for each in parts:
        if _start(each) == reached:
            reached, total = _end(each), EXACT.add(total, each.amount)
    if parts and reached == _end(whole) and total != whole.amount:
        told = f"has {whole.amount}, and its parts sum to {total}"
        yield Flaw(whole.number, told, "correct one of them, or leave out the whole")
