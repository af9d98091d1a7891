"""Sections of the meeting that are drawn from what wants a look, what changed and the funnel."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
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
from ..domain.review import Mild, Risks, RisksOf, Since, Slipped, Stood, Stuck
from ..domain.risk import Reason, Said, Severity
from ..domain.spec import PipelineSpec
from ..domain.sums import Sum
from ..domain.values import EXACT, Outcome
from ..engines.membership import Scope, is_overdue, standing
from ..metrics.planning import NO_HISTORY
from ..review.attention import plain
from ..review.lessons import Lately
from ..review.sums import by_size, keyed, summed
from ..review.time_risks import stood_too_long
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
    looked_at: Mapping[Place, Attention]
    """What wants a look, by its place."""

    def entry(self, each: Opportunity) -> Attention:
        """An open opportunity with what speaks against it, be it nothing."""
        found = self.looked_at.get(each.place)
        return plain(each, self.scope, self.spec.currency) if found is None else found

    def sum(self, some: Sequence[Attention]) -> Sum:
        """How many, and what they are worth."""
        return summed(some, self.currencies)

    def biggest(self, some: Sequence[Attention]) -> tuple[Attention, ...]:
        """As many as a section shows."""
        return tuple(by_size(some, _name, self.currencies, lambda each: each.severity.rank)[: self.shown])


def risks(seen: Seen) -> Risks:
    """All that wants a look by owner, the one with most at stake first."""
    found = seen.report.attention
    usual = usual_spellings(each.owner for each in seen.pipeline)

    def owner(each: Attention) -> str | None:
        return usual.get(each.owner or "", each.owner)

    shown: dict[str | None, list[Attention]] = {}
    for each in found[: seen.shown]:
        shown.setdefault(owner(each), []).append(each)
    return Risks(
        whole=seen.sum(found),
        open=summed([each for each in seen.selection if _is_open(each)], seen.currencies),
        owners=tuple(
            RisksOf(one.key, one.sum, tuple(shown.get(one.key, ()))) for one in keyed(found, owner, seen.currencies)
        ),
        rules=seen.report.risks,
        low=_mild(found),
    )


def _mild(found: Sequence[Attention]) -> tuple[Mild, ...]:
    """How many of low severity each rule is the gravest of."""
    titles = Counter(each.signs[0].title for each in found if each.severity is Severity.LOW)
    return tuple(Mild(title, count) for title, count in sorted(titles.items(), key=lambda one: (-one[1], one[0])))


def slipped(seen: Seen, change: Changes | None, no_change: str | None, last: Since) -> Slipped:
    """What left the period, and whose close date has passed: as the figures count it, whatever the risk rules are."""
    pushed = None if change is None else change.whole.line("pushed_out")
    overdue = [seen.entry(each) for each in seen.selection if _is_open(each) and is_overdue(each, seen.scope)]
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
    """What is stalled, as the figures count it and as history tells besides; and the bottleneck."""
    stalled, measure = _stalled(seen), seen.report.measure("stalled")
    is_open = any(map(_is_open, seen.selection))
    untold = measure.undefined if measure.value is None and is_open and not _is_judged(seen) else None
    found, why = _bottleneck(seen)
    return Stuck(
        whole=None if untold else summed(stalled, seen.currencies),
        untold=untold,
        shown=tuple(_biggest(stalled, seen)[: seen.shown]),
        stages=keyed(stalled, lambda each: each.stage, seen.currencies),
        bottleneck=found,
        no_bottleneck=why,
    )


def _biggest(stalled: Sequence[Stood], seen: Seen) -> list[Stood]:
    return by_size(stalled, lambda each: each.deal.name, seen.currencies, lambda each: each.deal.severity.rank)


def _stalled(seen: Seen) -> list[Stood]:
    """Those with the sign, and those that the figures count where pipeline.yaml leaves the rule out."""
    found = []
    for each in filter(_is_open, seen.selection):
        entry = seen.entry(each)
        sign = next((sign for sign in entry.signs if sign.reason is Reason.STALLED), None)
        if sign is not None:
            found.append(Stood(entry, sign.why))
        elif (stood := standing(each, seen.scope)) is not None and stood.days > stood.limit:
            told = stood_too_long(stood)
            found.append(Stood(entry, Said(told.text, told.facts)))
    return found


def _is_judged(seen: Seen) -> bool:
    """Whether history tells of anything open whether it is stalled, though the figures can't."""
    return any(line.rule == Reason.STALLED and line.fires + line.clear for line in seen.report.risks)


def _is_open(each: Opportunity) -> bool:
    return each.outcome is Outcome.OPEN


def _bottleneck(seen: Seen) -> tuple[Bottleneck | None, str]:
    if seen.chronicle is None:
        return None, NO_HISTORY
    from .funnel import build_funnel

    try:
        found = build_funnel(seen.chronicle, seen.pipeline, seen.spec, seen.question._replace(by=()))
    except UsageProblem as problem:
        return None, str(problem)
    return found.bottleneck, found.no_bottleneck or ""


def lately(seen: Seen, last: Since) -> Lately:
    """Those won or lost since the last time: open then or later as history tells, else by the day they closed."""
    lived, as_of = _lives(seen.chronicle), seen.question.as_of
    new, undated = [], []
    for each in seen.selection:
        if _is_open(each):
            continue
        before = _before(each, lived(each), last.day)
        closed = each.close_date
        if before is None and closed is None:
            undated.append(each)
        elif before or (before is None and closed is not None and last.day < closed <= as_of):
            new.append(each)
    return Lately(tuple(new), tuple(undated))


def _before(each: Opportunity, life: "Life", day: date) -> bool | None:
    """Whether history saw one that is decided otherwise at the end of a day or, not yet seen then, open later."""
    from ..history.chronicle import state_at

    then = state_at(life, day)
    if then is not None:
        return then.outcome is not each.outcome
    later = any(moment.day > day and moment.state is not None and _is_open(moment.state) for moment in life)
    return True if later else None


def _lives(chronicle: "Chronicle | None") -> Callable[[Opportunity], "Life"]:
    """The life of each; none where no history tells of it."""
    if chronicle is None:
        return lambda _: ()
    return lambda each: chronicle.lives.get(chronicle.keys.get(each.place, ""), ())


def stood_in(seen: Seen) -> dict[Place, str]:
    """The open stage that each decided one was in last, as far as history tells."""
    lived = _lives(seen.chronicle)
    found = ((each.place, _last_open(lived(each))) for each in seen.selection if not _is_open(each))
    return {place: stage for place, stage in found if stage is not None}


def _last_open(life: "Life") -> str | None:
    states = (moment.state for moment in reversed(life))
    return next((state.stage for state in states if state is not None and state.outcome is Outcome.OPEN), None)


def _name(each: Attention) -> str:
    return each.name
