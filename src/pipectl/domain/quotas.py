"""Whether quotas fit together: no days twice, none left out, parts that sum to their whole, nobody above everybody."""

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
    said: str = ""
    """What the owner or team is called, quoted."""


class Flaw(NamedTuple):
    """What is wrong with one quota, as the end of a sentence that begins with it."""

    number: int
    problem: str
    remedy: str


def flaws(targets: Iterable[Target]) -> Iterator[Flaw]:
    """Overlaps, gaps and contradictions of each holder's quotas, and of everybody's with theirs.

    A period inside another is a part of it, as a quarter is of its year; parts are held to the same, and where they
    fill their whole they have to sum to it. What owners and teams have may sum to more than everybody's, as it does
    where more is given out than is needed; one of them alone may not have more.
    """
    held: dict[tuple[str, str], list[Target]] = {}
    for each in targets:
        held.setdefault(each.holder, []).append(each)
    for theirs in held.values():
        yield from _within(sorted(theirs, key=_longest_first))
    wholes = held.pop(("", ""), [])
    for whole in wholes:
        yield from _below_a_part(whole, held.values())


def _below_a_part(whole: Target, others: Iterable[Sequence[Target]]) -> Iterator[Flaw]:
    """A quota of everybody that is less than what one owner or team has in the same days."""
    found = ((_inside(whole, theirs), theirs[0].said) for theirs in others)
    most, said = max(found, default=(ZERO, ""))
    if most > whole.amount:
        told = f"has {whole.amount} for everybody, and {said} alone has {most} in it"
        yield Flaw(whole.number, told, "correct one of them, or leave out the whole")


def _inside(whole: Target, theirs: Sequence[Target]) -> Decimal:
    """What one holder has inside a period, parts of their own left out."""
    total, reached = ZERO, _start(whole)
    for each in sorted(theirs, key=_longest_first):
        if reached <= _start(each) and _end(each) <= _end(whole):
            reached, total = _end(each), EXACT.add(total, each.amount)
    return total


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
