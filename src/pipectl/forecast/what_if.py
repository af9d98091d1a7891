"""The same forecast with something changed, to stand beside the unchanged one.

Changes are applied in one order, however they were typed, so that what is said of a single opportunity has the last
word:

1. `deal_size` multiplies every amount, of open ones and of those not yet created.
2. `win_rate` multiplies every chance to be won within the period, up to 100 %, and the number of those not yet created:
   +10 % makes 40 % to 44 %. It is a part of the rate and not ten points.
3. `slip` takes that share of each open one's chance: it is won later, if at all. New ones have their own time.
4. `drop` takes an opportunity out; `close` sets its chance.
5. `new` adds opportunities created today, each with this team's own chance to win one within the time left, times what
   `win_rate` says. Their amount is the one given.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import NamedTuple

from ..domain.errors import UsageProblem
from ..domain.values import EXACT, ONE, Undefined
from .estimate import CENT, DIGITS, Arrivals, Chance, Estimate, Method
from .supposed import Change, Close, DealSize, Drop, New, Slip, Supposed, WinRate

_ROUND = Context(prec=120, traps=[InvalidOperation])
_FOUR = ONE.scaleb(-DIGITS)
#: Keys of new ones begin so; no row of a file has them.
NEW_KEY = "\0new"
_ORDER: tuple[type[Change], ...] = (DealSize, WinRate, Slip, Drop, Close, New)
#: Of several of one id, so many are named.
_NAMED = 3


class Named(NamedTuple):
    """One open opportunity, as a change may name it by its id."""

    key: str
    told: str
    """Its name and where it stands, in words."""


Known = Mapping[str, Sequence[Named]]


def what_if(
    estimate: Estimate,
    changes: Iterable[Supposed],
    *,
    known: Known,
    won_of_new: Callable[[], float | Undefined],
) -> Estimate:
    """The estimate as it would be.

    Args:
        estimate: What is forecast.
        changes: What to suppose.
        known: The open opportunities by their id.
        won_of_new: The chance of one created today to be won within the period; asked only where new ones are supposed.

    Raises:
        UsageProblem: an id is not that of one open opportunity, or this method can't tell what would change.
    """
    faster = ONE
    for one in sorted(changes, key=lambda one: _ORDER.index(type(one.change))):
        change = one.change
        if isinstance(change, WinRate):
            faster = change.factor
        if isinstance(change, New):
            estimate = _with_new(estimate, change, one.text, faster, won_of_new())
        else:
            _keep_to_open(estimate, change, one.text)
            estimate = _changed(estimate, change, key_of(one, known))
    return estimate


def _changed(estimate: Estimate, change: WinRate | DealSize | Slip | Drop | Close, key: str) -> Estimate:
    match change:
        case DealSize(factor):
            sized = [row._replace(amount=_rounded(row.amount, factor, CENT)) for row in estimate.rows]
            return replace(estimate, rows=tuple(sized), new=_arrivals(estimate.new, amounts=float(factor)))
        case WinRate(factor):
            return replace(estimate, rows=_times(estimate, factor), new=_arrivals(estimate.new, number=float(factor)))
        case Slip(share):
            return replace(estimate, rows=_times(estimate, ONE - share))
        case Drop():
            return replace(estimate, rows=tuple(row for row in estimate.rows if row.key != key))
        case Close(_, probability):
            chance = _rounded(probability, ONE, _FOUR)
            rows = (row._replace(probability=chance) if row.key == key else row for row in estimate.rows)
            return replace(estimate, rows=tuple(rows))


def _times(estimate: Estimate, factor: Decimal) -> tuple[Chance, ...]:
    return tuple(row._replace(probability=min(ONE, _rounded(row.probability, factor, _FOUR))) for row in estimate.rows)


def _arrivals(new: Arrivals | None, *, number: float = 1.0, amounts: float = 1.0) -> Arrivals | None:
    if new is None:
        return None
    sizes = new.amounts if amounts == 1 else tuple(amount * amounts for amount in new.amounts)
    return Arrivals(new.number * number, sizes)


def _with_new(estimate: Estimate, new: New, text: str, faster: Decimal, chance: float | Undefined) -> Estimate:
    if isinstance(chance, Undefined):
        raise UsageProblem(f"--what-if {text!r}: how many of these would be won is not known: {chance.reason}")
    won = min(ONE, _rounded(Decimal(repr(chance)), faster, _FOUR))
    begun = len(estimate.rows)
    added = (Chance(f"{NEW_KEY}{begun + place}", new.amount, won) for place in range(new.number))
    return replace(estimate, rows=(*estimate.rows, *added))


def key_of(one: Supposed, known: Known) -> str:
    """The key of the opportunity that a change names; empty where it names none.

    Raises:
        UsageProblem: none that is open has the id, or several have.
    """
    if not isinstance(one.change, (Drop, Close)):
        return ""
    wanted = one.change.id
    found = known.get(wanted, ())
    if not found:
        raise UsageProblem(f"--what-if {one.text!r}: no open opportunity has the id {wanted!r}; {_hint(wanted, known)}")
    if len(found) > 1:
        raise UsageProblem(
            f"--what-if {one.text!r}: {len(found):,} open opportunities have the id {wanted!r}, {_told(found)}; "
            "give each an id of its own"
        )
    return found[0].key


def _told(some: Sequence[Named]) -> str:
    more = len(some) - _NAMED
    return "; ".join([*(each.told for each in some[:_NAMED]), *([f"{more:,} more"] if more > 0 else [])])


def _hint(wanted: str, known: Known) -> str:
    from difflib import get_close_matches

    near = get_close_matches(wanted[:100], known, n=1)
    return f"did you mean {near[0]!r}?" if near else "pipectl list shows those that are open"


def _keep_to_open(estimate: Estimate, change: Change, text: str) -> None:
    """The run rate knows no single opportunity, so that nothing said of one could change it."""
    if estimate.method is Method.RUN_RATE and isinstance(change, (Slip, Drop, Close)):
        raise UsageProblem(
            f"--what-if {text!r} speaks of open opportunities, which the run rate leaves out; choose another --method"
        )


def _rounded(value: Decimal, factor: Decimal, digits: Decimal) -> Decimal:
    return EXACT.multiply(value, factor).quantize(digits, ROUND_HALF_UP, context=_ROUND)
