"""The stages that come with pipectl by the names that data has: what it keeps apart is never one stage."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from ..domain.cells import loose
from ..domain.spec import PipelineSpec, Stage, StageKind
from ..domain.values import ZERO
from .headers import normal
from .stages import plain_outcome

_KINDS = (StageKind.OPEN, StageKind.WON, StageKind.POST_SALE, StageKind.LOST)


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


def with_used(spec: PipelineSpec, names: Collection[str], built_in: PipelineSpec) -> PipelineSpec:
    """`spec` with those spelled-out stages of `built_in` that are used, each at its place.

    A stage of that place that is used under none of its names makes room for them. The others stay in their order.
    """
    ranks = places(built_in)
    named = {loose(text) for stage in spec.stages for text in (stage.name, *stage.aliases)}
    new = [one for one in spelled_out(built_in).stages if one.name in names and loose(one.name) not in named]
    taken = {ranks[one.name] for one in new}
    stages = [stage for stage in spec.stages if stage.name in names or ranks.get(stage.name) not in taken]
    for one in new:
        stages.insert(next((at for at, other in enumerate(stages) if _is_later(other, one, ranks)), len(stages)), one)
    return replace(spec, stages=tuple(stages)) if new else spec


def untold_places(spec: PipelineSpec, names: Collection[str], built_in: PipelineSpec) -> Iterator[str]:
    """The open stages of one close % of which no process puts one behind the other, where `names` has one of them."""
    ranks = places(built_in)
    for one in spec.open_stages:
        alike = [other for other in spec.open_stages if _is_alike(one, other, ranks)]
        if alike[1:] and any(other.name in names for other in alike):
            yield one.name


def _is_later(other: Stage, one: Stage, ranks: Mapping[str, int]) -> bool:
    if other.kind is not one.kind:
        return _KINDS.index(other.kind) > _KINDS.index(one.kind)
    if other.name in ranks:
        return ranks[other.name] > ranks[one.name]
    return None not in (other.probability, one.probability) and _chance(other) > _chance(one)


def _chance(stage: Stage) -> Decimal:
    return stage.probability or ZERO


def _is_alike(one: Stage, other: Stage, ranks: Mapping[str, int]) -> bool:
    ranked = {ranks[each.name] for each in (one, other) if each.name in ranks}
    return one is other or (one.probability == other.probability and len(ranked) < 2)


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
