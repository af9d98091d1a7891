"""Which stages of an export are open, won or lost: what it says itself, what options say, and what has to be asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from shlex import quote
from typing import TYPE_CHECKING

from ..domain.errors import UnsettledProblem, UsageProblem
from ..domain.spec import StageKind
from .dialogue import ask, ask_for_any

if TYPE_CHECKING:
    from ..read.inspect import Inspection, StageSeen


def settle_kinds(seen: "Inspection", kinds: Mapping[str, StageKind], *, may_ask: bool) -> "tuple[StageSeen, ...]":
    """The stages with their kinds: `kinds` by name, else by the person at the terminal, else as the export looks.

    Raises:
        UnsettledProblem: opportunities of a stage that looks open have been closed, and nobody may be asked.
        UsageProblem: `kinds` names what is no stage.
    """
    stages = _told(seen.stages, kinds)
    if "status" in seen.mapping:
        return stages
    named = {name.casefold() for name in kinds}
    doubtful = [stage for stage in stages if stage.seems_decided and stage.name.casefold() not in named]
    if not may_ask:
        _refuse(doubtful)
        return stages
    for stage in doubtful:
        kind = StageKind(ask(f"{_evidence(stage)}: is it won or lost?", [each.value for each in StageKind]))
        stages = _with_kind(stages, stage.name, kind)
    for kind in (StageKind.WON, StageKind.LOST):
        stages = _ask_which(stages, kind)
    return stages


def lacking(seen: "Inspection", stages: "Sequence[StageSeen]") -> Iterator[str]:
    """What no stage is, in words; with a status column none has to be."""
    for kind in (StageKind.WON, StageKind.LOST) if stages and "status" not in seen.mapping else ():
        if all(stage.kind is not kind for stage in stages):
            yield f"No stage is {kind.value}: give the one that is `kind: {kind.value}` in pipeline.yaml"


def likely_slips(stages: "Sequence[StageSeen]") -> Iterator[str]:
    """Stages of few rows that are spelled almost like one of many: told, never merged by guess."""
    for stage in stages:
        others = [each.name for each in stages if each.rows > 5 * stage.rows or (stage.rows <= 1 < each.rows)]
        for close in get_close_matches(stage.name, others, n=1, cutoff=0.85):
            rows = "1 row" if stage.rows == 1 else f"{stage.rows} rows"
            yield f"Stage {stage.name} ({rows}) looks like {close}: correct the export, or make it one of its aliases"


def _told(stages: "tuple[StageSeen, ...]", kinds: Mapping[str, StageKind]) -> "tuple[StageSeen, ...]":
    known = {stage.name.casefold(): stage.name for stage in stages}
    for name, kind in kinds.items():
        if name.casefold() not in known:
            listed = ", ".join(known.values()) or "none"
            raise UsageProblem(f"--kind {f'{name}={kind.value}'!r}: the export has no stage {name!r}; it has: {listed}")
        stages = _with_kind(stages, known[name.casefold()], kind)
    return stages


def _with_kind(stages: "tuple[StageSeen, ...]", name: str, kind: StageKind) -> "tuple[StageSeen, ...]":
    return tuple(replace(stage, kind=kind) if stage.name == name else stage for stage in stages)


def _evidence(stage: "StageSeen") -> str:
    if stage.rows == 1:
        return f"the one opportunity in stage {stage.name!r} has the day it was closed"
    return f"{stage.closed} of {stage.rows} opportunities in stage {stage.name!r} have the day they were closed"


def _refuse(doubtful: "Sequence[StageSeen]") -> None:
    if not doubtful:
        return
    options = " ".join(f"--kind {quote(f'{stage.name}=won')}" for stage in doubtful)
    raise UnsettledProblem(
        f"{'; '.join(map(_evidence, doubtful))}: won or lost? say for each (won, lost or open), such as {options}"
    )


def _ask_which(stages: "tuple[StageSeen, ...]", kind: StageKind) -> "tuple[StageSeen, ...]":
    """Ask for the stage of a kind that none is of."""
    choices = [stage.name for stage in stages if stage.kind is StageKind.OPEN]
    if any(stage.kind is kind for stage in stages) or not choices:
        return stages
    name = ask_for_any(f"Which stage means {kind.value}?", choices)
    return stages if name is None else _with_kind(stages, name, kind)
