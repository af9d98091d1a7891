"""Which stages of an export are open, won or lost: what it says itself, what options say, and what has to be asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from shlex import quote
from typing import TYPE_CHECKING

from ..domain.errors import UnsettledProblem, UsageProblem
from ..domain.spec import StageKind
from ..domain.values import Outcome
from .completing import is_of_crm
from .dialogue import ask, ask_for_any
from .guard import say

#: Stands for no stage in `--kind none=lost`.
NONE = "none"
#: Order of the kinds behind the open stages.
_DECIDED = (StageKind.WON, StageKind.POST_SALE, StageKind.LOST)
#: Stages that a message names.
_LISTED = 12

if TYPE_CHECKING:
    from ..read.inspect import Inspection
    from ..read.stages_seen import StageSeen


def settle_kinds(seen: "Inspection", kinds: Mapping[str, StageKind], *, may_ask: bool) -> "tuple[StageSeen, ...]":
    """The stages with their kinds: by `kinds`, case apart, else by the person at the terminal, else as seen.

    Raises:
        UnsettledProblem: opportunities of a stage that looks open have been closed, and nobody may be asked.
        UsageProblem: `kinds` names what is no stage.
    """
    stages = _told(seen.stages, {name: kind for name, kind in kinds.items() if name.casefold() != NONE})
    if "status" in seen.mapping or seen.flagged:
        return stages
    # Won and lost that its CRM comes with need no person to be named.
    absent = set(StageKind) if is_of_crm(seen, stages) else none_of(kinds)
    told = {name.casefold() for name in kinds}
    doubtful = [stage for stage in stages if stage.name.casefold() not in told and _is_doubtful(stage)]
    if not may_ask:
        _refuse(doubtful)
        _refuse_half(stages, absent)
        return stages
    for stage in doubtful:
        kind = StageKind(ask(f"{_evidence(stage)}: is it won or lost?", [each.value for each in StageKind]))
        stages = _with_kind(stages, stage.name, kind)
    for kind in (StageKind.WON, StageKind.LOST):
        stages = stages if kind in absent else _ask_which(stages, kind)
    return stages


def none_of(kinds: Mapping[str, StageKind]) -> set[StageKind]:
    """The kinds of which a person says that no stage is."""
    return {kind for name, kind in kinds.items() if name.casefold() == NONE}


def lacking(seen: "Inspection", stages: "Sequence[StageSeen]", kinds: Mapping[str, StageKind]) -> Iterator[str]:
    """What no stage is, in words; with a status column none has to be, and where `kinds` say so none is."""
    absent = none_of(kinds)
    for kind in () if "status" in seen.mapping or seen.flagged or not stages else (StageKind.WON, StageKind.LOST):
        if kind not in absent and all(stage.kind is not kind for stage in stages):
            yield f"No stage is {kind.value}: give the one that is `kind: {kind.value}` in pipeline.yaml"


def left_open(stages: "Sequence[StageSeen]", kinds: Mapping[str, StageKind]) -> Iterator[str]:
    """Stages that sound as if they came after the sale and are written as open, since nothing else says it."""
    from ..read.stage_names import sounds_after_sale

    told = {name.casefold() for name in kinds}
    doubtful = (stage for stage in stages if stage.kind is StageKind.OPEN and not stage.sure)
    for stage in doubtful:
        if sounds_after_sale(stage.name) and stage.name.casefold() not in told:
            option = f"--kind {quote(f'{stage.name}=post_sale')}"
            yield f"Stage {stage.name!r} is written as open; if it comes after the sale, say {option}"


def ordered(stages: "tuple[StageSeen, ...]") -> "tuple[tuple[StageSeen, ...], str]":
    """The stages from open to lost, and those of the open ones that nothing puts in order, in words."""
    from ..metrics.planning import untold_order
    from ..read.stage_order import Step, in_order

    by_name = {stage.name: stage for stage in stages}
    opened = [stage for stage in stages if stage.kind is StageKind.OPEN]
    order = in_order([Step(stage.name, stage.typical, stage.rank) for stage in opened])
    rest = sorted((stage for stage in stages if stage not in opened), key=lambda stage: _DECIDED.index(stage.kind))
    untold = untold_order(order.untold) if order.untold else ""
    return (*(by_name[name] for name in order.names), *rest), untold


def settle_slips(
    stages: "tuple[StageSeen, ...]", *, may_ask: bool
) -> "tuple[tuple[StageSeen, ...], dict[str, tuple[str, ...]]]":
    """The stages without those of few rows that are spelled almost like one of many, and what these are aliases of.

    Never merged by guess: nobody asked, such rows are left without a stage, and will be set aside with a suggestion.
    """
    aliases: dict[str, tuple[str, ...]] = {}
    for stage in stages:
        close = _meant(stage, stages)
        if close is None:
            continue
        rows = "1 row" if stage.rows == 1 else f"{stage.rows} rows"
        if may_ask and ask(f"Is stage {stage.name!r} ({rows}) the same as {close!r}?", ("yes", "no")) == "no":
            continue
        stages = tuple(each for each in stages if each is not stage)
        if may_ask:
            aliases[close] = (*aliases.get(close, ()), stage.name)
        else:
            say(f"Stage {stage.name!r} ({rows}) looks like {close!r}, so it is left out: correct it, or add an alias")
    return stages, aliases


def _meant(stage: "StageSeen", stages: "Sequence[StageSeen]") -> str | None:
    """The stage of many rows that one of few is spelled like."""
    from ..read.stages import may_be_slip

    more = [each.name for each in stages if each.rows > 5 * stage.rows or (stage.rows <= 1 < each.rows)]
    others = [name for name in more if may_be_slip(stage.name, name)]
    return next(iter(get_close_matches(stage.name, others, n=1, cutoff=0.85)), None)


def _told(stages: "tuple[StageSeen, ...]", kinds: Mapping[str, StageKind]) -> "tuple[StageSeen, ...]":
    known = {stage.name.casefold(): stage.name for stage in stages}
    for name, kind in kinds.items():
        if name.casefold() not in known:
            raise UsageProblem(f"--kind: the export has no stage {name!r}; it has: {_named(stages)}")
        stages = _with_kind(stages, known[name.casefold()], kind)
    return stages


def _named(stages: "Sequence[StageSeen]") -> str:
    """Names of the first few stages, each on one line."""
    more = f" and {len(stages) - _LISTED} more" if len(stages) > _LISTED else ""
    return ", ".join(repr(stage.name) for stage in stages[:_LISTED]) + more or "none"


def _with_kind(stages: "tuple[StageSeen, ...]", name: str, kind: StageKind) -> "tuple[StageSeen, ...]":
    return tuple(replace(stage, kind=kind) if stage.name == name else stage for stage in stages)


def _is_doubtful(stage: "StageSeen") -> bool:
    """Whether a stage is taken as open though its opportunities seem to be decided."""
    if stage.kind is not StageKind.OPEN or not stage.rows:
        return False
    return stage.seems_decided or (not stage.sure and (stage.hinted is not None or _names_outcome(stage)))


def _names_outcome(stage: "StageSeen") -> bool:
    from ..read.stages import outcomes_in

    return bool(outcomes_in(stage.name))


def _evidence(stage: "StageSeen") -> str:
    if not stage.seems_decided:
        percent = 100 if stage.hinted is Outcome.WON else 0
        why = "its name" if stage.hinted is None else f"the close % of {percent} in its rows"
        return f"stage {stage.name!r} seems to be decided, by {why}"
    if stage.rows == 1:
        return f"the one opportunity in stage {stage.name!r} has the day it was closed"
    return f"{stage.closed} of {stage.rows} opportunities in stage {stage.name!r} have the day they were closed"


def _refuse(doubtful: "Sequence[StageSeen]") -> None:
    if doubtful:
        more = f"; and {len(doubtful) - _LISTED} stages more" if len(doubtful) > _LISTED else ""
        raise UnsettledProblem(
            f"{'; '.join(map(_evidence, doubtful[:_LISTED]))}{more}: won or lost? say for each, with --kind STAGE=KIND "
            "and won, lost or open for KIND"
        )


def _refuse_half(stages: "Sequence[StageSeen]", absent: set[StageKind]) -> None:
    """Raise where only one of won and lost is there: the other may stand in a stage that looks open."""
    there = {stage.kind.outcome for stage in stages}
    for kind, other in ((StageKind.WON, StageKind.LOST), (StageKind.LOST, StageKind.WON)):
        if kind.outcome not in there and other.outcome in there and kind not in absent:
            names = _named([stage for stage in stages if stage.kind is StageKind.OPEN])
            raise UnsettledProblem(
                f"a stage is {other.value} and none is {kind.value}; say which one is with --kind STAGE={kind.value} "
                f"({names}), or --kind {NONE}={kind.value} where there is none"
            )


def _ask_which(stages: "tuple[StageSeen, ...]", kind: StageKind) -> "tuple[StageSeen, ...]":
    """Ask for the stage of a kind that none is of."""
    choices = [stage.name for stage in stages if stage.kind is StageKind.OPEN]
    if any(stage.kind is kind for stage in stages) or not choices:
        return stages
    name = ask_for_any(f"Which stage means {kind.value}?", choices)
    return stages if name is None else _with_kind(stages, name, kind)
