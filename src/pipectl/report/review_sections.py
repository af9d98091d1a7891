"""Sections of the meeting that are drawn from what wants a look, what changed and the funnel."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..domain.cells import usual_spellings
from ..domain.changes import Changes
from ..domain.currencies import Currencies
from ..domain.errors import UsageProblem
from ..domain.finding import Place
from ..domain.funnel import Bottleneck
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.result import Attention, Report
from ..domain.review import Risks, RisksOf, Since, Slipped, Stuck
from ..domain.risk import Reason
from ..domain.spec import PipelineSpec
from ..domain.sums import Sum
from ..domain.values import EXACT, Outcome
from ..engines.membership import Scope
from ..metrics.planning import NO_HISTORY
from ..review.sums import by_size, keyed, summed
from ..views import Question

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle, Life


class Seen(NamedTuple):
    """What the sections are made from."""

    pipeline: Pipeline
    spec: PipelineSpec
    question: Question
    report: Report
    selection: tuple[Opportunity, ...]
    scope: Scope
    currencies: Currencies
    chronicle: "Chronicle | None"
    shown: int

    def sum(self, some: Sequence[Attention]) -> Sum:
        """How many, and what they are worth."""
        return summed(some, self.currencies)

    def biggest(self, some: Sequence[Attention]) -> tuple[Attention, ...]:
        """As many as a section shows."""
        return tuple(by_size(some, _name)[: self.shown])


def risks(seen: Seen) -> Risks:
    """All that wants a look by owner, the one with most at stake first."""
    found = seen.report.attention
    usual = usual_spellings(each.owner for each in seen.pipeline)
    shown = {each.place for each in seen.biggest(found)}

    def owner(each: Attention) -> str | None:
        return usual.get(each.owner or "", each.owner)

    owners = keyed(found, owner, seen.currencies)
    return Risks(
        whole=seen.sum(found),
        open=summed([each for each in seen.selection if each.outcome is Outcome.OPEN], seen.currencies),
        owners=tuple(
            RisksOf(one.key, one.sum, tuple(by_size(_of(found, owner, one.key, shown), _name))) for one in owners
        ),
    )


def slipped(seen: Seen, change: Changes | None, no_change: str | None, last: Since) -> Slipped:
    """What left the period, and whose close date has passed."""
    pushed = None if change is None else change.whole.line("pushed_out")
    overdue = _with_sign(seen, Reason.OVERDUE)
    newly = [each for each in overdue if each.expected_close is not None and each.expected_close >= last.day]
    told = "expected_close" in seen.pipeline.fields
    return Slipped(
        pushed=None if pushed is None else Sum(pushed.opportunities, EXACT.minus(pushed.amount), seen.report.currency),
        no_pushed=no_change,
        overdue=seen.sum(overdue) if told else None,
        newly=seen.sum(newly) if told else None,
        no_overdue=None if told else seen.report.measure("slippage").undefined,
        shown=seen.biggest(newly),
    )


def stuck(seen: Seen) -> Stuck:
    """What is stalled, and the bottleneck: by history, where it tells one."""
    stalled, measure = _with_sign(seen, Reason.STALLED), seen.report.measure("stalled")
    is_open = any(each.outcome is Outcome.OPEN for each in seen.selection)
    untold = measure.undefined if measure.value is None and is_open else None
    found, why = _bottleneck(seen)
    return Stuck(
        whole=None if untold else seen.sum(stalled),
        untold=untold,
        shown=seen.biggest(stalled),
        stages=keyed(stalled, lambda each: each.stage, seen.currencies),
        bottleneck=found,
        no_bottleneck=why,
    )


def _bottleneck(seen: Seen) -> tuple[Bottleneck | None, str]:
    if seen.chronicle is None:
        return None, NO_HISTORY
    from .funnel import build_funnel

    try:
        found = build_funnel(seen.chronicle, seen.pipeline, seen.spec, seen.question._replace(by=()))
    except UsageProblem as problem:
        return None, str(problem)
    return found.bottleneck, found.no_bottleneck or ""


def lately(seen: Seen, last: Since) -> list[Opportunity]:
    """Those won or lost since the last time: open then as history tells, else by the day they closed."""
    then = _then(seen.chronicle, last.day)
    as_of = seen.question.as_of

    def is_new(each: Opportunity) -> bool:
        before = then(each)
        if before is not None:
            return before.outcome is not each.outcome
        closed = each.close_date
        return closed is not None and last.day < closed <= as_of

    return [each for each in seen.selection if each.outcome is not Outcome.OPEN and is_new(each)]


def _then(chronicle: "Chronicle | None", day: date) -> Callable[[Opportunity], Opportunity | None]:
    """What each looked like at the end of a day; None where nothing tells, or it was not there."""
    if chronicle is None:
        return lambda _: None
    from ..history.chronicle import state_at

    def state(each: Opportunity) -> Opportunity | None:
        key = chronicle.keys.get(each.place)
        return None if key is None else state_at(chronicle.lives.get(key, ()), day)

    return state


def stood_in(seen: Seen) -> dict[Place, str]:
    """The open stage that each decided one was in last, as far as history tells."""
    chronicle = seen.chronicle
    if chronicle is None:
        return {}
    lives = {
        each.place: chronicle.lives.get(chronicle.keys.get(each.place, ""), ())
        for each in seen.selection
        if each.outcome is not Outcome.OPEN
    }
    found = ((place, _last_open(life)) for place, life in lives.items())
    return {place: stage for place, stage in found if stage is not None}


def _last_open(life: "Life") -> str | None:
    states = (moment.state for moment in reversed(life))
    return next((state.stage for state in states if state is not None and state.outcome is Outcome.OPEN), None)


def _with_sign(seen: Seen, reason: Reason) -> list[Attention]:
    return [each for each in seen.report.attention if any(sign.reason is reason for sign in each.signs)]


def _of(
    found: Sequence[Attention], owner: Callable[[Attention], str | None], key: str | None, shown: set[Place]
) -> list[Attention]:
    return [each for each in found if owner(each) == key and each.place in shown]


def _name(each: Attention) -> str:
    return each.name
