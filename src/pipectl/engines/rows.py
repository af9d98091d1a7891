"""The rows engine: folds opportunities into `Totals`, for every grouping in one pass.

Opportunities that belong to the same tallies are summed together first; the sums are handed to the tallies at the
end. So each opportunity is judged once and added once per grouping, whatever the number of tallies.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, localcontext

from ..domain.currencies import BARE
from ..domain.opportunity import Opportunity
from ..domain.totals import BANDS, Band, Duration, Tally, Totals
from ..domain.values import EXACT, ONE, ZERO, Outcome
from .membership import MEMBERS, Scope, died_at, weight

#: What an opportunity is grouped by: a text, or None where it has none.
Key = str | None
Grouping = Callable[[Opportunity], Key]
#: Bit set of tallies, position of the open stage it stands or died in, band of the entered close %, and the currency of
#: its amount, None where it has no amount.
Signature = tuple[int, int | None, int | None, str | None]

_NONE = Tally()
_BITS = {name: 1 << place for place, name in enumerate(MEMBERS)}


class Sums:
    """Running sums of the opportunities of one signature."""

    __slots__ = ("amount", "count", "dated", "days", "entered", "squares", "weighed", "weighted", "with_amount")

    def __init__(self) -> None:
        self.count = self.with_amount = self.weighed = self.dated = self.days = 0
        self.amount = self.squares = self.weighted = self.entered = ZERO

    def add(self, other: "Sums") -> None:
        """Add another's sums to these."""
        self.count += other.count
        self.dated += other.dated
        self.days += other.days
        self.entered += other.entered
        if other.with_amount:
            self.with_amount += other.with_amount
            self.amount += other.amount
            self.squares += other.squares
            self.weighted += other.weighted
            self.weighed += other.weighed


def everyone(_opportunity: Opportunity) -> Key:
    """The grouping that puts all into one group."""
    return None


def fold(
    opportunities: Iterable[Opportunity], scope: Scope, groupings: Sequence[Grouping]
) -> tuple[dict[Key, Totals], ...]:
    """Totals of each group, one mapping per grouping; groups stand in the order they are first met.

    Arithmetic is exact: a sum that would need rounding raises `decimal.Inexact`.
    """
    cells: tuple[dict[Key, dict[Signature, Sums]], ...] = tuple({} for _ in groupings)
    pairs = tuple(zip(groupings, cells, strict=True))
    sign, one = _signer(scope), Sums()
    with localcontext(EXACT):
        for opportunity in opportunities:
            signature = sign(opportunity)
            _measure(opportunity, scope, signature, one)
            for grouping, groups in pairs:
                group = groups.setdefault(grouping(opportunity), {})
                sums = group.get(signature)
                if sums is None:
                    sums = group[signature] = Sums()
                sums.add(one)
        return tuple({key: _totals(group, len(scope.positions)) for key, group in groups.items()} for groups in cells)


def total(opportunities: Iterable[Opportunity], scope: Scope) -> Totals:
    """Totals of all together."""
    (groups,) = fold(opportunities, scope, (everyone,))
    return groups.get(None, Totals())


def _signer(scope: Scope) -> Callable[[Opportunity], Signature]:
    conditions = {
        outcome: tuple((_BITS[name], member.row) for name, member in MEMBERS.items() if outcome in member.outcomes)
        for outcome in Outcome
    }
    learnt = _BITS["won"] | _BITS["lost"]

    def sign(opportunity: Opportunity) -> Signature:
        mask, currency = 0, None if opportunity.amount is None else opportunity.currency or BARE
        for bit, row in conditions[opportunity.outcome]:
            if row(opportunity, scope):
                mask |= bit
        if opportunity.outcome is Outcome.OPEN:
            return mask, scope.positions.get(opportunity.stage), None, currency
        if not mask & learnt:
            return mask, None, None, currency
        place = died_at(opportunity, scope) if opportunity.outcome is Outcome.LOST else None
        return mask, place, _band(opportunity.probability), currency

    return sign


def _band(probability: Decimal | None) -> int | None:
    """Band of an entered close %; 0 and 1 say nothing, since a CRM writes them when it closes a deal."""
    return bisect_left(BANDS, probability) if probability is not None and ZERO < probability < ONE else None


def _measure(opportunity: Opportunity, scope: Scope, signature: Signature, one: Sums) -> None:
    """Put the sums of a single opportunity into `one`, which is used again for each."""
    mask, _, band, _ = signature
    amount = opportunity.amount
    if amount is None:
        one.with_amount = 0
    else:
        one.with_amount = 1
        one.amount = amount
        one.squares = amount * amount
        share = weight(opportunity, scope)
        one.weighed, one.weighted = (0, ZERO) if share is None else (1, amount * share)
    days = _days(opportunity, scope, mask)
    one.count = 1
    one.dated, one.days = (0, 0) if days is None else (1, days)
    one.entered = ZERO if band is None or opportunity.probability is None else opportunity.probability


def _days(opportunity: Opportunity, scope: Scope, mask: int) -> int | None:
    """Age of an open opportunity, cycle of a won one of the lookback; what is negative is left out."""
    if mask & _BITS["open"]:
        return opportunity.lived_days(scope.as_of)
    days = opportunity.cycle_days if mask & _BITS["won"] else None
    return None if days is None or days < 0 else days


Cells = list[tuple[Signature, Sums]]


def _totals(group: Mapping[Signature, Sums], stages: int) -> Totals:
    """Hand the sums of each signature to the tallies it names."""
    cells = {name: [cell for cell in group.items() if cell[0][0] & bit] for name, bit in _BITS.items()}
    return Totals(
        **{name: _tally(members) for name, members in cells.items()},
        cycle=_duration(cells["won"]),
        age=_duration(cells["open"]),
        calibration=_bands(cells["won"], cells["lost"]),
        open_at=_places(cells["open"], stages),
        lost_at=_places(cells["lost"], stages),
        currencies=frozenset(currency for _, _, _, currency in group if currency is not None),
    )


def _tally(cells: Cells) -> Tally:
    if not cells:
        return _NONE
    sums = Sums()
    for _, each in cells:
        sums.add(each)
    return Tally(sums.count, sums.with_amount, sums.amount, sums.squares, sums.weighted, sums.weighed)


def _duration(cells: Cells) -> Duration:
    return Duration(sum(sums.dated for _, sums in cells), sum(sums.days for _, sums in cells))


def _places(cells: Cells, stages: int) -> tuple[int, ...]:
    counts = [0] * stages
    for (_, place, _, _), sums in cells:
        if place is not None:
            counts[place] += sums.count
    return tuple(counts)


def _bands(won: Cells, lost: Cells) -> tuple[Band, ...]:
    counts, wins, entered = [0] * len(BANDS), [0] * len(BANDS), [ZERO] * len(BANDS)
    for cells, is_won in ((won, 1), (lost, 0)):
        for (_, _, band, _), sums in cells:
            if band is not None:
                counts[band] += sums.count
                wins[band] += is_won * sums.count
                entered[band] += sums.entered
    return tuple(map(Band, counts, wins, entered))
