"""Several files read as one: an opportunity that stands in two of them counts once, as the newer file has it.

The same id is not enough: teams and CRMs count from 1. Of one id, those of the same name or create date are one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..domain.finding import About, Place
from ..domain.ledger import Ledger
from ..domain.opportunity import Opportunity
from .codes import ID_TWICE, TWICE_ALIKE, TWICE_CHANGED, quoted

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
    newest = {
        key: max(found, key=rank.__getitem__)
        for key, found in holders.items()
        if len(found) > 1 and _are_one(list(found.values()))
    }
    shared = {key for key, found in holders.items() if len(found) > 1 and key not in newest}
    again: Counter[str] = Counter()
    kept = []
    for each in opportunities:
        file = newest.get(each.id, each.place.file) if each.id is not None else each.place.file
        if file == each.place.file:
            kept.append(each)
            first = next(iter(holders[each.id].values())) if each.id in shared and each.id is not None else each
            if first.place.file != each.place.file:
                _warn(each, first, ledger)
            continue
        again[each.place.file] += 1
        _tell(each, holders[each.id or ""][file], ledger)
    return Merged(tuple(kept), again)


def _are_one(found: Sequence[Opportunity]) -> bool:
    """Whether opportunities of one id are the same one: each keeps the name or the create date of the first."""
    first = found[0]
    return all(
        one.name == first.name or (one.created is not None and one.created == first.created) for one in found[1:]
    )


def _warn(one: Opportunity, other: Opportunity, ledger: Ledger) -> None:
    text = f"id {quoted(one.id or '')} is another opportunity at {other.place}"
    ledger.add(ID_TWICE, one.place, text, field="id", about=About(one.key, one.owner))


def _tell(dropped: Opportunity, counted: Opportunity, ledger: Ledger) -> None:
    same = replace(dropped, place=_NOWHERE) == replace(counted, place=_NOWHERE)
    text = f"id {quoted(dropped.id or '')} also stands at {counted.place}"
    code = TWICE_ALIKE if same else TWICE_CHANGED
    ledger.add(code, dropped.place, text, field="id", about=About(dropped.key, dropped.owner))
