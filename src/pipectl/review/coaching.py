"""What to talk about with an owner: one thing, with the numbers behind it.

The first of these that applies: a figure that is worse than the others', or than it was, by more than chance; close
dates that have passed; too little pipeline for what remains of the quota; a figure that is better than the others', or
than it was; that too few were decided to say; that nothing tells them from the others.
"""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from ..domain.coaching import Against, Hint, HintKind, Person
from ..domain.result import Measure
from ..domain.sums import Keyed, Sum
from ..domain.values import EXACT
from .apart import LEAST
from .samples import Sample

#: Which way a figure is better.
BETTER: Mapping[str, Against] = {
    "win_rate": Against.HIGHER,
    "average_deal_size": Against.HIGHER,
    "sales_cycle": Against.LOWER,
    "slippage": Against.LOWER,
    "days_since_activity": Against.LOWER,
}
_TENTH = Decimal("0.1")


def hint(
    person: Person, measures: Mapping[str, Measure], sample: Sample, target_coverage: Decimal, *, can_add: bool
) -> Hint:
    """The hint for one owner; `can_add` is whether the period goes on."""
    return (
        _apart(person, sample, better=False)
        or _overdue(measures["slippage"], person.currency)
        or (_short(measures["remaining_coverage"], target_coverage, person.currency) if can_add else None)
        or _apart(person, sample, better=True)
        or Hint(HintKind.TOO_FEW if person.decided < LEAST else HintKind.ALIKE)
    )


def _apart(person: Person, sample: Sample, *, better: bool) -> Hint | None:
    """The first figure that is better, or worse, than the others'; else than it was."""
    others, past = (
        (HintKind.AHEAD_OF_OTHERS, HintKind.AHEAD_OF_PAST) if better else (HintKind.BEHIND_OTHERS, HintKind.BEHIND_PAST)
    )
    for each in person.figures:
        if _stands(each.own.key, each.against_others) is better:
            return _about(others, each.own.key, sample)
    for each in person.figures:
        if _stands(each.own.key, each.against_before) is better:
            return _about(past, each.own.key, sample)
    return None


def _stands(key: str, found: Against) -> bool | None:
    """Whether a figure is better; None where nothing is said."""
    return found is BETTER[key] if found in (Against.HIGHER, Against.LOWER) else None


def _about(kind: HintKind, key: str, sample: Sample) -> Hint:
    worse = kind in (HintKind.BEHIND_OTHERS, HintKind.BEHIND_PAST)
    return Hint(kind, key, stage=_lost_most(sample) if worse and key == "win_rate" else None)


def _lost_most(sample: Sample) -> Keyed | None:
    """The stage that most of theirs were lost in, where it is told of any."""
    told = Counter(stage for stage in sample.lost_at if stage is not None)
    if not told:
        return None
    stage, count = max(told.items(), key=lambda one: (one[1], one[0]))
    return Keyed(stage, Sum(count, None))


def _overdue(slippage: Measure, currency: str | None) -> Hint | None:
    """Those whose close date has passed, where they are a tenth of the open amount or more; without one, of all."""
    share, amount = slippage.detail("by_amount"), slippage.detail("amount")
    part = slippage.value if share is None or share.value is None else share.value
    if part is None or part < _TENTH or not slippage.numerator:
        return None
    summed = None if share is None or share.value is None or amount is None else amount.value
    return Hint(HintKind.RE_DATE, "slippage", Sum(int(slippage.numerator), summed, currency))


def _short(coverage: Measure, target: Decimal, currency: str | None) -> Hint | None:
    """What lacks to the target coverage of what remains of the quota."""
    if coverage.numerator is None or coverage.denominator is None:
        return None
    lacks = EXACT.subtract(EXACT.multiply(target, coverage.denominator), coverage.numerator)
    return Hint(HintKind.ADD_PIPELINE, "remaining_coverage", Sum(0, lacks, currency)) if lacks > 0 else None
