"""The stages that the past may have, where there is no pipeline.yaml: those in use, and all that come with pipectl."""

from dataclasses import replace

from ..domain.spec import PipelineSpec
from .places import FoundSpec


def past_stages(found: FoundSpec) -> PipelineSpec:
    """The plan to read the past with: what data has no longer keeps its own name, as what it has still does."""
    if found.path is not None:
        return found.spec
    from ..read.as_written import spelled_out, with_more
    from ..spec.templates import built_in_spec

    built_in = built_in_spec()
    more = spelled_out(built_in)
    return more if found.spec == built_in else with_more(found.spec, more.stages)


def with_stages_of(found: FoundSpec, names: set[str]) -> FoundSpec:
    """The same, with the stages of a snapshot that is shown in the stead of an export."""
    if found.path is not None:
        return found
    from ..read.as_written import in_use

    return found._replace(spec=replace(found.spec, stages=in_use(found.spec, names).stages))
