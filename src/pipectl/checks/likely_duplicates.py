"""Opportunities that are likely one, entered twice.

Two are where they have the same account and the same amount, and were created or should close within a week of each
other, under different ids. Where neither has an id, the same name stands in for a missing account. In a group of such
opportunities each is held against its neighbours in time alone, so that of a hundred of a kind not all 4,950 pairs are
named.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from ..domain.cells import loose
from ..domain.finding import quoted
from ..domain.opportunity import FIELDS, Opportunity
from ..domain.record_ids import compared
from ..domain.values import ZERO
from .looked import Hit, Looked, days

#: Days between two that may be one.
NEAR_DAYS = 7

#: By what opportunities are put in order, wherever they stand in a file; the last part tells those alike apart.
_Rank = tuple[str, str, int]
_Ranked = tuple[_Rank, Opportunity]


def likely_duplicates(looked: Looked) -> Iterator[Hit]:
    """Each pair once, at the one with the greater id or name: another order of rows makes no new finding."""
    groups: defaultdict[tuple[object, ...], list[_Ranked]] = defaultdict(list)
    for number, each in enumerate(looked.opportunities):
        known = _known_by(each)
        if known is not None and each.amount not in (None, ZERO):
            rank = each.id or "", each.name, number
            groups[(*known, each.amount, each.currency)].append((rank, each))
    for group in groups.values():
        found: dict[tuple[_Rank, _Rank], Hit] = {}
        for (rank, first), (later_rank, later), said in _pairs(group):
            found.setdefault((rank, later_rank), _hit(looked, first, later, said))
        yield from found.values()


def _known_by(each: Opportunity) -> tuple[str, str] | None:
    """What says whose it is."""
    if each.account is not None:
        return "account", loose(each.account)
    return ("name", loose(each.name)) if each.id is None else None


def _pairs(group: Sequence[_Ranked]) -> Iterator[tuple[_Ranked, _Ranked, str]]:
    """Neighbours in time by either day, the one with the lesser id or name in front, with how near they are."""
    for verb, day_of in (("closing", _close), ("created", _created)):
        dated = sorted((day, ranked) for ranked in group if (day := day_of(ranked[1])) is not None)
        for (day, one), (after, other) in pairwise(dated):
            gap = (after - day).days
            if gap <= NEAR_DAYS and _differ(one[1], other[1]):
                first, later = sorted((one, other))
                yield first, later, f"{verb} {days(gap)} apart" if gap else f"{verb} on the same day"


def _close(each: Opportunity) -> date | None:
    return each.close_date or each.expected_close


def _created(each: Opportunity) -> date | None:
    return each.created


def _differ(one: Opportunity, other: Opportunity) -> bool:
    """Whether they are not already known to be the same: by their id, or without one by every cell."""
    if one.id is not None or other.id is not None:
        return compared(one.id or "") != compared(other.id or "")
    return one.extra != other.extra or any(getattr(one, field) != getattr(other, field) for field in FIELDS)


def _hit(looked: Looked, first: Opportunity, later: Opportunity, said: str) -> Hit:
    file = later.place.file
    field = "name" if later.account is None else "account"
    amount = f"{looked.label(file, 'amount')} {later.amount}"
    known = quoted(later.account or later.name)
    named = f" (id {quoted(first.id)})" if first.id else ""
    return looked.hit(later, field, f"{known} with {amount} also stands at {first.place}{named}, {said}")
