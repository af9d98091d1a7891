"""All that is known of one opportunity."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from ..domain.currencies import Currencies, carried
from ..domain.dossier import ChangeOf, DealPast, Dossier, StayLine, Told
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..views import Question
from .playbook import Subject, build_playbook

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle, Life

#: What is looked at from one moment to the next, by the field that history must hold to tell it.
_FIELDS = {
    "stage": Told.STAGE,
    "amount": Told.AMOUNT,
    "expected_close": Told.EXPECTED_CLOSE,
    "owner": Told.OWNER,
}


def build_dossier(
    pipeline: Pipeline,
    spec: PipelineSpec,
    question: Question,
    deal: Opportunity,
    chronicle: "Chronicle | None" = None,
) -> Dossier:
    """One opportunity of the pipeline: against its stage as `playbook` has it, and its past as `list` counts it.

    Raises:
        UsageProblem: the question filters by something that is not in the data.
    """
    sheet = None
    if spec.stage(deal.stage) is not None:
        sheet = build_playbook(pipeline, spec, question, Subject(deal=deal), chronicle=chronicle).deal
    key = deal.key if chronicle is None else chronicle.keys.get(deal.place, deal.key)
    return Dossier(
        opportunity=deal,
        key=key,
        as_of=question.as_of,
        currency=Currencies(spec.currency, carried(pipeline)).the_one(carried([deal])),
        sheet=sheet,
        past=None if chronicle is None else _past(chronicle, key, question.as_of),
    )


def _past(chronicle: "Chronicle", key: str, as_of: date) -> DealPast | None:
    from ..history.pushes import moves

    life = tuple(moment for moment in chronicle.lives.get(key, ()) if moment.day <= as_of)
    if not life:
        return None
    later = [move.days for move in moves(life, as_of) if move.days > 0]
    return DealPast(
        since=life[0].day,
        stays=tuple(_stays(chronicle, key, as_of)),
        push_count=len(later) if "expected_close" in chronicle.holds else None,
        pushed_days=sum(later),
        changes=tuple(_changes(life, chronicle.holds))[::-1],
    )


def _stays(chronicle: "Chronicle", key: str, as_of: date) -> Iterator[StayLine]:
    from ..history.paths import path_of

    path = path_of(chronicle, key, as_of) if "stage" in chronicle.holds else None
    for visit in () if path is None else path.visits:
        yield StayLine(visit.stage, visit.entered, visit.left, visit.days(as_of), visit.dated)


def _changes(life: "Life", holds: frozenset[str]) -> Iterator[ChangeOf]:
    """Each change from one moment to the next, the earliest first."""
    for before, after in pairwise(life):
        if before.state is None or after.state is None:
            yield ChangeOf(after.day, Told.GONE if after.state is None else Told.BACK, None, None)
            continue
        for field, what in _FIELDS.items():
            old, new = getattr(before.state, field), getattr(after.state, field)
            if field in holds and old != new:
                yield ChangeOf(after.day, what, old, new)
