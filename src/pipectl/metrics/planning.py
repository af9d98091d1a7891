"""Makes the plan of a question: targets from pipeline.yaml, and what the file does not tell."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..domain.currencies import Currencies
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..domain.totals import Totals
from ..domain.values import Outcome, Undefined
from ..engines.membership import Scope, died_at, within
from .plan import NOTHING_TELLS, Plan
from .targets import Targets, Whose, within_group

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle

NO_CLOSE = "the file has no date an opportunity closed on; name its column under columns: closed in pipeline.yaml"
NO_WEIGHT = "neither the file nor a stage gives a probability; add probability to the stages"
NO_WEIGHT_NO_STAGE = (
    "the file has neither close % nor stages, so nothing gives a probability; name the column of either under columns: "
    "probability or stage in pipeline.yaml"
)
NO_HISTORY = "there is no history yet: pipectl snapshot keeps an export, and the next one is held against it"
#: Stages that a reason names.
_NAMED = 3
COLUMNS = {"created": "create date", "expected_close": "expected close date", "probability": "close %"}


def plan_for(
    spec: PipelineSpec,
    scope: Scope,
    targets: Targets,
    who: Whose | None,
    missing: Mapping[str, str],
    days: int | None,
    currencies: Currencies,
) -> Plan:
    """The plan of a whole selection; `days` is the length of its lookback, `currencies` those of the file."""
    return Plan(
        as_of=scope.as_of,
        period=scope.period,
        lookback=scope.lookback,
        lookback_days=days,
        quota=targets.quota(who),
        spend=targets.spend(who),
        unassigned=targets.unassigned(who),
        target_coverage=spec.target_coverage,
        qualified_from=spec.qualified_from,
        stages=tuple(scope.positions),
        usual_cycle=scope.usual_cycle,
        missing=missing,
        currencies=currencies,
    )


def plan_of_group(plan: Plan, targets: Targets, selection: Whose | None, field: str, key: str | None) -> Plan:
    """The same plan with the targets of one group."""
    who = within_group(selection, field, key)
    spend = targets.spend(who)
    if isinstance(spend, Undefined) and (field, key) == ("source", None):
        spend = Undefined("opportunities without a source have no spend of their own")
    return plan._replace(quota=targets.quota(who), spend=spend, unassigned=None)


def what_is_missing(
    pipeline: Pipeline, spec: PipelineSpec, totals: Totals, scope: Scope, chronicle: "Chronicle | None" = None
) -> dict[str, str]:
    """What the file does not tell, by the words of `Plan.missing`, each with the reason and what would bring it.

    All but `standing` is asked of the whole file, so that a filter on an owner gives what the owner's group has.
    """
    missing = {
        field: f"the file has no {words}; name its column under columns: {field} in pipeline.yaml"
        for field, words in COLUMNS.items()
        if field not in pipeline.fields
    }
    if not pipeline.fields.intersection(("closed", "expected_close")):
        # A span without bounds holds what has no date, too.
        spans = {"closed_in_period": scope.period.key == "all", "lookback": scope.lookback.days is None}
        missing |= dict.fromkeys(["close", *(need for need, unbounded in spans.items() if not unbounded)], NO_CLOSE)
    if totals.open.count and not totals.judged_stalled.count:
        missing["standing"] = NOTHING_TELLS
    if why := _untold_ends(pipeline, scope):
        missing["lost_from"] = why
    missing |= _missing_of_stages(pipeline, spec) | _missing_of_past(chronicle, scope)
    return _with_paths(missing, pipeline, scope, chronicle)


def _with_paths(
    missing: dict[str, str], pipeline: Pipeline, scope: Scope, chronicle: "Chronicle | None"
) -> dict[str, str]:
    """Whether stage conversion is told by the paths of history, or by the stages at loss, whichever tells more.

    Paths that history saw the end of alone would be those of the last days: stages at loss stand for it until it
    covers the lookback. Where they are not told either, what history there is has to do.
    """
    since = None if chronicle is None else chronicle.paths_since
    if since is None:
        return missing
    if "lost_from" in missing:
        return {need: why for need, why in missing.items() if need != "lost_from"}
    first = min((each.created for each in pipeline if each.created is not None), default=None)
    if any(begin is not None and since <= begin for begin in (first, scope.lookback.start)):
        return missing
    return missing | {"paths": f"history of stages begins on {since}, inside the lookback"}


def _missing_of_past(chronicle: "Chronicle | None", scope: Scope) -> dict[str, str]:
    """What history does not tell."""
    since = None if chronicle is None else chronicle.amounts_since
    if chronicle is None or since is None:
        return {"past": NO_HISTORY}
    from ..history.past import change_since

    missing = {} if chronicle.paths_since else {"past_stages": NO_HISTORY}
    missing |= {
        need: f"the history there is does not tell {words} of then; pipectl snapshot keeps them from now on"
        for need, field, words in (
            ("past_amount", "amount", "amounts"),
            ("past_close", "expected_close", "close dates"),
        )
        if field not in chronicle.holds
    }
    if why := _untold_start(scope, since, chronicle.beginning):
        missing["past_start"] = why
    if change_since(chronicle, scope.as_of, scope.period) is None:
        missing["past_change"] = f"{chronicle.beginning}, so there is no day before {scope.as_of} to compare with"
    return missing


def _untold_start(scope: Scope, since: date, beginning: str) -> str | None:
    """Why it can't be told how things stood when the period began, or what moved past its end; None where it can."""
    start, label = scope.period.start, scope.period.label
    if start is None:
        return f"{label} has no first day to look back to"
    if scope.period.end is None:
        return f"{label} has no last day that anything could move past"
    if start > scope.as_of:
        return f"{label} has not begun"
    return f"{beginning}, when {label} had begun already" if since >= start else None


