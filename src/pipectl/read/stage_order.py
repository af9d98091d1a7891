"""The order of open stages, as far as something tells it: their usual close %, their numbers, or a known process."""

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
    names, several = tuple(step.name for step in steps), len(steps) > 1
    chances = {step.chance for step in steps}
    if several and (None in chances or len(chances) < len(steps)):
        for told in ({step.name: number(step.name) for step in steps}, _ranks(steps) if None in chances else {}):
            known = {name: one for name, one in told.items() if one is not None}
            if len(set(known.values())) == len(steps):
                return Order(tuple(sorted(names, key=known.__getitem__)), ())
    untold = tuple(step.name for step in steps if several and _is_untold(step, steps))
    return Order(tuple(step.name for step in sorted(steps, key=_place)), untold)


def _ranks(steps: Sequence[Step]) -> dict[str, int | None]:
    return {step.name: step.rank for step in steps}


def _is_untold(step: Step, steps: Sequence[Step]) -> bool:
    """Whether a stage has no close %, or shares it with one that no process puts behind or before it."""
    if step.chance is None:
        return True
    ranks = [other.rank for other in steps if other.chance == step.chance]
    return len(ranks) > 1 and (None in ranks or len(set(ranks)) < len(ranks))


def _rank(step: Step) -> int:
    return _LAST if step.rank is None else step.rank


def _place(step: Step) -> tuple[Decimal, int]:
    return Decimal(1) if step.chance is None else step.chance, _rank(step)
