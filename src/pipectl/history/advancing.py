"""How long those that went on from a stage had been in it, and who was moved back to an earlier one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise, zip_longest
from typing import NamedTuple

from ..domain.period import Period
from .paths import Left, Path, Visit


class BackMove(NamedTuple):
    """One move to an earlier open stage."""

    before: str
    after: str


def went_on(some: Iterable[Path], positions: Mapping[str, int], span: Period) -> dict[str, tuple[int, ...]]:
    """For each open stage, the days of the visits that ended in a span by moving to a later stage or winning.

    They are in ascending order; a visit that nobody knows the beginning of is left out.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for path in some:
        for visit, after in zip_longest(path.visits, path.visits[1:]):
            if visit.left is None or not visit.dated or visit.left not in span:
                continue
            if visit.how is Left.WON or _is_ahead(visit, after, positions):
                found[visit.stage].append(visit.days(visit.left))
    return {stage: tuple(sorted(days)) for stage, days in found.items() if stage in positions}


def back_moves(path: Path, positions: Mapping[str, int]) -> tuple[BackMove, ...]:
    """Each move of an opportunity to an earlier open stage, in order of time; one that was reopened was not moved."""
    return tuple(
        BackMove(before.stage, after.stage)
        for before, after in pairwise(path.visits)
        if before.how is Left.MOVED and _is_ahead(after, before, positions)
    )


def _is_ahead(one: Visit, other: Visit | None, positions: Mapping[str, int]) -> bool:
    """Whether the other visit is known to be in a later stage than the one."""
    if other is None or one.stage not in positions or other.stage not in positions:
        return False
    return positions[one.stage] < positions[other.stage]
