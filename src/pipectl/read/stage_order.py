"""The order of open stages, as far as something tells it: their usual close %, their numbers, or a known process."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from .stage_names import number

_LAST = 1 << 30


class Step(NamedTuple):
    """An open stage with what tells its place."""

    name: str
    chance: Decimal | None
    """Its usual close %, from 0 to 1."""
    rank: int | None
    """Its place in a process that is known, such as the one its CRM comes with."""


class Order(NamedTuple):
    """Names of open stages from first to last."""

    names: tuple[str, ...]
    untold: tuple[str, ...]
    """Those of them whose place among the others nothing tells: they stand as they were given."""


def in_order(steps: Sequence[Step]) -> Order:
    """The order of open stages; a single one has its place."""
    chances = Counter(step.chance for step in steps)
    numbers = [number(step.name) for step in steps]
    if None in chances or len(chances) < len(steps):
        if None not in numbers and len(set(numbers)) == len(steps):
            return Order(tuple(sorted((step.name for step in steps), key=lambda name: number(name) or 0)), ())
        if None in chances and all(step.rank is not None for step in steps):
            return Order(tuple(step.name for step in sorted(steps, key=_rank)), ())
    # A stage's place is told by a close % that no other has, or shares with none that stands outside the process.
    outside = {step.chance for step in steps if step.rank is None} | {None}
    shared = {chance for chance, count in chances.items() if count > 1} | {None}
    untold = [step.name for step in steps if step.chance in outside & shared]
    return Order(tuple(step.name for step in sorted(steps, key=_place)), tuple(untold if len(steps) > 1 else ()))


def _rank(step: Step) -> int:
    return _LAST if step.rank is None else step.rank


def _place(step: Step) -> tuple[Decimal, int]:
    return Decimal(1) if step.chance is None else step.chance, _rank(step)
