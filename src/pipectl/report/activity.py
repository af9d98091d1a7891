"""The whole answer about activities: figures of the period, owners week by week, and what nobody touches."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..checks.activity_checks import check_activities, note_strangers
from ..domain.activities import Activities, Untouched
from ..domain.activity import Activity, ActivityBook
from ..domain.cells import loose
from ..domain.currencies import Currencies, carried
from ..domain.errors import NothingToReport
from ..domain.finding import Findings
from ..domain.ledger import Ledger
from ..domain.opportunity import Opportunity
from ..domain.period import Period
from ..domain.pipeline import FileAccount, Pipeline, RowCount
from ..domain.spec import PipelineSpec
from ..domain.values import Undefined
from ..engines.record_names import RecordNames, set_aside
from ..engines.standing import as_they_stood
from ..engines.teams import teams_of
from ..engines.touches import touches_of
from ..metrics.activity_sight import Look, Quiet, Touched, look_at
from ..review.strangers import people
from .activity_lines import NO_EXPORT, Share, Ways, lines
from .activity_notes import notes, of_overdue
from .activity_paces import Standards, weeks_of

NO_TOUCHES = (
    "neither the activities nor the export tell what was touched; name a column in pipeline.yaml under activities: "
    "columns: opportunity"
)


class ActivityQuestion(NamedTuple):
    """What is asked of activities."""

    as_of: date
    period: Period
    owners: tuple[str, ...] = ()
    """Only these; none for all."""
    quiet_after: int = 30
    age: int = 30


class ActivitySources(NamedTuple):
    """What the answer is made from."""

    book: ActivityBook
    files: tuple[FileAccount, ...]
    findings: Findings
    pipeline: Pipeline | None = None
    """The opportunities, where an export of them is at hand."""


def build_activity(told: ActivitySources, spec: PipelineSpec, question: ActivityQuestion) -> Activities:
    """Everything about the activities that are asked for.

    Raises:
        NothingToReport: filters leave neither an activity nor an opportunity.
    """
    ledger = Ledger()
    currencies = Currencies(spec.currency, carried(told.pipeline or ()))
    share, ways = _share(told, question, ledger), _ways(told, spec, question, currencies)
    whole, owners = lines(share, _held_to(spec, question), ways)
    touched = share.touched
    return Activities(
        pipeline=spec.name,
        currency=currencies.the_one(currencies.of_all),
        as_of=question.as_of,
        period=question.period,
        filters=tuple(f"owner={name}" for name in question.owners),
        quiet_after=question.quiet_after,
        age=question.age,
        kinds=told.book.kinds,
        weeks=ways.weeks,
        first=told.book.first,
        last=told.book.last,
        rows=sum((account.rows for account in told.files), RowCount()),
        files=told.files,
        whole=whole,
        owners=owners,
        untouched=None if isinstance(touched, Undefined) else tuple(_untouched(touched, currencies)),
        opportunities=None if told.pipeline is None else tuple(account.name for account in told.pipeline.files),
        notes=(
            *notes(told.book, told.pipeline, question.period, question.as_of, ways.weeks),
            *of_overdue(share.activities, question.period, question.as_of),
            *ways.standards.notes(),
            *people(
                "a standard of their own, and neither an activity nor an opportunity",
                (each.owner for each in spec.activity_standards),
                (each.owner for each in (*told.book.activities, *(told.pipeline or ()))),
            ),
        ),
        findings=told.findings + ledger.findings([account.name for account in told.files]),
    )


def _share(told: ActivitySources, question: ActivityQuestion, ledger: Ledger) -> Share:
    """All that is asked for; what is wrong with activities goes to the ledger."""
    there = check_activities(told.book.activities, question.as_of, ledger)
    had = None if told.pipeline is None else as_they_stood(told.pipeline, question.as_of)
    share = Share(there, had, _touched(there, had, told, question, ledger))
    if not question.owners:
        return share
    share = share.of(map(loose, question.owners))
    if not share.activities and not share.opportunities:
        raise NothingToReport(f"nothing is left after --owner {', '.join(question.owners)}; correct the name")
    return share


def _touched(
    there: Sequence[Activity],
    had: Sequence[Opportunity] | None,
    told: ActivitySources,
    question: ActivityQuestion,
    ledger: Ledger,
) -> Sequence[Touched] | Undefined:
    """How each opportunity that was there was touched; activities may name a later one."""
    if had is None or told.pipeline is None:
        return Undefined(NO_EXPORT)
    names, has_column = "opportunity" in told.book.fields, "last_activity" in told.pipeline.fields
    if not names and not has_column:
        return Undefined(NO_TOUCHES)
    touches = touches_of(there, told.pipeline.opportunities, question.as_of)
    if touches.strange:
        note_strangers(touches.strange, RecordNames(told.pipeline, set_aside(told.pipeline)), ledger)
    # Without that column, or with nothing done, the files tell of no day what was touched on it.
    first = (told.book.reach(question.as_of) if names else None) or question.as_of + timedelta(days=1)
    look = Look(question.as_of, first, question.quiet_after, question.age, has_column)
    return [look_at(each, touches.of(each), look) for each in had]


def _ways(told: ActivitySources, spec: PipelineSpec, question: ActivityQuestion, currencies: Currencies) -> Ways:
    return Ways(
        told.book.kinds,
        question.period,
        question.as_of,
        weeks_of(question.period, told.book.reach(question.as_of) or question.as_of, question.as_of),
        Standards(spec.activity_standards, teams_of(told.pipeline or ())),
        currencies,
    )


def _held_to(spec: PipelineSpec, question: ActivityQuestion) -> list[str]:
    """Owners that are asked for and have a standard of their own."""
    asked = frozenset(map(loose, question.owners))
    owners = (each.owner for each in spec.activity_standards if each.owner)
    return [owner for owner in owners if not asked or loose(owner) in asked]


def _untouched(touched: Sequence[Touched], currencies: Currencies) -> Iterator[Untouched]:
    """Never touched ones first, then those that wait longest, the largest first where they wait alike."""
    some = [each for each in touched if each.quiet is Quiet.UNTOUCHED]
    some.sort(key=lambda one: (one.last or date.min, -(one.opportunity.amount or 0), one.opportunity.name))
    for each in some:
        found = each.opportunity
        yield Untouched(
            found.id,
            found.name,
            found.owner,
            found.stage,
            found.amount,
            currencies.told or found.currency,
            found.created,
            each.last,
            each.days,
            found.place,
        )
