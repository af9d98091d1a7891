"""The playbook: stages with what leaves them, where their opportunities stand, and what one of these lacks."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..domain.condition import Criterion
from ..domain.currencies import Currencies, carried
from ..domain.derived import DERIVED, Facts, owners_of
from ..domain.finding import SEE_FINDINGS
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.playbook import Answer, CriterionLine, DealSheet, Playbook, PlaybookDeal, PlaybookStage, StageSheet, tally
from ..domain.spec import PipelineSpec, Stage
from ..domain.values import Outcome
from ..engines.binding import Known
from ..engines.selection import meeting, resolved, select
from ..engines.spread import HALF, THREE_QUARTERS, percentile
from ..process.criteria import Asked, asked, criterion_lines, together
from ..review.listing import added
from ..review.small_print import data_notes
from ..views import Question
from .remembering import told_findings, told_notes, trails_of

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle
    from ..history.durations import Stay

NO_PLAYBOOK = (
    "no stage has a playbook yet: add purpose, exit_criteria, activities and questions to the stages of pipeline.yaml; "
    "pipectl init --template revenue-io shows how"
)


class Subject(NamedTuple):
    """What is asked about: all stages, one of them, or one opportunity."""

    stage: Stage | None = None
    deal: Opportunity | None = None


EVERYTHING = Subject()


def build_playbook(
    pipeline: Pipeline,
    spec: PipelineSpec,
    question: Question,
    subject: Subject = EVERYTHING,
    *,
    built_in_stages: bool = False,
    chronicle: "Chronicle | None" = None,
) -> Playbook:
    """What the stages are for, what it takes to leave them, and how the open opportunities stand against that.

    Raises:
        UsageProblem: the question filters by something that is not in the data.
    """
    book = _Book(pipeline, spec, question, chronicle)
    stage = subject.stage
    if subject.deal is not None:
        stage = spec.stage(subject.deal.stage)
    shown = spec.stages if stage is None else (stage,)
    one = subject.stage if subject.deal is None else None
    return Playbook(
        pipeline=spec.name,
        currency=book.currencies.the_one(carried(book.open)),
        as_of=question.as_of,
        lookback=question.lookback,
        filters=question.filters,
        stages=tuple(map(book.stage, shown)),
        rows=pipeline.rows,
        sheet=None if one is None else book.sheet(one),
        deal=None if subject.deal is None or stage is None else book.of_deal(subject.deal, stage),
        notes=(
            *book.unsummed,
            *([] if any(map(_has_playbook, spec.stages)) else [NO_PLAYBOOK]),
            *data_notes(pipeline, spec, built_in_stages=built_in_stages),
            *told_notes(chronicle),
        ),
        findings=pipeline.findings,
        past_findings=told_findings(chronicle),
        has_past=chronicle is not None,
        see_findings=question.hint(SEE_FINDINGS),
    )


def _has_playbook(stage: Stage) -> bool:
    return bool(
        stage.purpose
        or stage.entry_criteria
        or stage.exit_criteria
        or stage.require
        or stage.activities
        or stage.questions
    )


class _Book:
    """What is known of the opportunities that a question speaks of."""

    def __init__(
        self, pipeline: Pipeline, spec: PipelineSpec, question: Question, chronicle: "Chronicle | None"
    ) -> None:
        self._spec = spec
        rules = resolved(question.rules, pipeline)
        selection = select(pipeline, rules, spec.fiscal_year_starts)
        self.open = tuple(each for each in selection if each.outcome is Outcome.OPEN)
        self.currencies = Currencies(spec.currency, carried(pipeline))
        past = trails_of(chronicle, pipeline, question.as_of)
        # Shares are of all that an owner has open, whatever is asked for beside it.
        self._known = Known(pipeline, spec, Facts(question.as_of, past, owners_of(pipeline), pipeline.reach))
        self._stays = _stays(chronicle, spec, question, meeting(rules, spec.fiscal_year_starts))
        self._asked = {stage.name: self._of(stage.exit_criteria, stage) for stage in spec.stages}

    @property
    def unsummed(self) -> tuple[str, ...]:
        """Why amounts have no sum, if they have none."""
        why = self.currencies.why_not_added(carried(self.open))
        return () if why is None else (why,)

    def _of(self, criteria: Iterable[Criterion], stage: Stage) -> Asked:
        return asked([(stage.name, each) for each in criteria], self._known)

    def _in(self, stage: Stage) -> list[Opportunity]:
        """Its open opportunities, biggest first."""
        found = [each for each in self.open if each.stage == stage.name]
        return sorted(found, key=lambda each: (each.amount is None, -(each.amount or 0), each.name.casefold()))

    def stage(self, stage: Stage) -> PlaybookStage:
        """The numbers of a stage."""
        some, stay = self._in(stage), self._stays.get(stage.name)
        left = () if stay is None else stay.first
        return PlaybookStage(
            name=stage.name,
            kind=stage.kind,
            purpose=stage.purpose,
            opportunities=len(some),
            amount=None if some and not carried(some) else added(some, self.currencies),
            currency=self.currencies.the_one(carried(some)),
            criteria=len(stage.exit_criteria),
            conditions=sum(each.asks for each in stage.exit_criteria),
            ready=tally(together(self._asked[stage.name](each)) for each in some),
            max_days=stage.max_days,
            left=len(left),
            median=percentile(left, HALF),
            p75=percentile(left, THREE_QUARTERS),
        )

    def sheet(self, stage: Stage) -> StageSheet:
        """Everything about a stage."""
        some = self._in(stage)

        def lines(criteria: Sequence[Criterion]) -> tuple[CriterionLine, ...]:
            answers = self._of(criteria, stage)
            return criterion_lines(criteria, [answers(each) for each in some])

        return StageSheet(
            stage=stage.name,
            entry=lines(stage.entry_criteria),
            exit=lines(stage.exit_criteria),
            require=lines(stage.require),
            activities=stage.activities,
            questions=stage.questions,
            materials=stage.materials,
            deals=tuple(self._deal(each, stage) for each in some),
        )

    def of_deal(self, deal: Opportunity, stage: Stage) -> DealSheet:
        """Everything about an opportunity in its stage; of a decided one nothing is asked any more."""
        found = self._deal(deal, stage)
        if deal.outcome is not Outcome.OPEN:
            return DealSheet(found._replace(answers=()), stage.name, deal.outcome, (), (), ())
        return DealSheet(
            deal=found,
            stage=stage.name,
            outcome=deal.outcome,
            required=self._required(deal),
            activities=stage.activities,
            questions=stage.questions,
        )

    def _required(self, deal: Opportunity) -> tuple[Answer, ...]:
        required = [(stage.name, criterion) for stage, criterion in self._spec.required(deal.stage)]
        return asked(required, self._known)(deal)

    def _deal(self, deal: Opportunity, stage: Stage) -> PlaybookDeal:
        told = DERIVED["days_in_stage"].read(deal, self._known.facts) if deal.outcome is Outcome.OPEN else None
        days = told if isinstance(told, int) else None
        return PlaybookDeal(
            id=deal.id,
            name=deal.name,
            owner=deal.owner,
            account=deal.account,
            amount=deal.amount,
            currency=self.currencies.the_one(carried([deal])),
            days_in_stage=days,
            over=None if days is None or stage.max_days is None else days > stage.max_days,
            answers=self._asked[stage.name](deal),
            place=deal.place,
        )


def _stays(
    chronicle: "Chronicle | None", spec: PipelineSpec, question: Question, meets: Callable[[Opportunity], bool]
) -> "dict[str, Stay]":
    """How long those stayed in each open stage that left it in the lookback; nothing without history."""
    if chronicle is None:
        return {}
    from ..history.durations import stays
    from ..history.paths import paths

    positions = {stage.name: place for place, stage in enumerate(spec.open_stages)}
    some = [path for path in paths(chronicle, question.as_of).values() if meets(path.last)]
    return stays(some, positions, question.lookback, question.as_of)
