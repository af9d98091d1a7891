"""What was decided and left out, in words: the notes below a report.

They say what stands nowhere else: rows set aside are in the account of the rows, and filters are a report's own.
"""

from collections.abc import Iterator, Mapping, Sequence

from ..domain.currencies import converted_words
from ..domain.finding import quoted
from ..domain.opportunity import Opportunity
from ..domain.pipeline import ActivityFiles, Pipeline
from ..domain.spec import PipelineSpec
from ..domain.totals import Totals
from ..domain.values import Outcome
from ..engines.membership import Scope, weight
from ..metrics.catalog import METRICS
from ..metrics.people import listed
from ..metrics.planning import outcomes_of_no_stage, untold_order
from ..metrics.targets import HOLDERS, Targets

#: What may be lacking that other notes and the figures' own reasons speak of. Most have no history.
_PAST = ("past", "past_amount", "past_close", "past_start", "past_change")
_SAID_ELSEWHERE = ("lost_from", "outcomes", "stage_order", *_PAST)
#: Days before that of the report after which files of activities are said to end early.
_WEEK = 7
_INIT = "pipectl init writes one"
BUILT_IN_STAGES = f"no pipeline.yaml was found, so the built-in stages were used; {_INIT}"

_ID_AS_NAME = (
    "no column is read as the name, so the id stands for it; name its column under columns: name in pipeline.yaml"
)


def data_notes(pipeline: Pipeline, spec: PipelineSpec, *, built_in_stages: bool) -> tuple[str, ...]:
    """What any view says of the data: which stages were used, where it was not pipeline.yaml's, and what none can say.

    An outcome that no stage is of needs a column for the status, or nothing has it.
    """
    return (
        *((_stages_used(pipeline),) if built_in_stages else ()),
        *((_own_stages(pipeline),) if pipeline.own_stages else ()),
        *(_unknown_stages(pipeline) if built_in_stages else ()),
        *(
            (_ID_AS_NAME,)
            if pipeline.opportunities and "id" in pipeline.fields and "name" not in pipeline.fields
            else ()
        ),
        *_only_zero(pipeline),
        *converted_words(pipeline.converted, spec.exchange_rates),
        *_of_activities(pipeline.activities),
        *(
            f"{account.name} has a header and no rows, so nothing of it counts; export it again"
            for account in pipeline.files
            if account.rows.is_nothing and len(pipeline.files) > 1
        ),
        *(
            f"no stage of pipeline.yaml is `kind: {each.value}`, so nothing counts as {each.value}; give it to the "
            f"stage that {each.value} opportunities stand in"
            for each in outcomes_of_no_stage(pipeline, spec)
        ),
    )


def _stages_used(pipeline: Pipeline) -> str:
    """Without a pipeline.yaml: the stages of the CRM whose export was read, else the built-in ones."""
    if pipeline.read_as is None:
        return BUILT_IN_STAGES
    return f"no pipeline.yaml was found, so the usual stages of {pipeline.read_as} were used; {_INIT}"


def _own_stages(pipeline: Pipeline) -> str:
    """Stages that only the files have, and those of them that nothing puts in order."""
    taken = f"taken from the file: {', '.join(pipeline.own_stages)}"
    if not pipeline.unordered:
        return taken
    return f"{taken}; {untold_order(pipeline.unordered)}, so the order they are shown in tells nothing"


def _unknown_stages(pipeline: Pipeline) -> Iterator[str]:
    """Rows that no figure has only because nobody said what their stage is."""
    count = dict(pipeline.findings.counts).get("DATA005", 0)
    if count:
        rows = "1 row is set aside, since its stage is" if count == 1 else f"{count:,} rows are set aside, in stages"
        yield (
            f"{rows} not known without a pipeline.yaml (DATA005); pipectl init, with --from and the file, writes one "
            "with all stages of the file"
        )


def _only_zero(pipeline: Pipeline) -> Iterator[str]:
    """Amounts that are all 0, as in a column of something else."""
    amounts = [each.amount for each in pipeline if each.amount is not None]
    if len(amounts) > 1 and not any(amounts):
        header = next((dict(account.columns).get("amount") for account in pipeline.files), None)
        read = f" (read from {quoted(header)})" if header else ""
        yield f"all {len(amounts):,} amounts are 0{read}; name another column under columns: amount in pipeline.yaml"


def _of_activities(told: ActivityFiles | None) -> Iterator[str]:
    """What files of activities told of the opportunities, how much of them was set aside, and where they end early."""
    if told is None:
        return
    if told.reach is None:
        yield (
            f"{told.names} doesn't tell which opportunities activities were about, so no last activity is from there; "
            "name the column in pipeline.yaml under activities: columns: opportunity"
        )
        return
    too = " too" if told.reach.has_column else ""
    touched = _counted(told.touched, "open opportunity", "open opportunities")
    ends = told.last is not None and (told.as_of - told.last).days > _WEEK
    end = f"; what was done ends on {told.last}" if ends else ""
    aside = told.rows.set_aside
    left = f"; {_counted(aside, 'row of it is', 'rows of it are')} set aside, see pipectl activity" if aside else ""
    yield f"last activity from {told.names}{too}: {_counted(told.touches, 'touch', 'touches')} of {touched}{end}{left}"


def _counted(count: int, one: str, many: str) -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {many}"


