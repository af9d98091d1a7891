"""The stage-sorted list: bands in stage order with subtotals, and the opportunities in each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from ..domain.errors import UsageProblem
from ..domain.listing import Band, Listed, Standing
from ..domain.opportunity import Opportunity
from ..domain.spec import PipelineSpec, Stage, StageKind
from ..domain.totals import Totals
from ..domain.values import EXACT, ZERO, Outcome
from ..engines.membership import Scope, is_overdue, weight
from ..engines.rows import fold

#: What rows can be sorted by, and how: what is missing always stands last.
SORTS: Mapping[str, Callable[[Listed], tuple[Any, ...]]] = {
    "amount": lambda row: _down(row.amount),
    "close": lambda row: _up(row.closed or row.expected_close),
    "created": lambda row: _up(row.created),
    "age": lambda row: _down(row.age_days),
    "name": lambda row: _up(row.name.casefold()),
    "owner": lambda row: _up(None if row.owner is None else row.owner.casefold()),
    "probability": lambda row: _down(row.probability),
}


def bands(
    opportunities: Iterable[Opportunity], spec: PipelineSpec, scope: Scope, sort: str, limit: int | None
) -> tuple[Band, ...]:
    """Bands of the stages that have any opportunity, `limit` rows each; subtotals speak of all of them.

    Raises:
        UsageProblem: `sort` is not one of `SORTS`.
    """
    if sort not in SORTS:
        raise UsageProblem(f"can't sort by {sort!r}; sort by one of {', '.join(SORTS)}")
    by_stage: dict[str, list[Opportunity]] = {}
    for each in opportunities:
        by_stage.setdefault(each.stage, []).append(each)
    return tuple(
        _band(stage, by_stage[stage.name], scope, sort, limit) for stage in spec.stages if stage.name in by_stage
    )


def only_overdue(opportunities: Iterable[Opportunity], scope: Scope) -> tuple[Opportunity, ...]:
    """The open opportunities whose expected close has passed."""
    return tuple(each for each in opportunities if each.outcome is Outcome.OPEN and is_overdue(each, scope))


def standings(opportunities: Iterable[Opportunity]) -> tuple[Standing, ...]:
    """How many are open, won and lost, and their amounts; an outcome that none has is left out."""
    counts, amounts = dict.fromkeys(Outcome, 0), dict.fromkeys(Outcome, ZERO)
    for each in opportunities:
        counts[each.outcome] += 1
        amounts[each.outcome] = EXACT.add(amounts[each.outcome], each.amount or ZERO)
    return tuple(Standing(outcome, count, amounts[outcome]) for outcome, count in counts.items() if count)


def _band(stage: Stage, members: Sequence[Opportunity], scope: Scope, sort: str, limit: int | None) -> Band:
    (groups,) = fold(members, scope, (lambda each: each.stage,))
    totals = groups.get(stage.name, Totals())
    key = SORTS[sort]
    rows = sorted((_listed(each, scope) for each in members), key=lambda row: (key(row), _down(row.amount), row.name))
    return Band(
        stage=stage.name,
        kind=stage.kind,
        rows=tuple(rows[:limit]),
        opportunities=totals.everything.count,
        amount=totals.everything.amount,
        weighted=_weighted(members, totals, scope) if stage.kind is StageKind.OPEN else None,
    )


def _weighted(members: Sequence[Opportunity], totals: Totals, scope: Scope) -> Decimal | None:
    """Weighted sum of the open ones; None where there is no amount with a probability to weigh it by."""
    if totals.open.with_amount:
        return totals.open.weighted if totals.open.weighed else None
    told = any(each.outcome is Outcome.OPEN and weight(each, scope) is not None for each in members)
    return ZERO if told else None


def _listed(opportunity: Opportunity, scope: Scope) -> Listed:
    is_open = opportunity.outcome is Outcome.OPEN
    return Listed(
        id=opportunity.id,
        name=opportunity.name,
        owner=opportunity.owner,
        account=opportunity.account,
        stage=opportunity.stage,
        outcome=opportunity.outcome,
        amount=opportunity.amount,
        probability=weight(opportunity, scope) if is_open else None,
        created=opportunity.created,
        expected_close=opportunity.expected_close,
        closed=opportunity.close_date,
        age_days=opportunity.age_days(scope.as_of) if is_open else None,
        days_overdue=opportunity.days_overdue(scope.as_of) if is_open and opportunity.expected_close else None,
        next_step=opportunity.next_step,
        place=opportunity.place,
    )


def _up(value: str | date | None) -> tuple[bool, Any]:
    return value is None, value or ""


def _down(value: Decimal | int | None) -> tuple[bool, Decimal]:
    return value is None, ZERO if value is None else EXACT.minus(Decimal(value))
