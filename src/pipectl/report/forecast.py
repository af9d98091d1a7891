"""The forecast of a period: what it brings, how that is known, what such ones were worth, and what would change it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..domain.errors import UsageProblem
from ..domain.finding import NO_FINDINGS, SEE_FINDINGS
from ..domain.forecast import Forecast, Since
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..domain.values import ONE, Undefined
from ..engines.keys import tells_of_new
from ..forecast.estimate import Method
from ..forecast.ground import Ground
from ..forecast.supposed import Supposed
from ..metrics.planning import NO_HISTORY
from ..review.small_print import counted_twice
from ..views import Question
from .forecast_ahead import ahead, untold_categories
from .forecast_ground import Sources, Standing, standing
from .forecast_outlook import outlook
from .forecast_past import backtested, beside, learnt_of, learnt_told, method_lines
from .forecast_sections import drivers, goal, groups, since, suppositions, weeks
from .sources import sources_told

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle

#: Opportunities that are shown where nothing else is asked for, and periods after the one asked for.
SHOWN, PERIODS = 10, 1
NO_DATES = (
    "without history past forecasts are tried on the dates of today's export alone: amounts, stages and close dates of "
    "then are not known"
)

OF_LATER = (
    "{:,} were created after {}: the export is of a later day, and tells of this one what its dates prove (and "
    "history, where there is any); what was decided since was open, and is not booked"
)
UNNAMED = (
    "columns of the export are not learnt from; name those that may tell something under forecast: columns in "
    "pipeline.yaml"
)


class Asked(NamedTuple):
    """What is asked of a forecast beside the question."""

    method: Method = Method.AUTO
    periods: int = PERIODS
    backtest: bool = False
    what_if: tuple[Supposed, ...] = ()
    goal_seek: bool = False
    since: date | None = None
    shown: int = SHOWN
    ranged: int | None = None
    """Groups of each field, the largest first, that get a range and a chance, which take time; None for all."""


#: The forecast alone.
PLAIN = Asked()


def build_forecast(
    pipeline: Pipeline,
    spec: PipelineSpec,
    question: Question,
    asked: Asked = PLAIN,
    chronicle: "Chronicle | None" = None,
) -> Forecast:
    """What the period brings; `chronicle` is what history tells.

    Raises:
        UsageProblem: the question can't be answered from this data; it says why.
    """
    stand = standing(Sources(pipeline, spec, question, chronicle), asked.method)
    ground = stand.ground
    learnt = learnt_of(ground, () if stand.ahead else spec.forecast.columns)
    change = _since(stand, asked)
    giving = drivers(ground, ground.estimate, None if isinstance(learnt, Undefined) else learnt, asked.shown)
    return Forecast(
        pipeline=spec.name,
        currency=stand.currency,
        as_of=question.as_of,
        period=question.period,
        lookback=question.lookback,
        filters=question.filters,
        rows=pipeline.rows,
        selected=len(stand.selection),
        outlook=outlook(ground.estimate, ground.distribution, stand.targets.quota(stand.who)),
        method=asked.method.value,
        weights=tuple((method.value, share) for method, share in ground.shares.items()),
        why=_why(ground),
        scale=ONE if isinstance(ground.distribution, Undefined) else ground.distribution.scale,
        step=None if isinstance(ground.distribution, Undefined) else ground.distribution.step,
        no_claim=ground.backtest.reason if isinstance(ground.backtest, Undefined) else None,
        beside=beside(ground),
        weeks=tuple(weeks(ground)),
        methods=tuple(method_lines(ground)),
        prospects=giving.shown,
        others=giving.others,
        others_give=giving.others_give,
        give_nothing=giving.give_nothing,
        without_amount=giving.without_amount,
        learnt=None if isinstance(learnt, Undefined) else learnt_told(learnt),
        no_learnt=learnt.reason if isinstance(learnt, Undefined) else None,
        ahead=tuple(ahead(stand, asked.periods)),
        no_categories=untold_categories(stand),
        groups=(parted := tuple(groups(stand, asked.ranged))),
        no_groups=ground.estimate.reason if question.by and isinstance(ground.estimate, Undefined) else None,
        untold_of_new=tuple(by for by in dict.fromkeys(each.by for each in parted) if not tells_of_new(by)),
        since=change if isinstance(change, Since) else None,
        no_since=change.reason if isinstance(change, Undefined) else None,
        backtest=backtested(ground) if asked.backtest else None,
        shows_backtest=asked.backtest,
        suppositions=tuple(suppositions(stand, asked.what_if)),
        goal=goal(stand) if asked.goal_seek else None,
        sources=() if chronicle is None else sources_told(chronicle),
        notes=(*_notes(stand), *([] if isinstance(learnt, Undefined) else _unnamed(stand))),
        findings=pipeline.findings,
        past_findings=NO_FINDINGS if chronicle is None else chronicle.findings,
        see_findings=question.hint(SEE_FINDINGS),
    )


def _unnamed(stand: Standing) -> Iterator[str]:
    """That columns are there to learn chances to win from, and none is named."""
    if stand.sources.pipeline.headers and not stand.sources.spec.forecast.columns:
        yield UNNAMED


def _why(ground: Ground) -> str:
    """Why these methods, in words."""
    if ground.taken is not Method.AUTO:
        return "asked for with --method"
    said = ground.estimate
    return said.reason if isinstance(said, Undefined) else said.said[-1]


def _since(stand: Standing, asked: Asked) -> Since | Undefined:
    """What moved the forecast since the last snapshot, or the day that is named."""
    from ..history.past import change_since

    _, _, question, chronicle = stand.sources
    if asked.since is not None and asked.since >= question.as_of:
        raise UsageProblem(f"--since {asked.since} is not before {question.as_of}, the day spoken about; name another")
    if chronicle is None:
        return Undefined(NO_HISTORY)
    start = asked.since or change_since(chronicle, question.as_of, question.period)
    first = chronicle.amounts_since
    if start is None or first is None or start < first:
        return Undefined(f"{chronicle.beginning}, so there is no earlier forecast to compare with")
    return since(stand.ground, start, asked.shown)


def _notes(stand: Standing) -> Iterator[str]:
    said, chronicle = stand.ground.estimate, stand.sources.chronicle
    yield from counted_twice(stand.sources.pipeline)
    if not isinstance(said, Undefined):
        yield from said.said[:-1] if stand.ground.taken is Method.AUTO else said.said
    if stand.ahead:
        yield OF_LATER.format(stand.ahead, stand.sources.question.as_of)
    if chronicle is None:
        yield NO_DATES
    else:
        yield from chronicle.said
