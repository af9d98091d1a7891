"""The stages that come with pipectl by the names that data has: what it keeps apart is never one stage."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from ..domain.cells import loose
from ..domain.spec import PipelineSpec, Stage
from .headers import normal
from .stages import plain_outcome


def spelled_out(spec: PipelineSpec) -> PipelineSpec:
    """Each alias that is another name, and no other spelling, as a stage of its own, with all else of its stage."""
    return replace(spec, stages=tuple(one for stage in spec.stages for one in _names(stage)))


def in_use(spec: PipelineSpec, names: Collection[str]) -> PipelineSpec:
    """The stages by those of their spelled-out names that are used; one that is used under none keeps its first."""
    found: list[Stage] = []
    for stage in spec.stages:
        ones = list(_names(stage))
        found += [one for one in ones if one.name in names] or ones[:1]
    return replace(spec, stages=tuple(found))


def renamed(spec: PipelineSpec, used: PipelineSpec) -> dict[str, str]:
    """The stages that are used under another name than that of `spec`, with that name."""
    heads = {(one.name, one.kind): stage.name for stage in spec.stages for one in _names(stage)}
    found = ((one.name, heads.get((one.name, one.kind), one.name)) for one in used.stages)
    return {name: head for name, head in found if name != head}


def places(spec: PipelineSpec) -> dict[str, int]:
    """The place of each spelled-out name in the process; names of one stage share it."""
    return {one.name: place for place, stage in enumerate(spec.stages) for one in _names(stage)}


def with_more(spec: PipelineSpec, more: Iterable[Stage]) -> PipelineSpec:
    """The stages, with those of `more` behind them whose names are none of theirs."""
    known = {loose(text) for stage in spec.stages for text in (stage.name, *stage.aliases)}
    return replace(spec, stages=(*spec.stages, *(one for one in more if loose(one.name) not in known)))


def _names(stage: Stage) -> Iterator[Stage]:
    names: dict[str, list[str]] = {}
    for text in (stage.name, *stage.aliases):
        names.setdefault(_key(text), []).append(text)
    for name, *spellings in names.values():
        yield replace(stage, name=name, aliases=tuple(spellings))


def _key(name: str) -> str:
    """What spellings of one name share; won and lost are one, however they are said."""
    outcome = plain_outcome(name)
    return normal(name).replace(" ", "") if outcome is None else outcome.value
