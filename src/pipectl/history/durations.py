"""How long opportunities stay in a stage, from paths."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from ..domain.period import Period
from ..domain.values import Outcome
from .paths import Left, Path, Visit


class Stay(NamedTuple):
    """Days that opportunities stayed in one stage, in ascending order."""

    first: tuple[int, ...] = ()
    """First visits of those who left it, by moving on or back, winning or losing."""
    cumulative: tuple[int, ...] = ()
    """All visits together of those who left it and are not there now."""
    open: tuple[int, ...] = ()
    """Those who are there now, so far."""
    undated: int = 0
    """Who left it or is there, with nobody knowing since when."""


def stays(some: Iterable[Path], positions: Mapping[str, int], span: Period, as_of: date) -> dict[str, Stay]:
    """For each open stage, the days of those who last left it in a span, and of those who are there now."""
    found: dict[str, list[list[Visit]]] = defaultdict(list)
    for path in some:
        by_stage: dict[str, list[Visit]] = defaultdict(list)
        for visit in path.visits:
            by_stage[visit.stage].append(visit)
        for stage, visits in by_stage.items():
            found[stage].append(visits)
    return {stage: _stay(found.get(stage, []), span, as_of) for stage in positions}


def _stay(groups: list[list[Visit]], span: Period, as_of: date) -> Stay:
    first, cumulative, still, undated = [], [], [], 0
    for visits in groups:
        last = visits[-1]
        if last.how is Left.GONE or not (last.left is None or last.left in span):
            continue
        if not all(visit.dated for visit in visits):
            undated += 1
        elif last.left is None:
            still.append(last.days(as_of))
        else:
            first.append(visits[0].days(as_of))
            cumulative.append(sum(visit.days(as_of) for visit in visits))
    return Stay(tuple(sorted(first)), tuple(sorted(cumulative)), tuple(sorted(still)), undated)


def days_in_stage(path: Path, as_of: date) -> int | None:
    """Days an open opportunity has been in its stage on this visit; None where nobody knows, or it is not open."""
    if path.outcome is not Outcome.OPEN or not path.visits or not path.visits[-1].dated:
        return None
    return path.visits[-1].days(as_of)
