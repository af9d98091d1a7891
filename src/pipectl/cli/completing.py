"""What an export does not hold and a pipeline.yaml needs: stages that no deal stands in today, and their close %."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..domain.cells import loose
from ..domain.spec import MOST_STAGES, StageKind
from ..domain.values import Outcome
from .guard import say

if TYPE_CHECKING:
    from ..domain.spec import Stage
    from ..read.inspect import Inspection
    from ..read.stages_seen import StageSeen

#: Stages that a message names.
_LISTED = 12


def is_of_crm(seen: "Inspection", stages: "Sequence[StageSeen]") -> bool:
    """Whether all open stages of an export are of those its CRM comes with: then the others are in use, too."""
    opened = [stage for stage in stages if stage.kind is StageKind.OPEN]
    return seen.preset is not None and bool(opened) and all(stage.rank is not None for stage in opened)


def completed(
    seen: "Inspection", stages: "tuple[StageSeen, ...]", absent: Collection[StageKind]
) -> "tuple[StageSeen, ...]":
    """The stages with those that closed deals will stand in; `absent` are kinds of which a person said none is.

    Where rows are won or lost in other stages, a status says that, and no stage has to.
    """
    there = {stage.kind.outcome for stage in stages}
    told = {outcome for tally in seen.tallies.values() for _, outcome in tally.outcomes}
    wanted = {one for one in (Outcome.WON, Outcome.LOST) if one not in there | told}
    if is_of_crm(seen, stages):
        wanted |= there - {Outcome.OPEN}
    decided = (one for one in _unseen(seen, stages) if one.kind is not StageKind.OPEN)
    added = tuple(one for one in decided if one.kind.outcome in wanted and one.kind not in absent)
    if len(stages) > MOST_STAGES:
        return stages
    if added:
        named = ", ".join(f"{one.name} ({one.kind.value})" for one in added)
        say(f"Added, since closed deals may stand there: {named}; rename them if yours are called otherwise")
    return (*stages, *added)


def with_open(seen: "Inspection", stages: "tuple[StageSeen, ...]") -> "tuple[StageSeen, ...]":
    """The stages in order with the open ones of the CRM that nobody stands in today, each in its place among them."""
    if not is_of_crm(seen, stages):
        return stages
    found, added = list(stages), [one for one in _unseen(seen, stages) if one.kind is StageKind.OPEN]
    for one in added:
        before = [at for at, other in enumerate(found) if other.kind is StageKind.OPEN and _rank(other) < _rank(one)]
        found.insert(max(before, default=-1) + 1, one)
    if added:
        say(f"Added, stages of {seen.preset.called if seen.preset else ''} where no deal stands today: {_names(added)}")
    return tuple(found)


def with_chances(stages: "tuple[StageSeen, ...]") -> "tuple[StageSeen, ...]":
    """The stages with the close % that a report without pipeline.yaml lends to those of which the export tells none."""
    from ..read.stages import StageBook
    from ..spec.templates import built_in_spec

    book = StageBook(built_in_spec())
    found = tuple(_lent(one, book.stage(one.name).stage) for one in stages)
    if lent := [one for one in found if one.lent and one.rows]:
        say(f"The export has no close % in {_names(lent)}: the usual one is lent, set your own in pipeline.yaml")
    return found


def _lent(one: "StageSeen", usual: "Stage | None") -> "StageSeen":
    if one.typical is not None or one.kind is not StageKind.OPEN or usual is None or usual.kind is not StageKind.OPEN:
        return one
    return replace(one, typical=usual.probability, lent=usual.probability is not None)


def _unseen(seen: "Inspection", stages: "Sequence[StageSeen]") -> "Iterator[StageSeen]":
    """Stages of the CRM, else won and lost of those that come with pipectl, that an export does not have."""
    from ..read.stages_seen import StageSeen

    all_seen = (*seen.stages, *stages)
    names, ranks = {loose(each.name) for each in all_seen}, {each.rank for each in all_seen if each.rank is not None}
    for rank, one in _known(seen):
        if loose(one.name) not in names and rank not in ranks:
            chance = one.probability if one.kind is StageKind.OPEN else None
            yield StageSeen(one.name, 0, chance, one.kind, rank=rank, lent=chance is not None)


def _known(seen: "Inspection") -> "Iterator[tuple[int | None, Stage]]":
    """Stages that may be missing, those of a CRM with their places."""
    from ..read.preset import spec_of
    from ..spec.templates import built_in_spec

    if seen.preset is not None:
        yield from enumerate(spec_of(seen.preset).stages)
    else:
        yield from ((None, one) for one in built_in_spec().stages if one.kind in (StageKind.WON, StageKind.LOST))


def _rank(stage: "StageSeen") -> int:
    return -1 if stage.rank is None else stage.rank


def _names(stages: "Sequence[StageSeen]") -> str:
    more = f" and {len(stages) - _LISTED} more" if len(stages) > _LISTED else ""
    return ", ".join(stage.name for stage in stages[:_LISTED]) + more
