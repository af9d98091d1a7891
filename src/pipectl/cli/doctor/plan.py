"""pipeline.yaml and what it names beside itself, as far as they can be used."""

from collections.abc import Sized
from typing import NamedTuple

from ...domain.diagnosis import PlanFound
from ...domain.pipeline import Pipeline
from ..places import FoundSpec, SpecPath, find_spec_path, load_plan, with_quotas, with_spend
from .looks import Looks

BUILT_IN = "the built-in stages"


class PlanSeen(NamedTuple):
    """pipeline.yaml, and what the data is read with."""

    told: PlanFound
    found: FoundSpec
    """What other commands would read with; the built-in stages where it can't be used."""
    beside: FoundSpec
    """What says where the data is: beside a pipeline.yaml, even where that can't be used."""


def plan_seen(config: str | None, looks: Looks) -> PlanSeen:
    """Everything of it; what is wrong is told and the built-in stages stand in."""
    from ...spec.templates import built_in_spec

    located = looks.at("pipeline.yaml", lambda: find_spec_path(config))
    built_in = FoundSpec(built_in_spec(), None)
    if located is None:
        return PlanSeen(PlanFound(instead=BUILT_IN), built_in, built_in)
    loaded = looks.at("pipeline.yaml", lambda: load_plan(located.path))
    if loaded is None:
        told = PlanFound(str(located.path), located.by, instead=BUILT_IN)
        return PlanSeen(told, built_in, built_in._replace(path=located.path))
    found = looks.at("quotas", lambda: with_quotas(loaded))
    usable = loaded if found is None else found
    whole = looks.at("spend", lambda: with_spend(usable))
    told = _told(located, loaded, found, whole)
    usable = usable if whole is None else whole
    return PlanSeen(told, usable, usable)


def read_with(told: PlanFound, pipeline: Pipeline | None) -> PlanFound:
    """The same, with whose stages stood in for it: those of the CRM whose export the data is, where that is known."""
    if told.instead is None or pipeline is None:
        return told
    whose = f"the stages of {pipeline.read_as}" if pipeline.read_as else BUILT_IN
    own = f", and {', '.join(pipeline.own_stages)} of the file" if pipeline.own_stages else ""
    return told._replace(instead=whose + own)


def _told(located: SpecPath, loaded: FoundSpec, quotas: FoundSpec | None, spend: FoundSpec | None) -> PlanFound:
    spec = loaded.spec
    quotas_read = _read(spec.quotas_file, quotas and quotas.spec.quotas, spec.quotas)
    return PlanFound(
        str(located.path),
        located.by,
        usable=True,
        stages=len(spec.stages),
        quotas=len(spec.quotas) + (quotas_read or 0),
        checks=len(spec.checks),
        waivers=len(spec.waivers),
        time_zone=spec.time_zone,
        quotas_file=spec.quotas_file,
        quotas_read=quotas_read,
        spend_file=spec.spend_file,
        spend_read=_read(spec.spend_file, spend and spend.spec.spend, spec.spend),
    )


def _read(file: str | None, found: Sized | None, own: Sized) -> int | None:
    """How many entries a file has beside those of pipeline.yaml; None where it is not there or can't be used."""
    return None if file is None or found is None else len(found) - len(own)