def figure_notes(
    pipeline: Pipeline,
    selection: Sequence[Opportunity],
    totals: Totals,
    scope: Scope,
    missing: Mapping[str, str],
    *,
    built_in_stages: bool = False,
) -> Iterator[str]:
    """What a report says of its figures: which close dates were used, what weighs nothing, what is undefined.

    Limits of built-in stages are nobody's: that they are not used needs no word.
    """
    yield from counted_twice(pipeline)
    yield from _close_dates(pipeline, selection, totals, scope)
    yield from _weightless(selection, totals, scope)
    if built_in_stages:
        yield from lent_chances(selection, scope)
    else:
        yield from _unused_limits(pipeline, selection, scope)
    if begins := missing.get("paths"):
        yield f"{begins}; until it covers that, stages at loss tell stage conversion"
    for reason in dict.fromkeys(reason for need, reason in missing.items() if need not in _SAID_ELSEWHERE):
        needs = {need for need, same in missing.items() if same == reason}
        titles = [metric.title.lower() for metric in METRICS.values() if needs.intersection(metric.needs)]
        if titles:
            yield f"{reason}; it would bring {', '.join(titles)}"


def counted_twice(pipeline: Pipeline) -> Iterator[str]:
    """Rows that are counted though another one of the same id, or the same row, is counted as well."""
    counts = dict(pipeline.findings.counts)
    for code, what in (("DATA107", "an id that another row has"), ("DATA108", "the cells of another row")):
        if number := counts.get(code):
            rows, count = ("1 row has", "counts") if number == 1 else (f"{number:,} rows have", "count")
            yield f"{rows} {what} ({code}) and {count} as well, so sums may be too high"


def quota_notes(targets: Targets) -> Iterator[str]:
    """That everybody's quota is the sum of some people's, where others have opportunities and none.

    Where teams have quotas, owners whose rows name several teams are named, too.
    """
    if any(who.field == "team" for who in targets.names):
        yield from targets.people.teams.notes()
    for field in HOLDERS:
        found = targets.without(field)
        named = [*sorted(each for each in found if each), *([f"no {field}"] if None in found else [])]
        if named:
            has = "has" if len(named) == 1 else "have"
            told = f"{listed(named)} {has} none though their opportunities count"
            yield f"the quota is the sum of what {field}s have, and {told}"


def _close_dates(pipeline: Pipeline, selection: Sequence[Opportunity], totals: Totals, scope: Scope) -> Iterator[str]:
    decided = [each for each in selection if each.outcome is not Outcome.OPEN]
    if not decided:
        return
    borrowed = sum(each.closed is None and each.close_date is not None for each in decided)
    if "closed" in pipeline.fields:
        rest = f"; {borrowed} without one count on their expected close" if borrowed else ""
        yield f"won and lost opportunities count on their close date{rest}"
    elif borrowed:
        yield (
            "won and lost opportunities count on their expected close, since no column is read as the day they closed "
            "(columns: closed)"
        )
    yield from _undated(
        totals.undated_closed.count, in_period=scope.period.key == "all", learnt=scope.lookback.days is None
    )
    later = sum(day > scope.as_of for each in decided if (day := each.close_date) is not None)
    if later:
        yield (
            f"{later} won or lost with a close date after {scope.as_of}: counted as such, also in what was won or "
            "lost in the period, though still open on that day; an export only knows how things stood when it was "
            "made, and no rate is learnt from what lies ahead"
        )


def _undated(undated: int, *, in_period: bool, learnt: bool) -> Iterator[str]:
    """Decided ones without a close date, and in which of the two spans they count: those without bounds."""
    if not undated or (in_period and learnt):
        return
    counted = "counted only with --period all or --lookback all"
    if in_period:
        counted = "counted in the period, and in rates only with --lookback all"
    elif learnt:
        counted = "counted in rates, and in the period only with --period all"
    yield f"{undated} won or lost without a close date: {counted}"


def _weightless(selection: Sequence[Opportunity], totals: Totals, scope: Scope) -> Iterator[str]:
    """Open ones whose row and stage both give no probability weigh nothing, which has to be said."""
    bare = sum(each.outcome is Outcome.OPEN and weight(each, scope) is None for each in selection)
    if bare and totals.open.weighed:
        yield f"{bare} open without a close %, in a stage without a probability: weighted as nothing"


def lent_chances(selection: Sequence[Opportunity], scope: Scope) -> Iterator[str]:
    """Without a pipeline.yaml: of which stage the open ones have their weight that have none of their own."""
    opened = [each for each in selection if each.outcome is Outcome.OPEN]
    lent = [each for each in opened if each.probability is None and each.stage in scope.weights]
    if not lent:
        return
    stages = sorted({each.stage for each in lent}, key=lambda one: scope.positions.get(one, 0))
    chances = ", ".join(f"{stage} {(scope.weights[stage] * 100).normalize():f}%" for stage in stages)
    have = "has no close % and is" if len(lent) == 1 else "have no close % and are"
    yield (
        f"{len(lent):,} of {len(opened):,} open {have} weighted by what is usual for the stage ({chances}), which "
        "nobody here agreed to; pipectl init writes a pipeline.yaml to put your own into"
    )


def _unused_limits(pipeline: Pipeline, selection: Sequence[Opportunity], scope: Scope) -> Iterator[str]:
    """Limits of stages that hold something open, in a file that never tells when it entered them."""
    held = {each.stage for each in selection if each.outcome is Outcome.OPEN}.intersection(scope.max_days)
    if not held or "stage_changed" in pipeline.fields:
        return
    stages = "1 stage" if len(held) == 1 else f"{len(held)} stages"
    instead = "so nothing tells what is stalled"
    if scope.usual_cycle is not None and "created" in pipeline.fields:
        # Days are whole, so those above the limit are those above its whole part.
        usual = f"{int(scope.usual_cycle)} days"
        instead = f"so what is open for over {usual} counts as stalled; three of four wins took no longer"
    yield (
        f"max_days of {stages} is not used: the file has no column for the day an opportunity entered its stage "
        f"(columns: stage_changed), {instead}"
    )
