"""The stage-sorted list: bands in stage order with subtotals, and the opportunities in each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from ..domain.currencies import Currencies, carried
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
    opportunities: Iterable[Opportunity],
    spec: PipelineSpec,
    scope: Scope,
    sort: str,
    limit: int | None,
    currencies: Currencies,
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
        _band(stage, by_stage[stage.name], scope, sort, limit, currencies)
        for stage in spec.stages
        if stage.name in by_stage
    )


def only_overdue(opportunities: Iterable[Opportunity], scope: Scope) -> tuple[Opportunity, ...]:
    """The open opportunities whose expected close has passed."""
    return tuple(each for each in opportunities if each.outcome is Outcome.OPEN and is_overdue(each, scope))


def standings(opportunities: Iterable[Opportunity], currencies: Currencies) -> tuple[Standing, ...]:
    """How many are open, won and lost, and their amounts; an outcome that none has is left out."""
    found: dict[Outcome, list[Opportunity]] = {outcome: [] for outcome in Outcome}
    for each in opportunities:
        found[each.outcome].append(each)
    return tuple(
        Standing(outcome, len(some), added(some, currencies), currencies.the_one(carried(some)))
        for outcome, some in found.items()
        if some
    )


def added(opportunities: Sequence[Opportunity], currencies: Currencies) -> Decimal | None:
    """Sum of the amounts; None where they are in several currencies."""
    if currencies.why_not_added(carried(opportunities)):
        return None
    return reduce(EXACT.add, (each.amount or ZERO for each in opportunities), ZERO)


def _band(
    stage: Stage, members: Sequence[Opportunity], scope: Scope, sort: str, limit: int | None, currencies: Currencies
) -> Band:
    (groups,) = fold(members, scope, (lambda each: each.stage,))
    totals = groups.get(stage.name, Totals())
    key, adds = SORTS[sort], currencies.why_not_added(totals.currencies) is None
    rows = sorted(
        (listed(each, scope, currencies.told) for each in members),
        key=lambda row: (key(row), _down(row.amount), row.name),
    )
    return Band(
        stage=stage.name,
        kind=stage.kind,
        rows=tuple(rows[:limit]),
        opportunities=totals.everything.count,
        amount=totals.everything.amount if adds else None,
        weighted=_weighted(members, totals, scope) if adds and stage.kind is StageKind.OPEN else None,
        currency=currencies.the_one(totals.currencies),
    )


def _weighted(members: Sequence[Opportunity], totals: Totals, scope: Scope) -> Decimal | None:
    """Weighted sum of the open ones; None where there is no amount with a probability to weigh it by."""
    if totals.open.with_amount:
        return totals.open.weighted if totals.open.weighed else None
    told = any(each.outcome is Outcome.OPEN and weight(each, scope) is not None for each in members)
    return ZERO if told else None


def listed(opportunity: Opportunity, scope: Scope, currency: str | None) -> Listed:
    """An opportunity as lists have it; `currency` is that of amounts that name none."""
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
        currency=opportunity.currency or currency,
    )


def _up(value: str | date | None) -> tuple[bool, Any]:
    return value is None, value or ""


def _down(value: Decimal | int | None) -> tuple[bool, Decimal]:
    return value is None, ZERO if value is None else EXACT.minus(Decimal(value))
