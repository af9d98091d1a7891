"""Several files read as one: an opportunity whose id stands in two of them counts once, as the newer file has it."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..domain.finding import About, Place
from ..domain.opportunity import Opportunity
from .codes import TWICE_ALIKE, TWICE_CHANGED, quoted
from .ledger import Ledger

_DAY = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12][0-9]|3[01])(?![0-9])")
_NOWHERE = Place("")


class Merged(NamedTuple):
    """What is left of several files, and how many rows of each file stand in another."""

    opportunities: tuple[Opportunity, ...]
    again: Mapping[str, int]
    """File to the number of its rows that are counted from another one."""


def age(name: str, changed: float) -> tuple[str, float]:
    """What makes a file newer: the last day in its name, where it has one, and when it was last changed."""
    days = ["".join(found) for found in _DAY.findall(name)]
    return (days[-1] if days else "", changed)


def merged(opportunities: Sequence[Opportunity], files: Sequence[tuple[str, float]], ledger: Ledger) -> Merged:
    """Each id from one file alone; what was dropped goes to the ledger.

    Args:
        opportunities: Those of all files, in the order they were read.
        files: Name of each file and when it was last changed [seconds]; of files of the same age the later one counts.
        ledger: Takes a finding for each row that is dropped.
    """
    holders: defaultdict[str, dict[str, Opportunity]] = defaultdict(dict)
    for each in opportunities:
        if each.id is not None:
            holders[each.id].setdefault(each.place.file, each)
    dated = all(age(name, changed)[0] for name, changed in files)
    rank = {
        name: (age(name, changed)[0] if dated else "", changed, position)
        for position, (name, changed) in enumerate(files)
    }
    newest = {key: max(found, key=rank.__getitem__) for key, found in holders.items() if len(found) > 1}
    again: Counter[str] = Counter()
    kept = []
    for each in opportunities:
        file = newest.get(each.id, each.place.file) if each.id is not None else each.place.file
        if file == each.place.file:
            kept.append(each)
            continue
        again[each.place.file] += 1
        _tell(each, holders[each.id or ""][file], ledger)
    return Merged(tuple(kept), again)


def _tell(dropped: Opportunity, counted: Opportunity, ledger: Ledger) -> None:
    same = replace(dropped, place=_NOWHERE) == replace(counted, place=_NOWHERE)
    text = f"id {quoted(dropped.id or '')} also stands at {counted.place}"
    code = TWICE_ALIKE if same else TWICE_CHANGED
    ledger.add(code, dropped.place, text, field="id", about=About(dropped.key, dropped.owner))
