"""What a forecast stands on: the opportunities asked for with their past, as they were known on each day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ..domain.currencies import Currencies, carried
from ..domain.errors import UsageProblem
from ..domain.opportunity import Opportunity
from ..domain.period import Period
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..domain.values import Undefined
from ..engines.membership import Scope
from ..engines.selection import meeting, resolved
from ..forecast.estimate import Method
from ..forecast.ground import Ground
from ..forecast.seen import View
from ..forecast.spans import bounds
from ..forecast.target import Target
from ..forecast.telling import dates_view, history_view
from ..metrics.targets import Targets, Whose
from ..views import Question
from .selecting import selected, targets_of

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle, Life


#: Rows created after as-of that are no slips any more: so many, and one in so many of all.
SLIPS, ONE_IN = 2, 200


class Sources(NamedTuple):
    """What a question is answered from."""

    pipeline: Pipeline
    spec: PipelineSpec
    question: Question
    chronicle: "Chronicle | None"


class Standing(NamedTuple):
    """All that a forecast of the period is made of."""

    sources: Sources
    selection: tuple[Opportunity, ...]
    scope: Scope
    who: Whose | None
    targets: Targets
    currency: str | None
    view: View
    ground: Ground
    ahead: int
    """Opportunities created after as-of, where that shows that the export is of a later day; else 0."""

    def on(self, period: Period) -> Ground:
        """The same for another period, by the same method."""
        return Ground(self.view, target_of(period, self.sources), self.ground.taken, self.ground.unread)


def standing(sources: Sources, method: Method) -> Standing:
    """What there is to forecast from.

    Raises:
        UsageProblem: the period has no last day, amounts are in several currencies, or the question filters by
            something that is not in the data.
    """
    pipeline, spec, question, chronicle = sources
    target = target_of(question.period, sources)
    selection, scope, who = selected(pipeline, spec, question)
    lives = {} if chronicle is None else _lives(chronicle, sources)
    seen = carried(selection) | carried(moment.state for life in lives.values() for moment in life if moment.state)
    currencies = Currencies(spec.currency, carried(pipeline))
    if reason := currencies.why_not_added(seen):
        raise UsageProblem(reason)
    found = None if chronicle is None else replace(chronicle, lives=lives)
    ahead = created_after(question.as_of, selection)
    view = _view(found, selection, spec, question.as_of, is_of_later=ahead > 0)
    targets = targets_of(pipeline, spec, question, selection, scope)
    ground = Ground(view, target, method, _unread(pipeline, selection, question.as_of))
    return Standing(sources, selection, scope, who, targets, currencies.the_one(seen), view, ground, ahead)


def created_after(as_of: date, selection: Sequence[Opportunity]) -> int:
    """How many were created after as-of, where they are too many to be slips of a pen; else 0.

    An export with such rows was made later, so that as-of is a past day of it.
    """
    later = sum(each.created is not None and each.created > as_of for each in selection)
    return later if later >= SLIPS and later * ONE_IN >= len(selection) else 0


def _view(
    chronicle: "Chronicle | None",
    selection: Sequence[Opportunity],
    spec: PipelineSpec,
    as_of: date,
    *,
    is_of_later: bool,
) -> View:
    """What was known on as-of; an export of a later day tells of it by its dates, and history, alone."""
    made = as_of + timedelta(1) if is_of_later else as_of
    view = dates_view(selection, spec, made) if chronicle is None else history_view(chronicle, selection, spec, made)
    return view.before(as_of) if is_of_later else view


def _unread(pipeline: Pipeline, selection: Sequence[Opportunity], as_of: date) -> Undefined | None:
    """Why nothing is known of the day: all rows were set aside, or all opportunities are of later days."""
    rows = pipeline.rows
    if selection and all(one.created is not None and one.created > as_of for one in selection):
        return Undefined(f"nothing is known of {as_of}: every opportunity was created later; name a later --as-of")
    if rows.accepted or not rows.set_aside:
        return None
    whole = "its only row was" if rows.set_aside == 1 else f"all {rows.set_aside:,} rows were"
    return Undefined(f"{whole} set aside, so that nothing is known of today")


def target_of(period: Period, sources: Sources) -> Target:
    """The period as methods see it; rates are learnt from the lookback that is asked for.

    Raises:
        UsageProblem: it lacks a first or a last day.
    """
    found = bounds(period)
    if found is None:
        raise UsageProblem(f"a forecast is of a period with a first and a last day, which {period.key} lacks")
    key = sources.question.lookback.key
    return Target(*found, sources.question.as_of, key)


def _lives(chronicle: "Chronicle", sources: Sources) -> Mapping[str, "Life"]:
    """The lives of the opportunities asked for, by what they look like now or last did."""
    question = sources.question
    if not question.rules and not question.without:
        return chronicle.lives
    meets = meeting(resolved(question.rules, sources.pipeline), sources.spec.fiscal_year_starts)
    found = {}
    for key, life in chronicle.lives.items():
        states = (one.state for one in reversed(life) if one.day <= question.as_of and one.state is not None)
        last = next(states, None)
        if last is not None and meets(last) and last.key not in question.without:
            found[key] = life
    return found
