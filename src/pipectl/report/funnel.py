"""The funnel: cohorts, conversion, days in each stage, and the bottleneck."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..domain.currencies import Currencies, carried
from ..domain.errors import UsageProblem
from ..domain.funnel import Bottleneck, Funnel, FunnelStage, FunnelTable, Lasting
from ..domain.period import Period, fiscal_position, fiscal_quarter
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..engines.keys import grouping_of_past, resolve
from ..engines.selection import meeting, resolved
from ..engines.spread import HALF, THREE_QUARTERS, percentile
from ..history.chronicle import Chronicle
from ..history.conversion import (
    FarOf,
    Lift,
    Passage,
    best_quarter,
    cohorts,
    lift,
    passages,
    reach,
    supposed,
)
from ..history.durations import Stay, stays
from ..history.paths import Path, paths
from ..views import Question
from .sources import sources_told

#: Quarters of creation that are shown.
QUARTERS = 8
NO_TARGET = (
    "no stage that anybody left has a quarter with at least ten decided and few that wait, nor a target_conversion in "
    "pipeline.yaml"
)
AT_BEST = "every stage converts as well as its target or its own best quarter"
NONE_WON = "nothing that went on from a stage below its target is won, so nothing tells what more of it would bring"


def build_funnel(chronicle: Chronicle, pipeline: Pipeline, spec: PipelineSpec, question: Question) -> Funnel:
    """How many of those that reached a stage in the lookback went on, how long it took, and what holds most back.

    Raises:
        UsageProblem: there is no history, or the question names something that is not in the data.
    """
    _refuse_untold(chronicle, pipeline)
    positions = {stage.name: place for place, stage in enumerate(spec.open_stages)}
    some = _chosen(chronicle, pipeline, spec, question)
    road = _road(some, positions, chronicle)
    currencies = Currencies(spec.currency, carried(pipeline))
    seen = carried(path.last for path in some)
    unsummed = currencies.why_not_added(seen)
    whole = _table(some, road, question, (None, None), summed=unsummed is None)
    found, why = (None, unsummed) if unsummed else _bottleneck(some, spec, road, question)
    return Funnel(
        pipeline=spec.name,
        currency=currencies.the_one(seen),
        as_of=question.as_of,
        lookback=question.lookback,
        filters=question.filters,
        whole=whole,
        groups=tuple(_groups(some, pipeline, spec, question, road)),
        cohorts=cohorts(some, positions, _quarters(some, spec, question), road.far_of),
        bottleneck=found,
        no_bottleneck=why,
        unknown=sum(road.far_of(path, positions) is None for path in some),
        sources=sources_told(chronicle),
        notes=chronicle.said,
        findings=chronicle.findings,
    )


def _refuse_untold(chronicle: Chronicle, pipeline: Pipeline) -> None:
    if "stage" not in chronicle.holds and not any(each.lost_from_stage for each in pipeline):
        raise UsageProblem(
            "there is no history to see paths in; keep exports with pipectl snapshot, or name a CRM's with --history"
        )


class _Road(NamedTuple):
    """The open stages, and how far each opportunity came among them."""

    positions: Mapping[str, int]
    far_of: FarOf


def _road(some: Sequence[Path], positions: Mapping[str, int], chronicle: Chronicle) -> _Road:
    """Each is looked at once, for all the spans it may count in."""
    how = reach if "stage" in chronicle.holds else supposed
    known = {id(path): how(path, positions) for path in some}
    return _Road(positions, lambda path, _: known[id(path)])


def _chosen(chronicle: Chronicle, pipeline: Pipeline, spec: PipelineSpec, question: Question) -> list[Path]:
    meets = meeting(resolved(question.rules, pipeline), spec.fiscal_year_starts)
    return [path for path in paths(chronicle, question.as_of).values() if meets(path.last)]


def _groups(
    some: Sequence[Path], pipeline: Pipeline, spec: PipelineSpec, question: Question, road: _Road
) -> Iterator[FunnelTable]:
    """Each group of each field, the one of most opportunities first."""
    told = Currencies(spec.currency, carried(pipeline))
    for by in (resolve(name, pipeline, "--by") for name in question.by):
        grouped = grouping_of_past(by, spec.fiscal_year_starts, pipeline)
        parts: dict[str | None, list[Path]] = {}
        for path in some:
            parts.setdefault(grouped(path.last), []).append(path)
        for key, part in sorted(parts.items(), key=lambda one: (one[0] is None, -len(one[1]), one[0] or "")):
            summed = told.why_not_added(carried(path.last for path in part)) is None
            yield _table(part, road, question, (by, key), summed=summed)


def _table(
    some: Sequence[Path],
    road: _Road,
    question: Question,
    group: tuple[str | None, str | None],
    *,
    summed: bool,
) -> FunnelTable:
    passed = passages(some, road.positions, question.lookback, road.far_of)
    stayed = stays(some, road.positions, question.lookback, question.as_of)
    stages = tuple(_stage(name, passage, stayed[name]) for name, passage in zip(road.positions, passed, strict=True))
    # Whatever is won has passed the last stage.
    last = passed[-1] if passed else Passage()
    return FunnelTable(*group, stages, last.won, last.won_amount if summed else None)


def _stage(name: str, passage: Passage, stay: Stay) -> FunnelStage:
    lasting = Lasting(
        left=len(stay.first),
        median=percentile(stay.first, HALF),
        p75=percentile(stay.first, THREE_QUARTERS),
        cumulative_median=percentile(stay.cumulative, HALF),
        there=len(stay.open),
        so_far_median=percentile(stay.open, HALF),
        undated=stay.undated,
    )
    counts = (passage.reached, passage.went_on, passage.lost, passage.waiting, passage.gone)
    return FunnelStage(name, *counts, passage.conversion, passage.won_from, lasting)


def _quarters(some: Sequence[Path], spec: PipelineSpec, question: Question) -> list[Period]:
    """The quarters up to as-of in which any opportunity began, the last few of them."""
    days = [day for path in some if (day := path.began) is not None and day <= question.as_of]
    starts = spec.fiscal_year_starts
    known = sorted({fiscal_position(day, starts) for day in days})
    return [fiscal_quarter(*position, starts) for position in known[-QUARTERS:]]


def _bottleneck(
    some: Sequence[Path], spec: PipelineSpec, road: _Road, question: Question
) -> tuple[Bottleneck | None, str | None]:
    """The stage whose lift adds most; or why there is none."""
    lifts, why_none = _lifts(some, spec, road, question)
    if not lifts:
        return None, why_none
    top, *rest = sorted(lifts, key=lambda one: -one.adds)
    return Bottleneck(
        stage=top.stage,
        conversion=top.conversion,
        target=top.target,
        best_quarter=top.quarter and top.quarter[0].label,
        best=top.quarter and top.quarter[1],
        won_amount=top.won_amount,
        adds=top.adds,
        others=tuple((each.stage, each.adds) for each in rest),
    ), None


def _lifts(some: Sequence[Path], spec: PipelineSpec, road: _Road, question: Question) -> tuple[list[Lift], str]:
    """What each stage would add at its target; and why none would, for where none does."""
    whole = passages(some, road.positions, question.lookback, road.far_of)
    quarters = [(span, passages(some, road.positions, span, road.far_of)) for span in _quarters(some, spec, question)]
    lifts, below = [], []
    for stage, passage, place in zip(spec.open_stages, whole, road.positions.values(), strict=True):
        named, own, best = stage.target_conversion, passage.conversion.value, None
        if named is None:
            best = best_quarter([(span, found[place]) for span, found in quarters])
        target = best[1].value if best else named
        if target is not None and own is not None:
            below.append(own < target)
            lifts.append(lift(stage.name, passage, target, best))
    why_none = NONE_WON if any(below) else AT_BEST if below else NO_TARGET
    return [one for one in lifts if one is not None and one.adds > 0], why_none
