"""The two tables of a report that are no single metric: the stages, and the quota with what stands against it."""

from collections.abc import Mapping
from decimal import Decimal

from ..domain.result import Detail, Measure, QuotaLine, StageLine
from ..domain.spec import PipelineSpec, Stage, StageKind
from ..domain.totals import Totals
from ..domain.values import EXACT, ZERO, Mean, Undefined
from .plan import Plan


def stage_lines(
    spec: PipelineSpec, by_stage: Mapping[str | None, Totals], conversion: Measure, plan: Plan
) -> tuple[StageLine, ...]:
    """Every stage of the process in order, empty ones too."""
    return tuple(
        _stage_line(stage, by_stage.get(stage.name, Totals()), _moves_on(stage, conversion), plan)
        for stage in spec.stages
    )


def _stage_line(stage: Stage, totals: Totals, moves_on: Detail | None, plan: Plan) -> StageLine:
    overdue = None if "expected_close" in plan.missing else totals.overdue.count
    stalled, added = _stalled(totals, plan), plan.not_added(totals) is None
    return StageLine(
        name=stage.name,
        kind=stage.kind,
        probability=stage.probability,
        opportunities=totals.everything.count,
        amount=totals.everything.amount if added else None,
        open_count=totals.open.count,
        open_amount=totals.open.amount if added else None,
        weighted=_known(plan.weighted(totals.open)) if added and "weight" not in plan.missing else None,
        average_age=Mean(totals.age.days, totals.age.count).value,
        overdue=overdue,
        stalled=stalled,
        at_risk=None if overdue is None and stalled is None else totals.decayed.count,
        moves_on=moves_on,
        currency=plan.currencies.the_one(totals.currencies),
    )


def _stalled(totals: Totals, plan: Plan) -> int | None:
    """How many are stalled; None where nothing tells of any in the whole report, or of any of these."""
    untold = "standing" in plan.missing or (totals.open.count and not totals.judged_stalled.count)
    return None if untold else totals.stalled.count


def at_risk_count(totals: Totals, plan: Plan) -> int | None:
    """How many are overdue or stalled; None where neither can be told."""
    untold = {"expected_close", "standing"} <= plan.missing.keys()
    return None if untold else totals.decayed.count


def _known(answer: Decimal | Undefined) -> Decimal | None:
    return None if isinstance(answer, Undefined) else answer


def _moves_on(stage: Stage, conversion: Measure) -> Detail | None:
    """The stage's own conversion; where nothing is known of any, the reason why."""
    if stage.kind is not StageKind.OPEN:
        return None
    key = f"moves_on:{stage.name}"
    found = conversion.detail(key)
    return found or Detail(key, f"{stage.name}: moves on", conversion.unit, None, undefined=conversion.undefined)


def quota_line(totals: Totals, plan: Plan) -> QuotaLine:
    """The quota of the period, what was won of it, what is due, and what is missing to the target coverage.

    Without the dates that tell what was won or is due, nothing can be said to remain or to be missing; nor can it of
    amounts in several currencies.
    """
    quota, untold = _known(plan.quota), plan.not_added(totals) is not None
    won = None if untold or "closed_in_period" in plan.missing else totals.won_in_period.amount
    due = None if untold or "expected_close" in plan.missing else totals.due
    remaining = None if quota is None or won is None else max(ZERO, EXACT.subtract(quota, won))
    aim = None if remaining is None else EXACT.multiply(plan.target_coverage, remaining)
    return QuotaLine(
        quota=quota,
        won=won,
        due=None if due is None else due.amount,
        due_weighted=None if due is None else _known(plan.weighted(due)),
        remaining=remaining,
        target_coverage=plan.target_coverage,
        missing=None if aim is None or due is None else max(ZERO, EXACT.subtract(aim, due.amount)),
    )
