"""The stage-sorted list of the opportunities a question speaks of."""

from typing import TYPE_CHECKING

from ..domain.currencies import Currencies, carried
from ..domain.finding import SEE_FINDINGS
from ..domain.listing import SEE_OVERDUE, Listing
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..review.listing import added, bands, only_overdue, standings
from ..review.small_print import data_notes, lent_chances
from ..views import Question
from .remembering import bands_with, told_findings, told_notes, trails_of
from .selecting import selected

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle


def build_listing(
    pipeline: Pipeline,
    spec: PipelineSpec,
    question: Question,
    *,
    sort: str = "amount",
    overdue: bool = False,
    limit: int | None = None,
    built_in_stages: bool = False,
    chronicle: "Chronicle | None" = None,
) -> Listing:
    """The opportunities a question speaks of, in bands by stage, `limit` rows each; subtotals speak of all of them.

    `chronicle` is what history tells of them up to as-of.

    Raises:
        UsageProblem: the question filters by something that is not in the data, or `sort` is unknown.
    """
    selection, scope, _ = selected(pipeline, spec, question)
    late = only_overdue(selection, scope)
    listed = late if overdue else selection
    seen, currencies = carried(listed), Currencies(spec.currency, carried(pipeline))
    found = bands(listed, spec, scope, sort, limit, currencies)
    return Listing(
        pipeline=spec.name,
        currency=currencies.the_one(seen),
        as_of=question.as_of,
        filters=question.filters,
        bands=bands_with(found, trails_of(chronicle, listed, question.as_of)),
        standings=standings(listed, currencies),
        opportunities=len(listed),
        amount=added(listed, currencies),
        shown=sum(len(band.rows) for band in found),
        rows=pipeline.rows,
        findings=pipeline.findings,
        notes=(
            *_told(currencies.why_not_added(seen)),
            *data_notes(pipeline, spec, built_in_stages=built_in_stages),
            *(lent_chances(listed, scope) if built_in_stages else ()),
            *told_notes(chronicle),
        ),
        see_findings=question.hint(SEE_FINDINGS),
        currencies=currencies.listed(seen),
        has_past=chronicle is not None,
        past_findings=told_findings(chronicle),
        overdue_alone=overdue,
        overdue=len(late),
        see_overdue=question.hint(SEE_OVERDUE),
    )


def _told(reason: str | None) -> tuple[str, ...]:
    return () if reason is None else (reason,)
