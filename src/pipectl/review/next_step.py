"""The one thing to do next.

The first of these that applies, so that one truth is set right before the next is built on it:

1. read the rows, where all of them were set aside: there is nothing yet to speak of;
2. re-date what is overdue, where it is a tenth of the open amount or more: until then no figure of the period holds;
3. add pipeline, where what is due does not reach the target coverage of what remains of the quota, unless the period is
   over: nothing can be added to it;
4. unstick what is stalled, where it is a tenth of the open amount or more;
5. fill in amounts, where a tenth of the open opportunities or more have none;
6. set a quota, where pipeline.yaml has none for the period;
7. keep going.

What no risk rule speaks of, as pipeline.yaml leaves it out or gives it another limit, is no step of 2, 4 and 5.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..domain.pipeline import RowCount
from ..domain.result import Attention, NextStep, QuotaLine, Step
from ..domain.risk import Reason
from ..domain.totals import Tally, Totals
from ..domain.values import EXACT

#: How many names a step carries.
NAMED = 3
#: What sets opportunities of one name apart, the most telling first.
_APART = ("account", "owner", "id")
TEN = Decimal(10)


def next_step(
    rows: RowCount,
    totals: Totals,
    quota: QuotaLine,
    attention: Sequence[Attention],
    *,
    can_set_quota: bool = True,
    is_over: bool = False,
    is_mixed: bool = False,
) -> NextStep:
    """The step for a selection of all `rows`.

    `can_set_quota` is False where a filter is why there is no quota, or a period without a first and a last day, which
    can have none; `is_over` is whether the period ended before as-of. Where `is_mixed`, amounts are in several
    currencies, and what counts is the number of opportunities.
    """
    if rows.set_aside and not rows.accepted:
        return NextStep(Step.READ_ROWS, None, rows.set_aside, (), "pipectl validate")
    if is_over:
        quota, can_set_quota = quota._replace(missing=None), False
    seen = _Seen(totals, Tally(totals.open.count) if is_mixed else totals.open, attention)
    return _of_figures(seen, quota, can_set_quota=can_set_quota and not is_mixed)


class _Seen(NamedTuple):
    """What a step is chosen by."""

    totals: Totals
    whole: Tally
    """What is open, without its amounts where they have no sum."""
    attention: Sequence[Attention]

    def has(self, reason: Reason) -> bool:
        """Whether a risk rule says it of any: what pipeline.yaml switched off, or limits beyond, is no step."""
        return any(sign.reason is reason for each in self.attention for sign in each.signs)


def _of_figures(seen: _Seen, quota: QuotaLine, *, can_set_quota: bool) -> NextStep:
    totals, whole = seen.totals, seen.whole
    if _considerable(totals.overdue, whole) and seen.has(Reason.OVERDUE):
        return _about(Step.RE_DATE, totals.overdue, seen, Reason.OVERDUE, "pipectl list --overdue")
    if quota.missing:
        return NextStep(Step.ADD_PIPELINE, quota.missing, 0, (), "pipectl explain remaining_coverage")
    if _considerable(totals.stalled, whole) and seen.has(Reason.STALLED):
        return _about(Step.UNSTICK, totals.stalled, seen, Reason.STALLED, "pipectl list --sort age")
    without = totals.open.count - totals.open.with_amount
    if without and without * 10 >= totals.open.count and seen.has(Reason.NO_AMOUNT):
        names = _names(seen.attention, lambda each: each.amount is None)
        return NextStep(Step.FILL_AMOUNTS, None, without, names, "pipectl validate")
    if quota.quota is None and can_set_quota:
        return NextStep(Step.SET_QUOTA, None, 0, (), "pipectl explain remaining_coverage")
    return NextStep(Step.KEEP_GOING, None, 0, (), None)


def _considerable(part: Tally, whole: Tally) -> bool:
    """A tenth of the amount or more; where nothing has an amount, a tenth of the number."""
    if not whole.with_amount:
        return part.count > 0 and part.count * 10 >= whole.count
    return part.amount > 0 and EXACT.multiply(part.amount, TEN) >= whole.amount


def _about(step: Step, tally: Tally, seen: _Seen, reason: Reason, command: str) -> NextStep:
    names = _names(seen.attention, lambda each: any(sign.reason is reason for sign in each.signs))
    has_sum = tally.with_amount and seen.whole.with_amount
    return NextStep(step, tally.amount if has_sum else None, tally.count, names, command)


def _names(attention: Sequence[Attention], wanted: Callable[[Attention], bool]) -> tuple[str, ...]:
    """Names of the first few, in the order a report shows them in; those of one name are told apart."""
    found = [each for each in attention if wanted(each)]
    return tuple(_told_apart(each, found) for each in found[:NAMED])


def _told_apart(entry: Attention, among: Sequence[Attention]) -> str:
    """Its name; where others share it, with what sets it apart: `Pilot · Acme`, or at least the line it stands in."""
    namesakes = [each for each in among if each.name == entry.name and each is not entry]
    for field in _APART if namesakes else ():
        value = getattr(entry, field)
        if value and all(getattr(each, field) != value for each in namesakes):
            return f"{entry.name} · {value}"
    if not (namesakes and entry.place.line):
        return entry.name
    lines = [each for each in namesakes if each.place.line == entry.place.line]
    return f"{entry.name} · line {entry.place.line}{f' of {entry.place.file}' if lines else ''}"