def _missing_of_stages(pipeline: Pipeline, spec: PipelineSpec) -> dict[str, str]:
    """What the stages do not tell."""
    missing = {}
    bare = spec.open_stages and all(stage.probability is None for stage in spec.open_stages)
    if bare and "probability" not in pipeline.fields:
        missing["weight"] = NO_WEIGHT if "stage" in pipeline.fields else NO_WEIGHT_NO_STAGE
    if absent := outcomes_of_no_stage(pipeline, spec):
        missing["outcomes"] = f"no stage of pipeline.yaml is `kind: {absent[0].value}`, so there is no rate of any"
    if pipeline.unordered:
        told = "put the stages in order in a pipeline.yaml (pipectl init writes one)"
        missing["stage_order"] = f"{untold_order(pipeline.unordered)}; {told}"
    return missing


def untold_order(stages: Sequence[str]) -> str:
    """That nothing tells where some stages stand, in words."""
    more = f" and {len(stages) - _NAMED} more" if stages[_NAMED:] else ""
    return f"nothing tells the place of {', '.join(stages[:_NAMED])}{more} among the stages"


def outcomes_of_no_stage(pipeline: Pipeline, spec: PipelineSpec) -> tuple[Outcome, ...]:
    """Won and lost, where no stage is of that kind and the file has no column for the status: nothing can have it."""
    if "status" in pipeline.fields:
        return ()
    kinds = {stage.kind.outcome for stage in spec.stages}
    return tuple(outcome for outcome in (Outcome.WON, Outcome.LOST) if outcome not in kinds)


def _untold_ends(pipeline: Pipeline, scope: Scope) -> str | None:
    """Why the file does not tell where lost opportunities died; None where it does of some."""
    lost = [each for each in pipeline if each.outcome is Outcome.LOST and within(each.close_date, scope.lookback)]
    if not lost:
        return "no opportunity was lost in the lookback, so nothing tells in which stage they end"
    if any(died_at(each, scope) is not None for each in lost):
        return None
    return "nothing tells in which stage lost opportunities died; add a column for it under columns: lost_from_stage"


def lookback_days(opportunities: Iterable[Opportunity], scope: Scope) -> int | None:
    """Days of the lookback, up to and with as-of; without a first day, from the first close of all the file has."""
    if scope.lookback.days is not None:
        return scope.lookback.days
    closes = [day for each in opportunities if (day := each.close_date) is not None and day in scope.lookback]
    return (scope.as_of + timedelta(days=1) - min(closes)).days if closes else None
