"""The report: every figure of the opportunities a question speaks of, of each stage and of each group."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..domain.currencies import Currencies, carried, named
from ..domain.finding import SEE_FINDINGS, Place
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.result import Attention, Group, Measure, NextStep, Report
from ..domain.spec import PipelineSpec
from ..domain.totals import Totals
from ..domain.values import EXACT, ZERO, Outcome
from ..engines.keys import grouping, is_span
from ..engines.membership import Scope
from ..engines.rows import Grouping, Key, everyone, fold
from ..engines.spread import Spread, spreads
from ..metrics.catalog import METRICS
from ..metrics.lines import at_risk_count, quota_line, stage_lines
from ..metrics.metric import Sight
from ..metrics.plan import Plan
from ..metrics.planning import lookback_days, plan_for, plan_of_group, what_is_missing
from ..metrics.targets import EVERYBODY, Targets, Whose
from ..review.asked import asked
from ..review.attention import Stake, assess, plain
from ..review.ground import NO_QUOTA, SEVERAL_CURRENCIES, Ground, ground_of
from ..review.lifts import lifts_of
from ..review.next_step import next_step
from ..review.small_print import data_notes, figure_notes, quota_notes
from ..review.strangers import strangers
from ..views import Question
from .pasts import Pasts, pasts
from .remembering import attention_with, told_findings, told_notes, trails_of
from .selecting import grouped_by, selected, targets_of

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle
    from ..history.trails import Trail

#: Opportunities to look at that a report names; the others are counted, and `pipectl list` has them.
ATTENTION_KEPT = 100


IN_TURN = (
    "opportunities to look at stand by severity, of the same the biggest of each currency before the second of each: "
    "amounts in several currencies are not compared"
)


class _Folded(NamedTuple):
    """Totals and spread of every group of one grouping, by its key."""

    by: str
    totals: dict[Key, Totals]
    spread: dict[Key, Spread]


def build_report(
    pipeline: Pipeline,
    spec: PipelineSpec,
    question: Question,
    *,
    built_in_stages: bool = False,
    chronicle: "Chronicle | None" = None,
    kept: int | None = ATTENTION_KEPT,
) -> Report:
    """Every figure of the opportunities a question speaks of; `chronicle` is what history tells of them up to as-of.

    `kept` is how many of the opportunities to look at it names; None for all.

    Raises:
        UsageProblem: the question groups or filters by something that is not in the data.
    """
    selection, scope, who = selected(pipeline, spec, question)
    currencies = Currencies(spec.currency, carried(pipeline))
    by = grouped_by(pipeline, question, mixed=currencies.why_not_added(carried(selection)) is not None)
    whole, stages, *groups = _fold(selection, scope, by, spec.fiscal_year_starts, pipeline)
    past = pasts(chronicle, pipeline, spec, question, by)
    totals = whole.totals.get(None, Totals())
    missing = what_is_missing(pipeline, spec, totals, scope, chronicle)
    targets = targets_of(pipeline, spec, question, selection, scope)
    plan = plan_for(spec, scope, targets, who, missing, lookback_days(pipeline, scope), currencies)
    sight = Sight(totals, whole.spread.get(None, Spread()), plan, past.of(""))
    measures = {each.key: each for each in _measures(sight)}
    found = (each for one in groups for each in _groups(one, plan, targets, who, question.expected, past))
    trails = trails_of(chronicle, selection, question.as_of, scope.positions)
    quota, rules = quota_line(totals, plan), asked(spec)
    has_sum, of_all = plan.not_added(totals) is None, _of_all(pipeline, spec, question, scope, plan)
    stake = Stake(of_all.quota or of_all.due, has_sum=has_sum)
    ground = _scored(ground_of(pipeline, spec, scope, chronicle=chronicle, trails=trails))
    ground = ground._replace(quota=of_all.quota, no_quota=of_all.why)
    assessed = assess(selection, rules, ground, stake, lifts_of(rules, pipeline, spec, scope, chronicle))
    look_at = assessed.attention
    opened = _with_currency((*look_at, *_others(selection, look_at, scope)), spec, trails)
    return Report(
        pipeline=spec.name,
        currency=currencies.the_one(totals.currencies),
        as_of=question.as_of,
        period=question.period,
        lookback=question.lookback,
        filters=question.filters,
        rows=pipeline.rows,
        files=pipeline.files,
        selected=len(selection),
        measures=tuple(measures.values()),
        stages=stage_lines(spec, stages.totals, measures["stage_conversion"], plan),
        groups=tuple(found),
        quota=quota,
        attention=opened[: len(look_at)][:kept],
        attention_count=len(look_at),
        at_risk_count=at_risk_count(totals, plan),
        next_step=_asked_again(
            next_step(
                pipeline.rows,
                totals,
                quota,
                look_at,
                can_set_quota=not question.rules and question.period.days is not None,
                is_over=question.period.end is not None and question.period.end <= question.as_of,
                is_mixed=plan.not_added(totals) is not None,
            ),
            question,
        ),
        findings=pipeline.findings,
        notes=(
            *data_notes(pipeline, spec, built_in_stages=built_in_stages),
            *strangers(pipeline, spec),
            *figure_notes(pipeline, selection, totals, scope, missing, built_in_stages=built_in_stages),
            *([IN_TURN] if look_at and not has_sum else []),
            *told_notes(chronicle),
            *(quota_notes(targets) if who == EVERYBODY else ()),
        ),
        built_in_stages=built_in_stages,
        see_findings=question.hint(SEE_FINDINGS),
        currencies=currencies.listed(totals.currencies),
        since=past.since,
        past_findings=told_findings(chronicle),
        risks=assessed.rules,
        activities=pipeline.activities,
        open=opened,
    )


def _others(selection: tuple[Opportunity, ...], look_at: tuple[Attention, ...], scope: Scope) -> Iterator[Attention]:
    """Open ones that no rule speaks of, the largest first, those without an amount last."""
    seen = {each.place for each in look_at}
    others = (each for each in selection if each.outcome is Outcome.OPEN and each.place not in seen)
    told = (plain(each, scope, None) for each in others)
    yield from sorted(told, key=lambda each: (each.amount is None, EXACT.minus(each.amount or ZERO), each.name))


def _with_currency(
    found: tuple[Attention, ...], spec: PipelineSpec, trails: "Mapping[Place, Trail]"
) -> tuple[Attention, ...]:
    """What amounts are in that name none, and what the past tells."""
    return attention_with((each._replace(currency=each.currency or spec.currency) for each in found), trails)


class _Goal(NamedTuple):
    """What amounts of a whole file are held against."""

    quota: Decimal | None
    due: Decimal | None
    why: str = NO_QUOTA
    """Why there is no quota to hold them against."""


def _of_all(pipeline: Pipeline, spec: PipelineSpec, question: Question, scope: Scope, plan: Plan) -> _Goal:
    """The quota of the period and what is due in it, of the whole file: no filter moves a sign."""
    (found,) = fold(pipeline, scope, [everyone])
    totals, targets = found.get(None, Totals()), targets_of(pipeline, spec, question, pipeline, scope)
    if plan.not_added(totals) is not None:
        return _Goal(None, None, SEVERAL_CURRENCIES)
    line = quota_line(totals, plan._replace(quota=targets.quota(EVERYBODY)))
    return _Goal(line.quota, line.due)


def _scored(ground: Ground) -> Ground:
    """With what each open one lacks of what its stage needs, where pipeline.yaml has a qualification."""
    if ground.known.spec.qualification is None:
        return ground
    from ..process.scorecards import unqualified

    return ground._replace(unqualified=unqualified(ground.known))


def _asked_again(step: NextStep, question: Question) -> NextStep:
    """The step with a command that asks the same of the same data."""
    return step if step.command is None else step._replace(command=question.hint(step.command))


def _fold(
    selection: tuple[Opportunity, ...], scope: Scope, by: tuple[str, ...], starts: int, pipeline: Pipeline
) -> Iterator[_Folded]:
    """The whole, the stages, and one grouping for each field asked for, spelled as all of the data has it."""
    names = ("", "stage", *by)
    groupings: list[Grouping] = [everyone, *(grouping(name, starts, pipeline) for name in names[1:])]
    totals, spread = fold(selection, scope, groupings), spreads(selection, scope, groupings)
    return map(_Folded, names, totals, spread)


def _measures(sight: Sight) -> tuple[Measure, ...]:
    return tuple(metric.measure(sight) for metric in METRICS.values())


def _groups(
    folded: _Folded, plan: Plan, targets: Targets, who: Whose | None, expected: tuple[str | None, ...], past: "Pasts"
) -> Iterator[Group]:
    """Groups of months and quarters oldest first, others by open amount; those where the field is empty last.

    Where amounts are in several currencies, by the number of open ones. Who has a quota and nothing else is shown, too.
    """
    mixed = len(named(frozenset().union(*(totals.currencies for totals in folded.totals.values())))) > 1
    order = _oldest_first if is_span(folded.by) else _most_first if mixed else _largest_first
    idle = targets.idle(folded.by, folded.totals) if who == EVERYBODY else ()
    found: dict[Key, Totals] = {**folded.totals}
    for name in (*idle, *expected, *past.keys(folded.by)):
        found.setdefault(name, Totals())
    for key, totals in sorted(found.items(), key=order):
        own = plan_of_group(plan, targets, who, folded.by, key)
        yield Group(
            by=folded.by,
            key=key,
            opportunities=totals.everything.count,
            amount=None if own.not_added(totals) else totals.everything.amount,
            measures=_measures(Sight(totals, folded.spread.get(key, Spread()), own, past.of(folded.by, key))),
            currency=plan.currencies.the_one(totals.currencies),
        )


def _oldest_first(group: tuple[Key, Totals]) -> tuple[bool, object, str]:
    key, _ = group
    return key is None, key or "", ""


def _most_first(group: tuple[Key, Totals]) -> tuple[bool, object, str]:
    key, totals = group
    return key is None, -totals.open.count, key or ""


def _largest_first(group: tuple[Key, Totals]) -> tuple[bool, object, str]:
    key, totals = group
    return key is None, EXACT.minus(totals.open.amount), key or ""
