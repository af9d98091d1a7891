"""Reading without a pipeline.yaml: with the stages of the CRM, else those that come with pipectl, and the file's own.

A stage that only the file knows is taken where the file says what it is, else where it is one of those that come with
pipectl; any other is unknown, as ever.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.errors import InputProblem, UnsettledProblem, UsageProblem
from ..domain.ledger import Ledger
from ..domain.pipeline import Pipeline
from ..domain.spec import MOST_STAGES, PipelineSpec, Stage, StageKind
from ..domain.values import ONE, ZERO, Outcome
from .as_written import in_use, places, renamed, spelled_out
from .codes import STAGE_BY_STATUS, STAGE_UNKNOWN, quoted
from .dialect import layout
from .encoding import decode
from .inspect import inspect
from .no_words import is_value
from .preset import Preset, spec_of
from .reader import OnProgress, ReadOptions, read_pipeline
from .source import Source
from .stage_order import Order, Step, in_order
from .stage_tallies import added
from .stages import StageBook, free_name, may_be_slip, plain_outcome
from .stages_seen import StageSeen, stages_seen

_ORDER = (StageKind.OPEN, StageKind.WON, StageKind.POST_SALE, StageKind.LOST)
#: How alike to a known stage a name may be: a misspelled stage is no stage of its own.
_ALIKE = 0.85


class Own(NamedTuple):
    """What becomes of stages where the file has its own."""

    spec: PipelineSpec
    stages: tuple[str, ...] = ()
    """The file's own ones, with what they were taken for, in words."""
    untold: tuple[str, ...] = ()
    """Open stages whose place among the others nothing tells."""


def read_unplanned(
    sources: Sequence[Source], built_in: PipelineSpec, options: ReadOptions, on_progress: OnProgress | None = None
) -> tuple[Pipeline, PipelineSpec]:
    """All opportunities of the sources, and the stages they were read with; raises what `read_pipeline` does."""
    preset, options = whose(sources, options), replace(options, planned=False)
    first = spelled_out(built_in) if preset is None else spec_of(preset)
    pipeline = read_pipeline(sources, first, options, on_progress)
    spec = first if preset is not None else in_use(built_in, _stages_of(pipeline))
    ranks = {} if preset is not None else places(built_in)
    own = Own(spec)
    unknown = STAGE_UNKNOWN.code in dict(pipeline.findings.counts) or _is_contradicted(pipeline, spec)
    if unknown or _share_a_place(spec, ranks):
        # All files together, so that their order changes nothing.
        seen = stages_seen(added([inspect(source, options).tallies for source in sources]))
        known = as_usual(seen, built_in)
        _refuse_many(sources, known)
        own = with_own_stages(spec, known, ranks)
    found = _with_open(own.spec, pipeline)
    if {stage.name for stage in found.stages} != {stage.name for stage in spec.stages}:
        pipeline = read_pipeline(sources, found, options, on_progress)
    said = *_said(renamed(built_in, found) if preset is None else {}), *own.stages
    return replace(pipeline, own_stages=said, unordered=own.untold), found


def _stages_of(pipeline: Pipeline) -> set[str]:
    return {name for each in pipeline for name in (each.stage, each.lost_from_stage) if name}


def _share_a_place(spec: PipelineSpec, ranks: Mapping[str, int]) -> bool:
    """Whether open stages stand at one place of the process, so that their order is open."""
    ranked = [ranks[stage.name] for stage in spec.open_stages if stage.name in ranks]
    return len(set(ranked)) < len(ranked)


def _said(renamed: Mapping[str, str]) -> Iterator[str]:
    """Stages that are among those that come with pipectl under another name, in words."""
    return (f"{name} (like {usual})" for name, usual in renamed.items())


def _refuse_many(sources: Sequence[Source], seen: Sequence[StageSeen]) -> None:
    """Raise where there are more stages than a process can have: the column holds something else."""
    own = [one for one in seen if one.rows and (one.sure or one.told)]
    if len(own) > MOST_STAGES:
        raise UnsettledProblem(
            f"{', '.join(source.name for source in sources)}: the column of the stage makes {len(own):,} stages or "
            f"more, such as {quoted(own[-1].name)}, and a sales process has {MOST_STAGES} at most; name the column of "
            "the stage in pipeline.yaml, columns: {stage: HEADER}"
        )


def _with_open(spec: PipelineSpec, pipeline: Pipeline) -> PipelineSpec:
    """The stages with one in front, of no probability, for what is open by a status and stands in no stage.

    Where no file has stages it is the only open one: the others would be nobody's.
    """
    staged = ["stage" in dict(account.columns) for account in pipeline.files]
    if all(staged) and STAGE_BY_STATUS.code not in dict(pipeline.findings.counts):
        return spec
    stages = spec.stages if any(staged) else tuple(one for one in spec.stages if one.kind is not StageKind.OPEN)
    name = free_name(text for stage in stages for text in (stage.name, *stage.aliases))
    return replace(spec, stages=(Stage(name=name), *stages))


def _is_contradicted(pipeline: Pipeline, spec: PipelineSpec) -> bool:
    """Whether a row in a stage that is decided or after the sale may be open by its close %."""
    closed = {stage.name for stage in spec.stages if stage.kind is not StageKind.OPEN}
    return any(
        each.probability is not None and ZERO < each.probability < ONE for each in pipeline if each.stage in closed
    )


