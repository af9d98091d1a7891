"""Scorecards of the open opportunities: the framework, the ideal customer, and how well both told won from lost."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..domain.currencies import Currencies, carried
from ..domain.derived import Facts, owners_of
from ..domain.errors import UsageProblem
from ..domain.finding import SEE_FINDINGS
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.qualification import FrameworkKey
from ..domain.scorecard import Card, Coverage, Qualifying, Scored, WinSplit
from ..domain.spec import PipelineSpec
from ..domain.values import EXACT, ZERO, Outcome
from ..engines.binding import Known
from ..engines.membership import within
from ..process.coverage import Judged, covered, judged, split, untold
from ..process.scorecards import Scorecard, readings, scorecard
from ..process.scores import Scale, scale_of, scored
from ..process.telling import told
from ..review.small_print import data_notes
from ..review.strangers import strangers
from ..views import Question
from .remembering import told_findings, told_notes, trails_of
from .selecting import selected

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle

#: Rows of a table where nobody says how many.
SHOWN = 10
NOTHING = (
    "there is nothing to qualify by: pipeline.yaml has no qualification, ideal_customer or scores, and the file has no "
    "columns of a framework such as Budget and Authority; add qualification: {framework: bant}, or give --framework"
)
#: Said beside the split, where win rate leaves some out that this counts.
ALL_LOST = "won of those decided counts every loss, also one before qualified_from, which win rate leaves out"


class _Ground(NamedTuple):
    """What opportunities are held against."""

    card: Scorecard | None
    fit: Scale[Opportunity] | None
    scores: tuple[Scale[Opportunity], ...]
    currency: str | None

    @property
    def scales(self) -> tuple[Scale[Opportunity], ...]:
        """All scores, that of the ideal customer first."""
        return (*((self.fit,) if self.fit else ()), *self.scores)


def build_qualifying(
    pipeline: Pipeline,
    spec: PipelineSpec,
    question: Question,
    *,
    framework: FrameworkKey | None = None,
    deal: Opportunity | None = None,
    limit: int | None = None,
    built_in_stages: bool = False,
    chronicle: "Chronicle | None" = None,
) -> Qualifying:
    """How the opportunities asked for are qualified; with `deal`, the scorecard of that one alone.

    Raises:
        UsageProblem: there is nothing to qualify by, or the question filters by something that is not in the data.
    """
    selection, _, _ = selected(pipeline, spec, question)
    ground = _ground(pipeline, spec, question, framework, chronicle)
    still_open = [each for each in selection if each.outcome is Outcome.OPEN]
    decided = [each for each in selection if _is_decided(each, question)]
    open_judged = _judged(ground, still_open)
    shown = open_judged if deal is None else _judged(ground, [deal])
    cards = sorted((_card(ground, each) for each in shown), key=_need)
    seen, currencies = carried(selection), Currencies(spec.currency, carried(pipeline))
    card = ground.card
    return Qualifying(
        pipeline=spec.name,
        currency=currencies.the_one(seen),
        currencies=currencies.listed(seen),
        as_of=question.as_of,
        lookback=question.lookback,
        filters=question.filters,
        framework=card.title if card else None,
        qualified_at=card.qualified_at if card else None,
        elements=tuple(each.line for each in card.elements) if card else (),
        whole=covered(None, open_judged, len(card.elements)) if card else None,
        stages=_stages(card, open_judged, spec),
        split=_split(card, decided, open_judged),
        fits_from=ground.fit.fits_from if ground.fit else None,
        cards=tuple(cards),
        deal=None if deal is None else deal.key,
        told=tuple(told(scale, decided) for scale in ground.scales),
        untold=untold((card.answers for card in cards), (score for card in cards for score in _scores(card))),
        rows=pipeline.rows,
        findings=pipeline.findings,
        notes=(
            *_notes(card, spec),
            *data_notes(pipeline, spec, built_in_stages=built_in_stages),
            *strangers(pipeline, spec),
            *told_notes(chronicle),
        ),
        shown=limit or SHOWN,
        see_findings=question.hint(SEE_FINDINGS),
        past_findings=told_findings(chronicle),
    )


def _ground(
    pipeline: Pipeline,
    spec: PipelineSpec,
    question: Question,
    framework: FrameworkKey | None,
    chronicle: "Chronicle | None",
) -> _Ground:
    past = trails_of(chronicle, pipeline, question.as_of)
    known = Known(pipeline, spec, Facts(question.as_of, past, owners_of(pipeline), pipeline.reach))
    fit = scale_of(spec.ideal_customer, known) if spec.ideal_customer else None
    scores = tuple(scale_of(each, known) for each in spec.scores)
    card = scorecard(known, framework)
    if card is None and fit is None and not scores:
        raise UsageProblem(NOTHING)
    return _Ground(card, fit, scores, spec.currency)


def _is_decided(opportunity: Opportunity, question: Question) -> bool:
    return opportunity.outcome is not Outcome.OPEN and within(opportunity.close_date, question.lookback)


def _judged(ground: _Ground, some: Sequence[Opportunity]) -> list[Judged]:
    return judged(ground.card, some) if ground.card else [Judged(each, (), None) for each in some]


def _card(ground: _Ground, found: Judged) -> Card:
    each = found.opportunity
    return Card(
        place=each.place,
        id=each.id,
        name=each.name,
        owner=each.owner,
        account=each.account,
        stage=each.stage,
        outcome=each.outcome,
        amount=each.amount,
        currency=each.currency or ground.currency,
        answers=found.answers,
        qualified=found.qualified,
        fit=scored(ground.fit, each) if ground.fit else None,
        scores=tuple(scored(scale, each) for scale in ground.scores),
    )


def _need(card: Card) -> tuple[bool, bool, Decimal, str]:
    """Those that lack what they need first, of each the biggest first, those without an amount last."""
    return not card.lacking, card.amount is None, EXACT.minus(card.amount or ZERO), card.name


def _scores(card: Card) -> tuple[Scored, ...]:
    return (*((card.fit,) if card.fit else ()), *card.scores)


def _stages(card: Scorecard | None, still_open: Sequence[Judged], spec: PipelineSpec) -> tuple[Coverage, ...]:
    """The stages that any open one stands in, in order."""
    if card is None:
        return ()
    groups: dict[str, list[Judged]] = {stage.name: [] for stage in spec.open_stages}
    for each in still_open:
        groups.setdefault(each.opportunity.stage, []).append(each)
    return tuple(covered(stage, some, len(card.elements)) for stage, some in groups.items() if some)


def _split(card: Scorecard | None, decided: Sequence[Opportunity], still_open: Sequence[Judged]) -> WinSplit | None:
    return split(judged(card, decided), still_open) if card else None


def _notes(card: Scorecard | None, spec: PipelineSpec) -> tuple[str, ...]:
    """What was decided: the framework where nobody named it, how columns are read, and who counts as lost."""
    if card is None:
        return ()
    return (
        *([card.taken] if card.taken else []),
        *readings(card),
        *([ALL_LOST] if spec.qualified_from else []),
    )
