"""Reading without a pipeline.yaml: with the stages of the CRM, else those that come with pipectl, and the file's own.

A stage that only the file knows is taken where the file says what it is, else where it is one of those that come with
pipectl; any other is unknown, as ever.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from ..domain.cells import loose
from ..domain.errors import InputProblem, UnsettledProblem, UsageProblem
from ..domain.ledger import Ledger
from ..domain.pipeline import Pipeline
from ..domain.spec import MOST_STAGES, PipelineSpec, Stage, StageKind
from ..domain.values import Outcome
from .codes import STAGE_UNKNOWN, quoted
from .dialect import layout
from .encoding import decode
from .inspect import Inspection, inspect
from .preset import Preset, spec_of
from .reader import OnProgress, ReadOptions, read_pipeline
from .source import Source
from .stages import StageBook, may_be_slip
from .stages_seen import StageSeen

_ORDER = (StageKind.OPEN, StageKind.WON, StageKind.POST_SALE, StageKind.LOST)
#: How alike to a known stage a name may be: a misspelled stage is no stage of its own.
_ALIKE = 0.85


def read_unplanned(
    sources: Sequence[Source], built_in: PipelineSpec, options: ReadOptions, on_progress: OnProgress | None = None
) -> tuple[Pipeline, PipelineSpec]:
    """All opportunities of the sources, and the stages they were read with; raises what `read_pipeline` does."""
    preset = whose(sources, options)
    spec = built_in if preset is None else spec_of(preset)
    pipeline = read_pipeline(sources, spec, options, on_progress)
    if STAGE_UNKNOWN.code not in dict(pipeline.findings.counts):
        return pipeline, spec
    own: list[str] = []
    for source in sources:
        seen = inspect(source, options)
        stages, told = as_usual(seen.stages, built_in), _tells_outcome(seen)
        _refuse_many(seen, len(own) + sum(told or one.sure for one in stages))
        spec, more = with_own_stages(spec, stages, told=told)
        own += more
    if not own:
        return pipeline, spec
    return replace(read_pipeline(sources, spec, options, on_progress), own_stages=tuple(own)), spec


def _refuse_many(seen: Inspection, count: int) -> None:
    """Raise where there are more stages than a process can have: the column holds something else."""
    if count > MOST_STAGES:
        raise UnsettledProblem(
            f"{seen.name}: column {quoted(seen.mapping['stage'])} makes {count:,} stages or more, such as "
            f"{quoted(seen.stages[-1].name)}, and a sales process has {MOST_STAGES} at most; name the column of the "
            "stage in pipeline.yaml, columns: {stage: HEADER}"
        )


def _tells_outcome(seen: Inspection) -> bool:
    """Whether a column beside the stage says of each row whether it is open, won or lost."""
    return "status" in seen.mapping or seen.flagged


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


def with_own_stages(spec: PipelineSpec, seen: Sequence[StageSeen], *, told: bool) -> tuple[PipelineSpec, list[str]]:
    """The stages of an export, those of `spec` where they are the same, and the others in words.

    A stage is taken where something speaks for what it is, or where `told` a column says of every row whether it is
    open, won or lost. Where none is, `spec` stays as it is.
    """
    book = StageBook(spec)
    known = [(stage, one.typical or stage.probability) for one in seen if (stage := book.stage(one.name).stage)]
    unknown = [one for one in seen if book.stage(one.name).stage is None]
    own = unknown if told else [one for one in unknown if one.sure and not _is_slip(one, seen, spec)]
    if not own:
        return spec, []
    found = _in_order([*known, *((_stage(one), one.typical) for one in own)])
    names = {one.name for one in own}
    said = [f"{stage.name} ({stage.kind.value})" for stage in found if stage.name in names]
    return replace(spec, stages=(*found, *_decided_beside(spec, found))), said


def _in_order(stages: Iterable[tuple[Stage, Decimal | None]]) -> list[Stage]:
    """Each stage once, by its kind and by its usual close %."""
    kept = {stage.name: (stage, chance) for stage, chance in stages}
    return [stage for stage, _ in sorted(kept.values(), key=lambda pair: _place(*pair))]


def _decided_beside(spec: PipelineSpec, found: Sequence[Stage]) -> list[Stage]:
    """The stages of `spec` for won and lost, as far as none that was found is of the outcome."""
    outcomes = {Outcome.OPEN, *(stage.kind.outcome for stage in found)}
    return [stage for stage in spec.stages if stage.kind.outcome not in outcomes]


def _is_slip(one: StageSeen, seen: Sequence[StageSeen], spec: PipelineSpec) -> bool:
    """Whether a stage's name may be a misspelled one of `spec` or of more rows."""
    spellings = [loose(text) for stage in spec.stages for text in (stage.name, *stage.aliases)]
    spellings += [loose(other.name) for other in seen if other.rows > one.rows]
    others = [other for other in spellings if may_be_slip(one.name, other)]
    return bool(get_close_matches(loose(one.name), others, n=1, cutoff=_ALIKE))


def _stage(one: StageSeen) -> Stage:
    return Stage(name=one.name, kind=one.kind, probability=one.typical if one.kind is StageKind.OPEN else None)


def _place(stage: Stage, chance: Decimal | None) -> tuple[int, Decimal]:
    return _ORDER.index(stage.kind), Decimal(1) if chance is None else chance