def whose(sources: Sequence[Source], options: ReadOptions) -> Preset | None:
    """The CRM whose exports all sources are; None where one is of another or of none, or can't be read at all."""
    found: dict[str | None, Preset | None] = {}
    for source in sources:
        try:
            how = options.of(source)
            text = decode(source, how.encoding, Ledger()).text
            preset = layout(source.name, text, how.delimiter, {}, how.preset, header=how.header).chosen.preset
            found[preset and preset.key] = preset
        except (InputProblem, UsageProblem):
            return None
    return next(iter(found.values())) if len(found) == 1 else None


def as_usual(seen: Sequence[StageSeen], built_in: PipelineSpec) -> list[StageSeen]:
    """The stages of an export; those of which it says nothing are what they are among the built-in ones."""
    book = StageBook(built_in)
    known = [(one, None if one.sure else book.stage(one.name).stage) for one in seen]
    return [
        one if usual is None else replace(one, kind=usual.kind, typical=one.typical or usual.probability, sure=True)
        for one, usual in known
    ]


def with_own_stages(spec: PipelineSpec, seen: Sequence[StageSeen], ranks: Mapping[str, int] | None = None) -> Own:
    """The stages of exports, those of `spec` where they are the same; `ranks` are places of these, else as they stand.

    A stage is taken where something speaks for what it is, or where a column says of each of its rows whether it is
    open, won or lost. Where none is, `spec` keeps its stages.
    """
    book = StageBook(spec)
    known = {one.name: stage for one in seen if (stage := known_stage(book, one))}
    spellings = [loose(text) for stage in spec.stages for text in (stage.name, *stage.aliases)]
    sure = [one for one in seen if one.rows and (one.sure or one.told) and not is_value(one.name)]
    unknown = [one for one in sure if one.name not in known]
    more = {one.name: [loose(other.name) for other in seen if other.rows > one.rows] for one in unknown}
    own = [one for one in unknown if one.told or not _slip(one, [*spellings, *more[one.name]])]
    ranks = ranks or {stage.name: rank for rank, stage in enumerate(spec.stages)}
    chances = {stage.name: stage.probability for stage in known.values()}
    for one in sorted(seen, key=lambda one: (one.rows, one.name)):
        if one.name in known and one.typical:
            chances[known[one.name].name] = one.typical
    if not own:
        return _ordered(spec, ranks, chances) if _share_a_place(spec, ranks) else Own(spec)
    named = {one.name for one in own}
    found = {stage.name: _freed(stage, named) for stage in (*known.values(), *map(_stage, own))}
    order = _order(list(found.values()), ranks, chances)
    found = {name: found[name] for name in (*order.names, *sorted(found, key=lambda name: _place(found[name])))}
    words = tuple(f"{name} ({stage.kind.value})" for name, stage in found.items() if name in named)
    decided = (_freed(stage, named) for stage in _decided(spec, found))
    return Own(replace(spec, stages=(*found.values(), *decided)), words, order.untold)


def known_stage(book: StageBook, one: StageSeen) -> Stage | None:
    """The stage that one of the export is; none where its rows say it is open and its name only means that it is not.

    Post-sale, Signed and Cancelled may be something else, Won and Lost never are.
    """
    stage = book.stage(one.name).stage
    is_open = one.sure and one.kind is StageKind.OPEN and one.typical is not None
    contradicted = is_open and stage is not None and stage.kind is not StageKind.OPEN and not plain_outcome(one.name)
    return None if contradicted else stage


def _freed(stage: Stage, own: Collection[str]) -> Stage:
    """A stage without the aliases that are stages of the file."""
    names = set(map(loose, own))
    return replace(stage, aliases=tuple(one for one in stage.aliases if loose(one) not in names))


def _slip(one: StageSeen, spellings: list[str]) -> bool:
    """Whether a stage's name may be a misspelling of another; not where it is one that its rows contradict."""
    if loose(one.name) in spellings:
        return False
    others = [other for other in spellings if may_be_slip(one.name, other)]
    return bool(get_close_matches(loose(one.name), others, n=1, cutoff=_ALIKE))


def _stage(one: StageSeen) -> Stage:
    return Stage(name=one.name, kind=one.kind, probability=one.typical if one.kind is StageKind.OPEN else None)


def _ordered(spec: PipelineSpec, ranks: Mapping[str, int], chances: Mapping[str, Decimal | None]) -> Own:
    """The stages of `spec` with the open ones in order."""
    order = _order(spec.stages, ranks, chances)
    named = {stage.name: stage for stage in spec.stages}
    closed = (stage for stage in spec.stages if stage.kind is not StageKind.OPEN)
    return Own(replace(spec, stages=(*(named[name] for name in order.names), *closed)), (), order.untold)


def _order(stages: Sequence[Stage], ranks: Mapping[str, int], chances: Mapping[str, Decimal | None]) -> Order:
    """The order of the open stages; those that have a rank have it by that where their close % is the same."""
    return in_order([
        Step(stage.name, chances.get(stage.name, stage.probability), ranks.get(stage.name))
        for stage in stages
        if stage.kind is StageKind.OPEN
    ])  # fmt: skip


def _place(stage: Stage) -> tuple[int, str]:
    return _ORDER.index(stage.kind), stage.name


def _decided(spec: PipelineSpec, found: Mapping[str, Stage]) -> Iterator[Stage]:
    """The won and lost stages of `spec`, where the export has none of that kind."""
    outcomes, names = {stage.kind.outcome for stage in found.values()}, set(map(loose, found))
    for stage in spec.stages:
        if stage.kind.outcome not in {Outcome.OPEN, *outcomes} and loose(stage.name) not in names:
            yield stage
