"""This and the next periods against their quotas: everybody's, each team's, each owner's."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..domain.currencies import Currencies, carried
from ..domain.errors import UsageProblem
from ..domain.period import Period, parse_period
from ..domain.pipeline import Pipeline
from ..domain.result import Measure
from ..domain.spec import PipelineSpec
from ..domain.totals import Totals
from ..domain.values import Undefined
from ..domain.verdict import Coverage, CoverageLine
from ..engines.keys import grouping
from ..engines.membership import Scope
from ..engines.rows import Grouping, everyone, fold
from ..engines.spread import Spread
from ..metrics.catalog import METRICS
from ..metrics.metric import Sight
from ..metrics.plan import Plan
from ..metrics.planning import lookback_days, plan_for, plan_of_group, what_is_missing
from ..metrics.targets import EVERYBODY, HOLDERS, Targets, Whose, targets_for
from ..report.selecting import selected, targets_of
from ..views import Question

#: Periods after the one asked for that are shown, where pipeline.yaml has a quota for them.
AHEAD = 3


class _Seen(NamedTuple):
    """What stays the same from period to period."""

    pipeline: Pipeline
    spec: PipelineSpec
    question: Question
    holders: tuple[str, ...]


def coverage_ahead(pipeline: Pipeline, spec: PipelineSpec, question: Question) -> Coverage | None:
    """The quotas of this and the next periods and what stands against them; None where there is no quota at all."""
    if not spec.quotas:
        return None
    have = {"owner": any(each.owner for each in spec.quotas), "team": any(each.team for each in spec.quotas)}
    holders = tuple(each for each in HOLDERS if have[each] and each in pipeline.fields)
    seen = _Seen(pipeline, spec, question, holders)
    lines, required = [], None
    for period in (question.period, *_next(spec, question)):
        sights = list(_sights(seen, period))
        if period is question.period and sights:
            required = METRICS["required_coverage"].measure(sights[0].sight).value
        lines += [_line(period, each) for each in sights]
    return Coverage(tuple(lines), spec.target_coverage, required)


def _next(spec: PipelineSpec, question: Question) -> list[Period]:
    """The next months, quarters or years, as the one asked for is, as long as there is a quota inside them."""
    whole, starts, found = question.period, spec.fiscal_year_starts, list[Period]()
    unit = next((unit for unit in _UNITS if _around(whole, f"this-{unit}", starts) == _days(whole)), None)
    while unit is not None and len(found) < AHEAD:
        last = found[-1] if found else whole
        following = _named(last, f"next-{unit}", starts)
        if following is None or not targets_for(spec, following, question.as_of).quotas:
            break
        found.append(following)
    return found


_UNITS = ("month", "quarter", "year")


def _named(period: Period, name: str, starts: int) -> Period | None:
    """What a name such as next-quarter means on the first day of a period; None behind the calendar."""
    try:
        return None if period.start is None else parse_period(name, period.start, starts)
    except UsageProblem:
        return None


def _around(period: Period, name: str, starts: int) -> tuple[date | None, date | None] | None:
    found = _named(period, name, starts)
    return None if found is None else _days(found)


def _days(period: Period) -> tuple[date | None, date | None]:
    return period.start, period.end


class _Whole(NamedTuple):
    """One holder in one period."""

    by: str | None
    key: str | None
    sight: Sight


def _sights(seen: _Seen, period: Period) -> Iterator[_Whole]:
    """Everybody, then each team and owner that has a quota in the period or anything open or won in it."""
    question = seen.question._replace(period=period)
    selection, scope, who = selected(seen.pipeline, seen.spec, question)
    targets = targets_of(seen.pipeline, seen.spec, question, selection, scope)
    starts = seen.spec.fiscal_year_starts
    groupings: list[Grouping] = [everyone, *(grouping(each, starts, seen.pipeline) for each in seen.holders)]
    whole, *groups = fold(selection, scope, groupings)
    totals = whole.get(None, Totals())
    plan = _plan(seen, scope, targets, who, totals)
    yield _Whole(None, None, Sight(totals, Spread(), plan))
    for field, found in zip(seen.holders, groups, strict=True):
        theirs = found | dict.fromkeys(targets.idle(field, found) if who == EVERYBODY else (), Totals())
        for key in sorted(theirs, key=lambda each: (each is None, each or "")):
            own = plan_of_group(plan, targets, who, field, key)
            if not isinstance(own.quota, Undefined) or _busy(theirs[key]):
                yield _Whole(field, key, Sight(theirs[key], Spread(), own))


def _busy(totals: Totals) -> bool:
    return bool(totals.due.count or totals.won_in_period.count)


def _plan(seen: _Seen, scope: Scope, targets: Targets, who: Whose | None, totals: Totals) -> Plan:
    missing = what_is_missing(seen.pipeline, seen.spec, totals, scope)
    currencies = Currencies(seen.spec.currency, carried(seen.pipeline))
    return plan_for(seen.spec, scope, targets, who, missing, lookback_days(seen.pipeline, scope), currencies)


def _line(period: Period, whole: _Whole) -> CoverageLine:
    sight = whole.sight

    def measured(key: str) -> Measure:
        return METRICS[key].measure(sight)

    coverage, remaining, quota = measured("coverage"), measured("remaining_coverage"), sight.plan.quota
    return CoverageLine(
        period=period,
        by=whole.by,
        key=whole.key,
        quota=None if isinstance(quota, Undefined) else quota,
        won=measured("won_amount").value,
        due=measured("due_amount").value,
        attainment=measured("quota_attainment").value,
        coverage=coverage.value,
        remaining=remaining.value,
        met=remaining.met,
        weighted=measured("weighted_coverage").value,
        undefined=coverage.undefined,
    )
