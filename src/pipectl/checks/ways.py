"""What would close the gap of a check: so much pipeline, so many wins, so many rows."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from ..domain.result import Measure
from ..domain.verdict import Closing, Way
from .bounds import rounded

#: Measures whose denominator is quota, so that what they lack is so much money.
OF_QUOTA = frozenset(("quota_attainment", "coverage", "remaining_coverage", "weighted_coverage", "p_quota"))
#: Measures made of what was spent, which a source without spend has none of.
OF_SPEND = frozenset(("spend", "cost_per_opportunity", "cost_per_qualified", "cost_per_won", "spend_return"))
_MONEY = {"pipeline_value": Closing.ADD_PIPELINE, "due_amount": Closing.ADD_PIPELINE, "won_amount": Closing.WIN_AMOUNT}
_TOO_MANY = {"stalled": Closing.UNSTICK, "decay": Closing.CLEAR}


def way(measure: Measure, bound: Fraction) -> Way | None:
    """What would bring a measure to a bound it misses, in the least number; None where nothing so plain does."""
    value = None if measure.value is None else Fraction(measure.value)
    if value is None:
        return None
    for known, find in _WAYS.items():
        if measure.key in known:
            return find(measure, bound)
    return None


def missing_amount(measure: Measure, bound: Fraction) -> Decimal | None:
    """Money a measure of quota is short of its bound; None above it, and for other measures."""
    if measure.key not in OF_QUOTA or measure.denominator is None or measure.numerator is None:
        return None
    missing = bound * Fraction(measure.denominator) - Fraction(measure.numerator)
    return rounded(missing) if missing > 0 else None


def _of_quota(measure: Measure, bound: Fraction) -> Way | None:
    missing = missing_amount(measure, bound)
    won = measure.key == "quota_attainment"
    return None if missing is None else Way(Closing.WIN_AMOUNT if won else Closing.ADD_PIPELINE, amount=missing)


def _of_money(measure: Measure, bound: Fraction) -> Way | None:
    missing = bound - Fraction(measure.value or 0)
    return Way(_MONEY[measure.key], amount=rounded(missing)) if missing > 0 else None


def _of_number(measure: Measure, bound: Fraction) -> Way | None:
    missing = ceil(bound - Fraction(measure.value or 0))
    return Way(Closing.ADD_OPPORTUNITIES, number=missing) if missing > 0 else None


def _of_wins(measure: Measure, bound: Fraction) -> Way | None:
    """Wins with no loss beside them: (won + k) ÷ (decided + k) = bound at k = (bound × decided − won) ÷ (1 − bound)."""
    won, decided = _halves(measure)
    if not won < bound * decided or bound >= 1:
        return None
    return Way(Closing.WIN_DEALS, number=ceil((bound * decided - won) / (1 - bound)))


def _re_dated(measure: Measure, bound: Fraction) -> Way | None:
    """Those that have to leave the numerator while the open ones stay as many."""
    part, whole = _halves(measure)
    leaving = ceil(part - floor(bound * whole)) if bound >= 0 else 0
    return Way(Closing.RE_DATE, number=leaving) if leaving > 0 else None


def _closed(measure: Measure, bound: Fraction) -> Way | None:
    """Those that have to be closed, which takes them out of both: (part − k) ÷ (whole − k) = bound at the least k."""
    part, whole = _halves(measure)
    if not part > bound * whole or not 0 <= bound < 1:
        return None
    return Way(_TOO_MANY[measure.key], number=ceil((part - bound * whole) / (1 - bound)))


def _of_rows(measure: Measure, bound: Fraction) -> Way | None:
    good, rows = _halves(measure)
    return Way(Closing.MEND_ROWS, number=ceil(bound * rows - good)) if bound <= 1 and good < bound * rows else None


def _halves(measure: Measure) -> tuple[Fraction, Fraction]:
    return Fraction(measure.numerator or 0), Fraction(measure.denominator or 0)


_WAYS: Mapping[frozenset[str], Callable[[Measure, Fraction], Way | None]] = {
    OF_QUOTA: _of_quota,
    frozenset(_MONEY): _of_money,
    frozenset(("opportunities",)): _of_number,
    frozenset(("win_rate",)): _of_wins,
    frozenset(("slippage",)): _re_dated,
    frozenset(_TOO_MANY): _closed,
    frozenset(("data_quality",)): _of_rows,
}
