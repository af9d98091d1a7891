"""What a forecast stands on: the opportunities asked for with their past, as they were known on each day."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..domain.currencies import Currencies, carried
from ..domain.errors import UsageProblem
from ..domain.opportunity import Opportunity
from ..domain.period import Period
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
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

    def on(self, period: Period) -> Ground:
        """The same for another period, by the same method."""
        return Ground(self.view, target_of(period, self.sources), self.ground.taken)


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
    view = (
        dates_view(selection, spec, question.as_of)
        if chronicle is None
        else history_view(replace(chronicle, lives=lives), selection, spec, question.as_of)
    )
    targets = targets_of(pipeline, spec, question, selection, scope)
    ground = Ground(view, target, method)
    return Standing(sources, selection, scope, who, targets, currencies.the_one(seen), view, ground)


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
