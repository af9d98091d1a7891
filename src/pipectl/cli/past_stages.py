"""The stages that the past may have, where there is no pipeline.yaml: those in use, and all that come with pipectl."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..domain.opportunity import Opportunity
from ..domain.spec import PipelineSpec
from .places import FoundSpec

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle
    from .spine import Gathered


def past_stages(found: FoundSpec) -> PipelineSpec:
    """The plan to read the past with: what data has no longer keeps its own name, as what it has still does."""
    if found.path is not None:
        return found.spec
    from ..read.as_written import spelled_out, with_more
    from ..spec.templates import built_in_spec

    built_in = built_in_spec()
    more = spelled_out(built_in)
    return more if found.spec == built_in else with_more(found.spec, more.stages)


def with_stages_of(found: FoundSpec, shown: Iterable[Opportunity]) -> FoundSpec:
    """The same, with the stages of a snapshot that is shown in the stead of an export, or beside one."""
    if found.path is not None:
        return found
    from ..read.as_written import in_use, with_used
    from ..spec.templates import built_in_spec

    built_in, names = built_in_spec(), _names(shown)
    spec = in_use(built_in, names) if found.spec == built_in else with_used(found.spec, names, built_in)
    return found._replace(spec=spec)


def with_past_stages(given: "Gathered", chronicle: "Chronicle") -> "Gathered":
    """The same with the stages of today and of the past, which everything that looks at both counts in."""
    if given.found.path is not None:
        return given
    from ..read.as_written import renamed, untold_places, with_used
    from ..spec.templates import built_in_spec

    built_in, today = built_in_spec(), {stage.name for stage in given.spec.stages}
    states = (moment.state for life in chronicle for moment in life if moment.state is not None)
    spec = with_used(given.spec, _names(given.pipeline) | _names(states), built_in)
    new = {stage.name for stage in spec.stages} - today
    if not new:
        return given
    usual = renamed(built_in, spec)
    told = (f"{name} (of the past{f', like {usual[name]}' if name in usual else ''})" for name in sorted(new))
    unordered = dict.fromkeys((*given.pipeline.unordered, *untold_places(spec, new, built_in)))
    own = (*given.pipeline.own_stages, *told)
    pipeline = replace(given.pipeline, own_stages=own, unordered=tuple(unordered))
    return given._replace(pipeline=pipeline, spec=spec, found=given.found._replace(spec=spec))


def _names(some: Iterable[Opportunity]) -> set[str]:
    return {name for each in some for name in (each.stage, each.lost_from_stage) if name}
